"""Amounts in words, and which changes of a rate are refused."""

from datetime import date

import pytest

from locallinks.foundation.reference import rules
from locallinks.foundation.reference.choices import RateUnit

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (1950, "pence_per_hour", "£19.50 an hour"),
        (405, "pence_per_point", "£4.05 a point"),
        (2_325_000, "pence", "£23,250.00"),
        (0, "pence", "£0.00"),
        (1, "working_days", "1 working day"),
        (2, "working_days", "2 working days"),
        (12, "months", "12 months"),
        (10, "percent", "10%"),
        (1500, "count", "1,500"),
    ],
)
def test_amounts_in_words(amount: int, unit: str, words: str) -> None:
    assert rules.rate_words(amount, unit) == words


def test_every_unit_has_words() -> None:
    assert all(rules.rate_words(3, unit) for unit in RateUnit)


@pytest.mark.parametrize(
    ("ends_on", "day", "inside"),
    [
        (None, APRIL, True),
        (None, date(2026, 3, 31), False),
        (None, date(2036, 1, 1), True),
        (MAY, date(2026, 4, 30), True),
        (MAY, MAY, False),
        (APRIL, APRIL, False),
    ],
)
def test_a_period_counts_its_first_day_and_not_its_last(ends_on: date | None, day: date, inside: bool) -> None:
    assert rules.is_in_force(APRIL, ends_on, day) is inside


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"amount": 0}, []),
        ({"amount": -1}, ["negative"]),
        ({"source": "  "}, ["no_source"]),
        ({"starts_on": date(2026, 3, 31)}, ["too_early"]),
        ({"amount": -1, "source": "", "starts_on": date(2020, 1, 1)}, ["negative", "no_source", "too_early"]),
    ],
)
def test_what_stops_a_change(change: dict, codes: list[str]) -> None:
    given = {"amount": 100, "source": "Cabinet, 1 March 2026", "starts_on": APRIL, "earliest": APRIL, **change}
    problems = rules.change_problems(**given)
    assert [problem.code for problem in problems] == codes
    assert all(problem.field in given for problem in problems)
