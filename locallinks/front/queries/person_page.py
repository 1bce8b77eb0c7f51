"""One person's page."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from locallinks.foundation.people.models import Death, Merge, Person
from locallinks.foundation.people.queries.records import merge_into_survivor, merged_away_at, relationships_of
from locallinks.foundation.shared.viewer import Viewer
from locallinks.front.queries.roles import AROUND, KNOW_THEM, READ_MONEY, READ_PLAN, roles_towards
from locallinks.personal.brokerage.queries.arrangements import SupportItem, support_of
from locallinks.personal.brokerage.queries.board import STATES_TO_ARRANGE, arranging_roles
from locallinks.personal.budgets.queries import indicative_budget_of
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.pathways.queries import (
    current_pathway,
)
from locallinks.personal.plans.queries.plan_view import lines_of, plan_to_show
from locallinks.personal.reviews.queries import NextReview, next_review


@dataclass(frozen=True)
class PersonPage:
    """Everything a person's page shows. What this viewer may not see is left empty."""

    person: Person
    pathway: Pathway | None
    roles: frozenset[str]
    relationships: list[Any]
    support: list[SupportItem]
    death: Death | None = None
    merge: Merge | None = None
    merged_away_at: datetime | None = None  # when this record was merged into another, for the person themselves
    arrangers: frozenset[str] = frozenset()
    plan: Any = None
    lines: list[Any] = field(default_factory=list)
    indicative: Any = None
    look: NextReview | None = None
    paused: Step | None = None

    @property
    def around(self) -> bool:
        """Does this viewer plan with the person, or watch over their way?"""
        return bool(self.roles & AROUND)

    @property
    def knows_them(self) -> bool:
        """A provider sees how to reach somebody and its own work: not who they are, nor who is in their life."""
        return bool(self.roles & KNOW_THEM)

    @property
    def reads_plan(self) -> bool:
        return bool(self.roles & READ_PLAN)


def person_page(*, viewer: Viewer, person: Person, on: date) -> PersonPage:
    """A provider sees its own work only; a volunteer developer no money and no assessment."""
    pathway = current_pathway(person.pk)
    roles = roles_towards(viewer, person, pathway)
    base: dict[str, Any] = {
        "person": person,
        "pathway": pathway,
        "roles": roles,
        "relationships": list(relationships_of(person)) if roles & KNOW_THEM else [],
        "support": support_of(person_id=person.pk, pathway=pathway, on=on),
    }
    if pathway is None or not pathway.is_open:  # a death ends the way through, and nobody who died is asked again
        base["death"] = Death.objects.filter(person=person).first()
        base["merge"] = merge_into_survivor(person.pk)  # only a record with no help running is laid aside
        if person.pk in viewer.people:
            base["merged_away_at"] = merged_away_at(person.pk)
    if pathway is None or not roles & AROUND:
        return PersonPage(**base)
    if pathway.state in STATES_TO_ARRANGE:
        base["arrangers"] = arranging_roles([pathway]).get(pathway.pk, frozenset())
    if pathway.state == PathwayState.SUSPENDED:
        base["paused"] = Step.objects.filter(pathway=pathway, event=PathwayEvent.SUSPEND).last()
    if roles & READ_PLAN:
        plan = plan_to_show(pathway)
        base |= {"plan": plan, "lines": lines_of(plan) if plan else [], "look": next_review(pathway)}
    if roles & READ_MONEY:
        base["indicative"] = indicative_budget_of(pathway)
    return PersonPage(**base)
