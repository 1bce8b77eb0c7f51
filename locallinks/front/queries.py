"""What spans the rooms: a day's work, a person's page and timeline, and one search box."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from locallinks.foundation.audit.queries import acts_for
from locallinks.foundation.messages.queries import waiting_by_hand
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries import has_died, may_see_people, relationships_of, search_people
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared.scope import Viewer
from locallinks.local.directory.queries import search_services
from locallinks.personal.assessments.queries import eligible_needs
from locallinks.personal.brokerage.queries import arrangements_of
from locallinks.personal.budgets.queries import indicative_of
from locallinks.personal.handovers.queries import clocks_on
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.pathways.queries import (
    SEE_ALL,
    Stage,
    Waiting,
    current_pathway,
    people_at_each_stage,
    roles_on,
    waiting_for,
)
from locallinks.personal.plans.queries import lines_of, plan_to_show

PLANNERS = SEE_ALL | {"person"}
COUNTERS = frozenset({"commissioner", "finance", "administrator", "handover_champion", "network_manager"})


@dataclass(frozen=True)
class PersonPage:
    """Everything the heart page shows. Money and needs are left empty for a viewer who may not see them."""

    person: Person
    pathway: Pathway | None
    roles: frozenset[str]
    died: bool
    relationships: list[Any]
    plan: Any = None
    lines: list[Any] = field(default_factory=list)
    arrangements: list[Any] = field(default_factory=list)
    needs: list[Any] = field(default_factory=list)
    indicative: Any = None

    @property
    def planning(self) -> bool:
        """May this viewer see the plan and the money?"""
        return bool(self.roles & PLANNERS)


def work_for(*, viewer: Viewer, today: date) -> list[Waiting]:
    """What waits for this viewer, most urgent first."""
    days_off = holidays(date(today.year - 1, 1, 1), date(today.year + 1, 12, 31))
    return waiting_for(viewer=viewer, today=today, holidays=days_off, clocks=clocks_on(today))


def by_hand(*, viewer: Viewer, at: datetime) -> int:
    """Letters to print and calls to make, for those whose work it is."""
    return waiting_by_hand(viewer=viewer, at=at) if viewer.has_role("social_worker", "support_planner") else 0


def stages(*, viewer: Viewer) -> list[Stage]:
    """How many people are at each stage, for those who look after the whole."""
    return people_at_each_stage() if viewer.roles & COUNTERS else []


def person_page(*, viewer: Viewer, person: Person, on: date) -> PersonPage:
    """The heart page. A provider sees its own work only; a volunteer developer no money and no assessment."""
    pathway = current_pathway(person.pk)
    roles = roles_on(viewer, pathway) if pathway else viewer.roles
    around = list(relationships_of(person)) if roles & (PLANNERS | {"volunteer_developer"}) else []
    base = {"person": person, "pathway": pathway, "roles": roles, "died": has_died(person.pk), "relationships": around}
    if pathway is None:
        return PersonPage(**base)
    arrangements = arrangements_of(pathway, on)
    if not roles & PLANNERS:
        return PersonPage(**base, arrangements=arrangements)
    plan = plan_to_show(pathway)
    return PersonPage(
        **base, arrangements=arrangements, plan=plan, lines=lines_of(plan) if plan else [],
        needs=eligible_needs(pathway), indicative=indicative_of(pathway),
    )  # fmt: skip


@dataclass(frozen=True)
class Happening:
    """One thing on the timeline."""

    at: datetime
    who: str
    what: str
    reason: str
    kind: str


def timeline(*, person: Person, kind: str = "") -> list[Happening]:
    """What happened, newest first: steps on the way (`way`) and everything else that was done (`acts`). Two queries."""
    found: list[Happening] = []
    if kind != "acts":
        steps = Step.objects.filter(person=person)
        found += [Happening(row.at, row.actor_name, row.words, row.reason, "way") for row in steps]
    if kind != "way":
        acts = acts_for(person_id=person.pk).exclude(subject_kind="pathways.step")[:500]
        found += [Happening(row.at, row.actor_name, row.verb, row.reason, "acts") for row in acts]
    return sorted(found, key=lambda one: one.at, reverse=True)


@dataclass(frozen=True)
class Found:
    people: list[Person]
    services: list[Any]


def find_anything(*, viewer: Viewer, words: str) -> Found:
    """One box: people this viewer may know, and services anybody may."""
    people = search_people(viewer=viewer, words=words, limit=20) if may_see_people(viewer) else []
    return Found(people, search_services(words=words, limit=20) if words.strip() else [])
