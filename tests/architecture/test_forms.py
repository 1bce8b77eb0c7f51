"""Input is read by the fields, Form and FormPage of foundation/ui."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source_tree import PROJECT, expect_kept, is_test, parse, place, python_files

RULE = "What people send is read by the fields of foundation/ui, each of which knows what it must refuse."
UI = "locallinks/foundation/ui/"
# A file is bytes, judged by the room that keeps it; an error is only words.
OF_DJANGO = {"ValidationError", "FileField", "FileInput"}
SENT = {"POST", "FILES", "body"}
# They read before there is a page, or without one; what they refuse is tested where they are.
READ_BEFORE_A_VIEW = {"locallinks/config/middleware.py", "locallinks/personal/exchange/api.py"}


def fields_of_their_own(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield uses of django.forms, except OF_DJANGO: its fields accept what ours refuse."""
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django":
            modules |= {alias.asname or alias.name for alias in node.names if alias.name == "forms"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.forms"):
            for alias in node.names:
                if alias.name not in OF_DJANGO:
                    yield f"{name}:{node.lineno} takes Django's {alias.name}: use Form and the fields of foundation/ui"
    for node in ast.walk(tree):
        named = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
        if named and node.attr not in OF_DJANGO:
            yield f"{name}:{node.lineno} uses Django's {node.attr}: use Form and the fields of foundation/ui"


def read_past_the_form(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield uses of `request.POST` outside views: for views, test_sending_forms.py sends a NUL in each field."""
    in_classes = {id(node) for part in tree.body if isinstance(part, ast.ClassDef) for node in ast.walk(part)}
    for node in ast.walk(tree):
        reads = isinstance(node, ast.Attribute) and node.attr in SENT and "request" in ast.unparse(node.value)
        if reads and ("views" not in name or id(node) not in in_classes):
            yield f"{name}:{node.lineno} reads {node.attr}: let the form do it, or the class of the view"


def broken(name: str, text: str) -> list[str]:
    tree = parse(text)
    return [*fields_of_their_own(name, tree), *read_past_the_form(name, tree)]


def ours() -> list[Path]:
    found = [path for path in python_files() if place(path).startswith("locallinks/")]
    return [path for path in found if not is_test(place(path).replace("/", ".")) and not place(path).startswith(UI)]


def test_what_people_send_is_read_by_our_fields():
    checked = [path for path in ours() if place(path) not in READ_BEFORE_A_VIEW]
    expect_kept(RULE, [told for path in checked for told in broken(place(path), path.read_text(encoding="utf-8"))])
    assert any("views" in place(path) for path in checked)
    assert all((PROJECT / path).exists() for path in READ_BEFORE_A_VIEW)


def test_a_form_read_elsewhere_is_caught():
    django = "from django import forms\nfrom django.forms import ModelForm\n"
    mine = f"{django}\n\nclass A(forms.Form):\n    a = forms.CharField()\n"
    assert [told.split(":")[1].split(" ")[0] for told in broken("locallinks/x/forms.py", mine)] == ["2", "5", "6"]
    outside = "def words(request):\n    return request.POST['words']\n"
    assert broken("locallinks/x/views.py", outside) == [
        "locallinks/x/views.py:2 reads POST: let the form do it, or the class of the view"
    ]
    inside = "class Send:\n    def post(self, request):\n        return self.request.POST, request.FILES\n"
    assert broken("locallinks/x/views.py", inside) == []
    assert len(broken("locallinks/x/actions.py", inside)) == 2
    assert broken("locallinks/x/forms.py", "from django import forms\nforms.ValidationError('x')\n") == []
