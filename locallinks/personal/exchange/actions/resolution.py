"""Deciding about a record that did not fit."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.exchange.actions.inbound import import_or_queue, log_step, retry_waiting_for
from locallinks.personal.exchange.actions.inbound_content import apply_record
from locallinks.personal.exchange.choices import RecordEvent, RecordKind, Resolution
from locallinks.personal.exchange.models import InboundRecord
from locallinks.personal.exchange.permissions import check_can_decide
from locallinks.personal.exchange.queries.inbound import duplicate_candidates_for
from locallinks.personal.exchange.rules.inbound import choices_for, state_after


@transaction.atomic
def resolve_record(
    *,
    viewer: Viewer,
    record_id: int,
    version: int | None,
    choice: str,
    reason: str = "",
    person_id: int | None = None,
    at: datetime,
) -> InboundRecord:
    """Use ours, use theirs, join the record to a person, or leave it out with a reason. Returns the record.

    Raises DomainError naming the field, also where the room it belongs to refuses it, NotAllowed, and Stale where it
    was sent again meanwhile.
    """
    record = InboundRecord.locked(record_id, version=version)
    check_can_decide(viewer, record)
    if not record.is_waiting:
        raise DomainError("Somebody has decided about this already. Thank you.", code="decided")
    alike = {}
    if record.kind == RecordKind.PEOPLE and record.person_id is None and "not_understood" not in record.codes:
        duplicates = duplicate_candidates_for(viewer=viewer, home_id=record.home_id, content=record.content)
        alike = {person.pk: person for person, _ in duplicates}
    joined = record.person_id is not None
    if choice not in choices_for(kind=record.kind, joined=joined, codes=record.codes, people=len(alike)):
        raise DomainError("Choose what to do with this", field="choice", code="unknown_choice")
    if choice == Resolution.LEAVE_OUT and not reason.strip():
        raise DomainError("Say why this is left out", field="reason", code="reason_missing")
    if choice == Resolution.JOIN:
        if person_id not in alike:
            raise DomainError("Choose whom this is about", field="person_id", code="unknown_person")
        record.person, record.agreed_values = alike[person_id], {}
        record.save_versioned()
        log_step(viewer=viewer, record=record, event=RecordEvent.JOIN, at=at, reason=reason.strip())
        import_or_queue(viewer=viewer, record=record, at=at)
        return record
    if choice == Resolution.THEIRS:
        apply_record(viewer=viewer, record=record, insist=True, at=at)
    else:
        _keep_ours(record, choice)
    log_step(viewer=viewer, record=record, event=choice, at=at, reason=reason.strip())
    retry_waiting_for(viewer=viewer, record=record, at=at)
    return record


def _keep_ours(record: InboundRecord, choice: str) -> None:
    """Keep what is here. The same values sent again are not a conflict any more."""
    if choice == Resolution.OURS and record.kind == RecordKind.PEOPLE and "not_understood" not in record.codes:
        sent = {name: value for name, value in record.content.items() if value}
        record.agreed_values = {**record.agreed_values, **sent}
    record.state, record.conflicts, record.due_on = state_after(choice), [], None
    record.save_versioned()
