"""Rules, models, permissions and actions are told the time (`at=`, `today=`): a test needs no clock, a rerun agrees."""

import ast

import pytest

from tests.architecture.house import PACKAGE, expect_kept, parse, place, python_files

RULE = "Only pages, jobs and commands read the clock; everything they call is told the time."
TOLD_THE_TIME = {"actions", "models", "permissions", "rules"}
READING = {
    "clock.now", "clock.today", "timezone.now", "timezone.localdate", "timezone.localtime", "localdate", "localtime",
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time",
}  # fmt: skip
TOOL = f"{PACKAGE}/foundation/shared/clock.py"


def reading_the_clock(name: str, text: str) -> list[str]:
    """`timezone.localdate(at)` does not count: told a moment, it says which day that is."""
    calls = [node for node in ast.walk(parse(text)) if isinstance(node, ast.Call) and ast.unparse(node.func) in READING]
    return [
        f"{name}:{one.lineno} calls {ast.unparse(one.func)}(): take at= or today=, and let the view or job tell"
        for one in calls
        if not (one.args and "local" in ast.unparse(one.func))
    ]


def is_told(name: str) -> bool:
    parts = set(name.removesuffix(".py").split("/"))
    return name.startswith(f"{PACKAGE}/") and name != TOOL and "tests" not in parts and bool(TOLD_THE_TIME & parts)


def test_only_the_edge_reads_the_clock():
    sources = [(place(one), one.read_text(encoding="utf-8")) for one in python_files() if is_told(place(one))]
    assert sources
    expect_kept(RULE, [told for name, text in sources for told in reading_the_clock(name, text)])


@pytest.mark.parametrize("call", ["clock.today()", "timezone.now()", "datetime.now(UTC)", "date.today()"])
def test_reading_the_clock_is_caught(call):
    (broken,) = reading_the_clock("actions.py", f"def approve_plan(*, plan):\n    plan.approved_at = {call}\n")
    assert broken.startswith(f"actions.py:2 calls {call.split('(')[0]}(): take at= or today=")


def test_being_told_the_time_is_fine():
    assert reading_the_clock("actions.py", "day = timezone.localdate(at)\nlater = at + timedelta(days=1)") == []
    assert is_told("locallinks/personal/plans/actions/deciding.py")
    assert not is_told("locallinks/personal/plans/views.py")
    assert not is_told("locallinks/personal/plans/tests/test_actions.py")
