"""The outbox: messages, and what became of each. A message never changes; each outcome is a row of its own."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from locallinks.foundation.accounts.models import User
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.messages import rules
from locallinks.foundation.messages.choices import SENT_BY_JOB, MessageChannel
from locallinks.foundation.messages.rules import STUCK_AFTER
from locallinks.foundation.people.models import AboutPerson, Death, ViewerManager

# Conditions on the annotations of `with_channel`. Every waiting message meets at least one, so that none is forgotten.
REACHABLE = ~Q(to="")
TO_OTHERS = ~Q(to_address="")  # a letter to somebody else, for which the person asked
BY_JOB = Q(channel__in=SENT_BY_JOB) & REACHABLE
LETTERS = Q(channel=MessageChannel.LETTER) & REACHABLE
CALLS = Q(channel=MessageChannel.PHONE) & REACHABLE
STUCK = ~REACHABLE | Q(channel__in=SENT_BY_JOB, failures__gte=STUCK_AFTER)


def is_due(at: datetime) -> Q:
    """A message that may go from now on."""
    return Q(not_before=None) | Q(not_before__lte=at)


def is_expired(at: datetime) -> Q:
    """A message that is out of date, for a user who left, or for a person who died."""
    has_died = Exists(Death.objects.filter(person=OuterRef("person")))
    return Q(good_until__lte=at) | Q(recipient_user__is_active=False) | Q(has_died, recipient_user=None)


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self, at: datetime) -> "MessageQuerySet":
        """Messages that are due and not expired, and were neither sent nor stopped."""
        return self.with_channel().filter(is_due(at), finished_at=None).exclude(is_expired(at))

    def to_check(self, at: datetime, kinds: Collection[str]) -> "MessageQuerySet":
        """Unfinished messages that have expired, and those of `kinds`, which have a check of their own."""
        return self.filter(is_expired(at) | Q(is_due(at), kind__in=kinds), finished_at=None)

    def with_channel(self) -> "MessageQuerySet":
        """Add `channel`, `to` (the address or number) and `failures`: how each message would go if it went now.

        Users get email. People get the channel they chose.
        """
        failures = FailedAttempt.objects.filter(message=OuterRef("pk")).order_by()
        return self.annotate(
            channel=Case(
                When(TO_OTHERS, then=Value(MessageChannel.LETTER.value)),
                When(recipient_user__isnull=False, then=Value(MessageChannel.EMAIL.value)),
                default=F("person__contact_by"),
            ),
            to=Case(
                When(TO_OTHERS, then=F("to_address")),
                When(recipient_user__isnull=False, then=F("recipient_user__email")),
                When(person__contact_by=MessageChannel.EMAIL, then=F("person__email")),
                When(person__contact_by=MessageChannel.LETTER, then=F("person__address")),
                default=F("person__phone"),
                output_field=models.TextField(),
            ),
            failures=Coalesce(Subquery(failures.values("message").annotate(many=Count("pk")).values("many")), 0),
        )

    def due_for_job(self, at: datetime) -> "MessageQuerySet":
        """Emails and texts to send now, oldest first."""
        next_try_is_later = FailedAttempt.objects.filter(message=OuterRef("pk"), next_try_at__gt=at)
        return self.waiting(at).filter(BY_JOB, ~Exists(next_try_is_later)).order_by("created_at", "pk")


class Message(AboutPerson):
    """A message to a person, or to a user about a person. `key` prevents the same message from being queued twice.

    A trigger sets `finished_at` when a SentMessage or StopRequest is inserted; a message has one of them at most.
    Messages of the purpose "concern" (safeguarding) are visible to readers of a concern about the person.
    """

    channel: str  # these three are added by `with_channel`
    to: str
    failures: int

    key = models.CharField(max_length=200, unique=True)
    kind = models.SlugField(max_length=60)
    purpose = models.CharField(max_length=20, default=EntryPurpose.SUPPORT.value)
    recipient_name = models.CharField(max_length=200)
    recipient_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Only for letters to others: the postal address, and who asked for the letter (actions/letters_to_others.py).
    to_address = models.TextField(blank=True)
    asked_by = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True, blank=True)
    good_until = models.DateTimeField(null=True, blank=True)
    subject_ref = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar = ViewerManager.from_queryset(MessageQuerySet)()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(subject="") & ~Q(body=""), name="message_says_something"),
            models.CheckConstraint(
                condition=Q(to_address="", asked_by="") | ~Q(to_address="") & ~Q(asked_by="") & Q(recipient_user=None),
                name="told_to_others_says_who_asked",
            ),
            models.CheckConstraint(
                condition=Q(not_before=None) | Q(good_until=None) | Q(good_until__gt=F("not_before")),
                name="message_good_after_it_may_go",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(finished_at=None), name="message_open")]

    def __str__(self) -> str:
        return self.subject

    @property
    def recipient_in_words(self) -> str:
        """The full name, so that two Marys can be told apart: "Mary Firth", or "Ruth Adeyemi, about Mary Firth"."""
        person = self.person.full_name
        return f"{self.recipient_name}, about {person}" if self.recipient_user_id or self.to_address else person

    @property
    def full_text(self) -> str:
        """The text as it is sent by its channel. Needs the annotations of `with_channel`."""
        home = self.person.home
        return rules.full_text(
            channel=self.channel, name=self.recipient_name, body=self.body, sender=home.name, phone=home.phone
        )

    @property
    def reading_note(self) -> str:
        """What to do before this letter is posted, or ""."""
        if self.to_address:  # somebody else reads it
            return ""
        person = self.person
        return rules.reading_note(
            name=person.preferred_name,
            reading_format=person.reading_format,
            format_words=person.get_reading_format_display(),
            language=person.language,
        )

    @property
    def stuck_because(self) -> str:
        """Why the message cannot go without help, or "". Needs the annotations of `with_channel`."""
        last = next(iter(self.tries.all()), None)
        return rules.stuck_because(
            channel=self.channel, to=self.to, failures=self.failures, last_failure=last.why if last else ""
        )


class Outcome(AboutPerson):
    """Who did it, and when. `by_id` is null for the job, which is not a user and has only a name."""

    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        abstract = True


class SentMessage(Outcome):
    """The message went: the adapter took it, or it was posted or said. `words`: a worker's note about a talk."""

    message = models.OneToOneField(Message, models.PROTECT, related_name="sending")
    channel = models.CharField(max_length=20, choices=MessageChannel.choices)
    to = models.TextField(blank=True)
    reference = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True, max_length=2000)


class StopRequest(Outcome):
    """The message will not go, and why."""

    message = models.OneToOneField(Message, models.PROTECT, related_name="stop")
    reason = models.TextField(max_length=500)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="stop_says_why")]


class FailedAttempt(Outcome):
    """The message did not go this time. Where `next_try_at` is null, somebody decides when to try again."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="tries")
    why = models.TextField(max_length=2000)
    next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
