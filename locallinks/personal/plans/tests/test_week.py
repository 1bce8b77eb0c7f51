"""Tests of the week's timetable and of easy read: nothing is guessed."""

import pytest

from locallinks.personal.plans.models import Line
from locallinks.personal.plans.rules.checks import serves_a_need, what_if_problems
from locallinks.personal.plans.rules.week import days_in, parts_in, parts_used, week_of
from locallinks.personal.plans.rules.wording import line_in_sentences, non_empty_sections, sentence, text_in_sentences

ALL = (0, 1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Thursdays, 2pm to 4pm", (3,)),
        ("Every day, 8am and 8pm", ALL),
        ("Daily", ALL),
        ("every morning", ALL),
        ("Monday to Friday, 9am", (0, 1, 2, 3, 4)),
        ("Fri-Mon", (0, 4, 5, 6)),
        ("weekdays", (0, 1, 2, 3, 4)),
        ("At weekends", (5, 6)),
        ("Mondays and Thursdays", (0, 3)),
        ("Monday afternoons, two hours", (0,)),
        ("Every week, with Jean", ()),
        ("", ()),
        ("First Monday of the month", ()),
        ("Every other Tuesday", ()),
        ("Every day except Sunday", ()),
        ("Monday or Tuesday", ()),
        ("When it is dry, in the sun", ()),
        ("Sat in the garden", ()),
        ("every tuesday, 10am to noon", (1,)),
        ("Tues and Weds", (1, 2)),
    ],
)
def test_days(words: str, days: tuple[int, ...]):
    assert days_in(words) == days


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Thursdays, 2pm to 4pm", ("afternoon",)),
        ("Every day, 8am and 8pm", ("morning", "evening")),
        ("10am to noon", ("morning",)),
        ("9 to 11am", ("morning",)),
        ("7pm until 9pm", ("evening",)),
        ("12pm", ("afternoon",)),
        ("12am", ("night",)),
        ("11pm", ("night",)),
        ("10:30am", ("morning",)),
        ("Mondays", ("any",)),
        ("Sunday lunch", ("afternoon",)),
        ("at bedtime", ("night",)),
        ("10 to midday", ("morning",)),
        ("breakfast and supper", ("morning", "evening")),
        ("3am", ("night",)),
    ],
)
def test_parts(words: str, parts: tuple[str, ...]):
    assert parts_in(words) == parts


def test_a_week_has_what_is_sure_and_says_the_rest_beside():
    lines = [
        Line(title="Tea with Joan", given_by="Joan", what_when="Thursdays, 2pm", kind="voluntary"),
        Line(title="Home care", given_by="Beck", what_when="Monday, 8am and 11pm", kind="local_paid"),
        Line(title="Choir", what_when="Some Fridays, if it is on", kind="community_asset"),
    ]
    placed, beside = week_of(lines)
    assert [(one.day, one.part, one.line.title) for one in placed] == [
        (3, "afternoon", "Tea with Joan"),
        (0, "morning", "Home care"),
        (0, "night", "Home care"),
    ]
    assert beside == lines[2:]
    assert [part for part, _ in parts_used(placed)] == ["morning", "afternoon", "evening", "night"]
    assert [part for part, _ in parts_used([])] == ["morning", "afternoon", "evening"]


@pytest.mark.parametrize(
    ("outcomes", "serves"),
    [([], False), (["own"], False), (["g1", "own"], False), (["g1", "A7"], True), (["C2"], True)],
)
def test_a_goal_is_no_need(outcomes: list[str], serves: bool):
    assert serves_a_need(outcomes) is serves


def test_a_line_in_sentences():
    line = Line(
        title="Joan visits", given_by="Joan Ellis", what_when="Thursdays", contingency="Ann comes", own_cost_pence=250
    )
    assert line_in_sentences(line, you=True) == [
        "Joan visits.",
        "Who does this: Joan Ellis.",
        "When: Thursdays.",
        "You pay £2.50 a week for this.",
        "If it cannot go ahead: Ann comes.",
    ]
    assert line_in_sentences(Line(title="Joan visits!", own_cost_pence=100), you=False) == [
        "Joan visits!",
        "They pay £1.00 a week for this.",
    ]
    assert text_in_sentences("Tea.\n\n  Toast ", "") == ["Tea.", "Toast."]
    assert sentence("  ") == ""
    assert non_empty_sections([("A", ["One."]), ("B", [])]) == [("A", ["One."])]


def test_who_does_what_if_says_who_and_then():
    row = {"if": "Jean is ill", "then": "Carol comes", "who": "Carol", "phone": ""}
    assert what_if_problems([row]) == ()
    wrong = {**row, "who": " ", "phone": "1" * 301}
    found = [(one.field, one.code) for one in what_if_problems([row, wrong])]
    assert found == [("who_1", "no_who"), ("phone_1", "too_long")]
    assert [one.code for one in what_if_problems([row] * 7)] == ["too_many"]
