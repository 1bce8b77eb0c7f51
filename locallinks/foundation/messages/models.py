"""The outbox: what is to be told to whom, and what became of it. Outcomes are rows; a message itself never changes."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from locallinks.foundation.accounts.models import User
from locallinks.foundation.messages import rules
from locallinks.foundation.messages.rules import CHANNEL_WORDS, SENT_BY_JOB, STUCK_AFTER
from locallinks.foundation.people.choices import Channel
from locallinks.foundation.people.models import AboutPerson, Death, ViewerManager

# Conditions on what `with_way` adds. Everything that waits fits at least one: nothing is dropped in silence.
REACHABLE = ~Q(to="")
TO_OTHERS = ~Q(to_address="")  # somebody the person asked us to tell: always a letter
BY_ITSELF = Q(way__in=SENT_BY_JOB) & REACHABLE
LETTERS = Q(way=Channel.LETTER.value) & REACHABLE
CALLS = Q(way=Channel.PHONE.value) & REACHABLE
STUCK = ~REACHABLE | Q(way__in=SENT_BY_JOB, failures__gte=STUCK_AFTER)


def is_due(at: datetime) -> Q:
    """Its time has come."""
    return Q(not_before=None) | Q(not_before__lte=at)


def is_expired(at: datetime) -> Q:
    """Out of date, for a user who left, or for somebody who died."""
    has_died = Exists(Death.objects.filter(person=OuterRef("person")))
    return Q(good_until__lte=at) | Q(recipient_user__is_active=False) | Q(has_died, recipient_user=None)


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self, at: datetime) -> "MessageQuerySet":
        """Not sent, not stopped, its time has come, still in date, and the person is alive if it is for them."""
        return self.with_way().filter(is_due(at), finished_at=None).exclude(is_expired(at))

    def to_look_at(self, at: datetime, kinds: Collection[str]) -> "MessageQuerySet":
        """Open messages that are over, and those of `kinds`, whose own check must be asked."""
        return self.filter(is_expired(at) | Q(is_due(at), kind__in=kinds), finished_at=None)

    def with_way(self) -> "MessageQuerySet":
        """How each would go if it went now: `way`, `to`, `failures`. Users get email; people get what they chose."""
        failures = FailedAttempt.objects.filter(message=OuterRef("pk")).order_by()
        return self.annotate(
            way=Case(
                When(TO_OTHERS, then=Value(Channel.LETTER.value)),
                When(recipient_user__isnull=False, then=Value("email")),
                default=F("person__contact_by"),
            ),
            to=Case(
                When(TO_OTHERS, then=F("to_address")),
                When(recipient_user__isnull=False, then=F("recipient_user__email")),
                When(person__contact_by="email", then=F("person__email")),
                When(person__contact_by=Channel.LETTER.value, then=F("person__address")),
                default=F("person__phone"),
                output_field=models.TextField(),
            ),
            failures=Coalesce(Subquery(failures.values("message").annotate(many=Count("pk")).values("many")), 0),
        )

    def for_machine(self, at: datetime) -> "MessageQuerySet":
        """Emails and texts to send now, oldest first."""
        resting = FailedAttempt.objects.filter(message=OuterRef("pk"), next_try_at__gt=at)
        return self.waiting(at).filter(BY_ITSELF, ~Exists(resting)).order_by("created_at", "pk")


class Message(AboutPerson):
    """Something to tell a person, or a user about a person. `key` makes queueing the same thing twice harmless.

    `finished_at` is filled in by trigger when a Sending or Stop is written; no message can have both, or two.
    `purpose` "concern" (safeguarding) is seen by whoever reads a concern about the person.
    """

    way: str  # these three are added by `with_way`
    to: str
    failures: int

    key = models.CharField(max_length=200, unique=True)
    kind = models.SlugField(max_length=60)
    purpose = models.CharField(max_length=20, default="support")
    recipient_name = models.CharField(max_length=200)
    recipient_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Only for whoever the person asked us to tell (actions/asked.py): where they are, and who asked.
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
    def for_whom(self) -> str:
        """ "Mary Firth", or "Ruth Adeyemi, about Mary Firth": enough to tell two Marys apart."""
        person = self.person.full_name
        return f"{self.recipient_name}, about {person}" if self.recipient_user_id or self.to_address else person

    @property
    def full_text(self) -> str:
        """The words as they go, by the way they go. Needs what `with_way` adds."""
        home = self.person.home
        return rules.full_text(
            way=self.way, name=self.recipient_name, body=self.body, sender=home.name, phone=home.phone
        )

    @property
    def reading_note(self) -> str:
        if self.to_address:  # how the person reads says nothing about whoever is told
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
        """Why somebody has to sort it out, or nothing. Needs what `with_way` adds."""
        last = next(iter(self.tries.all()), None)
        return rules.stuck_because(
            way=self.way, to=self.to, failures=self.failures, last_failure=last.why if last else ""
        )


class Outcome(AboutPerson):
    """Who did it, and when. `by_id` is empty for the job, which is no user and signs with its name alone."""

    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        abstract = True


class SentMessage(Outcome):
    """It went: handed to the adapter, posted, or said. `words` is what somebody wrote about the talk."""

    message = models.OneToOneField(Message, models.PROTECT, related_name="sending")
    channel = models.CharField(max_length=20, choices=list(CHANNEL_WORDS.items()))
    to = models.TextField(blank=True)
    reference = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True, max_length=2000)


class StopRequest(Outcome):
    """It will not go, and why."""

    message = models.OneToOneField(Message, models.PROTECT, related_name="stop")
    reason = models.TextField(max_length=500)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="stop_says_why")]


class FailedAttempt(Outcome):
    """It did not go this time. With no `next_try_at` a person decides when to try again."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="tries")
    why = models.TextField(max_length=2000)
    next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
