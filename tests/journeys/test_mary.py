"""Mary's story (docs/rules/local-links.md 10), step by step: who does what, where that leaves her, what nobody sees."""

import re
from collections.abc import Iterator

import pytest

from locallinks.demo.city import City
from locallinks.demo.stories import mary
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.queries.needs_assessment import decision_of, eligible_needs
from locallinks.personal.brokerage.queries.arrangements import arrangements_of, council_cost_per_week
from locallinks.personal.budgets.queries import baseline_of, indicative_budget_of
from locallinks.personal.plans.queries.plan_view import approved_plan, lines_of
from locallinks.personal.reviews.queries import next_review
from tests.journeys import recorded_story
from tests.journeys.shown_pages import pages_shown_to

RUTH, PRIYA, JOAN, OWEN = "Ruth Adeyemi", "Priya Nair", "Joan Whitlock", "Owen Sutcliffe"
STEPS = [
    ("refer", RUTH, "referred"),
    ("start_assessment", RUTH, "assessing"),
    ("decide_eligibility", RUTH, "eligible"),
    ("set_indicative", RUTH, "budgeted"),
    ("offer_handover", RUTH, "handover_offered"),
    ("person_accepts", RUTH, "handover_sent"),
    ("network_accepts", PRIYA, "planning"),
    ("submit", JOAN, "plan_submitted"),
    ("approve", OWEN, "approved"),
    ("start_brokerage", JOAN, "brokering"),
    ("all_essential_lines_started", JOAN, "live"),
    ("review_due", RUTH, "in_review"),
    ("no_change", RUTH, "live"),
]
ACTS_BETWEEN = {  # acts that are not steps leave her where she was
    "wrote down the people in her life": "referred",
    "talked it through at home": "assessing",
    "said what there may be to pay": "budgeted",
    "let her open her own record": "handover_sent",
    "wrote the plan together with them": "planning",
    "agreed the plan": "brokering",
}


@pytest.fixture(scope="module")
def told(built: City) -> Iterator[recorded_story.RecordedStory]:
    """GIVEN Aireborough, WHEN her story is told from the neighbour's call to the first look at how it is going."""
    with recorded_story.rolled_back():
        yield recorded_story.tell_story(built, mary)


def test_then_each_step_is_taken_by_the_right_person(told: recorded_story.RecordedStory) -> None:
    assert recorded_story.steps(told) == STEPS


def test_then_what_is_not_a_step_moves_her_nowhere(told: recorded_story.RecordedStory) -> None:
    states = {mark: state for mark, _, state in told.seen}
    assert {mark: states[mark] for mark in ACTS_BETWEEN} == ACTS_BETWEEN


def test_then_her_being_alone_is_enough(told: recorded_story.RecordedStory) -> None:
    """docs/rules/care-act.md 3: A7 and A9 alone can make support due."""
    with acting_as(told.city.viewer("social.worker")):
        assert decision_of(told.pathway).decided_eligible
        assert [need.code for need in eligible_needs(told.pathway)] == ["A7", "A9"]


def test_then_nobody_approves_what_they_wrote(told: recorded_story.RecordedStory) -> None:
    by = {mark: who for mark, who, _ in told.seen}
    assert by["approved the plan"] not in {by["wrote the plan together with them"], by["sent the plan"]}


def test_then_her_plan_has_a_friend_and_somewhere_to_go_and_no_home_care(told: recorded_story.RecordedStory) -> None:
    with acting_as(told.city.viewer("support.planner")):
        lines = lines_of(approved_plan(told.pathway))
        assert sorted(line.kind for line in lines) == ["community_asset", "voluntary"]
        assert [line.title for line in lines if line.service_id] == [
            line.title for line in lines if line.kind == "community_asset"
        ]
        assert sum(line.council_cost_pence for line in lines) == 0


def test_then_support_is_in_place_and_the_next_look_has_a_date(told: recorded_story.RecordedStory) -> None:
    on = told.after(mary.DAYS).date()
    with acting_as(told.city.viewer("support.planner")):
        assert len(arrangements_of(told.pathway, on)) == 2
        assert council_cost_per_week(told.pathway, on) == 0
        assert next_review(told.pathway).due_on > on


def test_then_the_planner_and_mary_see_the_budget_and_nobody_sees_the_baseline(
    told: recorded_story.RecordedStory,
) -> None:
    """20 points at £4.05 are £81.00; four hours at £19.50 would have been £78.00, which only the council knows."""
    with acting_as(told.city.viewer("social.worker")) as viewer:
        assert indicative_budget_of(told.pathway).weekly_pence == 8_100
        assert baseline_of(viewer, told.pathway).weekly_pence == 7_800
    for who in ("person", "support.planner", "network.manager"):
        shown = pages_shown_to(who, told)
        assert len(shown) > 15, f"{who} could open only {sorted(shown)}"
        for page, text in shown.items():
            assert not re.search(
                r"\b78\.00\b|\bbaseline\b|\bsaving\b|\bsaved\b(?! (?:at|by|part))", text, re.IGNORECASE
            ), f"{page} for {who}"
