"""Adds ten pages and two roles to a copy of the project, as a developer would."""

from pathlib import Path

PAGES = [f"trivial_{number}" for number in range(1, 11)]
ROLES = ["trivial_warden", "trivial_scribe"]

TEMPLATE = """{{% extends "ui/base.html" %}}
{{% block content %}}
<h1 class="govuk-heading-l">{title}</h1>
<p class="govuk-body">This page says little. It is here to show what one more page costs.</p>
{{% endblock %}}
"""


def add_pages_and_roles(copy: Path) -> None:
    add_pages(copy)
    add_roles(copy)


def add_pages(copy: Path) -> None:
    """Add pages, each with a template, a row in the access table and a visit."""
    rows = visits = urls = ""
    for page in PAGES:
        title = page.replace("_", " ").capitalize()
        (copy / f"locallinks/front/templates/front/{page}.html").write_text(TEMPLATE.format(title=title))
        view = f'public.PublicText.as_view(template_name="front/{page}.html", title="{title}")'
        urls += f'    path("{page}/", {view}, name="{page}"),\n'
        rows += f"front:{page} - all yes | yes: everybody\n"
        visits += f'        Visit("front:{page}"),\n'
    replace_once(copy / "locallinks/front/urls.py", "urlpatterns = [\n", f"urlpatterns = [\n{urls}")
    replace_once(
        copy / "tests/browser/pages_to_open.py", '    "social.worker": [\n', f'    "social.worker": [\n{visits}'
    )
    table = copy / "tests/security/access.txt"
    table.write_text(f"{table.read_text()}{rows}")


def add_roles(copy: Path) -> None:
    """Add roles of a council, which open no page. The tests create a user in each from the table of roles."""
    roles = copy / "locallinks/foundation/shared/roles.py"
    member, row = '    BROKER = "broker", "Broker"\n', "    Role.BROKER: _spec(\n"
    for role in ROLES:
        words = role.replace("_", " ").capitalize()
        replace_once(roles, member, f'{member}    {role.upper()} = "{role}", "{words}"\n')
        replace_once(roles, row, f'    Role.{role.upper()}: _spec("a {words.lower()}", "council"),\n{row}')


def replace_once(file: Path, old: str, new: str) -> None:
    """Replace text that must occur once. Raises LookupError if it does not."""
    text = file.read_text()
    if text.count(old) != 1:
        raise LookupError(f"{file} has {text.count(old)} of {old!r}: change tests/growth/added_pages.py")
    file.write_text(text.replace(old, new))
