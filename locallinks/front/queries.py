"""What spans the rooms: a day's work, a person's page and timeline, and one search box."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from locallinks.foundation.audit.queries import acts_for
from locallinks.foundation.messages.queries import waiting_by_hand
from locallinks.foundation.people.models import Death, Person
from locallinks.foundation.people.queries import may_see_people, relationships_of, roles_with, search_people
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared.scope import Viewer
from locallinks.local.directory.queries import search_services
from locallinks.personal.brokerage.queries import TO_ARRANGE, Work, arranging_roles, support_of, work_of
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
from locallinks.personal.reviews.queries import Look, next_review, reviews_due

# Who plans with somebody, or watches over their way; who reads the plan; who reads the money beside it.
AROUND = SEE_ALL | {"person"}
READ_PLAN = frozenset({"social_worker", "support_planner", "network_manager", "person"})
READ_MONEY = frozenset({"social_worker", "support_planner", "person"})
KNOW_THEM = AROUND | {"volunteer_developer"}
COUNTERS = frozenset({"commissioner", "finance", "administrator", "handover_champion", "network_manager"})
URGENT_FIRST = ("overdue", "due_soon", "in_time", "no_clock")


@dataclass(frozen=True)
class PersonPage:
    """Everything the heart page shows. What this viewer may not see is left empty."""

    person: Person
    pathway: Pathway | None
    roles: frozenset[str]
    relationships: list[Any]
    support: list[Work]
    death: Death | None = None
    arranger: str = ""
    plan: Any = None
    lines: list[Any] = field(default_factory=list)
    indicative: Any = None
    look: Look | None = None
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


def work_for(*, viewer: Viewer, today: date) -> list[Waiting]:
    """What waits for this viewer, most urgent first: a stage that waits for their role, and reviews to hold."""
    days_off = holidays(date(today.year - 1, 1, 1), date(today.year + 1, 12, 31))
    found = waiting_for(viewer=viewer, today=today, holidays=days_off, clocks=clocks_on(today))
    arrangers = arranging_roles([one.pathway for one in found if one.pathway.state in TO_ARRANGE])
    mine = [one for one in found if _is_theirs(viewer, one.pathway, arrangers)]
    mine += [
        Waiting(
            due.pathway, due.pathway.person.preferred_name, due.since, due.look.due_on,
            "overdue" if today > due.look.due_on else "due_soon",
            f"Look at how it is going for {due.pathway.person.preferred_name}",
        )
        for due in reviews_due(viewer=viewer, today=today)
    ]  # fmt: skip
    return sorted(mine, key=lambda one: (URGENT_FIRST.index(one.urgency), one.due or date.max, one.since))


def _is_theirs(viewer: Viewer, pathway: Pathway, arrangers: dict[int, str]) -> bool:
    """Whoever planned arranges: an approved plan does not wait for anybody else."""
    return pathway.pk not in arrangers or arrangers[pathway.pk] in roles_on(viewer, pathway)


def by_hand(*, viewer: Viewer, at: datetime) -> int:
    """Letters to print and calls to make, for those whose work it is."""
    return waiting_by_hand(viewer=viewer, at=at) if viewer.has_role("social_worker", "support_planner") else 0


def stages(*, viewer: Viewer) -> list[Stage]:
    """How many people are at each stage, for those who look after the whole."""
    return people_at_each_stage() if viewer.roles & COUNTERS else []


def given_by(*, viewer: Viewer, on: date) -> list[Work]:
    """What a provider gives now and soon."""
    return work_of(viewer, on) if viewer.has_role("provider") else []


def people_who_let_in(viewer: Viewer) -> list[Person]:
    """The people whose record this viewer opens for themselves, as a daughter or an attorney does."""
    return list(Person.objects.filter(pk__in=viewer.people))


def roles_here(viewer: Viewer, person: Person, pathway: Pathway | None) -> frozenset[str]:
    """What this viewer is to this person on their way, or where they cannot see one, to the record."""
    return roles_on(viewer, pathway) if pathway is not None else roles_with(viewer, person)


def may_see_timeline(viewer: Viewer, person: Person) -> bool:
    return bool(roles_here(viewer, person, current_pathway(person.pk)) & AROUND)


def person_page(*, viewer: Viewer, person: Person, on: date) -> PersonPage:
    """The heart page. A provider sees its own work only; a volunteer developer no money and no assessment."""
    pathway = current_pathway(person.pk)
    roles = roles_here(viewer, person, pathway)
    base: dict[str, Any] = {
        "person": person, "pathway": pathway, "roles": roles,
        "relationships": list(relationships_of(person)) if roles & KNOW_THEM else [],
        "support": support_of(person_id=person.pk, pathway=pathway, on=on),
    }  # fmt: skip
    if pathway is None or not pathway.is_open:  # a death ends the way through, and nobody who died is asked again
        base["death"] = Death.objects.filter(person=person).first()
    if pathway is None or not roles & AROUND:
        return PersonPage(**base)
    if pathway.state in TO_ARRANGE:
        base["arranger"] = arranging_roles([pathway]).get(pathway.pk, "")
    if pathway.state == "suspended":
        base["paused"] = Step.objects.filter(pathway=pathway, event="suspend").last()
    if roles & READ_PLAN:
        plan = plan_to_show(pathway)
        base |= {"plan": plan, "lines": lines_of(plan) if plan else [], "look": next_review(pathway)}
    if roles & READ_MONEY:
        base["indicative"] = indicative_of(pathway)
    return PersonPage(**base)


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
