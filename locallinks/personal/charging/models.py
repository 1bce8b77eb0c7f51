"""Estimates of what a person will pay. Append-only: a better estimate is a new row."""

from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.personal.charging.choices import FeePeriod
from locallinks.personal.pathways.models import Pathway


class Estimate(AboutPerson):
    """An amount in pence a week, which may be 0, or the reason why there is none (docs/rules/local-links.md 3)."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="estimates")
    weekly_pence = models.PositiveIntegerField(null=True, blank=True, verbose_name="a week")
    reason_for_none = models.TextField(max_length=2000, blank=True, verbose_name="why not")
    # Only for a person who pays for all of their support; never part of the personal budget (see rules.fee_problems).
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
                condition=Q(weekly_pence__isnull=False, reason_for_none="")
                | Q(weekly_pence=None) & ~Q(reason_for_none=""),
                name="estimate_or_reason_for_none",
            ),
            models.CheckConstraint(
                condition=Q(fee_pence=0, fee_every="") | Q(fee_pence__gt=0, pays_for_all=True) & ~Q(fee_every=""),
                name="fee_only_from_who_pays_for_all",
            ),
        ]
