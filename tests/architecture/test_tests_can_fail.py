"""Every test asserts something, or calls a helper that does."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source_tree import expect_kept, parse, place, python_files

RULE = "Every test can fail."
REMEDY = "assert what should be true afterwards, or call a helper named expect_..., check_... or assert_..."
HELPER_STARTS = ("assert", "check_", "expect", "django_assert")
FAILING_CALLS = {"raises", "warns", "fail"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def called_name(call: ast.Call) -> str:
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""


def says_something(node: ast.Assert) -> bool:
    """Whether an assertion can fail: `assert True` and `assert x == x` cannot."""
    test = node.test
    if isinstance(test, ast.Constant | ast.Tuple):
        return False
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq | ast.Is):
        return ast.dump(test.left) != ast.dump(test.comparators[0])
    return True


def can_fail(function: Function, helpers: set[str]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) and says_something(node):
            return True
        if isinstance(node, ast.Call):
            name = called_name(node)
            if name in FAILING_CALLS | helpers or name.startswith(HELPER_STARTS):
                return True
    return False


def functions_in(tree: ast.AST) -> list[Function]:
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def helpers_that_check(tree: ast.AST) -> set[str]:
    """Return the functions of the same file that assert, or call a function that does."""
    others = [node for node in functions_in(tree) if not node.name.startswith("test")]
    checking: set[str] = set()
    while True:
        grown = {node.name for node in others if can_fail(node, checking)}
        if grown == checking:
            return checking
        checking = grown


def cannot_fail(path: Path, text: str) -> list[str]:
    tree = parse(text)
    helpers = helpers_that_check(tree)
    return [
        f"{place(path)}:{node.lineno} {node.name}: {REMEDY}"
        for node in functions_in(tree)
        if node.name.startswith("test_") and not can_fail(node, helpers)
    ]


def test_every_test_can_fail():
    tests = [path for path in python_files() if path.name.startswith("test_")]
    expect_kept(RULE, [told for path in tests for told in cannot_fail(path, path.read_text(encoding="utf-8"))])


@pytest.mark.parametrize(
    "body",
    ["approve()", "assert True", "assert plan == plan", "assert (plan, 'is there')", "if plan:\n        approve()"],
)
def test_an_idle_test_is_caught(body):
    (broken,) = cannot_fail(Path("test_plans.py"), f"def test_approval():\n    {body}\n")
    assert broken == f"test_plans.py:1 test_approval: {REMEDY}"


@pytest.mark.parametrize(
    "body",
    [
        "assert plan.approved",
        "with pytest.raises(DomainError):\n        approve()",
        "expect(page).to_have_title('Plan')",
        "check_plan(plan)",
        "self.assertEqual(1, 2)",
        "then_approved()\ndef then_approved():\n    look()\ndef look():\n    assert plan.approved",
    ],
)
def test_a_test_that_can_fail_is_fine(body):
    assert cannot_fail(Path("test_plans.py"), f"def test_approval():\n    {body}\n") == []
