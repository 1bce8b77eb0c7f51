"""The lists of the outbox, one message, and whether a message should still go."""

from datetime import datetime

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils.module_loading import import_string

from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.messages import rules
from locallinks.foundation.messages.models import CALLS, LETTERS, STUCK, Message, SentMessage
from locallinks.foundation.messages.permissions import check_can_cancel_letters, check_can_work
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import check_can_change, has_died
from locallinks.foundation.shared.pipeline import Statement
from locallinks.foundation.shared.viewer import Viewer

SHOWN_RELATIONS = ("person", "person__home", "recipient_user")


def letters_to_print(*, viewer: Viewer, at: datetime) -> QuerySet[Message]:
    """Return the letters that wait to be printed and posted, oldest first. Raise NotAllowed."""
    check_can_work(viewer)
    return Message.objects.waiting(at).filter(LETTERS).select_related(*SHOWN_RELATIONS)


def calls_to_make(*, viewer: Viewer, at: datetime) -> QuerySet[Message]:
    """Return the calls that wait to be made, each with its earlier tries, oldest first. Raise NotAllowed."""
    check_can_work(viewer)
    return Message.objects.waiting(at).filter(CALLS).select_related(*SHOWN_RELATIONS).prefetch_related("tries")


def could_not_send(*, viewer: Viewer, at: datetime) -> QuerySet[Message]:
    """Return the messages that cannot go without help, each with its tries, oldest first. Raise NotAllowed.

    They have no address or number, or failed three times (`STUCK_AFTER`).
    """
    check_can_work(viewer)
    return Message.objects.waiting(at).filter(STUCK).select_related(*SHOWN_RELATIONS).prefetch_related("tries")


def sent_messages(*, viewer: Viewer) -> QuerySet[SentMessage]:
    """Return the messages that went, newest first. Raise NotAllowed."""
    check_can_work(viewer)
    return SentMessage.objects.select_related("message__person").order_by("-at", "-pk")


def counts(*, viewer: Viewer, at: datetime) -> dict[str, int]:
    """Return how many `letters`, `calls` and `stuck` messages wait, in one query. Raise NotAllowed."""
    check_can_work(viewer)
    return Message.objects.waiting(at).aggregate(
        letters=Count("pk", filter=LETTERS), calls=Count("pk", filter=CALLS), stuck=Count("pk", filter=STUCK)
    )


def waiting_by_hand(*, viewer: Viewer, at: datetime) -> Statement[int]:
    """Return the sum of `counts`, as a statement fast enough for every visit to Today. Raise NotAllowed."""
    check_can_work(viewer)
    return Statement("select outbox_by_hand(%s, %s)", [at, rules.STUCK_AFTER], lambda rows: int(rows[0][0]))


def open_message(*, viewer: Viewer, message_id: int, at: datetime) -> Message:
    """One message to read or print. The read is audited. Raise Http404 where this viewer may not see it."""
    check_can_work(viewer)
    rows = Message.objects.with_channel().select_related(*SHOWN_RELATIONS, "sending", "stop").prefetch_related("tries")
    message = rows.filter(pk=message_id).first()
    if message is None:
        raise Http404
    record_read(viewer=viewer, person=message.person, page="a message", at=at, purpose=message.purpose)
    return message


def messages_about(person: Person) -> QuerySet[Message]:
    """Everything queued about one person, newest first, with what became of it."""
    rows = Message.objects.filter(person=person).select_related("sending", "stop")
    return rows.order_by("-created_at", "-pk")


def reason_not_to_send_now(message: Message, at: datetime) -> str:
    """Return the reason why this message must not go now, or "". Runs before each sending, printing and call.

    The setting MESSAGE_CHECKS names a function for a kind of message: `check(subject_ref=..., at=...) -> bool`, True
    while it should still go. The setting holds a dotted name, because this room may not import the rooms above it.
    """
    user = message.recipient_user
    reason = rules.reason_not_to_send(
        name=message.recipient_name,
        died=user is None and has_died(message.person_id),
        left=user is not None and not user.is_active,
        at=at,
        good_until=message.good_until,
    )
    path = getattr(settings, "MESSAGE_CHECKS", {}).get(message.kind)
    if reason or path is None:
        return reason
    needed = import_string(path)(subject_ref=message.subject_ref, at=at)
    return "" if needed else rules.NOT_NEEDED


def letters_asked_for(person: Person) -> QuerySet[Message]:
    """Letters to others that the person asked for, newest first, with what became of each."""
    return messages_about(person).filter(kind=rules.ASKED_BY_PERSON)


def open_letter_asked_for(*, viewer: Viewer, message_id: int, at: datetime) -> Message:
    """One letter to somebody else, for a viewer who may cancel it. The read is audited. Raise Http404 or NotAllowed."""
    check_can_cancel_letters(viewer)
    rows = Message.objects.select_related(*SHOWN_RELATIONS, "sending", "stop")
    message = rows.filter(pk=message_id, kind=rules.ASKED_BY_PERSON).first()
    if message is None:
        raise Http404
    check_can_change(viewer, message.person)
    record_read(viewer=viewer, person=message.person, page="a letter they asked for", at=at)
    return message
