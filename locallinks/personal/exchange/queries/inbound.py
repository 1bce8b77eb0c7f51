"""Inbound records: which wait and why, and the response to the sender."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import search_people
from locallinks.foundation.shared.pipeline import Statement, constant
from locallinks.foundation.shared.roles import roles_shown
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.exchange.choices import RecordKind, RecordState
from locallinks.personal.exchange.models import Connection, InboundRecord, InboundRecordStep, details_of
from locallinks.personal.exchange.permissions import (
    as_social_worker,
    check_can_decide,
    check_can_send,
    councils_decided_for,
)
from locallinks.personal.exchange.rules.inbound import choices_for, match_reasons


@dataclass(frozen=True)
class Counts:
    waiting: int = 0
    late: int = 0


# In SQL because Today runs it at each visit, where compiling the query takes longer than running it.
SELECT_COUNTS = """
select count(*), count(*) filter (where due_on < %s) from exchange_inboundrecord
where home_id = any(%s) and state = 'waiting'
"""


def waiting_counts_for(*, viewer: Viewer, today: date) -> Statement[Counts]:
    """Return a statement for how many records wait in the viewer's council, for those who decide."""
    places = viewer.organisations_with_role(*roles_shown("exchange_row"))
    return _waiting_counts(home_ids=places, today=today) if places else constant(Counts())


def _waiting_counts(*, home_ids: tuple[int, ...], today: date) -> Statement[Counts]:
    return Statement(SELECT_COUNTS, [today, list(home_ids)], lambda rows: Counts(*rows[0]))


def records_in_state(*, viewer: Viewer, state: str) -> QuerySet[InboundRecord]:
    """Return what waits, longest first, or the records of another state, newest first. Raises NotAllowed."""
    check_can_decide(viewer)
    records = InboundRecord.objects.filter(home__in=councils_decided_for(viewer), state=state).select_related(
        "connection", "person"
    )
    return records.order_by("due_on", "pk") if state == RecordState.WAITING else records.order_by("-changed_at", "-pk")


def duplicate_candidates_for(
    *, viewer: Viewer, home_id: int, content: Mapping[str, Any]
) -> list[tuple[Person, list[str]]]:
    """Return the people of this council who may be the one that was sent, each with the reasons."""
    searched = [content.get("nhs_number", ""), content.get("full_name", "")]
    asking = as_social_worker(viewer)
    people = {person.pk: person for words in searched if words for person in search_people(viewer=asking, words=words)}
    alike = [(person, match_reasons(content, details_of(person))) for person in people.values()]
    return [(person, reasons) for person, reasons in alike if reasons and person.home_id == home_id]


@dataclass(frozen=True)
class OpenRecord:
    """One record, with everything somebody needs to decide about it."""

    record: InboundRecord
    alike: list[tuple[Person, list[str]]]
    choices: dict[str, str]
    steps: list[InboundRecordStep]


def open_record(*, viewer: Viewer, record_id: int, page: str, at: datetime) -> OpenRecord:
    """Return one record with who it may be about, and record the read of each. Raises NotAllowed and Http404."""
    check_can_decide(viewer)
    records = InboundRecord.objects.filter(pk=record_id, home__in=councils_decided_for(viewer))
    record = records.select_related("connection", "person").first()
    if record is None:
        raise Http404
    alike: list[tuple[Person, list[str]]] = []
    if record.is_waiting and record.kind == RecordKind.PEOPLE and record.person_id is None:
        alike = duplicate_candidates_for(viewer=viewer, home_id=record.home_id, content=record.content)
    looked_at: list[Person | None] = [record.person] if record.person else [person for person, _ in alike]
    for person in looked_at or [None]:
        record_read(viewer=viewer, person=person, page=page, at=at)
    choices: dict[str, str] = {}
    if record.is_waiting:
        choices = choices_for(
            kind=record.kind, joined=record.person_id is not None, codes=record.codes, people=len(alike)
        )
    return OpenRecord(record, alike, choices, list(InboundRecordStep.objects.filter(record=record)))


def record_by_reference(
    *, viewer: Viewer, connection: Connection, kind: str, reference: str, at: datetime
) -> InboundRecord:
    """Return one record for its sender, and record the read. Raises NotAllowed and Http404."""
    check_can_send(viewer, connection)
    rows = InboundRecord.objects.filter(connection=connection, kind=kind, reference=reference)
    record = rows.select_related("person").first()
    if record is None:
        raise Http404
    record_read(viewer=viewer, person=record.person, page="how what it sent stands", at=at)
    return record


def response_to(record: InboundRecord) -> dict[str, Any]:
    """Return the response to the sender of a record. It never holds what is here."""
    why = [
        {"code": conflict["code"], "field": conflict["field"], "message": conflict["message"]}
        for conflict in record.conflicts
    ]
    return {
        "kind": record.kind,
        "reference": record.reference,
        "state": record.state,
        "person": f"LL-P{record.person_id}" if record.person_id else None,
        "why": why if record.is_waiting else [],
    }
