"""Builders of people who are ready to plan, and of Mary's and Elaine's plans."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.models import Assessment, EligibilityDecision, OutcomeFinding
from locallinks.personal.budgets.models import IndicativeBudget
from locallinks.personal.charging.models import Estimate
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.actions.decision import approve_plan
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import add_line, save_plan_texts, start_plan
from locallinks.personal.plans.models import Line, Plan, PlanApproval
from tests.kit import NOW, City, make_person, pathway_in
from tests.prebuilt import built_once

ISOLATED = {"A7": "unable_pain", "A9": "unable_assist"}
FRAIL = {"A2": "unable_assist", "A4": "unable_time", "A9": "unable_assist"}
WORDS = {
    "what_matters": "To lead something again", "about_me": "I led a majorette troop for thirty years.",
    "good_week": "Tea with Joan on Thursday, the network on Tuesday", "wellbeing": ["relationships", "contribution"],
    "advice": "Keep walking to the corner shop. Ask about the falls class.",
    "contingency": "Ring Ann first, then the network", "review_on": date(2027, 5, 3),
}  # fmt: skip
VISITS = {
    "kind": "voluntary", "title": "Joan visits for tea and a walk", "outcomes": ["A7"], "given_by": "Joan Ellis",
    "what_when": "Thursdays, 2pm to 4pm", "minutes_per_week": 120, "giver_agreed": True,
    "personal_care": False, "regulated": False,
}  # fmt: skip
CLUB = {
    "kind": "community_asset",
    "title": "Tuesday club at the network",
    "outcomes": ["A9", "A7"],
    "given_by": "Millbank Neighbours",
    "what_when": "Tuesdays, 10am to noon",
    "own_cost_pence": 200,
}
HOME_CARE = {
    "kind": "statutory", "title": "Home care, morning and evening", "outcomes": ["A2", "A4"],
    "given_by": "Beck Home Care", "what_when": "Every day, 8am and 8pm", "minutes_per_week": 14 * 60,
    "council_cost_pence": 27300,
    "personal_care": True, "essential": True, "contingency": "The out-of-hours team comes",
}  # fmt: skip
PHOTOGRAPHS = {
    "kind": "voluntary",
    "title": "Taking photographs with a volunteer",
    "outcomes": ["own"],
    "eligible": False,
    "given_by": "Dev Rao",
    "giver_agreed": True,
    "personal_care": False,
    "regulated": False,
}


def assessed(city: City, person: Person, pathway: Pathway, abilities: dict[str, str], points: int = 46) -> None:
    """Record the eligibility decision, the first budget and the estimate."""
    worker = city.users["social_worker"]
    about = {"person": person, "pathway": pathway}
    with acting_as(city.viewer("social_worker")):
        number = Assessment.objects.filter(pathway=pathway).count() + 1
        assessment = Assessment.objects.create(
            **about, number=number, method="face_to_face", started_by=worker, started_at=NOW
        )
        for code, ability in abilities.items():
            OutcomeFinding.objects.create(person=person, assessment=assessment, code=code, ability=ability)
        EligibilityDecision.objects.create(
            **about,
            assessment=assessment,
            has_qualifying_cause=True,
            has_unmet_outcomes=True,
            has_significant_impact=True,
            unable=[*abilities],
            computed_eligible=True,
            decided_eligible=True,
            reasons="All three",
            decided_by=worker,
            decided_at=NOW,
        )
        IndicativeBudget.objects.create(
            **about,
            points=points,
            rate_pence=405,
            rate_from=date(2026, 4, 1),
            rate_source="A test",
            rate_verified=True,
            tolerance_percent=10,
            weekly_pence=points * 405,
            set_by=worker,
            set_at=NOW,
        )
        Estimate.objects.create(**about, weekly_pence=0, given_by=worker, given_at=NOW)


@built_once
def ready(
    city: City, state: str = "planning", abilities: dict[str, str] | None = None, points: int = 46, **person: Any
) -> Pathway:
    """Return a pathway on which the plan can be started."""
    someone = make_person(city, **{"own": True, **person})
    pathway = pathway_in(city, someone, state)
    assessed(city, someone, pathway, abilities or ISOLATED, points)
    return pathway


# Who opens no record finds none; whoever does is told no.
SHUT_OUT = (NotAllowed, ObjectDoesNotExist)
WRITER = {"planning": "support_planner", "self_planning": "person", "council_planning": "social_worker"}


def do(city: City, role: str, act: Any, *, at: datetime = NOW, **more: Any) -> Any:
    viewer = city.viewer(role)
    with acting_as(viewer, today=clock.day(at)):
        return act(viewer=viewer, at=at, **more)


@built_once
def started(city: City, state: str = "planning", **more: Any) -> Plan:
    pathway = ready(city, state, **more)
    return do(city, WRITER[state], start_plan, pathway_id=pathway.pk, can_take_part=True)


@built_once
def written(
    city: City, state: str = "planning", lines: tuple = (VISITS, CLUB), agrees: bool = True, **more: Any
) -> Plan:
    """Return a complete plan to which the person has agreed: it can be sent."""
    plan, role = started(city, state, **more), WRITER[state]
    do(city, role, save_plan_texts, plan_id=plan.pk, version=plan.version, answers=dict(WORDS))
    for line in lines:
        do(city, role, add_line, plan_id=plan.pk, **line)
    words = "" if agrees else "I wanted two visits"
    do(city, role, record_agreement, plan_id=plan.pk, agrees=agrees, words=words, said_by="Mary Firth")
    return again(city, plan)


@built_once
def sent_plan(city: City, state: str = "planning", why: str = "", **more: Any) -> Plan:
    plan = written(city, state, **more)
    do(city, WRITER[state], submit_plan, plan_id=plan.pk, why_over_indicative=why)
    return again(city, plan)


APPROVAL = {"personal_budget_pence": 0, "contribution_pence": 0, "deployment": "council_managed"}


@built_once
def approved(city: City, state: str = "planning", approval: dict[str, Any] | None = None, **more: Any) -> Plan:
    plan = sent_plan(city, state, **more)
    answers = APPROVAL | (approval or {})
    do(city, "social_worker2", approve_plan, pathway_id=plan.pathway_id, **answers)
    return again(city, plan)


def again(city: City, plan: Plan) -> Plan:
    """Read the plan again."""
    with acting_as(city.viewer("social_worker")):
        return Plan.objects.select_related("pathway__person").get(pk=plan.pk)


def lines(city: City, plan: Plan) -> list[Line]:
    with acting_as(city.viewer("social_worker")):
        return list(Line.objects.filter(plan=plan).order_by("pk"))


def state_of(city: City, plan: Plan) -> str:
    with acting_as(city.viewer("social_worker")):
        return Pathway.objects.get(pk=plan.pathway_id).state


def refused(city: City, role: str, act, plan: Plan, **more) -> frozenset[str]:
    """Return the codes of a refusal, and check that nothing has changed."""
    before = state_of(city, plan)
    with pytest.raises(DomainError) as refusal:
        do(city, role, act, **more)
    assert state_of(city, plan) == before
    with acting_as(city.viewer("social_worker")):
        assert not PlanApproval.objects.exists()
    return refusal.value.codes


def again_inside(plan: Plan) -> Plan:
    """Read the plan again inside `acting_as`."""
    return Plan.objects.select_related("pathway__person").get(pk=plan.pk)
