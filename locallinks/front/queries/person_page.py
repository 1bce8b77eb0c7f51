"""What a person's page shows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from locallinks.foundation.people.models import Death, Merge, Person
from locallinks.foundation.people.queries.records import merge_into_survivor, merged_away_at, relationships_of
from locallinks.foundation.shared.viewer import Viewer
from locallinks.front.queries.roles import KNOW_PERSON, READ_MONEY, READ_PLAN, SEE_PATHWAY, roles_towards
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
    """Everything that a person's page shows. What this viewer may not see is empty."""

    person: Person
    pathway: Pathway | None
    roles: frozenset[str]
    relationships: list[Any]
    support: list[SupportItem]
    death: Death | None = None
    merge: Merge | None = None
    merged_away_at: datetime | None = None  # only for the person themselves, instead of `merge`
    arranger_roles: frozenset[str] = frozenset()
    plan: Any = None
    lines: list[Any] = field(default_factory=list)
    indicative: Any = None
    next_review: NextReview | None = None
    paused: Step | None = None

    @property
    def sees_pathway(self) -> bool:
        """Whether this viewer plans with the person, or oversees their pathway."""
        return bool(self.roles & SEE_PATHWAY)

    @property
    def knows_person(self) -> bool:
        """Whether this viewer sees who the person is: a provider sees only how to reach them, and its own work."""
        return bool(self.roles & KNOW_PERSON)

    @property
    def reads_plan(self) -> bool:
        return bool(self.roles & READ_PLAN)


def person_page(*, viewer: Viewer, person: Person, on: date) -> PersonPage:
    """Return what this viewer may see of a person on a day.

    A provider sees only its own work; a volunteer developer sees no money and no assessment.
    """
    pathway = current_pathway(person.pk)
    roles = roles_towards(viewer, person, pathway)
    base: dict[str, Any] = {
        "person": person,
        "pathway": pathway,
        "roles": roles,
        "relationships": list(relationships_of(person)) if roles & KNOW_PERSON else [],
        "support": support_of(person_id=person.pk, pathway=pathway, on=on),
    }
    if pathway is None or not pathway.is_open:  # a death closes the pathway, and only closed records are merged
        base["death"] = Death.objects.filter(person=person).first()
        base["merge"] = merge_into_survivor(person.pk)
        if person.pk in viewer.people:
            base["merged_away_at"] = merged_away_at(person.pk)
    if pathway is None or not roles & SEE_PATHWAY:
        return PersonPage(**base)
    if pathway.state in STATES_TO_ARRANGE:
        base["arranger_roles"] = arranging_roles([pathway]).get(pathway.pk, frozenset())
    if pathway.state == PathwayState.SUSPENDED:
        base["paused"] = Step.objects.filter(pathway=pathway, event=PathwayEvent.SUSPEND).last()
    if roles & READ_PLAN:
        plan = plan_to_show(pathway)
        base |= {"plan": plan, "lines": lines_of(plan) if plan else [], "next_review": next_review(pathway)}
    if roles & READ_MONEY:
        base["indicative"] = indicative_budget_of(pathway)
    return PersonPage(**base)
