"""Tell a GP, or anybody else, because the person asks: in their words, and never otherwise
(docs/rules/local-links.md 10).

Elaine "stopped antidepressants" is her own statement. Nothing in the system reads it or concludes anything from it; her
GP link is told if she asks. The letter holds what she wants said and nothing of her record.
"""

import uuid
from datetime import datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.messages.actions.sending import queue_message, stop_now
from locallinks.foundation.messages.models import Message, StopRequest
from locallinks.foundation.messages.rules import ASKED_BY_PERSON, letter_problems, letter_text
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import check_can_change
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def queue_letter_to_other(
    *, viewer: Viewer, person: Person, to_name: str, to_address: str, words: str, said_by: str, at: datetime
) -> Message:
    """A letter to whoever the person names, to print and post. `said_by` is who asked. Raises DomainError."""
    check_can_change(viewer, person)
    given = {"to_name": to_name, "to_address": to_address, "words": words, "said_by": said_by}
    if problems := letter_problems(**given):
        raise DomainError(problems=problems)
    message = queue_message(
        viewer=viewer,
        person=person,
        kind=ASKED_BY_PERSON,
        key=f"{ASKED_BY_PERSON}-{uuid.uuid4().hex}",
        subject=f"Words from {person.full_name}",
        body=letter_text(name=person.full_name, words=words),
        at=at,
        to_name=to_name.strip(),
        to_address=to_address.strip(),
        asked_by=said_by.strip(),
    )
    assert message is not None  # whoever may change the record may read what was queued about it
    record_write(
        viewer=viewer,
        verb="asked that somebody be told",
        subject=message,
        person=person,
        reason=f"{to_name.strip()}; {said_by.strip()} asked",
        at=at,
    )
    return message


@transaction.atomic
def cancel_letter(*, viewer: Viewer, message_id: int, said_by: str, at: datetime) -> StopRequest:
    """They changed their mind before it was posted: it never goes. Raises DomainError once it has gone."""
    rows = Message.objects.select_for_update(of=("self",)).select_related("person")
    message = rows.get(pk=message_id, kind=ASKED_BY_PERSON)
    check_can_change(viewer, message.person)
    if not said_by.strip():
        raise DomainError("Say who called it off", field="said_by", code="nobody_said")
    if message.finished_at is not None:
        raise DomainError("This has gone, or was stopped, already. Open the list to see which.", code="already_done")
    return stop_now(viewer=viewer, message=message, reason=f"{said_by.strip()} called it off.", at=at)
