"""Replies to published scales, and the licences that some scales need. Append-only."""

from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models import AboutPerson
from locallinks.personal.outcomes.choices import Mode, Moment
from locallinks.personal.outcomes.rules import SCALES, Score, score
from locallinks.personal.pathways.models import Pathway

SCALE_CHOICES = [(code, scale.name) for code, scale in SCALES.items()]


class Reply(AboutPerson):
    """Answers to one scale on one day. `answers` maps codes of questions to values, without those left out."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="replies")
    scale = models.CharField(max_length=20, choices=SCALE_CHOICES, verbose_name="which questions")
    version = models.CharField(max_length=60)
    moment = models.CharField(max_length=15, choices=Moment.choices, verbose_name="when they were asked")
    mode = models.CharField(max_length=15, choices=Mode.choices, verbose_name="how they were asked")
    completed_by = models.CharField(max_length=200)
    proxy = models.BooleanField(verbose_name="answered by somebody else")
    language = models.CharField(max_length=60)
    taken_on = models.DateField()
    answers = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "your answers to questions on how you are"
        ordering = ["taken_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(completed_by="") & ~Q(language=""), name="reply_says_who_and_language")
        ]

    @property
    def score(self) -> Score:
        return score(SCALES[self.scale], self.answers)


class Licence(models.Model):
    """An organisation's licence for a scale, with the licensed words. The newest row counts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    scale = models.CharField(max_length=20, choices=SCALE_CHOICES)
    reference = models.CharField(max_length=200)
    ends_on = models.DateField(null=True, blank=True)
    wording = models.JSONField(default=dict)  # question code, or "choice_3", to the licensed words
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reference=""), name="licence_has_a_reference")]
