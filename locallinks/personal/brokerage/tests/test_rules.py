"""A line may start when four things are known; support is in place when every essential line has started."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.shared.errors import DomainError
from locallinks.personal.brokerage.choices import ArrangementStatus
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.rules.arrangements import (
    all_essential_started,
    arrangement_status,
    ends_on_after,
    far_start_problem,
    fewer_hours_problem,
    hours_in_words,
    live_facts,
    overlap_problem,
    plan_problems,
    start_problems,
)

TODAY = date(2026, 11, 12)


def ready(**changes: Any) -> Arrangement:
    """Visits that may start today; nothing is saved."""
    known = {"what": "Visits from Joan", "starts_on": TODAY, "provider_name": "Joan Marsh", "price_pence": 0}
    return Arrangement(**known | {"checks_seen": "DBS, 3 May", "essential": True, "minutes_per_week": 480} | changes)


def part(paused: bool = False, **changes: Any) -> tuple[Arrangement, str]:
    """The same with where it stands."""
    row = ready(**changes)
    status = arrangement_status(starts_on=row.starts_on, ends_on=row.ends_on, paused=paused, today=TODAY)
    return row, status


FACTS = {"essential_started", "lines_have_start", "lines_have_provider", "lines_have_price", "vetting_ok"}


def test_a_line_ready_to_start():
    assert start_problems(ready()) == ()
    assert start_problems(ready(price_pence=2_000_000, ends_on=TODAY)) == ()


@pytest.mark.parametrize(
    ("changes", "code", "fact"),
    [
        ({"starts_on": None}, "no_start", "lines_have_start"),
        ({"ends_on": TODAY - timedelta(1)}, "dates", "lines_have_start"),
        ({"provider_name": "  "}, "no_provider", "lines_have_provider"),
        ({"price_pence": None}, "no_price", "lines_have_price"),
        ({"price_pence": -1}, "bad_price", "lines_have_price"),
        ({"price_pence": 2_000_001}, "bad_price", "lines_have_price"),
        ({"checks_seen": ""}, "vetting", "vetting_ok"),
        ({"checks_seen": "  "}, "vetting", "vetting_ok"),
    ],
)
def test_each_thing_that_stops_a_line(changes, code, fact):
    row = ready(**changes)
    (problem,) = start_problems(row)
    assert (problem.code, problem.message.startswith("Visits from Joan: ")) == (code, True)
    assert problem.field
    assert not all_essential_started([(row, "active")])
    facts = live_facts([(row, "active")])
    assert facts == {**dict.fromkeys(FACTS, True), "essential_started": False, fact: False}


def test_live_facts_look_at_every_line():
    assert live_facts([part()]) == dict.fromkeys(FACTS, True)
    extra = (Arrangement(what="Photography"), "to_arrange")
    assert live_facts([part(), extra]) == {**dict.fromkeys(FACTS, False), "essential_started": True}
    assert live_facts([])["essential_started"] is False


@pytest.mark.parametrize(
    ("parts", "started"),
    [
        ([part()], True),
        ([part(), part(starts_on=TODAY + timedelta(1))], False),
        ([part(), part(essential=False, starts_on=TODAY + timedelta(9))], True),
        ([part(), part(paused=True)], False),
        ([part(essential=False)], True),
        ([part(essential=False, starts_on=TODAY + timedelta(1))], False),
        ([], False),
    ],
)
def test_all_essential_started(parts, started):
    assert all_essential_started(iter(parts)) is started


@pytest.mark.parametrize(
    ("starts", "ends", "paused", "status"),
    [
        (None, None, False, "not_started"),
        (1, None, False, "not_started"),
        (1, None, True, "not_started"),
        (0, None, False, "active"),
        (-9, 1, False, "active"),
        (-9, 0, False, "ended"),
        (0, 0, False, "ended"),
        (None, -1, False, "ended"),
        (-9, None, True, "suspended"),
        (-9, 1, True, "suspended"),
        (-9, -1, True, "ended"),
    ],
)
def test_status_from_dates(starts, ends, paused, status):
    def day(n):
        return None if n is None else TODAY + timedelta(n)

    found = arrangement_status(starts_on=day(starts), ends_on=day(ends), paused=paused, today=TODAY)
    assert found == status
    assert found in ArrangementStatus


def test_an_end_before_its_start_is_refused():
    with pytest.raises(DomainError, match="ends before it starts"):
        arrangement_status(starts_on=TODAY, ends_on=TODAY - timedelta(1), today=TODAY)


@given(st.integers(-30, 30), st.integers(0, 30), st.integers(-40, 70))
def test_without_pauses_status_only_moves_forward(start, length, day):
    order = list(ArrangementStatus)
    starts = TODAY + timedelta(start)
    now, then = (
        arrangement_status(starts_on=starts, ends_on=starts + timedelta(length), today=TODAY + timedelta(n))
        for n in (day, day + 1)
    )
    assert order.index(now) <= order.index(then)


PLAN = {"approved_on": TODAY, "plan_minutes": 480, "total_pence": 15_600, "budget_pence": 15_600}


@pytest.mark.parametrize(
    ("agreed", "plan", "found"),
    [
        ({}, {}, []),
        ({"starts_on": TODAY - timedelta(1)}, {}, [("before_approval", "starts_on")]),
        ({}, {"total_pence": 15_601}, [("over_budget", "price_pence")]),
        ({"minutes_per_week": 479}, {}, [("fewer_hours", "minutes_per_week")]),
        ({"minutes_per_week": 600}, {}, []),
        (
            {"starts_on": TODAY - timedelta(1), "minutes_per_week": 0},
            {"total_pence": 20_000},
            [("before_approval", "starts_on"), ("over_budget", "price_pence"), ("fewer_hours", "minutes_per_week")],
        ),
    ],
)
def test_what_was_agreed_stays_within_the_approved_plan(agreed, plan, found):
    problems = plan_problems(ready(**agreed), **PLAN | plan)
    assert [(problem.code, problem.field) for problem in problems] == found


def test_the_words_about_money_and_hours_say_what_to_do():
    (price, time) = plan_problems(ready(minutes_per_week=90), **PLAN | {"total_pence": 15_700})
    assert price.message.startswith(
        "With this price the plan costs £157.00 a week, more than the personal budget of £1"
    )
    assert time.message.startswith("The plan says 8 hours a week. Fewer hours need a review first")


@pytest.mark.parametrize(
    ("before", "after", "reviewed_on", "code"),
    [
        (840, 480, None, "fewer_hours"),
        (840, 480, TODAY + timedelta(1), "fewer_hours"),
        (840, 480, TODAY, None),
        (480, 840, None, None),
        (480, 480, None, None),
    ],
)
def test_hours_fall_only_after_a_review(before, after, reviewed_on, code):
    problem = fewer_hours_problem(before_minutes=before, after_minutes=after, reviewed_on=reviewed_on, change_on=TODAY)
    assert (problem and problem.code) == code


@pytest.mark.parametrize(
    ("minutes", "words"), [(480, "8 hours"), (60, "1 hour"), (90, "1.5 hours"), (0, "0 hours"), (45, "0.75 hours")]
)
def test_hours_in_words(minutes, words):
    assert hours_in_words(minutes) == words


@pytest.mark.parametrize(("starts", "far"), [(None, False), (366, False), (367, True)])
def test_a_start_more_than_a_year_away_is_a_slip(starts, far):
    problem = far_start_problem(None if starts is None else TODAY + timedelta(starts), TODAY)
    assert (problem is not None) is far


@pytest.mark.parametrize(
    ("starts", "other_ends", "stops"),
    [
        (0, None, True),
        (90, None, True),
        (4, 5, True),
        (5, 5, False),
        (6, 5, False),
        (0, 0, False),  # the other never began
    ],
)
def test_one_arrangement_a_line_at_a_time(starts, other_ends, stops):
    problem = overlap_problem(
        starts_on=TODAY + timedelta(starts),
        other_starts_on=TODAY,
        other_ends_on=None if other_ends is None else TODAY + timedelta(other_ends),
    )
    assert (problem is not None) is stops


def test_the_day_it_ends_is_the_day_after_its_last():
    assert ends_on_after(TODAY, TODAY) == TODAY + timedelta(1)
    assert ends_on_after(TODAY - timedelta(1), TODAY) == TODAY, "it never began"
    with pytest.raises(DomainError, match="ends before it starts"):
        ends_on_after(TODAY - timedelta(2), TODAY)
