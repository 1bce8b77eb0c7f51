"""Another system that a council connects, what it sent, and what was given out to it.

A `InboundRecord` is what came under one reference of one connection: the newest content, and what was made of it. It may be
about a person who is here, about one who is not yet, or not be readable at all; it is the council's to look at, and
nobody else's. Its steps are history, and so is what was given out.
"""

from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models import AboutPerson, Person, ViewerManager
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.exchange.rules.inbound import DETAIL_LABELS, KINDS, STATES
from locallinks.personal.exchange.rules.outbound import OUTBOUND_KINDS
from locallinks.personal.pathways.models import Step

STEP_EVENTS = {
    "came": "sent it",
    "changed": "sent it again, changed",
    "applied": "took it in",
    "waited": "put it aside for a person to decide",
    "ours": "kept what is here",
    "theirs": "used what was sent",
    "join": "joined it to somebody known",
    "leave_out": "left it out",
}


class Connection(models.Model):
    """A council's own system. Only the digest of its key is kept. `account` signs what it does, and can never sign in.

    `minute` and `asked` count its requests in the minute that runs, so that a loop gone wrong is held back.
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
    asked = models.PositiveIntegerField(default=0)

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
    """What came under one reference. `settled` is what they had said when each field was last agreed on.

    `why` says what did not fit, one entry a reason: {"code", "field", "message", "ours", "theirs"}.
    """

    connection = models.ForeignKey(Connection, models.PROTECT, related_name="records")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=list(KINDS.items()))
    reference = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True)  # the reference of the person it is about, for other kinds
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    settled = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="waiting")
    why = models.JSONField(default=list)
    due_on = models.DateField(null=True, blank=True)
    acted = models.BooleanField(default=False)  # something was done here on its account
    came_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ViewerManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "kind", "reference"], name="one_record_a_reference"),
            models.CheckConstraint(
                condition=~Q(state="waiting") | (Q(due_on__isnull=False) & ~Q(why=[])), name="waiting_says_why"
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
        return self.state == "waiting"

    @property
    def codes(self) -> set[str]:
        return {str(one.get("code", "")) for one in self.why}


class InboundRecordStep(models.Model):
    """What became of a row, by whom and why. History."""

    record = models.ForeignKey(InboundRecord, models.PROTECT, related_name="steps")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    event = models.CharField(max_length=10, choices=list(STEP_EVENTS.items()))
    source = models.CharField(max_length=200, blank=True)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    reason = models.TextField(max_length=5000, blank=True)
    at = models.DateTimeField()

    objects = ViewerManager()

    class Meta:
        ordering = ["record", "pk"]


class OutboundEntry(AboutPerson):
    """One step of somebody's way, numbered as it is given out. Numbers only go up, in the order they can be read."""

    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=list(OUTBOUND_KINDS.items()))
    at = models.DateTimeField()

    class Meta:
        verbose_name = "given out to the council’s own system"
        ordering = ["pk"]

    @property
    def reference(self) -> str:
        """The same for ever, whoever asks and how often."""
        return f"LL-{self.step_id}"


def details_of(person: Person) -> dict[str, str]:
    """What stands in somebody's record, as the exchange compares it."""
    found = {name: getattr(person, name) for name in DETAIL_LABELS}
    born = person.date_of_birth
    return {**found, "date_of_birth": born.isoformat() if born else ""}
