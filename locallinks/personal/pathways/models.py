"""Pathways and their steps. Only `actions.move_pathway` changes the state of a pathway."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models import AboutPerson, ViewerManager
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.pathways.choices import AllocatedRole, PathwayEvent, PathwayState
from locallinks.personal.pathways.rules.states import CLOSED


class PathwayQuerySet(models.QuerySet["Pathway"]):
    def open(self) -> "PathwayQuerySet":
        return self.filter(closed_at=None)


class PathwayManager(ViewerManager.from_queryset(PathwayQuerySet)):  # type: ignore[misc]
    pass


class Pathway(AboutPerson, Versioned):
    """One person's support from first contact to the end. A person has at most one open pathway.

    `network` and `planner` are set once the network has agreed to plan with the person.
    """

    state = models.CharField(
        max_length=30, choices=[(state.value, state.value) for state in PathwayState], verbose_name="stage"
    )
    state_since = models.DateTimeField(verbose_name="at this stage since")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    network = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    planner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    social_worker = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[PathwayManager] = PathwayManager()  # type: ignore[misc]

    class Meta:
        verbose_name = "your way through"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(closed_at=None), name="one_open_pathway"),
            models.CheckConstraint(
                condition=Q(closed_at=None) ^ Q(state__in=sorted(state.value for state in CLOSED)),
                name="closed_pathways_have_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["home", "state", "state_since"]),
            models.Index(fields=["network", "state"]),
            models.Index(
                fields=["home", "state"],
                condition=Q(closed_at=None, social_worker=None),
                name="pathways_without_a_worker",
            ),
        ]

    @property
    def state_words(self) -> str:
        """The label of the state, as pages show it."""
        return PathwayState(self.state).label

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Step(AboutPerson):
    """One event of a pathway. Append-only: a trigger refuses changes and deletions."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    event = models.CharField(max_length=40, verbose_name="what happened")
    from_state = models.CharField(max_length=30, blank=True, verbose_name="from stage")
    to_state = models.CharField(max_length=30, verbose_name="to stage")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="who")
    actor_name = models.CharField(max_length=200, verbose_name="who did it")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "steps on the way"
        ordering = ["pathway", "number"]
        constraints = [models.UniqueConstraint(fields=["pathway", "number"], name="steps_are_numbered")]
        indexes = [
            models.Index(fields=["home", "event", "at"], name="steps_by_event"),
            models.Index(fields=["pathway", "event", "number"], name="steps_of_pathway_by_event"),
        ]

    @property
    def event_words(self) -> str:
        """The label of the event, to be shown after the actor's name."""
        return PathwayEvent(self.event).label


class AdvocacyCheck(AboutPerson):
    """Whether a person needs an advocate, and who it is (Care Act 2014 s.67; docs/rules/care-act.md 9).

    The newest row counts.
    """

    needed = models.BooleanField()
    arranged_with = models.CharField(max_length=200, blank=True)
    reason = models.TextField(max_length=2000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    @property
    def is_settled(self) -> bool:
        """Whether no advocate is needed, or one has been arranged."""
        return not self.needed or bool(self.arranged_with)


class MoveAway(AboutPerson):
    """A move to another council's area: the new address, the day, and who was informed (docs/rules/care-act.md 9)."""

    pathway = models.OneToOneField(Pathway, models.PROTECT, related_name="move_away")
    moved_on = models.DateField()
    address = models.TextField(max_length=500)
    postcode = models.CharField(max_length=8, blank=True)
    new_council = models.CharField(max_length=200, blank=True)
    informed = ArrayField(models.CharField(max_length=20), verbose_name="told")
    words = models.TextField(max_length=2000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class WorkerChange(AboutPerson):
    """A change of the social worker or planner of a pathway, with the reason. The team chooses it."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="allocations")
    role = models.CharField(max_length=20, choices=AllocatedRole.choices)
    worker = models.ForeignKey(User, models.PROTECT, related_name="+")
    instead_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(max_length=1000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "who works with you"
