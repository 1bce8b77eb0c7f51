"""The acts of an introduction, one row each; network capacity; coaching notes. All tables are append-only.

The present situation follows from the rows: an offer is open until the person answers it, and then waits for the
network's answer.
"""

from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import Organisation, Team, User
from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.people.models import AboutPerson, Person, SharingAgreement
from locallinks.personal.assessments.models import CapacityDecision
from locallinks.personal.handovers.choices import CapacityUnit, ChaseStep, FailureCode, OfferAnswer
from locallinks.personal.handovers.rules import capacity_in_words
from locallinks.personal.pathways.models import Pathway

FORMAT_CHOICES: list[tuple[str, str]] = list(Person._meta.get_field("reading_format").flatchoices)


class RecordedAct(AboutPerson):
    """The fields of every act: its pathway, who recorded it, and when."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["recorded_at", "pk"]


class Offer(RecordedAct):
    """An offer of a network that serves the person, with how it was explained to them."""

    network = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    explained_how = models.TextField(max_length=5000)
    reading_format = models.CharField(max_length=20, choices=FORMAT_CHOICES)

    class Meta(RecordedAct.Meta):
        verbose_name = "introductions offered"
        constraints = [models.CheckConstraint(condition=~Q(explained_how=""), name="offer_was_explained")]
        indexes = [models.Index(fields=["pathway", "recorded_at"], name="offers_of_a_pathway")]


class PersonAnswer(RecordedAct):
    """The person's answer to an offer, in their own words.

    Where a yes was decided for them, `basis` says so, `said_by` names who decided, and `capacity` is the record on
    which it rests.
    """

    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="answers")
    answer = models.CharField(max_length=4, choices=OfferAnswer.choices)
    said_by = models.CharField(max_length=200)
    words = models.TextField(max_length=5000, blank=True)
    failure_code = models.CharField(max_length=40, blank=True, verbose_name="why not")
    how_explained = models.TextField(max_length=5000, blank=True)
    basis = models.CharField(max_length=20, choices=AgreementBasis.choices, blank=True)
    consulted = models.TextField(max_length=5000, blank=True)
    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.ForeignKey(CapacityDecision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(RecordedAct.Meta):
        verbose_name = "your answer to an introduction"
        constraints = [
            models.CheckConstraint(condition=~Q(said_by=""), name="answer_says_who_gave_it"),
            models.CheckConstraint(
                condition=~Q(answer=OfferAnswer.YES.value) | Q(agreement__isnull=False, offer__isnull=False),
                name="yes_has_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(answer=OfferAnswer.NO.value) | ~Q(words=""), name="no_has_its_own_reason"
            ),
            models.UniqueConstraint(fields=["offer"], name="one_answer_an_offer"),
            models.CheckConstraint(
                condition=~Q(basis=AgreementBasis.BEST_INTERESTS.value) | Q(capacity__isnull=False),
                name="decided_for_them_on_a_record",
            ),
        ]


class NotOffered(RecordedAct):
    """The reason why no introduction was offered (docs/rules/local-links.md 4)."""

    failure_code = models.CharField(max_length=40, verbose_name="why not")
    words = models.TextField(max_length=5000, blank=True)

    class Meta(RecordedAct.Meta):
        verbose_name = "why no introduction was offered"
        constraints = [models.CheckConstraint(condition=~Q(failure_code=""), name="not_offered_has_a_reason")]


class NetworkAnswer(RecordedAct):
    """The network's answer: the planner who will visit, or why it declines and the state that follows."""

    offer = models.OneToOneField(Offer, models.PROTECT, related_name="network_answer")
    accepts = models.BooleanField()
    planner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(max_length=5000, blank=True)
    failure_code = models.CharField(max_length=40, blank=True, verbose_name="why not")
    next_state = models.CharField(max_length=30, blank=True, verbose_name="then")

    class Meta(RecordedAct.Meta):
        verbose_name = "what the network answered"
        constraints = [
            models.CheckConstraint(condition=Q(accepts=False) | Q(planner__isnull=False), name="yes_names_a_planner"),
            models.CheckConstraint(condition=Q(accepts=True) | ~Q(reason=""), name="network_no_has_a_reason"),
        ]


class NetworkChase(RecordedAct):
    """What the council did about a late answer: a reminder, an offer of another network, or a plan of its own."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="chases")
    step = models.CharField(max_length=12, choices=ChaseStep.choices, verbose_name="what")
    words = models.TextField(max_length=5000, blank=True)

    class Meta(RecordedAct.Meta):
        verbose_name = "reminders to the network"


class NetworkCapacity(models.Model):
    """How many people a network can work with, and how many it worked with on that day. The newest row counts.

    It is about no person. The councils of the area that the network serves read it when they make an offer.
    """

    network = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    places = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10, choices=CapacityUnit.choices)
    working_with = models.PositiveIntegerField()
    as_of = models.DateField()
    until = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("as_of")), name="capacity_ends_after_start")
        ]
        indexes = [models.Index(fields=["network", "-recorded_at"], name="capacity_of_network")]

    @property
    def capacity_words(self) -> str:
        return capacity_in_words(self.places, self.unit)


class CoachingNote(models.Model):
    """Advice on practice for a team or one social worker. It names no person."""

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    worker = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    about = models.CharField(max_length=40, choices=FailureCode.choices, blank=True)
    words = models.TextField(max_length=2000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="coaching_note_has_words"),
            models.CheckConstraint(
                condition=Q(team__isnull=False) | Q(worker__isnull=False), name="coaching_note_is_for_somebody"
            ),
        ]
