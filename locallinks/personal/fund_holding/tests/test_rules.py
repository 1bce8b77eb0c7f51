"""Every rule of docs/rules/care-act.md 7 that is decided here, branch by branch."""

from datetime import date, timedelta

import pytest

from locallinks.personal.fund_holding.choices import Condition
from locallinks.personal.fund_holding.rules.agreed_uses import Stay, stay_problem, use_problems
from locallinks.personal.fund_holding.rules.conditions import (
    CONDITIONS,
    Answer,
    answer_problems,
    ask_problems,
    capacity_answer,
    orders_answer,
    outcome,
    route_of,
    route_problem,
    support_answer,
)
from locallinks.personal.fund_holding.rules.stopping import (
    earliest_end,
    stop_problems,
    stop_request_problems,
    why_not_now,
    why_outdated,
)

DAY = date(2026, 11, 16)


def codes(problems) -> list[str]:
    return [one.code for one in problems]


# ---------- asking


ASKED = {
    "holder": "self",
    "holder_name": "",
    "authority": "",
    "supporter_name": "",
    "words": "A helper",
    "said_by": "Mary",
}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"holder": "bank"}, ["unknown_holder"]),
        ({"words": " ", "said_by": ""}, ["no_words", "no_speaker"]),
        ({"holder": "nominated"}, ["no_name"]),
        ({"holder": "nominated", "holder_name": "Ann"}, []),
        ({"holder": "authorised", "holder_name": "Ann"}, ["unknown_authority"]),
        ({"holder": "authorised", "holder_name": "Ann", "authority": "mca"}, []),
        ({"holder": "authorised", "holder_name": "Ann", "authority": "agreed"}, ["no_supporter"]),
        ({"holder": "authorised", "holder_name": "Ann", "authority": "agreed", "supporter_name": "Bill"}, []),
    ],
)
def test_a_request_says_who_holds_the_money_and_what_for(changes, found):
    assert codes(ask_problems(**ASKED | changes)) == found


def test_the_route_follows_from_who_asks():
    assert [route_of(one) for one in ("self", "nominated", "authorised")] == ["s31", "s31", "s32"]


@pytest.mark.parametrize(
    ("route", "lacks", "refused"),
    [("s31", False, False), ("s31", True, False), ("s32", True, False), ("s32", False, True)],
)
def test_nobody_asks_in_the_place_of_a_person_who_can_choose(route, lacks, refused):
    problem = route_problem(route=route, lacks_capacity=lacks)
    assert (problem is not None) is refused
    assert problem is None or problem.code == "capacity_is_presumed"


# ---------- the conditions


def test_four_conditions_and_five():
    assert [*CONDITIONS["s31"]] == ["capacity", "not_prohibited", "can_manage", "appropriate"]
    assert [*CONDITIONS["s32"]] == ["supported", "not_prohibited", "best_interests", "can_manage", "appropriate"]
    assert set(Condition) == set(CONDITIONS["s31"]) | set(CONDITIONS["s32"])
    assert all(condition.question.endswith("?") for condition in Condition)


@pytest.mark.parametrize(
    ("lacks", "nominated", "agrees", "met", "words"),
    [
        (False, "", None, True, "She asked twice"),
        (True, "", None, False, "recorded that they cannot"),
        (True, "Ann", True, False, "recorded that they cannot"),
        (False, "Ann", True, True, "She asked twice"),
        (False, "Ann", False, False, "Ann does not agree"),
        (False, "Ann", None, False, "Ann does not agree"),
    ],
)
def test_s31_condition_1_capacity_and_the_nominated_person(lacks, nominated, agrees, met, words):
    answer = capacity_answer(lacks_capacity=lacks, nominated=nominated, agrees=agrees, words="She asked twice")
    assert (answer.code, answer.met) == ("capacity", met)
    assert words in answer.words


def test_condition_2_the_orders_that_forbid_it():
    assert orders_answer([]).met
    answer = orders_answer(["An order to be treated for drugs", "A licence"])
    assert not answer.met
    assert "An order to be treated for drugs; A licence" in answer.words


