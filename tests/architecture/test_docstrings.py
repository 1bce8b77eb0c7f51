"""Public functions of actions, queries, rules and permissions say what they return and that they raise."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import PACKAGE, expect_kept, parse, place, python_files

RULE = (
    "A public function of actions, queries, rules or permissions has a docstring (what it returns, in which units, "
    "where a rule comes from), which says what it raises or refuses."
)
LAYERS = frozenset({"actions", "queries", "rules", "permissions"})
SAID = re.compile(r"\bRaises?\b|\b[Rr]efuse")  # "may raise a concern" says nothing about errors


def is_documented(name: str) -> bool:
    """Whether a file is a module of one of the layers, or in a package of that name."""
    path = Path(name)
    return name.startswith(f"{PACKAGE}/") and "tests" not in path.parts and bool(LAYERS & {*path.parts[:-1], path.stem})


def may_raise(function: ast.AST) -> bool:
    """Whether the body has `raise X`, or a call of a `check_*` function, which exists to raise."""
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc:
            return True
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if name.startswith("check_"):
                return True
    return False


def unsaid(name: str, text: str) -> list[str]:
    broken = []
    for node in parse(text).body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        where, docstring = f"{name}:{node.lineno} {node.name}", ast.get_docstring(node) or ""
        if not docstring:
            broken.append(
                f"{where} has no docstring: say in a sentence what it returns, or whom it refuses; begin a helper of "
                "this module alone with an underscore"
            )
        elif may_raise(node) and not SAID.search(docstring):
            broken.append(f"{where} can raise: add when, as in “Raises NotAllowed, or DomainError without a reason.”")
    return broken


def test_public_functions_say_what_they_return_and_raise():
    read = [(place(path), path.read_text(encoding="utf-8")) for path in python_files() if is_documented(place(path))]
    assert sum(text.count("\ndef ") for _, text in read) > 1000
    expect_kept(RULE, [told for name, text in read for told in unsaid(name, text)])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def is_late(due, today):\n    return today > due", "rules.py:1 is_late has no docstring"),
        ("async def is_late(due, today):\n    return today > due", "has no docstring"),
        ('def rate(on):\n    """The rate."""\n    raise DomainError("None is set")', "rules.py:1 rate can raise"),
        ('def rate(on):\n    """The rate."""\n    if not on:\n        raise ValueError', "can raise: add when"),
        ('def sent(viewer):\n    """Return all."""\n    check_can_work(viewer)', "rules.py:1 sent can raise"),
        ('def sent(viewer):\n    """Return all."""\n    permissions.check_can_work(viewer)', "can raise: add when"),
        ('def noted(viewer):\n    """Who may raise a concern."""\n    check_can_deal(viewer)', "noted can raise"),
    ],
)
def test_a_function_that_leaves_it_unsaid_is_caught(text, told):
    (broken,) = unsaid("rules.py", text)
    assert told in broken


@pytest.mark.parametrize(
    "text",
    [
        'def is_late(due, today):\n    """Return whether the answer is late."""\n    return today > due',
        'def rate(on):\n    """The rate. Raises DomainError without one."""\n    raise DomainError("None is set")',
        'def sent(viewer):\n    """Return all; refused for providers."""\n    check_can_work(viewer)',
        'def kept(on):\n    """Return it."""\n    try:\n        return on\n    except ValueError:\n        raise',
        "def _part(on):\n    raise ValueError",
    ],
)
def test_what_says_it_and_private_parts_are_fine(text):
    assert unsaid("rules.py", text) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("locallinks/personal/plans/rules/week.py", True),
        ("locallinks/personal/teams/permissions.py", True),
        ("locallinks/front/rules.py", True),
        ("locallinks/personal/plans/views/base.py", False),
        ("locallinks/personal/plans/tests/rules.py", False),
        ("tests/rules.py", False),
    ],
)
def test_the_layers_are_read_wherever_they_are(name, expected):
    assert is_documented(name) is expected
