"""The one Jinja environment: every template and macro is compiled once and kept (0.3 ms a page: docs/adr/0003)."""

import uuid
from typing import Any

import jinja2
from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import NoReverseMatch
from markupsafe import Markup

from locallinks.foundation.shared.cached_urls import cached_reverse
from locallinks.foundation.ui import formats, forms, svg
from locallinks.foundation.ui.jinja_backend import request_being_rendered

GOVUK = "govuk_frontend_jinja"


class Pages(jinja2.Environment):
    """Strict for our pages: a misspelt name is an error. Lenient for GOV.UK's macros: they ask for what nobody gave."""

    govuk: jinja2.Environment

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> jinja2.Template:
        if isinstance(name, str) and name.startswith(f"{GOVUK}/"):
            return self.govuk.get_template(name)
        return super().get_template(name, parent, globals)


def environment(**options: Any) -> Pages:
    """For Django's OPTIONS["environment"]. Django gives the loader of the rooms' templates."""
    options.update(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    govuk_loader = jinja2.PrefixLoader({GOVUK: jinja2.PackageLoader(GOVUK)})
    options["loader"] = jinja2.ChoiceLoader([options["loader"], govuk_loader])
    env = Pages(**options)
    env.govuk = jinja2.Environment(loader=govuk_loader, autoescape=True, undefined=jinja2.ChainableUndefined)
    for name in ("pounds", "day", "short_day", "clock_time", "when", "plural", "linebreaks", "display"):
        env.filters[name] = getattr(formats, name)
    env.globals.update(
        url=cached_reverse,
        url_or=url_or,
        static=static,
        settings_demo=lambda: getattr(settings, "DEMO", False),
        doors=doors,
        viewer_of=viewer_of,
        role_words=role_words,
        phone_contacts=phone_contacts,
        csrf_field=csrf_field,
        new_submission=new_submission,
        macro_arguments=forms.macro_arguments,
        linked_errors=forms.linked_errors,
        svg=svg,
        getattr_or_item=svg.getattr_or_item,
        drop_empty=drop_empty,
        Markup=Markup,
    )
    return env


def url_or(name: str, fallback: str) -> str:
    """The address of a page that may not be there (an error page must draw whatever is missing)."""
    try:
        return cached_reverse(name)
    except NoReverseMatch:
        return fallback


def doors(request: HttpRequest | None) -> list[tuple[str, str, bool]]:
    """The doors this viewer can use, set by the middleware: label, address, whether we are behind it."""
    return list(getattr(request, "doors", ()))


def viewer_of(request: HttpRequest | None) -> Any:
    """The viewer, or None when signed out or when the page broke before anybody was looked up."""
    viewer = getattr(request, "viewer", None)
    return viewer if viewer is not None and viewer.signed_in else None


def phone_contacts(request: HttpRequest | None, person: Any) -> list[Any]:
    """Whom to ring about this person, for the person and whom they trust; nobody for staff, and no query."""
    pk, viewer = getattr(person, "pk", None), getattr(request, "viewer", None)
    ask = getattr(request, "phone_contacts", None)
    return ask(pk) if ask and viewer is not None and pk in viewer.people else []


def role_words(viewer: Any) -> str:
    """Return the first two roles of a viewer in words: "Support planner, Armley Helping Hands"."""
    roles = [(held.role.replace("_", " ").capitalize(), held.organisation_name) for held in viewer.roles_held]
    return " · ".join(", ".join(part for part in role if part) for role in roles[:2])


def csrf_field() -> Markup:
    """The hidden CSRF field for the page being drawn."""
    request = request_being_rendered()
    if request is None:
        return Markup("")
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(request))


def new_submission() -> str:
    """A token for a form that is not part of a FormPage, so that sending it twice acts once."""
    return str(uuid.uuid4())


def drop_empty(options: dict[str, Any]) -> dict[str, Any]:
    """Without the options nobody gave, so GOV.UK's own defaults apply."""
    return {name: value for name, value in options.items() if value not in (None, "", {}, [])}
