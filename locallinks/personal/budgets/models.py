"""Versions of the budget rule, first budgets, baselines for the council alone, and what plans cost in the end.

All tables are append-only.
"""

from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.foundation.reference.models import Rate
from locallinks.personal.pathways.models import Pathway


class AllocationVersion(models.Model):
    """A version of the rule that turns points into money. Somebody proposes it, and somebody else decides.

    Once agreed, its figures are rows of the council's rates (`decision.rate`, `decision.tolerance`), which end when the
    next ones start. The system starts with version 1, which nobody proposed.
    """

    number = models.PositiveSmallIntegerField(unique=True)
    point_pence = models.PositiveIntegerField()
    tolerance_percent = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    source = models.CharField(max_length=500)
    why = models.TextField(max_length=2000, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(point_pence__gt=0), name="a_point_is_worth_something"),
            models.CheckConstraint(condition=Q(tolerance_percent__lte=100), name="tolerance_is_a_percentage"),
            models.CheckConstraint(condition=~Q(source=""), name="allocation_has_source"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"


class AllocationDecision(models.Model):
    """The decision on a version, by somebody who did not propose it. One that agrees points at the rates it set."""

    version = models.OneToOneField(AllocationVersion, models.PROTECT, related_name="decision")
    agrees = models.BooleanField()
    words = models.TextField(max_length=2000, blank=True)
    rate = models.OneToOneField(Rate, models.PROTECT, null=True, related_name="+")
    tolerance = models.ForeignKey(Rate, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(words=""), name="allocation_no_says_why"),
            models.CheckConstraint(
                condition=Q(agrees=False, rate=None, tolerance=None)
                | Q(agrees=True, rate__isnull=False, tolerance__isnull=False),
                name="allocation_yes_sets_rates",
            ),
        ]


class IndicativeBudget(AboutPerson):
    """Points times a rate: a guide for planning, never a limit. The newest row counts and keeps its rate."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="indicative_budgets")
    allocation_version = models.ForeignKey(AllocationVersion, models.PROTECT, null=True, blank=True, related_name="+")
    points = models.PositiveSmallIntegerField()
    rate_pence = models.PositiveIntegerField(verbose_name="the rate")
    rate_from = models.DateField()
    rate_source = models.CharField(max_length=500)
    rate_verified = models.BooleanField()
    tolerance_percent = models.PositiveSmallIntegerField()
    weekly_pence = models.PositiveIntegerField(verbose_name="a week")
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = "your first budget"
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(points__gt=0), name="budget_has_points"),
            models.CheckConstraint(
                condition=Q(weekly_pence=F("points") * F("rate_pence")), name="budget_is_points_times_rate"
            ),
        ]


class Baseline(AboutPerson):
    """The cost of the usual support instead of a plan, frozen with the first budget (docs/rules/local-links.md 8).

    Only the council reads it, so that no saving steers the planning: neither the person nor the planner can.
    """

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="baselines")
    budget = models.OneToOneField(IndicativeBudget, models.PROTECT, related_name="baseline")
    minutes_per_week = models.PositiveIntegerField()
    words = models.TextField(max_length=2000)
    rate_pence = models.PositiveIntegerField(verbose_name="the rate")
    rate_from = models.DateField()
    rate_source = models.CharField(max_length=500)
    rate_verified = models.BooleanField()
    weekly_pence = models.PositiveIntegerField(verbose_name="a week")
    difference_pence = models.IntegerField(verbose_name="the difference, a week")
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
    """The second check of a baseline, by somebody outside the scheme (docs/rules/local-links.md 8)."""

    baseline = models.OneToOneField(Baseline, models.PROTECT, related_name="check_made")
    agrees = models.BooleanField()
    words = models.TextField(max_length=2000, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = "a second look at usual support"
        constraints = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(words=""), name="baseline_doubted_says_why"),
        ]


class PlanOutturn(AboutPerson):
    """What an approved plan costs, beside its first budget, to try a rule on. Only the council reads it.

    The room `plans` is above this one, so the approval of a plan writes the row.
    """

    budget = models.ForeignKey(IndicativeBudget, models.PROTECT, related_name="outturns")
    plan_number = models.PositiveSmallIntegerField()
    personal_budget_pence = models.PositiveIntegerField(verbose_name="personal budget, a week")
    approved_at = models.DateTimeField()

    class Meta:
        verbose_name = "what your plan came to"
        constraints = [models.UniqueConstraint(fields=["budget", "plan_number"], name="a_plan_comes_to_one_sum")]
        indexes = [models.Index(fields=["home", "approved_at"], name="outturns_of_a_council")]
