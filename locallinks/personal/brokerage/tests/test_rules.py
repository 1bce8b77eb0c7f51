"""A line may start when four things are known; support is in place when every essential line has started."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.shared.errors import DomainError
from locallinks.personal.brokerage.rules import (
    STATUSES,
    LineStart,
    Pause,
    all_essential_started,
    arrangement_status,
    live_facts,
    start_problems,
)

TODAY = date(2026, 11, 12)
READY = LineStart("Visits from Joan", TODAY, "Joan Marsh", 0, True, essential=True)
FACTS = {"essential_started", "lines_have_start", "lines_have_provider", "lines_have_price", "vetting_ok"}


def test_a_line_ready_to_start():
    assert start_problems(READY) == ()
    assert start_problems(replace(READY, weekly_pence=2_000_000, ends_on=TODAY)) == ()


@pytest.mark.parametrize(
    ("changes", "code", "fact"),
    [
        ({"starts_on": None}, "no_start", "lines_have_start"),
        ({"ends_on": TODAY - timedelta(1)}, "dates", "lines_have_start"),
        ({"provider": "  "}, "no_provider", "lines_have_provider"),
        ({"weekly_pence": None}, "no_price", "lines_have_price"),
        ({"weekly_pence": -1}, "bad_price", "lines_have_price"),
        ({"weekly_pence": 2_000_001}, "bad_price", "lines_have_price"),
        ({"vetting_ok": False}, "vetting", "vetting_ok"),
        ({"vetting_ok": None}, "vetting", "vetting_ok"),
    ],
)
def test_each_thing_that_stops_a_line(changes, code, fact):
    line = replace(READY, **changes)
    (problem,) = start_problems(line)
    assert (problem.code, problem.message.startswith("Visits from Joan: ")) == (code, True)
    assert problem.field
    assert not all_essential_started([line], TODAY)
    facts = live_facts([line], TODAY)
    assert facts == {**dict.fromkeys(FACTS, True), "essential_started": False, fact: False}


def test_live_facts_look_at_every_line():
    assert live_facts([READY], TODAY) == dict.fromkeys(FACTS, True)
    extra = LineStart("Photography", None, "", None, False)
    assert live_facts([READY, extra], TODAY) == {**dict.fromkeys(FACTS, False), "essential_started": True}
    assert live_facts([], TODAY)["essential_started"] is False


@pytest.mark.parametrize(
    ("lines", "started"),
    [
        ([READY], True),
        ([READY, replace(READY, starts_on=TODAY + timedelta(1))], False),
        ([READY, replace(READY, essential=False, starts_on=TODAY + timedelta(9))], True),
        ([READY, replace(READY, pauses=[Pause(TODAY)])], False),
        ([replace(READY, essential=False)], True),
        ([replace(READY, essential=False, starts_on=TODAY + timedelta(1))], False),
        ([], False),
    ],
)
def test_all_essential_started(lines, started):
    assert all_essential_started(iter(lines), TODAY) is started


@pytest.mark.parametrize(
    ("starts", "ends", "pauses", "status"),
    [
        (None, None, [], "not_started"),
        (1, None, [], "not_started"),
        (0, None, [], "active"),
        (-9, 1, [], "active"),
        (-9, 0, [], "ended"),
        (0, 0, [], "ended"),
        (None, -1, [], "ended"),
        (-9, None, [(-1, None)], "suspended"),
        (-9, None, [(-5, 0)], "suspended"),
        (-9, None, [(-5, -1), (1, None)], "active"),
        (-9, -1, [(-5, None)], "ended"),
    ],
)
def test_status_from_dates(starts, ends, pauses, status):
    def day(n):
        return None if n is None else TODAY + timedelta(n)

    found = arrangement_status(
        starts_on=day(starts), ends_on=day(ends), pauses=[Pause(day(a), day(b)) for a, b in pauses], today=TODAY
    )
    assert found == status
    assert found in STATUSES


def test_an_end_before_its_start_is_refused():
    with pytest.raises(DomainError, match="ends before it starts"):
        arrangement_status(starts_on=TODAY, ends_on=TODAY - timedelta(1), today=TODAY)


@given(st.integers(-30, 30), st.integers(0, 30), st.integers(-40, 70))
def test_without_pauses_status_only_moves_forward(start, length, day):
    order = list(STATUSES)
    starts = TODAY + timedelta(start)
    now, then = (
        arrangement_status(starts_on=starts, ends_on=starts + timedelta(length), today=TODAY + timedelta(n))
        for n in (day, day + 1)
    )
    assert order.index(now) <= order.index(then)
