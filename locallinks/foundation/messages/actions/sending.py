"""Queue a message, send it, record that it was given by hand, or stop it.

Immediately before a message goes, `reason_not_to_send_now` checks that it still should.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from locallinks.foundation.accounts.models import User
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.messages.adapters import Adapter, Envelope
from locallinks.foundation.messages.choices import MessageChannel
from locallinks.foundation.messages.models import FailedAttempt, Message, SentMessage, StopRequest
from locallinks.foundation.messages.permissions import check_can_send, check_can_stop, check_can_work
from locallinks.foundation.messages.queries import reason_not_to_send_now
from locallinks.foundation.messages.rules import next_try
from locallinks.foundation.people.choices import Channel
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer

MAX_CHECKED = 500  # waiting messages that one run of `stop_finished` checks


@dataclass
class SendingReport:
    """What one run of the job did."""

    sent: int = 0
    stopped: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.sent + self.stopped + self.failed

    def add(self, other: "SendingReport") -> None:
        self.sent, self.stopped, self.failed = (
            self.sent + other.sent,
            self.stopped + other.stopped,
            self.failed + other.failed,
        )


@transaction.atomic
def queue_message(
    *,
    viewer: Viewer,
    person: Person,
    kind: str,
    key: str,
    subject: str,
    body: str,
    at: datetime,
    not_before: datetime | None = None,
    good_until: datetime | None = None,
    subject_ref: str = "",
    user: User | None = None,
    purpose: str = EntryPurpose.SUPPORT,
    to_name: str = "",
    to_address: str = "",
    asked_by: str = "",
) -> Message | None:
    """Put a message to the person (or to `user`, about the person) in the outbox, in the caller's transaction.

    `key`: a second message with the same key is not queued, and the first is returned. `subject_ref`: passed to the
    check of this kind (`MESSAGE_CHECKS`). `not_before`, `good_until`: the message goes only between these times.
    `to_name`, `to_address`, `asked_by`: only for a letter to somebody else (`letters_to_others`).

    Return None where this viewer may not read messages about the person: a provider may send the person a message, but
    may not read the messages of others. Raise DomainError naming each field that is missing, or dates out of order.
    """
    if existing := Message.objects.filter(key=key).first():
        return existing
    message = Message(
        person=person,
        kind=kind,
        key=key,
        subject=subject.strip(),
        body=body.strip(),
        created_at=at,
        not_before=not_before,
        good_until=good_until,
        subject_ref=subject_ref,
        recipient_user=user,
        purpose=purpose,
        recipient_name=to_name or (user.name if user else person.preferred_name),
        to_address=to_address,
        asked_by=asked_by,
    )
    if problems := _problems_of(message):
        raise DomainError(problems=problems)
    # Without RETURNING, and ignoring a key that exists: both also work where the viewer may not read the row.
    Message.objects.bulk_create([message], ignore_conflicts=True)
    record_write(
        viewer=viewer,
        verb="queued a message",
        subject=person,
        person=person,
        reason=message.subject,
        purpose=purpose,
        at=at,
    )
    return Message.objects.filter(key=key).first()


def _problems_of(message: Message) -> list[Problem]:
    problems = []
    if not message.key.strip():
        problems.append(Problem("Give the message a key, so that it is never sent twice", "key", "no_key"))
    if not message.subject:
        problems.append(Problem("Say what the message is about", "subject", "no_subject"))
    if not message.body:
        problems.append(Problem("Write what the message says", "body", "no_body"))
    if message.good_until and message.good_until <= (message.not_before or message.created_at):
        problems.append(Problem("A message must still be in date when it may go", "good_until", "out_of_date"))
    return problems


@transaction.atomic
def send_due(*, viewer: Viewer, at: datetime, limit: int = 100) -> SendingReport:
    """Send the emails and texts that are due, at most `limit`, and return a report.

    Any number of jobs may run at once, because each locks the rows that it sends. A message goes at least once: if the
    machine stops between the adapter's call and the commit, it goes again with the same key, by which the receiving
    service can recognise it. Therefore the job sends one message in each transaction (jobs.py). Raise NotAllowed for
    everybody but the job.
    """
    check_can_send(viewer)
    report = SendingReport()
    adapter: Adapter = import_string(settings.MESSAGE_ADAPTER)()
    rows = Message.objects.due_for_job(at).select_for_update(of=("self",), skip_locked=True)
    for message in rows.select_related("person__home", "recipient_user")[:limit]:
        _send_stop_or_fail(viewer, message, adapter, at, report)
    return report


def _send_stop_or_fail(viewer: Viewer, message: Message, adapter: Adapter, at: datetime, report: SendingReport) -> None:
    """Send one message, and record and count what became of it."""
    try:
        with transaction.atomic():
            reason = reason_not_to_send_now(message, at)
            if not reason:
                envelope = Envelope(message.key, message.channel, message.to, message.subject, message.full_text)
                reference = adapter.send(envelope)
    except Exception as error:  # noqa: BLE001 - an adapter or a check may fail in any way; the others must still go
        _record_failure(viewer, message, f"{type(error).__name__}: {error}", at, next_try(at, message.failures))
        report.failed += 1
        return
    if reason:
        record_stop(viewer=viewer, message=message, reason=reason, at=at)
        report.stopped += 1
        return
    _record_sending(viewer, message, message.channel, at, to=message.to, reference=str(reference)[:200])
    report.sent += 1


@transaction.atomic
def stop_finished(*, viewer: Viewer, at: datetime) -> int:
    """Stop the messages that must not go any more, also those that wait to be printed or rung about.

    Return how many were stopped. Raise NotAllowed for everybody but the job, which runs this every minute.
    """
    check_can_send(viewer)
    stopped = 0
    rows = Message.objects.to_check(at, tuple(getattr(settings, "MESSAGE_CHECKS", {})))
    rows = rows.select_for_update(of=("self",), skip_locked=True).select_related("person", "recipient_user")
    for message in rows[:MAX_CHECKED]:
        if reason := _reason_unless_check_fails(message, at):
            record_stop(viewer=viewer, message=message, reason=reason, at=at)
            stopped += 1
    return stopped


def _reason_unless_check_fails(message: Message, at: datetime) -> str:
    """A check that raises an error stops no message here. It runs again at sending, where the failure is recorded."""
    try:
        with transaction.atomic():
            return reason_not_to_send_now(message, at)
    except Exception:  # noqa: BLE001 - a check belongs to another room and may fail in any way
        return ""


@transaction.atomic
def stop_messages(*, viewer: Viewer, person: Person, reason: str, at: datetime, kinds: Collection[str] = ()) -> int:
    """Stop every waiting message to or about this person, or only those of `kinds`. Return how many.

    Raise NotAllowed, or DomainError without a reason.
    """
    check_can_stop(viewer, person)
    if not reason.strip():
        raise DomainError("Say why it should not go", field="reason", code="no_reason")
    rows = Message.objects.filter(person=person, finished_at=None).select_for_update(of=("self",))
    if kinds:
        rows = rows.filter(kind__in=kinds)
    messages = list(rows)
    for message in messages:
        record_stop(viewer=viewer, message=message, reason=reason.strip(), at=at)
    return len(messages)


@transaction.atomic
def stop_message(*, viewer: Viewer, message_id: int, reason: str, at: datetime) -> StopRequest:
    """Stop one message, and return the record of it.

    Raise NotAllowed, or DomainError without a reason, or where the message does not exist or has gone already.
    """
    message = _lock_waiting_message(viewer, message_id)
    if not reason.strip():
        raise DomainError("Say why it should not go", field="reason", code="no_reason")
    return record_stop(viewer=viewer, message=message, reason=reason.strip(), at=at)


@transaction.atomic
def mark_letter_printed(*, viewer: Viewer, message_id: int, at: datetime) -> SentMessage:
    """Record that a letter was printed and posted, and return the sending.

    Raise NotAllowed, or DomainError where the message does not exist, is finished, or must not go any more, or where
    letters are not safe for the person.
    """
    message = _lock_waiting_message(viewer, message_id)
    _check_still_due(message, at)
    _check_safe(message, MessageChannel.LETTER)
    return _record_sending(viewer, message, MessageChannel.LETTER, at, to=message.to_address or message.person.address)


@transaction.atomic
def mark_call_made(
    *, viewer: Viewer, message_id: int, words: str, at: datetime, face_to_face: bool = False
) -> SentMessage:
    """Record that the person was told by phone or face to face, and return the sending. `words`: what was said.

    Raise as `mark_letter_printed` does; a talk face to face is always safe.
    """
    message = _lock_waiting_message(viewer, message_id)
    _check_still_due(message, at)
    channel = MessageChannel.FACE_TO_FACE if face_to_face else MessageChannel.PHONE
    if not face_to_face:
        _check_safe(message, channel)
    to = "" if face_to_face else message.person.phone
    return _record_sending(viewer, message, channel, at, to=to, words=words.strip())


@transaction.atomic
def mark_no_answer(*, viewer: Viewer, message_id: int, words: str, at: datetime) -> FailedAttempt:
    """Record that nobody answered, or that it was not a good time, and return the failed attempt.

    The call stays in the list, with its attempts. Raise NotAllowed, or DomainError where the message does not exist or
    is finished.
    """
    message = _lock_waiting_message(viewer, message_id)
    return _record_failure(viewer, message, words.strip() or "Nobody answered.", at, None)


def _lock_waiting_message(viewer: Viewer, message_id: int) -> Message:
    check_can_work(viewer)
    rows = Message.objects.select_for_update(of=("self",)).select_related("person", "recipient_user")
    message = rows.filter(pk=message_id).first()
    if message is None:
        raise DomainError("There is no such message.", code="unknown_message")
    if message.finished_at:
        raise DomainError(
            "Somebody has already dealt with this message. Open it to see what happened.", code="already_done"
        )
    return message


def _check_still_due(message: Message, at: datetime) -> None:
    if reason := reason_not_to_send_now(message, at):
        raise DomainError(f"Do not send this any more: {reason} If it has gone already, tell the team.", code="not_due")


def _check_safe(message: Message, channel: str) -> None:
    """Raise DomainError where the channel is not safe for the person: that may have changed since the page was opened.

    A message to a user or to somebody else does not reach the person's home.
    """
    to_somebody_else = message.recipient_user_id is not None or message.to_address
    if not to_somebody_else and channel in message.person.unsafe_channels:
        unsafe = Channel(channel).warning
        raise DomainError(
            f"{unsafe}: it is not safe for {message.person}. Open their page to see another way.", code="way_not_safe"
        )


def _record_sending(viewer: Viewer, message: Message, channel: str, at: datetime, **details: str) -> SentMessage:
    sending = SentMessage.objects.create(
        person=message.person,
        message=message,
        channel=channel,
        at=at,
        by_id=viewer.user_id,
        by_name=viewer.name,
        **details,
    )
    _record(viewer, message, "sent a message", message.subject, at)
    return sending


def _record_failure(
    viewer: Viewer, message: Message, why: str, at: datetime, again_at: datetime | None
) -> FailedAttempt:
    failure = FailedAttempt.objects.create(
        person=message.person,
        message=message,
        why=why[:2000],
        at=at,
        next_try_at=again_at,
        by_id=viewer.user_id,
        by_name=viewer.name,
    )
    _record(viewer, message, "could not give a message", failure.why, at)
    return failure


def record_stop(*, viewer: Viewer, message: Message, reason: str, at: datetime) -> StopRequest:
    """Record and return that a message will not go, without any check: for the other actions of this room."""
    stop = StopRequest.objects.create(
        person=message.person, message=message, reason=reason, at=at, by_id=viewer.user_id, by_name=viewer.name
    )
    _record(viewer, message, "stopped a message", f"{message.subject}: {reason}", at)
    return stop


def _record(viewer: Viewer, message: Message, verb: str, reason: str, at: datetime) -> None:
    record_write(
        viewer=viewer, verb=verb, subject=message, person=message.person, reason=reason, purpose=message.purpose, at=at
    )
