"""Mary's and Elaine's plans from start to approval (docs/rules/local-links.md 10)."""

from datetime import timedelta

from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.actions.decision import approve_plan
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import add_line, change_line, save_plan_texts, start_plan
from locallinks.personal.plans.models import Plan
from locallinks.personal.plans.queries.plan_view import approved_plan, compare_lines, current_needs, lines_of, plan_view
from locallinks.personal.plans.tests.builders import (
    CLUB,
    FRAIL,
    HOME_CARE,
    PHOTOGRAPHS,
    VISITS,
    WORDS,
    again,
    again_inside,
    approved,
    assessed,
    do,
    lines,
    ready,
    state_of,
)
from tests.kit import NOW, City

STATES = ["planning", "self_planning", "council_planning"]
NOT_DECIDING = ["support_planner", "network_manager", "person", "handover_champion", "commissioner", "finance"]
LATER = NOW + timedelta(hours=1)


# ---------- Mary and Elaine (docs/rules/local-links.md 10)


def test_mary_needs_no_home_care(city: City):
    plan = approved(city, lines=(VISITS, CLUB, PHOTOGRAPHS))
    with acting_as(city.viewer("social_worker")):
        found = plan_view(again_inside(plan))
        assert (found.council_pence, found.own_pence) == (0, 200)
        assert [line.title for line in found.added_support] == [PHOTOGRAPHS["title"]]
        assert {line.kind for line in found.lines} == {"voluntary", "community_asset"}
        assert plan.about_me == WORDS["about_me"]
    assert state_of(city, plan) == "approved"


def test_elaine_first_fourteen_hours_then_eight(city: City):
    pathway = ready(city, abilities=FRAIL, points=68, name="Elaine Booth")  # 68 points: 275.40
    first = do(city, "support_planner", start_plan, pathway_id=pathway.pk, can_take_part=True)
    going_out = CLUB | {"outcomes": ["A9"]}
    finish(city, first, [HOME_CARE, going_out], budget=27300)
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=pathway.pk).update(state="in_review")
        Step.objects.create(
            pathway=pathway,
            person_id=pathway.person_id,
            number=90,
            event="revise",
            from_state="in_review",
            to_state="planning",
            actor=city.users["social_worker"],
            actor_name="Ruth",
            at=LATER,
        )
        Pathway.objects.filter(pk=pathway.pk).update(state="planning")
    second = do(city, "social_worker", start_plan, pathway_id=pathway.pk, at=LATER)
    care = next(line for line in lines(city, second) if line.kind == "statutory")
    do(
        city,
        "support_planner",
        change_line,
        line_id=care.pk,
        version=None,
        minutes_per_week=8 * 60,
        council_cost_pence=15600,
        at=LATER,
    )
    visits = VISITS | {"outcomes": ["A9"], "title": "Joan helps with the shopping"}
    finish(city, second, [visits], budget=15600, at=LATER)
    with acting_as(city.viewer("social_worker")):
        now = approved_plan(Pathway.objects.get(pk=pathway.pk))
        assert (now.number, plan_view(again_inside(now)).council_pence) == (2, 15600)
        pairs = compare_lines(lines_of(first), lines_of(now))
    assert [pair.change for pair in pairs] == ["changed", "same", "new"]


def finish(city: City, plan: Plan, more: list, *, budget: int, at=NOW) -> None:
    """Write the plan, record agreement, send it and approve it."""
    role = "support_planner"
    if not again(city, plan).advice:
        do(city, role, save_plan_texts, plan_id=plan.pk, version=None, answers=dict(WORDS), at=at)
    for line in more:
        do(city, role, add_line, plan_id=plan.pk, at=at, **line)
    do(city, role, record_agreement, plan_id=plan.pk, agrees=True, said_by="Elaine Booth", at=at)
    do(city, role, submit_plan, plan_id=plan.pk, at=at)
    do(
        city,
        "social_worker2",
        approve_plan,
        pathway_id=plan.pathway_id,
        personal_budget_pence=budget,
        contribution_pence=0,
        deployment="isf",
        at=at,
    )


def test_needs_are_kept_as_they_stood_when_the_plan_was_sent(city: City):
    plan = approved(city)
    with acting_as(city.viewer("social_worker")):
        pathway, person = Pathway.objects.get(pk=plan.pathway_id), again_inside(plan).person
    assessed(city, person, pathway, FRAIL)
    with acting_as(city.viewer("social_worker")):
        assert [need.code for need in plan_view(again_inside(plan)).needs] == ["A7", "A9"]
        assert [need["code"] for need in current_needs(pathway)] == ["A2", "A4", "A9"]
