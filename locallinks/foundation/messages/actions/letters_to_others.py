"""A letter to a GP, or to anybody else, that the person asks us to send (docs/rules/local-links.md 10).

The letter holds the person's own words and nothing from their record. No code reads those words or draws a conclusion
from them: that Elaine has stopped her antidepressants is her own statement.
"""

import uuid
from datetime import datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.messages.actions.sending import queue_message, record_stop
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
    """Queue a letter to somebody the person names, to be printed and posted. `said_by`: who asked for it.

    Return the message. Raise NotAllowed, or DomainError naming each field that is missing or too long.
    """
    check_can_change(viewer, person)
    fields = {"to_name": to_name, "to_address": to_address, "words": words, "said_by": said_by}
    if problems := letter_problems(**fields):
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
    assert message is not None  # a viewer who may change the record may read its messages
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
    """Stop a letter before it is posted. `said_by`: who changed their mind.

    Return the stop. Raise NotAllowed, or DomainError where nobody is named or the letter has gone or was stopped.
    """
    rows = Message.objects.select_for_update(of=("self",)).select_related("person")
    message = rows.get(pk=message_id, kind=ASKED_BY_PERSON)
    check_can_change(viewer, message.person)
    if not said_by.strip():
        raise DomainError("Say who called it off", field="said_by", code="nobody_said")
    if message.finished_at is not None:
        raise DomainError("This has gone, or was stopped, already. Open the list to see which.", code="already_done")
    return record_stop(viewer=viewer, message=message, reason=f"{said_by.strip()} called it off.", at=at)
