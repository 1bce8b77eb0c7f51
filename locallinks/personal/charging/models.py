"""About how much somebody will pay, or why nobody can tell yet. History: a better estimate is a new row."""

from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.personal.charging.choices import FeePeriod
from locallinks.personal.pathways.models import Pathway


class Estimate(AboutPerson):
    """Given before planning (docs/rules/local-links.md 3): an amount a week (0 is one), or a reason for none."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="estimates")
    weekly_pence = models.PositiveIntegerField(null=True, blank=True, verbose_name="a week")
    why_not = models.TextField(max_length=2000, blank=True)
    # Only for whoever pays for all of it: never part of the personal budget (rules.fee_problems says from where).
    pays_for_all = models.BooleanField(default=False)
    fee_pence = models.PositiveIntegerField(default=0, verbose_name="fee for arranging it")
    fee_every = models.CharField(max_length=10, choices=FeePeriod.choices, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = "what you were told you would pay"
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekly_pence__isnull=False, why_not="") | Q(weekly_pence=None) & ~Q(why_not=""),
                name="estimate_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(fee_pence=0, fee_every="") | Q(fee_pence__gt=0, pays_for_all=True) & ~Q(fee_every=""),
                name="fee_only_from_who_pays_for_all",
            ),
        ]
