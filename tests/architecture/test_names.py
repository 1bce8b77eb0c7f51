"""Names use the words of docs/glossary.md, and no file is called utils or the like."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source_tree import PACKAGE, expect_kept, parse, place, python_files

RULE = "Names say what people say, and a file is named after its one job."
PERSON_WORDS = {
    "Client": "Person",
    "Customer": "Person",
    "Patient": "Person",
    "ServiceUser": "Person",
    "User": "Person",
    "Giver": "CommunitySupporter",
    "Receiver": "Person",
    "Volunteer": "CommunitySupporter",
    "Staff": "CareWorker",
}
SOMEBODY_WHO_SIGNS_IN = (f"{PACKAGE}/foundation/accounts/models", "User")
DRAWERS = {"common", "helper", "helpers", "manager", "managers", "misc", "service", "services", "util", "utils"}


def wrongly_named(name: str, text: str) -> list[str]:
    """Return the wrong names in a file. `name`: its path in the repository."""
    path = Path(name)
    broken = [
        f"{name}: {part} says nothing about its job: put the code in the file whose job it does (CONTRIBUTING.md)"
        for part in [*path.parent.parts, path.stem]
        if part in DRAWERS
    ]
    for node in ast.walk(parse(text)):
        if not isinstance(node, ast.ClassDef) or node.name not in PERSON_WORDS:
            continue
        if (node.name, name.startswith(SOMEBODY_WHO_SIGNS_IN[0])) != (SOMEBODY_WHO_SIGNS_IN[1], True):
            broken.append(f"{name}:{node.lineno} class {node.name}: call it {PERSON_WORDS[node.name]}")
    return broken


def test_names_say_what_people_say():
    sources = [path for path in python_files() if place(path).startswith((f"{PACKAGE}/", "devdb/"))]
    expect_kept(
        RULE, [told for path in sources for told in wrongly_named(place(path), path.read_text(encoding="utf-8"))]
    )


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("locallinks/personal/plans/models.py", "class Client: ...", "models.py:1 class Client: call it Person"),
        ("locallinks/personal/plans/models.py", "class User: ...", "class User: call it Person"),
        ("locallinks/personal/plans/models.py", "class ServiceUser: ...", "class ServiceUser: call it Person"),
        ("locallinks/personal/plans/utils.py", "", "plans/utils.py: utils says nothing about its job"),
        ("locallinks/personal/plans/rules/helpers.py", "", "rules/helpers.py: helpers says nothing"),
        ("locallinks/foundation/ui/services/a.py", "", "services says nothing about its job"),
    ],
)
def test_a_wrong_name_is_caught(name, text, told):
    (broken,) = wrongly_named(name, text)
    assert told in broken


def test_good_names_and_somebody_who_signs_in_are_fine():
    assert wrongly_named("locallinks/foundation/accounts/models.py", "class User: ...") == []
    assert wrongly_named("locallinks/personal/plans/models.py", "class CareWorker: ...\nclass Clients: ...") == []
