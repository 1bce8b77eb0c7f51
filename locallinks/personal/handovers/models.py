"""Each act of an introduction to a network, as one row: offered, answered, not offered, answered again, asked again.

Nothing here changes. What stands now is read from the rows: an offer is open until the person answers it, and an
introduction waits until the network does.
"""

from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import Organisation, Team, User
from locallinks.foundation.people.choices import SharingBasis
from locallinks.foundation.people.models import AboutPerson, Person, SharingAgreement
from locallinks.personal.assessments.models import CapacityDecision
from locallinks.personal.handovers.choices import CapacityUnit, ChaseStep, FailureCode
from locallinks.personal.handovers.rules import capacity_in_words
from locallinks.personal.pathways.models import Pathway

FORMAT_CHOICES: list[tuple[str, str]] = list(Person._meta.get_field("reading_format").flatchoices)
BASIS_CHOICES: list[tuple[str, str]] = list(SharingAgreement._meta.get_field("basis").flatchoices)


class RecordedAct(AboutPerson):
    """What every act says: on whose way through, who recorded it, and when."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["recorded_at", "pk"]


class Offer(RecordedAct):
    """A network that serves the person was offered, and explained in a way they could follow."""

    network = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    explained_how = models.TextField(max_length=5000)
    reading_format = models.CharField(max_length=20, choices=FORMAT_CHOICES)

    class Meta(RecordedAct.Meta):
        verbose_name = "introductions offered"
        constraints = [models.CheckConstraint(condition=~Q(explained_how=""), name="offer_was_explained")]
        indexes = [models.Index(fields=["pathway", "recorded_at"], name="offers_of_a_pathway")]


class PersonAnswer(RecordedAct):
    """What the person said, in their words: yes, no, or "I'd like to plan it myself".

    A yes that was decided for them (`basis`) is whoever decided it's (`said_by`), never theirs, and names the capacity
    record it rests on.
    """

    YES, NO, SELF = "yes", "no", "self"

    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="answers")
    answer = models.CharField(max_length=4, choices=[(YES, "Yes"), (NO, "No"), (SELF, "I'd like to plan it myself")])
    said_by = models.CharField(max_length=200)
    words = models.TextField(max_length=5000, blank=True)
    failure_code = models.CharField(max_length=40, blank=True, verbose_name="why not")
    how_explained = models.TextField(max_length=5000, blank=True)
    basis = models.CharField(max_length=20, choices=BASIS_CHOICES, blank=True)
    consulted = models.TextField(max_length=5000, blank=True)
    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.ForeignKey(CapacityDecision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(RecordedAct.Meta):
        verbose_name = "your answer to an introduction"
        constraints = [
            models.CheckConstraint(condition=~Q(said_by=""), name="answer_says_who_gave_it"),
            models.CheckConstraint(
                condition=~Q(answer="yes") | Q(agreement__isnull=False, offer__isnull=False),
                name="yes_has_an_agreement",
            ),
            models.CheckConstraint(condition=~Q(answer="no") | ~Q(words=""), name="no_has_its_own_reason"),
            models.UniqueConstraint(fields=["offer"], name="one_answer_an_offer"),
            models.CheckConstraint(
                condition=~Q(basis=SharingBasis.BEST_INTERESTS.value) | Q(capacity__isnull=False),
                name="decided_for_them_on_a_record",
            ),
        ]


class NotOffered(RecordedAct):
    """No introduction was offered, and why: what failed in Leeds, made visible (docs/rules/local-links.md 4)."""

    failure_code = models.CharField(max_length=40, verbose_name="why not")
    words = models.TextField(max_length=5000, blank=True)

    class Meta(RecordedAct.Meta):
        verbose_name = "why no introduction was offered"
        constraints = [models.CheckConstraint(condition=~Q(failure_code=""), name="not_offered_has_a_reason")]


class NetworkAnswer(RecordedAct):
    """The network's answer: a planner who will visit, or why it cannot, and what happens then."""

    offer = models.OneToOneField(Offer, models.PROTECT, related_name="network_answer")
    accepts = models.BooleanField()
    planner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(max_length=5000, blank=True)
    failure_code = models.CharField(max_length=40, blank=True, verbose_name="why not")
    then = models.CharField(max_length=30, blank=True)

    class Meta(RecordedAct.Meta):
        verbose_name = "what the network answered"
        constraints = [
            models.CheckConstraint(condition=Q(accepts=False) | Q(planner__isnull=False), name="yes_names_a_planner"),
            models.CheckConstraint(condition=Q(accepts=True) | ~Q(reason=""), name="network_no_has_a_reason"),
        ]


class NetworkChase(RecordedAct):
    """What the council did about an answer that was late: asked again, offered another network, or moved on."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="chases")
    what = models.CharField(max_length=12, choices=ChaseStep.choices)
    words = models.TextField(max_length=5000, blank=True)

    class Meta(RecordedAct.Meta):
        verbose_name = "reminders to the network"


class NetworkCapacity(models.Model):
    """How many people a network said it can work with, and how many it did that day. The newest counts. History.

    About a network, never about a person: the councils whose people it serves read it when they make an offer.
    """

    network = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    places = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10, choices=CapacityUnit.choices)
    working_with = models.PositiveIntegerField()
    as_of = models.DateField()
    until = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("as_of")), name="capacity_ends_after_start")
        ]
        indexes = [models.Index(fields=["network", "-said_at"], name="capacity_of_network")]

    @property
    def in_words(self) -> str:
        return capacity_in_words(self.places, self.unit)


class CoachingNote(models.Model):
    """Something to try next time, for a team or one worker: about practice, never about a person. History."""

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