@pytest.mark.parametrize(
    ("authority", "why_not", "others", "agrees", "met", "words"),
    [
        ("mca", "", ["Ann"], None, True, "Ann may decide about care, as the paper says. Seen"),
        ("mca", "The paper does not cover care.", [], None, False, "The paper does not cover care."),
        ("agreed", "", ["Bill"], True, True, "Seen"),
        ("agreed", "", ["Bill"], False, False, "Seen"),
        ("agreed", "Bill may no longer decide.", [], True, False, "Bill may no longer decide."),
        ("suitable", "", [], True, True, "Seen"),
        ("suitable", "", [], False, False, "Seen"),
        ("suitable", "", [], None, False, "Seen"),
        ("suitable", "", ["Bill", "Cora"], True, False, "Bill, Cora may decide about care"),
    ],
)
def test_s32_condition_1_the_right_to_ask_or_the_support_of_who_has_it(authority, why_not, others, agrees, met, words):
    answer = support_answer(
        authority=authority, asks="Ann", why_not=why_not, others=others, agrees=agrees, words="Seen"
    )
    assert (answer.code, answer.met) == ("supported", met)
    assert words in answer.words


FULL = {"capacity": (None, "Yes"), "can_manage": (True, "With help"), "appropriate": (False, "No")}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"how": "cash"}, [("how", "unknown_how")]),
        (
            {"answers": FULL | {"can_manage": (None, "")}},
            [("can_manage_met", "no_answer"), ("can_manage_words", "no_reason")],
        ),
        ({"answers": {code: FULL[code] for code in ("can_manage", "appropriate")}}, [("capacity_words", "no_reason")]),
        ({"asked": ("capacity", "can_manage", "appropriate")}, [("capacity_met", "no_answer")]),
    ],
)
def test_each_condition_is_answered_with_a_reason(changes, found):
    values = {"route": "s31", "answers": FULL, "asked": ("can_manage", "appropriate"), "how": "net"}
    assert [(one.field, one.code) for one in answer_problems(**values | changes)] == found


@pytest.mark.parametrize("route", ["s31", "s32"])
def test_all_met_and_the_council_must_pay(route):
    assert outcome(route, [Answer(code, True, "Yes") for code in CONDITIONS[route]]) == outcome(
        route, [Answer(code, True, "") for code in reversed(CONDITIONS[route])]
    )
    found = outcome(route, [Answer(code, True, "Yes") for code in CONDITIONS[route]])
    assert (found.pays, found.failed) == (True, ())


@pytest.mark.parametrize(("route", "failing"), [(route, code) for route in CONDITIONS for code in CONDITIONS[route]])
def test_a_refusal_names_the_condition_that_failed(route, failing):
    found = outcome(route, [Answer(code, code != failing, "Because") for code in CONDITIONS[route]])
    assert (found.pays, found.failed) == (False, (failing,))
    missing = outcome(route, [Answer(code, True, "Because") for code in CONDITIONS[route] if code != failing])
    assert missing == found, "an answer nobody gave is not met"


# ---------- what it is used for


USE = {
    "kind": "carer",
    "words": "Help to wash",
    "need": "A2",
    "needs": ("A2", "A7"),
    "payee": "Jo",
    "relation": "none",
    "why_necessary": "",
}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"kind": "yacht"}, ["unknown_kind"]),
        ({"kind": "care_home"}, ["never_care_home"]),
        ({"kind": "council"}, ["never_council"]),
        ({"words": ""}, ["no_words"]),
        ({"need": "A9"}, ["not_in_the_plan"]),
        ({"kind": "thing", "payee": "", "relation": ""}, []),
        ({"payee": " ", "relation": "cousin"}, ["no_payee", "unknown_relation"]),
        ({"relation": "elsewhere"}, []),
        ({"relation": "same_home"}, ["not_necessary"]),
        ({"relation": "same_home", "why_necessary": "She trusts nobody else to wash her"}, []),
        ({"kind": "managing", "relation": "same_home"}, []),
    ],
)
def test_what_it_may_be_used_for_and_who_may_be_paid(changes, found):
    assert codes(use_problems(**USE | changes)) == found


def stay(first: int, days: int) -> Stay:
    return Stay(DAY + timedelta(days=first), DAY + timedelta(days=first + days))


