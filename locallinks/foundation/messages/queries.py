"""What waits to be told by hand, what could not go, what went, and whether a message should still go."""

from datetime import datetime

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils.module_loading import import_string

from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.messages import rules
from locallinks.foundation.messages.models import CALLS, LETTERS, STUCK, Message, SentMessage
from locallinks.foundation.messages.permissions import check_can_call_off, check_can_work
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import check_can_change, has_died
from locallinks.foundation.shared.pipeline import Statement
from locallinks.foundation.shared.viewer import Viewer

SHOWN_RELATIONS = ("person", "person__home", "recipient_user")


def letters_to_print(*, viewer: Viewer, at: datetime) -> QuerySet[Message]:
    check_can_work(viewer)
    return Message.objects.waiting(at).filter(LETTERS).select_related(*SHOWN_RELATIONS)


def calls_to_make(*, viewer: Viewer, at: datetime) -> QuerySet[Message]:
    check_can_work(viewer)
    return Message.objects.waiting(at).filter(CALLS).select_related(*SHOWN_RELATIONS).prefetch_related("tries")


def could_not_send(*, viewer: Viewer, at: datetime) -> QuerySet[Message]:
    check_can_work(viewer)
    return Message.objects.waiting(at).filter(STUCK).select_related(*SHOWN_RELATIONS).prefetch_related("tries")


def sent_messages(*, viewer: Viewer) -> QuerySet[SentMessage]:
    """What went, newest first."""
    check_can_work(viewer)
    return SentMessage.objects.select_related("message__person").order_by("-at", "-pk")


def counts(*, viewer: Viewer, at: datetime) -> dict[str, int]:
    """How many letters, calls and messages that could not go, in one query."""
    check_can_work(viewer)
    return Message.objects.waiting(at).aggregate(
        letters=Count("pk", filter=LETTERS), calls=Count("pk", filter=CALLS), stuck=Count("pk", filter=STUCK)
    )


def waiting_by_hand(*, viewer: Viewer, at: datetime) -> Statement[int]:
    """Everything a person has to do something about: `counts` added up, fast enough to ask at every look at Today."""
    check_can_work(viewer)
    return Statement("select outbox_by_hand(%s, %s)", [at, rules.STUCK_AFTER], lambda rows: int(rows[0][0]))


def open_message(*, viewer: Viewer, message_id: int, at: datetime) -> Message:
    """One message to read or print; the look is written down. Raises Http404 when this viewer cannot know of it."""
    check_can_work(viewer)
    rows = Message.objects.with_way().select_related(*SHOWN_RELATIONS, "sending", "stop").prefetch_related("tries")
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
    """Ask again: the reason this message must not go now, or nothing. Used at sending, printing and ringing alike.

    The setting MESSAGE_CHECKS names a function for a kind of message: `check(subject_ref=..., at=...) -> bool`, True
    when it should still go. It is a name, because the rooms that know the answer stand above this one.
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
    """Whom the person asked us to tell, newest first, with what became of each."""
    return messages_about(person).filter(kind=rules.ASKED_BY_PERSON)


def open_letter_asked_for(*, viewer: Viewer, message_id: int, at: datetime) -> Message:
    """One such letter, for whoever may call it off; the look is written down. Raises Http404 or NotAllowed."""
    check_can_call_off(viewer)
    rows = Message.objects.select_related(*SHOWN_RELATIONS, "sending", "stop")
    message = rows.filter(pk=message_id, kind=rules.ASKED_BY_PERSON).first()
    if message is None:
        raise Http404
    check_can_change(viewer, message.person)
    record_read(viewer=viewer, person=message.person, page="a letter they asked for", at=at)
    return message
