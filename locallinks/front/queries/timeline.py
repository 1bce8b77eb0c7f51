"""The timeline of a person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.audit.queries import writes_about_person
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import Viewer
from locallinks.front.queries.roles import READ_PLAN, WORK_IN_TEAM, roles_towards
from locallinks.front.rules import ACTS_OF_TEAMS, ACTS_WITH_OPEN_REASON, EVENTS_WITH_OPEN_REASON
from locallinks.personal.pathways.models import Step
from locallinks.personal.pathways.queries import (
    current_pathway,
)


@dataclass(frozen=True)
class TimelineEntry:
    """One entry of the timeline. `kind`: "way" for a step of the pathway, or "acts"."""

    at: datetime
    who: str
    what: str
    reason: str
    kind: str


def timeline(
    *, viewer: Viewer, person: Person, kind: str = "", from_on: date | None = None, to_on: date | None = None
) -> list[TimelineEntry]:
    """Return what happened, newest first: steps of the pathway (`kind="way"`) and all other acts (`kind="acts"`).

    `from_on` and `to_on` are days, both included. A viewer who does not read the plan sees the reasons of the request
    and the introduction alone, because others may hold goals, parts of the plan, providers and prices; and, where they
    work in teams, what a neighbourhood team wrote. For an act only the roles at the person's home and in the
    organisation that acted count. Entries that are hidden from the person are not shown to them, nor to anybody to whom
    they gave access, even where that viewer also works for the council.
    """
    roles = roles_towards(viewer, person, current_pathway(person.pk))
    between = Q()
    if from_on:
        between &= Q(at__date__gte=from_on)
    if to_on:
        between &= Q(at__date__lte=to_on)
    entries: list[TimelineEntry] = []
    if kind != "acts":
        for step in Step.objects.filter(between, person=person):
            shows_reason = roles & READ_PLAN or step.event in EVENTS_WITH_OPEN_REASON
            reason = step.reason if shows_reason else ""
            entries.append(TimelineEntry(step.at, step.actor_name, step.event_words, reason, "way"))
    if kind != "way":
        hidden = [EntryPurpose.CONCERN, *([EntryPurpose.NOT_TOLD] if person.pk in viewer.people else [])]
        acts = (
            writes_about_person(person_id=person.pk)
            .filter(between)
            .exclude(subject_kind="pathways.step")
            .exclude(purpose__in=hidden)[:500]
        )
        for act in acts:
            counting = roles & (viewer.roles_in(person.home_id, act.organisation_id) | {Role.PERSON})
            reason = act.reason if _shows_reason(act.subject_kind, counting) else ""
            entries.append(TimelineEntry(act.at, act.actor_name, act.verb, reason, "acts"))
    return sorted(entries, key=lambda entry: entry.at.timestamp(), reverse=True)


def _shows_reason(subject_kind: str, roles: frozenset[str]) -> bool:
    """Return whether these roles read the reason of an act on a subject of this kind."""
    if subject_kind.startswith(ACTS_OF_TEAMS) and roles & WORK_IN_TEAM:
        return True
    return bool(roles & READ_PLAN) or subject_kind.startswith(ACTS_WITH_OPEN_REASON)
