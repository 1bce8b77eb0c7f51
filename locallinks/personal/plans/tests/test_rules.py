"""Tests of the checks for s.25 and the rules of a plan, on Mary's and Elaine's plans (docs/rules/local-links.md 10)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.local.unmet_needs.models import UnmetNeed
from locallinks.personal.plans.choices import GIVEN_FREELY, Deployment, LineKind
from locallinks.personal.plans.models import LINE_FIELDS, Line
from locallinks.personal.plans.rules.checks import (
    BEFORE_OFFER,
    Need,
    PlanFacts,
    kind_from_directory,
    line_problems,
    offer_comes_first,
    submit_facts,
    submit_problems,
)
from locallinks.personal.plans.rules.decision import (
    approval_letter,
    approve_facts,
    approve_problems,
    council_cost,
    own_cost,
    weekly_total,
    within_limit,
)
from tests.readability import reading_age

FRIENDS = Need("A7", "Family and friends", "Cannot, with distress")
GOING_OUT = Need("A9", "Getting out and about", "Cannot without help")
WASHING = Need("A2", "Washing", "Cannot without help")
UNMET = (UnmetNeed(outcome="A9", looked_for="Somebody with a car"),)


def line(pk: int, kind: str, title: str, outcomes: tuple[str, ...], **values: Any) -> Line:
    """Return an unsaved `Line`."""
    return Line(pk=pk, kind=kind, title=title, outcomes=outcomes, **values)


def changed(given: Line, **values: Any) -> Line:
    """Return a copy of the line with other values."""
    before = {name: getattr(given, name) for name in ("pk", "deployment", *LINE_FIELDS)}
    return Line(**before | values)


VISITS = line(1, "voluntary", "A visit from Joan", ("A7",), given_by="Joan", giver_agreed=True)
CLUB = line(2, "community_asset", "Tea and talk at the network", ("A9", "A7"))

MARY = PlanFacts(
    needs=(FRIENDS, GOING_OUT),
    lines=(VISITS, CLUB),
    council_meets="Both, with the network's help",
    wellbeing=("relationships",),
    personal_budget_pence=0,
    advice="Keep up the walking",
    agreed=True,
    pay_estimate_given=True,
    advocacy_ok=True,
    indicative_pence=18630,
    deployment="council_managed",
)
CARE = line(3, "statutory", "Help to wash", ("A2",), given_by="Aire Care", council_cost_pence=15600, personal_care=True)
ELAINE = replace(MARY, needs=(WASHING,), lines=(CARE,), personal_budget_pence=15600)


def codes(problems):
    return [problem.code for problem in problems]


def with_line(more, facts=MARY):
    return replace(facts, lines=(*facts.lines, more))


@pytest.mark.parametrize("facts", [MARY, ELAINE, replace(MARY, agreed=False, disagreement="Wants mornings")])
def test_a_plan_ready_to_send_and_to_approve(facts):
    assert submit_problems(facts) == ()
    assert approve_problems(facts) == ()
    assert set(submit_facts(()).values()) == {True}


@pytest.mark.parametrize(
    ("changes", "found", "fact"),
    [
        ({"needs": (), "lines": ()}, ["s25_1"], "plan_valid"),
        ({"needs": (FRIENDS, replace(GOING_OUT, ability_words=" "))}, ["s25_2"], "plan_valid"),
        ({"council_meets": " "}, ["s25_3"], "plan_valid"),
        ({"wellbeing": ()}, ["s25_4"], "plan_valid"),
        ({"personal_budget_pence": None}, ["s25_5"], "plan_valid"),
        ({"advice": ""}, ["s25_6"], "plan_valid"),
        ({"agreed": None}, ["agreement_recorded"], "agreement_recorded"),
        ({"agreed": False, "disagreement": " "}, ["agreement_recorded"], "agreement_recorded"),
        ({"pay_estimate_given": False}, ["pay_estimate_given"], "pay_estimate_given"),
        ({"advocacy_ok": False}, ["advocacy_ok"], "advocacy_ok"),
    ],
)
def test_each_part_of_section_25_that_is_missing(changes, found, fact):
    problems = submit_problems(replace(MARY, **changes))
    assert codes(problems) == found
    assert all(problem.message and problem.field for problem in problems)
    facts = submit_facts(problems)
    assert [name for name, true in facts.items() if not true] == [fact]


def test_an_empty_plan_is_told_everything_at_once():
    problems = submit_problems(PlanFacts())
    # Item 2 is asked need by need, so it waits for item 1.
    assert {"s25_1", "s25_3", "s25_4", "s25_5", "s25_6"} < set(codes(problems))
    assert submit_facts(problems) == dict.fromkeys(
        ["plan_valid", "agreement_recorded", "pay_estimate_given", "advocacy_ok"], False
    )


@pytest.mark.parametrize(
    ("need", "lines", "covered"),
    [
        (GOING_OUT, (VISITS,), False),
        (replace(GOING_OUT, unmet=UNMET), (VISITS,), True),
        (replace(GOING_OUT, eligible=False), (VISITS,), True),
        (GOING_OUT, (VISITS, CLUB), True),
        (GOING_OUT, (VISITS, changed(CLUB, eligible=False)), False),
    ],
)
def test_every_eligible_need_is_covered_or_recorded_as_unmet(need, lines, covered):
    problems = submit_problems(replace(MARY, needs=(FRIENDS, need), lines=lines))
    assert codes(problems) == ([] if covered else ["need_not_covered"])
    assert all(problem.field == "need-A9" for problem in problems)


HELPER = line(9, "voluntary", "Joan reminds her to wash", ("A2",), giver_agreed=True)


@pytest.mark.parametrize(
    ("need", "lines", "alone"),
    [
        (WASHING, (HELPER,), True),
        (WASHING, (changed(HELPER, contingency="Her daughter comes"),), False),
        (WASHING, (HELPER, CARE), False),
        (WASHING, (CARE,), False),
        (WASHING, (changed(HELPER, kind="informal"),), False),
        (replace(WASHING, code="A4"), (changed(HELPER, outcomes=("A4",)),), True),
        (replace(WASHING, code="A5"), (changed(HELPER, outcomes=("A5",)),), False),
        (replace(WASHING, eligible=False), (changed(HELPER, eligible=False),), False),
    ],
)
def test_essential_personal_care_never_rests_on_one_volunteer(need, lines, alone):
    problems = submit_problems(replace(ELAINE, needs=(need,), lines=lines))
    assert codes(problems) == (["volunteer_alone"] if alone else [])


@pytest.mark.parametrize("kind", LineKind)
@pytest.mark.parametrize("agrees", [True, False, None])
def test_whoever_gives_freely_is_asked(kind, agrees):
    lift = line(7, kind, "Lifts to the library", ("A9",), giver_agreed=agrees)
    asked = kind in GIVEN_FREELY and agrees is not True
    assert codes(submit_problems(with_line(lift))) == (["giver_consent"] if asked else [])
    assert line_problems(lift) == ()


PHOTOGRAPHY = line(8, "voluntary", "Photography with Sam", ("goal-1",), eligible=False, giver_agreed=True)


def test_photography_is_added_support_and_costs_the_council_nothing():
    facts = with_line(PHOTOGRAPHY)
    assert submit_problems(facts) == ()
    assert council_cost(facts.lines) == council_cost(MARY.lines)
    problems = submit_problems(with_line(changed(PHOTOGRAPHY, council_cost_pence=1)))
    assert codes(problems) == ["added_support_cost"]
    assert line_problems(changed(PHOTOGRAPHY, own_cost_pence=500)) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcomes": ()}, "no_outcome"),
        ({"outcomes": ("goal-1",)}, "eligible_without_need"),
        ({"outcomes": ("A1",)}, "eligible_without_need"),
        ({"personal_care": True}, "volunteer_care"),
        ({"regulated": True}, "check_missing"),
        ({"giver_agreed": None}, "giver_consent"),
        ({"title": " "}, "no_what"),
    ],
)
def test_a_lines_problem_names_the_line(changes, code):
    (problem,) = submit_problems(with_line(changed(VISITS, pk=5, **changes)))
    assert (problem.code, problem.field) == (code, "line-5")
    assert problem.message.startswith(("A visit from Joan: ", "A part of the plan: "))


def test_a_need_that_is_not_eligible_does_not_make_a_line_eligible():
    facts = replace(MARY, needs=(*MARY.needs, Need("A8", "Volunteering", "Meets it in part", eligible=False)))
    assert codes(submit_problems(with_line(changed(CLUB, pk=5, outcomes=("A8",)), facts))) == ["eligible_without_need"]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"kind": "magic"}, "kind", "unknown_kind"),
        ({"kind": ""}, "kind", "unknown_kind"),
        ({"title": " "}, "title", "no_what"),
        ({"starts_on": date(2026, 5, 2), "ends_on": date(2026, 5, 1)}, "ends_on", "ends_before_start"),
        ({"deployment": "under the bed"}, "deployment", "unknown_deployment"),
        ({"council_cost_pence": -1}, "council_cost_pence", "cost_out_of_range"),
        ({"own_cost_pence": -1}, "own_cost_pence", "cost_out_of_range"),
        ({"nhs_cost_pence": 2_000_001}, "nhs_cost_pence", "cost_out_of_range"),
        ({"personal_care": True}, "personal_care", "volunteer_care"),
        ({"personal_care": True, "kind": "community_asset"}, "personal_care", "volunteer_care"),
        ({"regulated": True}, "check_seen", "check_missing"),
    ],
)
def test_a_line_as_it_is_typed(changes, field, code):
    (problem,) = line_problems(changed(VISITS, **changes))
    assert (problem.field, problem.code) == (field, code)
    assert problem.message


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 1)},
        {"starts_on": date(2026, 5, 1)},
        {"ends_on": date(2026, 5, 1)},
        {"regulated": True, "check_seen": True},
        {"outcomes": (), "giver_agreed": None},
        {"kind": "local_paid", "personal_care": True, "regulated": True},
        {"deployment": "isf"},
        {"council_cost_pence": 2_000_000},
    ],
)
def test_a_line_that_may_be_kept(changes):
    assert line_problems(changed(VISITS, **changes)) == ()


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"personal_budget_pence": None}, ["personal_budget_set"]),
        ({"personal_budget_pence": -1}, ["personal_budget_set"]),
        ({"deployment": ""}, ["fund_holding_set"]),
        ({"personal_budget_pence": 15599}, ["over_budget"]),
        ({"personal_budget_pence": 15599, "own_money_pence": 1}, []),
        ({"indicative_pence": 15600}, []),
        ({"indicative_pence": None}, []),
        ({"indicative_pence": 15599}, ["over_indicative_reason"]),
        ({"indicative_pence": 1, "why_over_indicative": "Two people are needed to lift"}, []),
        ({"deployment": "mixed"}, ["line_deployment"]),
        ({"deployment": "mixed", "lines": (changed(CARE, deployment="isf"),)}, []),
        ({"deployment": "direct_payment"}, ["s25_8", "s25_8"]),
        ({"no_direct_payment": "Decide first"}, []),
        ({"deployment": "direct_payment", "no_direct_payment": "x"}, ["no_direct_payment", "s25_8", "s25_8"]),
        ({"deployment": "managed_account", "no_direct_payment": "x", "lines": ()}, ["no_direct_payment"]),
        ({"deployment": "managed_account", "direct_payment_pence": 15600}, ["s25_8"]),
        ({"deployment": "direct_payment", "direct_payment_pence": -1, "direct_payment_frequency": "weekly"}, ["s25_8"]),
        (
            {"deployment": "direct_payment", "direct_payment_pence": 0, "direct_payment_frequency": "four_weekly"},
            ["dp_amount"],
        ),
        (
            {"deployment": "direct_payment", "direct_payment_pence": 62400, "direct_payment_frequency": "four_weekly"},
            [],
        ),
        (
            {"deployment": "isf", "direct_payment_pence": 62400, "direct_payment_frequency": "four_weekly"},
            ["dp_nothing_paid"],
        ),
        ({"deployment": "direct_payment", "lines": (changed(CARE, deployment="isf"),)}, ["not_mixed"]),
        (
            {"deployment": "mixed", "lines": (changed(CARE, deployment="direct_payment", outcomes=("goal-1",)),)},
            ["s25_7", "s25_8", "s25_8"],
        ),
    ],
)
def test_approval(changes, found):
    problems = approve_problems(replace(ELAINE, **changes))
    assert codes(problems) == found
    assert all(problem.message and problem.field for problem in problems)


def test_own_money_counts_on_both_sides():
    club = line(5, "local_paid", "Dance class", ("A2",), own_cost_pence=1000)
    facts = with_line(club, ELAINE)
    assert approve_problems(facts) == ()
    assert codes(approve_problems(replace(facts, own_money_pence=999))) == ["over_budget"]
    assert "£0.01 a week more" in approve_problems(replace(facts, own_money_pence=999))[0].message


def test_mary_needs_no_money_and_no_direct_payment_details():
    assert approve_problems(replace(MARY, deployment="direct_payment")) == ()


APPROVER = {"approver_id": 2, "author_and_sender_ids": [1], "council_pence": 15600, "limit_pence": 15600}
READY = {
    "plan_ready": True,
    "personal_budget_set": True,
    "fund_holding_set": True,
    "approver_is_not_planner": True,
    "within_limit": True,
}


@pytest.mark.parametrize(
    ("plan", "approver", "wrong"),
    [
        ({}, {}, []),
        ({"personal_budget_pence": None}, {}, ["personal_budget_set"]),
        ({"deployment": "cash"}, {}, ["fund_holding_set"]),
        ({"personal_budget_pence": 1}, {}, ["plan_ready"]),
        ({}, {"approver_id": 1}, ["approver_is_not_planner"]),
        ({}, {"limit_pence": 15599}, ["within_limit"]),
        ({}, {"limit_pence": None}, ["within_limit"]),
    ],
)
def test_facts_for_approval(plan, approver, wrong):
    facts = approve_facts(approve_problems(replace(ELAINE, **plan)), **{**APPROVER, **approver})
    assert facts == {**READY, **dict.fromkeys(wrong, False)}


def test_no_limit_means_cannot_approve():
    assert within_limit(0, 0)
    assert not within_limit(0, None)


def test_sums():
    lines = (CARE, changed(CARE, council_cost_pence=100, own_cost_pence=250, nhs_cost_pence=9999))
    assert (council_cost(lines), own_cost(lines), weekly_total(iter(lines))) == (15700, 250, 15950)


@pytest.mark.parametrize(
    ("state", "served", "first"),
    [("assessing", True, True), ("budgeted", True, True), ("assessing", False, False), ("planning", True, False)],
)
def test_the_offer_comes_before_the_plan(state, served, first):
    assert offer_comes_first(state, area_served=served) is first


def test_words():
    assert len(LineKind) == 7
    assert "assessing" in BEFORE_OFFER
    assert set(Deployment) == {"direct_payment", "isf", "managed_account", "council_managed", "pooled", "mixed"}


PENCE = st.integers(0, 2_000_000)


@given(st.lists(st.tuples(PENCE, PENCE, PENCE), max_size=20), PENCE)
def test_being_over_the_first_budget_never_blocks_a_plan_with_a_reason(amounts, indicative):
    lines = tuple(
        line(n, "statutory", "Care", ("A2",), council_cost_pence=c, own_cost_pence=o, nhs_cost_pence=h)
        for n, (c, o, h) in enumerate(amounts)
    )
    assert weekly_total(lines) == council_cost(lines) + own_cost(lines) == sum(c + o for c, o, _ in amounts)
    facts = replace(
        ELAINE,
        lines=lines,
        personal_budget_pence=council_cost(lines),
        indicative_pence=indicative,
        why_over_indicative="It costs this to meet the need",
    )
    assert approve_problems(facts) == ()


@pytest.mark.parametrize(
    ("is_free", "fees", "ours", "kind"),
    [
        (True, "", False, "community_asset"),
        (True, "a donation", False, "community_asset"),
        (False, "", False, "local_paid"),
        (None, "4.50 a meal", False, "local_paid"),
        (None, "  ", False, "community_asset"),
        (False, "4.50", True, "voluntary"),
    ],
)
def test_the_kind_a_service_most_likely_is(is_free, fees, ours, kind):
    assert kind_from_directory(is_free=is_free, fees=fees, run_by_network=ours) == kind


def test_an_approval_in_writing_gives_the_three_sums_in_plain_words():
    words = approval_letter(budget_pence=15600, contribution_pence=2500, deployment="isf")
    assert "£156.00 a week. You pay £25.00 of it, and the council pays £131.00." in words
    assert "held by the network or a provider" in words
    assert reading_age(words) <= 11
