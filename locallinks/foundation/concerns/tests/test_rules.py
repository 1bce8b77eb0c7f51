"""The three-part test, and when a decision is due (docs/rules/care-act.md 9)."""

from datetime import date
from itertools import product

import pytest

from locallinks.foundation.concerns import rules
from locallinks.foundation.concerns.choices import Decision, HarmKind


def test_there_are_ten_kinds_of_harm() -> None:
    assert len(HarmKind) == 10
    assert rules.unknown_kinds(["physical", "noise"]) == ["noise"]


@pytest.mark.parametrize("parts", list(product([True, False], repeat=3)))
def test_the_duty_needs_all_three_parts(parts: tuple[bool, bool, bool]) -> None:
    needs, risk, protect = parts
    duty = rules.duty_to_enquire(has_needs=needs, at_risk=risk, cannot_protect=protect)
    assert duty is (parts == (True, True, True))


@pytest.mark.parametrize("decision", Decision)
def test_with_the_duty_only_enquiries_will_do(decision: str) -> None:
    assert (rules.decision_problem(decision=decision, duty=True) is None) is (decision == "enquiry")
    assert rules.decision_problem(decision=decision, duty=False) is None


@pytest.mark.parametrize(
    ("decision", "finished", "stands"),
    [
        (None, False, "waiting"),
        ("enquiry", False, "enquiring"),
        ("enquiry", True, "closed"),
        ("other", False, "closed"),
        ("no_further", False, "closed"),
    ],
)
def test_where_it_stands(decision: str | None, finished: bool, stands: str) -> None:
    assert rules.concern_status(decision=decision, finished=finished) == stands


def test_a_decision_is_due_the_next_working_day() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert rules.decision_due_on(friday) == monday
    assert rules.decision_due_on(friday, {monday}) == date(2026, 11, 24)
