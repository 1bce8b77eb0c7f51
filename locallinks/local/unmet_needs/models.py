"""What somebody needs or wants and nobody could find. Rows are history: a need that is met gains a second row."""

from django.db import models

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.local.unmet_needs.choices import UnmetNeedReason


class UnmetNeed(AboutPerson):
    """One thing that was looked for and not found, for one outcome of the person's plan."""

    outcome = models.CharField(max_length=10)
    outcome_words = models.CharField(max_length=200)
    looked_for = models.TextField(max_length=2000)
    where_looked = models.TextField(max_length=2000)
    why = models.CharField(max_length=20, choices=UnmetNeedReason.choices)
    why_words = models.TextField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["home", "outcome", "recorded_at"])]
        constraints = [
            models.CheckConstraint(condition=~models.Q(outcome=""), name="unmet_need_names_an_outcome"),
            models.CheckConstraint(condition=~models.Q(looked_for=""), name="unmet_need_says_what"),
        ]


class NeedMet(AboutPerson):
    """Something was found that meets the need."""

    need = models.OneToOneField(UnmetNeed, models.PROTECT, related_name="met")
    met_on = models.DateField()
    how = models.TextField(max_length=2000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
