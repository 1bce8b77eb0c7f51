"""What has happened for a person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from locallinks.foundation.audit.actions import FOR_CONCERN, HIDDEN_FROM_PERSON
from locallinks.foundation.audit.queries import writes_about_person
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import Viewer
from locallinks.front.queries.roles import READ_PLAN, roles_towards
from locallinks.front.rules import TOLD_ACTS, TOLD_STEPS
from locallinks.personal.pathways.models import Step
from locallinks.personal.pathways.queries import (
    current_pathway,
)


@dataclass(frozen=True)
class TimelineEntry:
    """One thing on the timeline."""

    at: datetime
    who: str
    what: str
    reason: str
    kind: str


def timeline(
    *, viewer: Viewer, person: Person, kind: str = "", from_on: date | None = None, to_on: date | None = None
) -> list[TimelineEntry]:
    """What happened, newest first: steps on the way (`way`) and everything else that was done (`acts`).

    `from_on` and `to_on` are days, both counted. Reasons hold goals, parts of the plan, who gives them and prices: who
    does not read the plan is told why of the request and the introduction alone. What is kept from the person stands
    on no timeline of theirs, nor of whom they let in, also where they work for the council.
    """
    reads_why = bool(roles_towards(viewer, person, current_pathway(person.pk)) & READ_PLAN)
    between = Q()
    if from_on:
        between &= Q(at__date__gte=from_on)
    if to_on:
        between &= Q(at__date__lte=to_on)
    found: list[TimelineEntry] = []
    if kind != "acts":
        steps = Step.objects.filter(between, person=person)
        found += [
            TimelineEntry(
                row.at,
                row.actor_name,
                row.event_words,
                row.reason if reads_why or row.event in TOLD_STEPS else "",
                "way",
            )
            for row in steps
        ]
    if kind != "way":
        acts = (
            writes_about_person(person_id=person.pk)
            .filter(between)
            .exclude(subject_kind="pathways.step")
            .exclude(purpose__in=[FOR_CONCERN, HIDDEN_FROM_PERSON] if person.pk in viewer.people else [FOR_CONCERN])[
                :500
            ]
        )
        found += [
            TimelineEntry(
                row.at,
                row.actor_name,
                row.verb,
                row.reason if reads_why or row.subject_kind.startswith(TOLD_ACTS) else "",
                "acts",
            )
            for row in acts
        ]
    return sorted(found, key=lambda one: one.at.timestamp(), reverse=True)
