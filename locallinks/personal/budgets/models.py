"""The first budget, which everybody shares, and the baseline, which is the council's alone. Both are history."""

from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.personal.pathways.models import Pathway


class IndicativeBudget(AboutPerson):
    """Points times a rate: a guide to plan with, never a limit. The newest counts. It keeps the rate of its day."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="indicative_budgets")
    points = models.PositiveSmallIntegerField()
    rate_pence = models.PositiveIntegerField()
    rate_from = models.DateField()
    rate_source = models.CharField(max_length=500)
    rate_verified = models.BooleanField()
    tolerance_percent = models.PositiveSmallIntegerField()
    weekly_pence = models.PositiveIntegerField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(points__gt=0), name="budget_has_points"),
            models.CheckConstraint(
                condition=Q(weekly_pence=F("points") * F("rate_pence")), name="budget_is_points_times_rate"
            ),
        ]


class Baseline(AboutPerson):
    """What would otherwise have been bought, and its cost, frozen when the budget is set (local-links.md section 8).

    For the council's own eyes: planning is never steered by saving, so neither the person nor the planner can read it.
    """

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="baselines")
    budget = models.OneToOneField(IndicativeBudget, models.PROTECT, related_name="baseline")
    minutes_per_week = models.PositiveIntegerField()
    words = models.TextField(max_length=2000)
    rate_pence = models.PositiveIntegerField()
    rate_from = models.DateField()
    rate_source = models.CharField(max_length=500)
    rate_verified = models.BooleanField()
    weekly_pence = models.PositiveIntegerField()
    difference_pence = models.IntegerField()
    difference_percent = models.DecimalField(max_digits=9, decimal_places=1)
    exceptional = models.BooleanField()
    second_look = models.TextField(max_length=2000, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes_per_week__gt=0, weekly_pence__gt=0), name="baseline_costs_something"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="baseline_says_what_support"),
            models.CheckConstraint(
                condition=Q(exceptional=False) | ~Q(second_look=""), name="unusual_baseline_looked_at_twice"
            ),
        ]


class BaselineCheck(AboutPerson):
    """Somebody outside the scheme looked at the baseline a second time (local-links.md section 8). History."""

    baseline = models.OneToOneField(Baseline, models.PROTECT, related_name="check_made")
    agrees = models.BooleanField()
    words = models.TextField(max_length=2000, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(words=""), name="baseline_doubted_says_why"),
        ]
