"""Another system that a council connects, what it sent, and what was sent out to it.

An `InboundRecord` holds what came under one reference of one connection: the newest content, and what was done with
it. It may be about a person with a record here, about one without, or not be readable at all. Only the council reads
it. Its steps are history, and so are the outbound entries.
"""

from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models import AboutPerson, Person, ViewerManager
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.exchange.choices import OutboundKind, RecordEvent, RecordKind, RecordState
from locallinks.personal.exchange.rules.inbound import DETAIL_LABELS
from locallinks.personal.pathways.models import Step


class Connection(models.Model):
    """A council's own system. Only the digest of its key is stored. `account` acts for it, and can never sign in.

    `minute` and `requests_this_minute` count its requests in the current minute, to limit the rate.
    """

    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    account = models.OneToOneField(User, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_on = models.DateField()  # the first day its key no longer opens, though nobody ended it
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    minute = models.DateTimeField(null=True, blank=True)
    requests_this_minute = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["home", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["home", "name"], condition=Q(ended_at=None), name="one_connection_of_a_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="connection_has_a_name"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__gte=F("made_at"), ended_by__isnull=False),
                name="ended_connection_says_who",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InboundRecord(Versioned):
    """What came under one reference. `agreed_values` holds what was sent when each field was last agreed.

    `conflicts` says what did not fit, one entry for each reason: {"code", "field", "message", "ours", "theirs"}.
    """

    connection = models.ForeignKey(Connection, models.PROTECT, related_name="records")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=RecordKind.choices)
    reference = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True)  # the reference of the person it is about, for other kinds
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    agreed_values = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=RecordState.choices, default=RecordState.WAITING.value)
    conflicts = models.JSONField(default=list)
    due_on = models.DateField(null=True, blank=True)
    applied_once = models.BooleanField(default=False)  # its content has been applied before
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ViewerManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "kind", "reference"], name="one_record_a_reference"),
            models.CheckConstraint(
                condition=~Q(state=RecordState.WAITING.value) | (Q(due_on__isnull=False) & ~Q(conflicts=[])),
                name="waiting_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["home", "state", "due_on"], name="exchange_waiting"),
            models.Index(fields=["connection", "about"], name="exchange_about"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"

    @property
    def is_waiting(self) -> bool:
        return self.state == RecordState.WAITING

    @property
    def codes(self) -> set[str]:
        return {str(conflict.get("code", "")) for conflict in self.conflicts}


class InboundRecordStep(models.Model):
    """What became of a record, by whom and why. History."""

    record = models.ForeignKey(InboundRecord, models.PROTECT, related_name="steps")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    event = models.CharField(max_length=10, choices=RecordEvent.choices)
    source = models.CharField(max_length=200, blank=True)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    reason = models.TextField(max_length=5000, blank=True)
    at = models.DateTimeField()

    objects = ViewerManager()

    class Meta:
        ordering = ["record", "pk"]


class OutboundEntry(AboutPerson):
    """One step of a pathway, numbered to be sent out. Numbers go up in the order in which entries can be read."""

    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=OutboundKind.choices)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "given out to the council’s own system"
        ordering = ["pk"]

    @property
    def reference(self) -> str:
        """The reference of the entry outside: it never changes."""
        return f"LL-{self.step_id}"


def details_of(person: Person) -> dict[str, str]:
    """Return the details of a person as the exchange compares them."""
    details = {name: getattr(person, name) for name in DETAIL_LABELS}
    born = person.date_of_birth
    return {**details, "date_of_birth": born.isoformat() if born else ""}
