"""Which modules take the time as an argument (`at=`, `today=`), and which day a moment falls on."""

import ast
import re

import pytest

from tests.architecture.source_tree import PACKAGE, expect_kept, parse, place, python_files

RULE = "Only pages, jobs and commands read the clock; everything they call is told the time."
TOLD_THE_TIME = {"actions", "models", "permissions", "rules"}
READING = {
    "clock.now",
    "clock.today",
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "localdate",
    "localtime",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
}
TOOL = f"{PACKAGE}/foundation/shared/clock.py"


def reading_the_clock(name: str, text: str) -> list[str]:
    """Return the calls that read the clock. `timezone.localdate(at)` does not: it converts its argument."""
    calls = [node for node in ast.walk(parse(text)) if isinstance(node, ast.Call) and ast.unparse(node.func) in READING]
    return [
        f"{name}:{node.lineno} calls {ast.unparse(node.func)}(): take at= or today=, and let the view or job tell"
        for node in calls
        if not (node.args and "local" in ast.unparse(node.func))
    ]


def is_told(name: str) -> bool:
    parts = set(name.removesuffix(".py").split("/"))
    return name.startswith(f"{PACKAGE}/") and name != TOOL and "tests" not in parts and bool(TOLD_THE_TIME & parts)


def test_only_the_edge_reads_the_clock():
    sources = [(place(path), path.read_text(encoding="utf-8")) for path in python_files() if is_told(place(path))]
    assert sources
    expect_kept(RULE, [told for name, text in sources for told in reading_the_clock(name, text)])


@pytest.mark.parametrize("call", ["clock.today()", "timezone.now()", "datetime.now(UTC)", "date.today()"])
def test_reading_the_clock_is_caught(call):
    (broken,) = reading_the_clock("actions.py", f"def approve_plan(*, plan):\n    plan.approved_at = {call}\n")
    assert broken.startswith(f"actions.py:2 calls {call.split('(')[0]}(): take at= or today=")


def test_being_told_the_time_is_fine():
    assert reading_the_clock("actions.py", "day = timezone.localdate(at)\nlater = at + timedelta(days=1)") == []
    assert is_told("locallinks/personal/plans/actions/decision.py")
    assert not is_told("locallinks/personal/plans/views.py")
    assert not is_told("locallinks/personal/plans/tests/test_actions.py")


# ---------- one calendar

ONE_CALENDAR = (
    "A day is a day in Europe/London, in Python (clock.day), in Django and in SQL (guard.today()): half an hour after "
    "midnight in summer is still yesterday in UTC."
)
SQL_DAYS = re.compile(
    r"\b(?:current_date|current_time|localtimestamp|localtime)\b"
    r"|\b(?:now\s*\(\s*\)|current_timestamp|(?:statement|transaction|clock)_timestamp\s*\(\s*\))\s*::\s*date\b"
    r"|\bcast\s*\(\s*(?:now\s*\(\s*\)|current_timestamp)\s+as\s+date\b"
    r"|\bdate\s*\(\s*(?:now\s*\(\s*\)|current_timestamp)"
    r"|\bdate_trunc\s*\(\s*'day'"
    r"|'(?:today|tomorrow|yesterday)'\s*::",
    re.IGNORECASE,
)


def days_of_moments(name: str, text: str) -> list[str]:
    """Return uses of `moment.date()`, whose result depends on the time zone of the moment, and of `Now()`."""
    broken = []
    for node in ast.walk(parse(text)):
        if _is_day_of_a_moment(node):
            broken.append(f"{name}:{node.lineno} calls {ast.unparse(node)}: use clock.day(moment)")
        if isinstance(node, ast.ImportFrom) and "Now" in {alias.name for alias in node.names}:
            broken.append(f"{name}:{node.lineno} imports Now: use clock.Today()")
    return broken


def _is_day_of_a_moment(node: ast.AST) -> bool:
    called = isinstance(node, ast.Call) and not node.args and not node.keywords
    return called and isinstance(node.func, ast.Attribute) and node.func.attr == "date"


def days_in_sql(name: str, text: str) -> list[str]:
    """Return expressions in SQL, in strings only, that take the day from the server's clock."""
    strings = [node for node in ast.walk(parse(text)) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [
        f"{name}:{node.lineno} asks PostgreSQL for {found.group()}: use guard.today()"
        for node in strings
        for found in SQL_DAYS.finditer(str(node.value))
    ]


def counts_days(name: str) -> bool:
    """Whether a file is checked: product code, but not rules, whose moments are in local time."""
    parts = set(name.removesuffix(".py").split("/"))
    return name.startswith(f"{PACKAGE}/") and name != TOOL and not {"tests", "rules", "conftest"} & parts


def test_a_moment_falls_on_one_day_everywhere():
    sources = [(place(path), path.read_text(encoding="utf-8")) for path in python_files() if counts_days(place(path))]
    assert sources
    expect_kept(ONE_CALENDAR, [told for name, text in sources for told in days_of_moments(name, text)])


def test_sql_asks_for_today_in_one_way():
    files = [path for path in python_files(migrations=True) if place(path).startswith(f"{PACKAGE}/")]
    sources = [(place(path), path.read_text(encoding="utf-8")) for path in files if "tests" not in path.parts]
    assert any("migrations" in name for name, _ in sources)
    expect_kept(ONE_CALENDAR, [told for name, text in sources for told in days_in_sql(name, text)])


@pytest.mark.parametrize("call", ["at.date()", "clock.now().date()", "self.plan.changed_at.date()"])
def test_the_day_of_a_moment_by_itself_is_caught(call):
    (broken,) = days_of_moments("actions.py", f"def end(*, at):\n    row.ends_on = {call}\n")
    assert broken == f"actions.py:2 calls {call}: use clock.day(moment)"


def test_a_query_that_compares_days_with_a_moment_is_caught():
    (broken,) = days_of_moments("queries.py", "from django.db.models.functions import Lower, Now\n")
    assert broken.startswith("queries.py:1 imports Now")


def test_days_that_are_told_are_fine():
    text = "day = clock.day(at)\nlast = date(2026, 7, 13)\nasked = form.date\n"
    assert days_of_moments("actions.py", text) == []
    assert not counts_days(TOOL)
    assert not counts_days("locallinks/local/directory/rules/schedules.py")
    assert counts_days("locallinks/demo/city.py")


@pytest.mark.parametrize(
    "sql",
    [
        "starts_on <= current_date",
        "s.ends_on > CURRENT_DATE + 30",
        "now()::date",
        "now() :: date",
        "localtimestamp",
        "cast(now() as date)",
        "current_timestamp::date",
        "date(now())",
        "date_trunc('day', at)",
        "'today'::date",
    ],
)
def test_another_way_to_ask_for_today_in_sql_is_caught(sql):
    (broken,) = days_in_sql("0002_guard.py", f'GUARD = f"""\nselect {{table}} where {sql}\n"""')
    assert broken.startswith("0002_guard.py:")
    assert broken.endswith("use guard.today()")


@pytest.mark.parametrize("sql", ["guard.today() + 30", "(now() at time zone 'Europe/London')::date", "at <= now()"])
def test_the_one_way_to_ask_for_today_is_fine(sql):
    assert days_in_sql("0002_guard.py", f'GUARD = """select {sql}"""') == []
