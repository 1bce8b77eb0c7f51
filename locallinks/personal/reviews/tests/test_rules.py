"""Tests of when reviews are due (docs/rules/care-act.md 8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.shared.errors import DomainError
from locallinks.personal.pathways.choices import PathwayEvent
from locallinks.personal.reviews.choices import ReviewKind, ReviewOutcome, ReviewStatus
from locallinks.personal.reviews.rules import (
    add_months,
    direct_payment_review_due,
    light_touch_due,
    missing_text_problems,
    next_review_due,
    next_review_of,
    next_review_problem,
    review_status,
)

TODAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("signed", "agreed", "due"),
    [
        (TODAY, None, date(2027, 11, 12)),
        (TODAY, date(2027, 2, 1), date(2027, 2, 1)),
        (TODAY, date(2028, 2, 1), date(2027, 11, 12)),
        (TODAY, TODAY, TODAY),
        (date(2028, 2, 29), None, date(2029, 2, 28)),
    ],
)
def test_next_review(signed, agreed, due):
    assert next_review_due(signed, agreed) == due


def test_dates_that_cannot_be():
    with pytest.raises(DomainError, match="before the plan was signed off"):
        next_review_due(TODAY, TODAY - timedelta(1))
    with pytest.raises(DomainError, match="before the first payment"):
        direct_payment_review_due(TODAY, TODAY - timedelta(1))


def test_light_touch_is_six_to_eight_weeks():
    assert light_touch_due(TODAY) == (date(2026, 12, 24), date(2027, 1, 7))


def test_direct_payment_reviews():
    assert direct_payment_review_due(TODAY) == date(2027, 5, 12)
    assert direct_payment_review_due(TODAY, date(2027, 4, 1)) == date(2028, 4, 1)
    assert direct_payment_review_due(date(2026, 8, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("days", "done", "status"),
    [
        (31, None, "not_due"),
        (30, None, "due_soon"),
        (0, None, "due_soon"),
        (-1, None, "overdue"),
        (-1, TODAY, "done"),
    ],
)
def test_status(days, done, status):
    assert review_status(TODAY + timedelta(days), TODAY, done) == status
    assert status in ReviewStatus


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (None, "next_review_set"),
        (TODAY, "out_of_range"),
        (date(2027, 11, 13), "out_of_range"),
        (date(2027, 11, 12), None),
        (TODAY + timedelta(1), None),
    ],
)
def test_the_next_date(day, code):
    problem = next_review_problem(next_review_on=day, today=TODAY)
    assert (problem and problem.code) == code


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_never_skip_one(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


LIVE = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("more", "kind", "due"),
    [
        ({}, "light_touch", LIVE + timedelta(weeks=8)),
        ({"agreed_on": date(2026, 10, 1)}, "planned", date(2026, 10, 1)),
        ({"agreed_on": date(2026, 12, 24)}, "light_touch", LIVE + timedelta(weeks=8)),
        ({"agreed_on": date(2020, 1, 1)}, "light_touch", LIVE + timedelta(weeks=8)),
        ({"last_begun_on": date(2026, 8, 1)}, "light_touch", LIVE + timedelta(weeks=8)),
        ({"last_begun_on": date(2026, 10, 1)}, "planned", date(2027, 8, 20)),
        ({"last_begun_on": LIVE, "agreed_on": date(2026, 12, 24)}, "planned", date(2026, 12, 24)),
        ({"last_begun_on": date(2026, 10, 9), "set_on": date(2027, 4, 9)}, "planned", date(2027, 4, 9)),
        ({"last_begun_on": date(2026, 10, 9), "set_on": date(2026, 11, 1)}, "planned", date(2026, 11, 1)),
        ({"paid_from": date(2026, 8, 20)}, "light_touch", LIVE + timedelta(weeks=8)),
        ({"paid_from": date(2026, 8, 20), "last_begun_on": date(2026, 10, 9)}, "planned", date(2027, 2, 20)),
        (
            {
                "paid_from": date(2026, 8, 20),
                "last_begun_on": date(2026, 10, 9),
                "last_review_on": date(2026, 10, 9),
                "set_on": date(2027, 10, 1),
            },
            "planned",
            date(2027, 10, 1),
        ),
        (
            {"paid_from": date(2025, 8, 20), "last_begun_on": LIVE, "last_review_on": date(2026, 7, 1)},
            "planned",
            date(2027, 7, 1),
        ),
        (
            {"paid_from": date(2026, 8, 20), "last_begun_on": LIVE, "last_review_on": date(2026, 8, 1)},
            "planned",
            date(2027, 2, 20),
        ),
    ],
)
def test_the_next_look(more, kind, due):
    look = next_review_of(live_on=LIVE, signed_off_on=date(2026, 8, 20), **more)
    assert (look.kind, look.due_on, look.payment) == (kind, due, "paid_from" in more)
    assert look.from_on == (LIVE + timedelta(weeks=6) if kind == "light_touch" else due - timedelta(days=30))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60), st.none() | st.integers(-400, 800))
def test_nobody_waits_more_than_a_year_after_sign_off(signed, until_live, agreed):
    look = next_review_of(
        live_on=signed + timedelta(days=until_live),
        signed_off_on=signed,
        agreed_on=None if agreed is None else signed + timedelta(days=agreed),
    )
    assert look.from_on <= look.due_on <= add_months(signed, 12)


@pytest.mark.parametrize(
    ("happened", "words", "codes"),
    [("Went out", "Good", []), (" ", "Good", ["nothing_happened"]), ("", "", ["nothing_happened", "no_words"])],
)
def test_a_review_has_what_happened_and_the_persons_words(happened, words, codes):
    assert [problem.code for problem in missing_text_problems(happened=happened, words=words)] == codes


def test_every_kind_begins_with_a_move_of_the_pathway():
    assert all(isinstance(kind.event, PathwayEvent) for kind in ReviewKind)


def test_every_outcome_is_an_event_of_the_pathway():
    assert all(outcome in PathwayEvent for outcome in ReviewOutcome)
