"""The timeline of a person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.audit.queries import writes_about_person
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import Viewer
from locallinks.front.queries.roles import READ_PLAN, roles_towards
from locallinks.front.rules import ACTS_WITH_OPEN_REASON, EVENTS_WITH_OPEN_REASON
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
    and the introduction alone, because others may hold goals, parts of the plan, providers and prices. Entries that are
    hidden from the person are not shown to them, nor to anybody to whom they gave access, even where that viewer also
    works for the council.
    """
    reads_all_reasons = bool(roles_towards(viewer, person, current_pathway(person.pk)) & READ_PLAN)
    between = Q()
    if from_on:
        between &= Q(at__date__gte=from_on)
    if to_on:
        between &= Q(at__date__lte=to_on)
    entries: list[TimelineEntry] = []
    if kind != "acts":
        for step in Step.objects.filter(between, person=person):
            shows_reason = reads_all_reasons or step.event in EVENTS_WITH_OPEN_REASON
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
            shows_reason = reads_all_reasons or act.subject_kind.startswith(ACTS_WITH_OPEN_REASON)
            reason = act.reason if shows_reason else ""
            entries.append(TimelineEntry(act.at, act.actor_name, act.verb, reason, "acts"))
    return sorted(entries, key=lambda entry: entry.at.timestamp(), reverse=True)
