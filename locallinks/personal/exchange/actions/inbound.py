"""Importing a record. The same again changes nothing; a change is applied, or waits for a person to decide."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem, Stale
from locallinks.foundation.shared.viewer import Viewer
from locallinks.foundation.shared.working_days import add_working_days
from locallinks.personal.exchange.actions.inbound_content import Conflict, apply_record, take_what_fits
from locallinks.personal.exchange.choices import RecordEvent, RecordKind, RecordState
from locallinks.personal.exchange.models import Connection, InboundRecord, InboundRecordStep
from locallinks.personal.exchange.permissions import check_can_send
from locallinks.personal.exchange.rules.inbound import (
    DAYS_TO_DECIDE,
    conflict_of,
    digest_of,
    reference_problem,
    storable_text,
    usable_reference,
    without_lone_surrogates,
)

Reader = Callable[[str, Mapping[str, Any], date], tuple[dict[str, Any], list[Problem]]]


@transaction.atomic
def import_record(
    *,
    viewer: Viewer,
    connection: Connection,
    kind: str,
    reference: str,
    content: Mapping[str, Any],
    source: str,
    at: datetime,
) -> InboundRecord:
    """Import one valid record and return it. What does not fit waits with the reason; the rest is applied.

    Each record is one transaction, so that an interrupted file can be sent again. Two at once for one reference wait
    for each other. Raises NotAllowed.
    """
    check_can_send(viewer, connection)
    digest = digest_of(content)
    record, is_new = _locked_record(connection, kind, reference, digest, at)
    if not is_new and record.digest == digest:
        return record
    record.content, record.digest, record.changed_at = dict(content), digest, at
    record.about = str(content.get("person", ""))
    log_step(
        viewer=viewer, record=record, event=RecordEvent.CAME if is_new else RecordEvent.CHANGED, at=at, source=source
    )
    import_or_queue(viewer=viewer, record=record, at=at)
    return record


@transaction.atomic
def queue_unreadable(
    *,
    viewer: Viewer,
    connection: Connection,
    kind: str,
    reference: str,
    given: Mapping[str, Any],
    problems: Sequence[Problem],
    source: str,
    at: datetime,
) -> InboundRecord:
    """Store a record that cannot be read, with its problems, and return it. Raises NotAllowed."""
    check_can_send(viewer, connection)
    content = storable_text(given)
    digest = digest_of({"refused": content})
    record, is_new = _locked_record(connection, kind, reference, digest, at)
    if not is_new and record.digest == digest:
        return record
    record.content, record.digest, record.changed_at = content, digest, at
    log_step(
        viewer=viewer, record=record, event=RecordEvent.CAME if is_new else RecordEvent.CHANGED, at=at, source=source
    )
    reasons = [
        {
            "code": "not_understood",
            "field": without_lone_surrogates(problem.field[:60].replace("\x00", "�")),
            "message": problem.message,
        }
        for problem in problems
    ]
    _queue(viewer, record, [{**reason, "ours": "", "theirs": ""} for reason in reasons], at)
    return record


@dataclass(frozen=True)
class RowResult:
    """What became of one row of a file. `record` is None where it has no valid reference: `problems` says so."""

    record: InboundRecord | None
    problems: Sequence[Problem] = ()


@transaction.atomic
def import_row(
    *,
    viewer: Viewer,
    connection: Connection,
    kind: str,
    given: Mapping[str, Any],
    read: Reader,
    source: str,
    at: datetime,
) -> RowResult:
    """Import one row of a file, with its reference among its cells, and return what became of it.

    `read`: forms.inbound.read_record. A row that cannot be read waits with its problems; one without a valid reference
    is not stored. Raises NotAllowed.
    """
    reference = usable_reference(given)
    if not reference:
        problem = reference_problem(str(given.get("reference", "")))
        return RowResult(None, [problem] if problem else [])
    cells = {name: value for name, value in given.items() if name != "reference"}
    content, problems = read(kind, cells, clock.day(at))
    row: dict[str, Any] = {
        "viewer": viewer,
        "connection": connection,
        "kind": kind,
        "reference": reference,
        "source": source,
        "at": at,
    }
    if problems:
        return RowResult(queue_unreadable(given=cells, problems=problems, **row), problems)
    return RowResult(import_record(content=content, **row))


def _locked_record(
    connection: Connection, kind: str, reference: str, digest: str, at: datetime
) -> tuple[InboundRecord, bool]:
    """Return the record of this reference, locked, and whether it is new. A second sender waits here for the first."""
    new = InboundRecord(
        connection=connection,
        home_id=connection.home_id,
        kind=kind,
        reference=reference,
        digest=digest,
        state=RecordState.KEPT,
        received_at=at,
        changed_at=at,
    )
    InboundRecord.objects.bulk_create([new], ignore_conflicts=True)
    rows = InboundRecord.objects.select_for_update(of=("self",)).select_related(
        "connection", "connection__home", "person"
    )
    record = rows.get(connection=connection, kind=kind, reference=reference)
    return record, not InboundRecordStep.objects.filter(record=record).exists()


def log_step(
    *, viewer: Viewer, record: InboundRecord, event: str, at: datetime, source: str = "", reason: str = ""
) -> None:
    """Record a step of the record, and an audit entry that names the connection and the reference."""
    step = InboundRecordStep.objects.create(
        record=record,
        home_id=record.home_id,
        event=event,
        source=source[:200],
        actor_id=viewer.actor_id,
        actor_name=viewer.name,
        reason=reason[:5000],
        at=at,
    )
    words = f"{record.connection.name}, {record.get_kind_display().lower()} {record.reference}. {reason}".strip()
    record_write(
        viewer=viewer, verb=RecordEvent(event).label, subject=step, person=record.person, reason=words[:500], at=at
    )


def import_or_queue(*, viewer: Viewer, record: InboundRecord, at: datetime) -> None:
    """Apply the record, or let it wait with the reasons; what failed is rolled back. Raises NotAllowed and Stale."""
    try:
        with transaction.atomic():
            apply_record(viewer=viewer, record=record, insist=False, at=at)
    except (NotAllowed, Stale):
        raise
    except DomainError as refusal:
        _restore(record)
        if isinstance(refusal, Conflict):
            take_what_fits(viewer=viewer, record=record, at=at)
            _queue(viewer, record, refusal.reasons, at)
        else:
            _queue(viewer, record, [conflict_of(problem) for problem in refusal.problems], at)
        return
    log_step(viewer=viewer, record=record, event=RecordEvent.APPLIED, at=at)
    retry_waiting_for(viewer=viewer, record=record, at=at)


def _restore(record: InboundRecord) -> None:
    """Reload the fields that were changed, except whom a call or a decision is about."""
    about = record.person if record.kind != RecordKind.PEOPLE else None
    record.refresh_from_db(fields=["person", "agreed_values", "applied_once"])
    record.person = about or record.person


def _queue(viewer: Viewer, record: InboundRecord, reasons: list[dict[str, str]], at: datetime) -> None:
    today = clock.day(at)
    days_off = holidays(today, date(today.year + 1, 1, 31))
    record.state, record.conflicts = RecordState.WAITING, reasons
    record.due_on = add_working_days(today, DAYS_TO_DECIDE, days_off)
    record.save_versioned()
    log_step(
        viewer=viewer,
        record=record,
        event=RecordEvent.WAITED,
        at=at,
        reason=" ".join(reason["message"] for reason in reasons),
    )


def retry_waiting_for(*, viewer: Viewer, record: InboundRecord, at: datetime) -> None:
    """Apply what waited for this person or pathway, calls for help before decisions."""
    if record.state != RecordState.APPLIED or record.kind == RecordKind.DECISIONS:
        return
    missed, about = (
        ("unknown_person", record.reference) if record.kind == RecordKind.PEOPLE else ("no_way", record.about)
    )
    waiting = InboundRecord.objects.select_for_update(of=("self",)).filter(
        connection=record.connection_id, about=about, state=RecordState.WAITING
    )
    for later in waiting.select_related("connection", "connection__home", "person").order_by("kind", "pk")[:50]:
        if missed in later.codes:
            import_or_queue(viewer=viewer, record=later, at=at)
