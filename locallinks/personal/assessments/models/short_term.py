"""Reablement and intermediate care: the start, the end, and where somebody was on day 91. History."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.personal.assessments.choices import Day91Place, ShortTermKind, ShortTermResult
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS
from locallinks.personal.assessments.rules.short_term import day_91, free_until
from locallinks.personal.pathways.models import Pathway


class ShortTerm(AboutPerson):
    """A short spell of help. `free_weeks` is the rate on the day it starts; `free_weeks_verified`: it was checked."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="short_terms")
    kind = models.CharField(max_length=12, choices=ShortTermKind.choices)
    goals = models.TextField(max_length=MAX_WORDS)
    given_by = models.CharField(max_length=200)
    starts_on = models.DateField()
    left_hospital_on = models.DateField(null=True, blank=True)
    free_weeks = models.PositiveSmallIntegerField()
    free_weeks_verified = models.BooleanField()
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        verbose_name = "a short spell of help"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(goals=""), name="short_term_has_goals"),
            models.CheckConstraint(
                condition=Q(left_hospital_on=None) | Q(left_hospital_on__lte=F("starts_on")),
                name="short_term_follows_hospital",
            ),
        ]

    @property
    def free_until(self) -> date:
        """The first day that may be charged for."""
        return free_until(self.starts_on, self.free_weeks)

    @property
    def day_91(self) -> date:
        return day_91(self.starts_on, self.left_hospital_on)


class ShortTermEnd(AboutPerson):
    """The end of a short spell of help, and what came of it."""

    short_term = models.OneToOneField(ShortTerm, models.PROTECT, related_name="end")
    ended_on = models.DateField()
    result = models.CharField(max_length=10, choices=ShortTermResult.choices)
    words = models.TextField(max_length=MAX_WORDS, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "how a short spell of help ended"


class Day91Outcome(AboutPerson):
    """Where somebody was on day 91. There is no row until somebody has asked."""

    short_term = models.OneToOneField(ShortTerm, models.PROTECT, related_name="day_91_answer")
    where = models.CharField(max_length=10, choices=Day91Place.choices)
    told_by = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "where you were on day 91"