@pytest.mark.parametrize(
    ("days", "before", "code"),
    [
        (28, [], None),
        (29, [], "too_long"),
        (0, [], "no_days"),
        (None, [], "no_days"),
        (7, [stay(3, 2)], "overlaps"),
        (14, [stay(-35, 14)], None),  # 21 days apart: together 28
        (15, [stay(-35, 14)], "too_long"),
        (15, [stay(-42, 14)], None),  # 28 days apart: each on its own
        (14, [stay(35, 15)], "too_long"),  # one already booked for later
        (14, [stay(42, 20)], None),
        (14, [stay(-100, 20), stay(60, 20)], None),
        (10, [stay(-20, 10), stay(20, 10)], "too_long"),
        (2, [stay(-22 * back, 2) for back in range(1, 18)], "too_long"),  # 34 days in a year of little stays
        (2, [stay(-26 * back, 2) for back in range(1, 18)], "too_long"),
        (1, [stay(-28 * back, 1) for back in range(1, 30)], None),  # 13 in any twelve months, though 30 in all
    ],
)
def test_short_stays_up_to_four_weeks_on_end_in_twelve_months(days, before, code):
    ends_on = None if days is None else DAY + timedelta(days=days)
    problem = stay_problem(starts_on=DAY, ends_on=ends_on, before=before, most_weeks=4, apart_weeks=4)
    assert (problem.code if problem else None) == code


# ---------- stopping


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"from_on": DAY - timedelta(days=1)}, ["no_day"]),
        ({"from_on": None, "words": "", "said_by": " "}, ["no_day", "no_words", "no_speaker"]),
    ],
)
def test_a_wish_to_stop_is_taken_at_any_time(changes, found):
    values = {"words": "It is too much paper", "said_by": "Mary", "from_on": DAY, "today": DAY}
    assert codes(stop_request_problems(**values | changes)) == found


def test_notice_is_counted_from_the_day_they_are_told():
    assert earliest_end(why="misused", told_on=DAY, notice_days=28) == date(2026, 12, 14)
    assert earliest_end(why="person", told_on=DAY, notice_days=28) == DAY


STOP = {
    "why": "misused", "route": "s31", "condition": "", "told_on": DAY, "ends_on": date(2026, 12, 14), "notice_days": 28,
    "asked_to_stop_on": None, "words": "It paid for a car", "liabilities": "Jo's notice: one week",
    "arrangements": "Beck Home Care from that day",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"why": "spite"}, ["unknown_reason"]),
        ({"ends_on": date(2026, 12, 13)}, ["too_soon"]),
        ({"ends_on": None}, ["too_soon"]),
        ({"words": "", "liabilities": "", "arrangements": ""}, ["no_words", "no_liabilities", "a_gap"]),
        ({"why": "condition"}, ["unknown_condition"]),
        ({"why": "condition", "condition": "best_interests"}, ["unknown_condition"]),
        ({"why": "condition", "condition": "can_manage"}, []),
        ({"why": "condition", "condition": "best_interests", "route": "s32"}, []),
        ({"why": "lost"}, []),
        ({"why": "regained", "route": "s32"}, []),
        ({"why": "person"}, ["no_wish"]),
        ({"why": "person", "asked_to_stop_on": DAY}, ["too_late"]),
        ({"why": "person", "asked_to_stop_on": DAY, "ends_on": DAY}, []),
        ({"why": "person", "asked_to_stop_on": DAY - timedelta(days=9), "ends_on": DAY}, []),
        ({"why": "person", "asked_to_stop_on": date(2026, 12, 14)}, []),
        ({"why": "person", "asked_to_stop_on": DAY, "ends_on": DAY - timedelta(days=1)}, ["too_soon"]),
    ],
)
def test_stopping_asks_for_notice_reasons_what_is_owed_and_no_gap(changes, found):
    assert codes(stop_problems(**STOP | changes)) == found


@pytest.mark.parametrize(
    ("route", "lacks", "words"),
    [("s31", False, ""), ("s32", True, ""), ("s31", True, "no longer"), ("s32", False, "themselves again")],
)
def test_losing_or_regaining_the_choice_asks_for_a_new_decision(route, lacks, words):
    found = why_outdated(route=route, lacks_capacity=lacks)
    assert words in found
    assert bool(found) is bool(words)


@pytest.mark.parametrize(
    ("asked", "pays", "stops_on", "again", "words"),
    [
        (False, None, None, "", "Nobody has asked for one"),
        (True, None, None, "", "nobody has decided"),
        (True, False, None, "", "cannot be made"),
        (True, True, DAY, "", "stops on 16 November 2026"),
        (True, True, None, "decide again", "decide again"),
        (True, True, None, "", ""),
    ],
)
def test_why_a_plan_cannot_rest_on_it_now(asked, pays, stops_on, again, words):
    found = why_not_now(asked=asked, pays=pays, stops_on=stops_on, outdated_because=again)
    assert words in found
    assert bool(found) is bool(words)
