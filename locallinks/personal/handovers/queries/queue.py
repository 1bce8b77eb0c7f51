"""The people who wait for an introduction, or for a network's answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared.clock import LocalDate
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.handovers.models import Offer
from locallinks.personal.handovers.permissions import SEE_QUEUE
from locallinks.personal.handovers.queries.clocks import clocks_on
from locallinks.personal.handovers.queries.offers import chase_counts
from locallinks.personal.pathways.choices import PathwayState, Urgency
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import URGENCY_ORDER, due_on, next_task_words, urgency

QUEUE_STATES = (PathwayState.BUDGETED, PathwayState.HANDOVER_OFFERED, PathwayState.HANDOVER_SENT)


@dataclass(frozen=True)
class QueueRow:
    """A row of the queue as it is shown: the person, the network offered, the dates, and what to do next."""

    pathway: Pathway
    name: str
    network: str
    since: datetime
    due: date | None
    urgency: Urgency
    next_task: str
    times_asked_again: int


class QueueEntry(NamedTuple):
    """The part of a row that the queue is sorted and counted by."""

    pathway_id: int
    state: str
    due: date | None
    urgency: Urgency


def introduction_queue(*, viewer: Viewer, today: date) -> LazyList[QueueEntry, QueueRow]:
    """Return the people who wait for an introduction or its answer, the most urgent first.

    Runs three queries, and three more for the rows that are shown.
    """
    pathways = Pathway.objects.open().filter(
        state__in=QUEUE_STATES, home_id__in=viewer.organisations_with_records_open_to(*SEE_QUEUE)
    )
    waiting = list(pathways.order_by("state_since").values_list("pk", "state", LocalDate("state_since")))
    days_off = holidays(waiting[0][2], today) if waiting else frozenset()
    clocks = clocks_on(today)
    deadlines: dict[tuple[str, date], tuple[date | None, Urgency]] = {}
    entries = []
    for pk, state, day in waiting:
        if (state, day) not in deadlines:
            due = due_on(state, day, days_off, clocks)
            deadlines[state, day] = due, urgency(due, today, days_off)
        entries.append(QueueEntry(pk, state, *deadlines[state, day]))
    return LazyList(
        sorted(entries, key=lambda entry: (URGENCY_ORDER[entry.urgency], entry.due or date.max)), _queue_rows
    )


def _queue_rows(entries: Sequence[QueueEntry]) -> list[QueueRow]:
    pathways = Pathway.objects.select_related("person", "network").in_bulk([entry.pathway_id for entry in entries])
    networks, reminders = _networks_offered(pathways.values()), chase_counts(pathways.values())
    rows = []
    for entry in entries:
        pathway = pathways[entry.pathway_id]
        name = pathway.person.preferred_name
        rows.append(
            QueueRow(
                pathway=pathway,
                name=name,
                network=networks.get(pathway.pk, "") if pathway.state != PathwayState.BUDGETED else "",
                since=pathway.state_since,
                due=entry.due,
                urgency=entry.urgency,
                next_task=next_task_words(pathway.state, name),
                times_asked_again=reminders.get(pathway.pk, 0),
            )
        )
    return rows


def _networks_offered(pathways: Iterable[Pathway]) -> dict[int, str]:
    """The name of the network offered last on each pathway."""
    offers = Offer.objects.filter(pathway__in=[pathway.pk for pathway in pathways]).order_by("recorded_at", "pk")
    return dict(offers.values_list("pathway_id", "network__name"))
