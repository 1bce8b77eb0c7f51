"""The measured handover: the worked example of docs/rules/local-links.md 4, people once each, small numbers kept in."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.shared.errors import DomainError
from locallinks.personal.handovers.choices import FailureCode
from locallinks.personal.handovers.rules import (
    MAX_TEXT,
    NETWORK_CODES,
    NOT_OFFERED_CODES,
    PERSON_CODES,
    CohortRow,
    answer_problems,
    failure_problem,
    next_network_problem,
    offer_in_writing,
    offer_problems,
    places_left,
    planner_in_writing,
    published_rates,
    rates,
)
from tests.readability import reading_age

START, END = date(2026, 4, 1), date(2026, 6, 30)
DAY = date(2026, 5, 1)


def rows(count, first=1, **facts):
    return [CohortRow(person, DAY, **{"served": True, **facts}) for person in range(first, first + count)]


def worked_example():
    """E=40: 14 not offered, 6 declined, 2 network failures, 18 reached."""
    return [
        *rows(14, 1, closed=True, failure_code="plan_written_in_assessment"),
        *rows(6, 101, offered=True, closed=True, failure_code="person_declined"),
        *rows(2, 201, offered=True, accepted=True, closed=True, failure_code="network_full"),
        *rows(18, 301, offered=True, accepted=True, reached=True, closed=True),
    ]


def counted(found):
    return found.eligible, found.offered, found.accepted, found.reached


def test_the_worked_example():
    found = rates(worked_example(), start=START, end=END)
    assert counted(found) == (40, 26, 20, 18)
    percents = (found.offer_rate, found.take_up, found.completion, found.handover_rate)
    assert percents == tuple(Decimal(one) for one in ("65.0", "76.9", "90.0", "45.0"))
    assert (found.waiting, found.declined, found.avoidable) == (0, 6, 16)
    assert found.by_reason == {"plan_written_in_assessment": 14, "person_declined": 6, "network_full": 2}


def test_waiting_is_neither_success_nor_failure():
    found = rates([*worked_example(), *rows(3, 401, offered=True)], start=START, end=END)
    assert (found.eligible, found.waiting, found.avoidable) == (43, 3, 16)


def test_a_closed_row_without_a_reason_still_counts():
    found = rates(rows(2, closed=True), start=START, end=END)
    assert (found.avoidable, dict(found.by_reason)) == (2, {"": 2})


def test_outside_served_areas_nobody_is_counted():
    assert counted(rates(rows(9, served=False, closed=True), start=START, end=END)) == (0, 0, 0, 0)


def test_a_person_is_counted_once_and_a_later_yes_counts_in_the_first_cohort():
    first = CohortRow(1, date(2026, 4, 2), True, offered=True, closed=True, failure_code="person_declined")
    later = CohortRow(1, date(2026, 6, 2), False, offered=True, accepted=True, reached=True, closed=True)
    found = rates([later, first], start=START, end=END)
    assert counted(found) == (1, 1, 1, 1)
    assert (found.declined, found.avoidable, found.waiting) == (0, 0, 0)
    again = CohortRow(1, date(2026, 6, 2), True)
    found = rates([first, again], start=START, end=END)
    assert (found.eligible, found.waiting, found.declined) == (1, 1, 0)
    closed_again = CohortRow(1, date(2026, 6, 2), True, closed=True)
    assert rates([first, closed_again], start=START, end=END).declined == 1


@pytest.mark.parametrize(("day", "count"), [(START, 1), (END, 1), (date(2026, 3, 31), 0), (date(2026, 7, 1), 0)])
def test_both_ends_of_the_period_count(day, count):
    assert rates([CohortRow(1, day, True)], start=START, end=END).eligible == count


def test_a_rate_over_nobody_is_none():
    found = rates([], start=START, end=END)
    assert (found.offer_rate, found.take_up, found.completion, found.handover_rate) == (None,) * 4


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"accepted": True}, "impossible_row"),
        ({"offered": True, "reached": True}, "impossible_row"),
        ({"failure_code": "bad_luck"}, "unknown_code"),
    ],
)
def test_impossible_rows_are_refused(facts, code):
    with pytest.raises(DomainError) as refused:
        rates([CohortRow(1, DAY, True, **facts)], start=START, end=END)
    assert refused.value.codes == {code}


def test_a_period_that_ends_before_it_starts():
    with pytest.raises(DomainError, match="ends before it starts"):
        rates([], start=END, end=START)


def cohort(offered, accepted, reached, eligible):
    return rates(
        [
            *rows(reached, 1, offered=True, accepted=True, reached=True),
            *rows(accepted - reached, 1001, offered=True, accepted=True),
            *rows(offered - accepted, 2001, offered=True),
            *rows(eligible - offered, 3001),
        ],
        start=START,
        end=END,
    )


@pytest.mark.parametrize(
    ("e", "o", "a", "h", "shown"),
    [
        (40, 26, 20, 10, (40, 26, 20, 10)),
        (40, 26, 20, 18, (40, 26, 20, None)),  # 20 - 18 would show that two were let down
        (40, 40, 40, 40, (40, 40, 40, 40)),
        (4, 4, 4, 4, (None, None, None, None)),
        (40, 38, 30, 4, (40, None, 30, None)),
        (40, 0, 0, 0, (40, None, None, None)),
    ],
)
def test_small_numbers_and_numbers_that_give_them_away_are_not_published(e, o, a, h, shown):
    out = published_rates(cohort(o, a, h, e))
    assert (out.eligible, out.offered, out.accepted, out.reached) == shown
    assert (out.offer_rate is None) is (shown[0] is None or shown[1] is None)
    assert (out.handover_rate is None) is (shown[0] is None or shown[3] is None)


@pytest.mark.parametrize("code", FailureCode)
def test_every_code_is_a_reason_for_somebody(code):
    assert code in {*NOT_OFFERED_CODES, *PERSON_CODES, *NETWORK_CODES}
    assert failure_problem(code=code, text="Because", allowed=FailureCode, area_served=False) is None


@pytest.mark.parametrize(
    ("code", "text", "problem"),
    [
        ("", "", "unknown_failure_code"),
        ("person_declined", "", "unknown_failure_code"),
        ("network_declined", "", "unknown_failure_code"),
        ("no_network_in_area", "", "area_is_served"),
        ("judged_unsuitable", "  ", "failure_text_missing"),
        ("urgent_discharge", "x" * (MAX_TEXT + 1), "too_long"),
    ],
)
def test_invalid_reasons_for_no_offer(code, text, problem):
    found = failure_problem(code=code, text=text, allowed=NOT_OFFERED_CODES, area_served=True)
    assert found.code == problem
    assert found.field


def test_offer():
    assert offer_problems(area_served=True, explained_how="Easy-read leaflet, read aloud") == ()
    assert [one.code for one in offer_problems(area_served=False, explained_how=" ")] == [
        "area_served",
        "offer_explained",
    ]
    assert [one.code for one in offer_problems(area_served=True, explained_how="x" * 10_000)] == ["too_long"]


def test_a_network_that_declined_cannot_be_offered_again():
    assert next_network_problem(chosen=2, declined=[1]) is None
    assert next_network_problem(chosen=1, declined=[1]).code == "network_declined"


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ({"accepts": True, "planner_given": True}, []),
        ({"accepts": True, "planner_given": True, "places": 10, "working_with": 9}, []),
        ({"accepts": True, "planner_given": True, "places": 10, "working_with": 10}, ["network_full"]),
        ({"accepts": True, "planner_given": True, "places": 10, "working_with": 12, "why_over": "Joan starts"}, []),
        ({"accepts": True}, ["planner_named"]),
        ({"accepts": False, "reason": "No planner until May"}, []),
        ({"accepts": False, "places": 0}, ["reason_given"]),
        ({"accepts": False, "reason": "x" * 5001, "why_over": "x" * 5001}, ["too_long", "too_long"]),
    ],
)
def test_the_networks_answer(answer, codes):
    assert [problem.code for problem in answer_problems(**answer)] == codes


def test_places_left():
    assert (places_left(10, 4), places_left(10, 12)) == (6, 0)
    for places, working_with in ((-1, 0), (0, -1)):
        with pytest.raises(DomainError):
            places_left(places, working_with)


@st.composite
def anybody(draw):
    offered, accepted, reached = sorted(draw(st.tuples(*[st.booleans()] * 3)), reverse=True)
    return CohortRow(
        draw(st.integers(1, 30)),
        draw(st.dates(date(2026, 3, 1), date(2026, 7, 31))),
        draw(st.booleans()),
        offered,
        accepted,
        reached,
        draw(st.booleans()),
        draw(st.sampled_from(["", *FailureCode])),
    )


@given(st.lists(anybody(), max_size=60))
def test_everybody_is_counted_exactly_once(people):
    found = rates(people, start=START, end=END)
    assert found.eligible >= found.offered >= found.accepted >= found.reached
    assert found.eligible == found.reached + found.waiting + found.declined + found.avoidable
    assert sum(found.by_reason.values()) == found.declined + found.avoidable


@given(st.lists(anybody(), max_size=60))
def test_published_numbers_never_show_fewer_than_five_people(people):
    out = published_rates(rates(people, start=START, end=END))
    shown = [one for one in (out.eligible, out.offered, out.accepted, out.reached) if one is not None]
    assert all(one >= 5 for one in shown)
    assert all(abs(one - other) == 0 or abs(one - other) >= 5 for one in shown for other in shown)


def test_an_offer_in_writing_says_what_is_shared_and_who_gains_in_plain_words():
    words = offer_in_writing("Millbank Neighbours")
    assert "You will get support either way" in words
    assert "the council gives Millbank Neighbours a share of what is left over" in words
    assert reading_age(words) <= 11


def test_who_will_come_in_writing():
    words = planner_in_writing("Joan Whitlock", "Millbank Neighbours")
    assert words.startswith("Joan Whitlock from Millbank Neighbours will get in touch")
    assert reading_age(words) <= 11
