"""Support arranged for the lines of a plan, its pauses, requests for quotes, and prices above the plan's."""

from datetime import date, timedelta
from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models import AboutPerson, Period
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.brokerage.choices import HelperWish, PauseReason, PersonReason, ProviderReason
from locallinks.personal.brokerage.rules.arrangements import hours_in_words
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line

# The days an arrangement runs, as a PostgreSQL range: `ends_on` is not included.
DAYS_RUNNING = Func("starts_on", "ends_on", function="daterange", output_field=DateRangeField())


class HasWeeklyMinutes(models.Model):
    """A record with `minutes_per_week`, which may be 0 or None."""

    minutes_per_week: Any

    class Meta:
        abstract = True

    @property
    def hours_words(self) -> str:
        """ "3 hours a week", or nothing where no hours are counted."""
        return f"{hours_in_words(self.minutes_per_week)} a week" if self.minutes_per_week else ""


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    append_only=True,
    context_field=None,
    model_name="ArrangementHistory",
)
class Arrangement(AboutPerson, Versioned, Period, HasWeeklyMinutes):
    """Support arranged for one line of a plan. `ends_on` is the first day without it.

    `price_pence` is what the council is charged a week, before the person's contribution; community support costs 0.

    `line` is empty only for urgent support that could not wait for the plan (docs/rules/care-act.md 1, s.19(3)).
    """

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="arrangements")
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="arrangements")
    what = models.CharField(max_length=300)
    provider_name = models.CharField(max_length=300, verbose_name="who gives it")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    price_pence = models.PositiveIntegerField(verbose_name="price, a week")
    minutes_per_week = models.PositiveIntegerField(default=0)
    essential = models.BooleanField(default=False)
    checks_seen = models.TextField(blank=True, max_length=1000, verbose_name="checks that were seen")
    check_until = models.DateField(null=True, blank=True)
    urgent_reason = models.TextField(blank=True, max_length=1000)
    arranged_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "support that was arranged"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="arrangement_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=False) | ~Q(urgent_reason=""), name="only_urgent_support_has_no_line"
            ),
            ExclusionConstraint(
                name="one_arrangement_a_line_at_a_time",
                expressions=[("line", RangeOperators.EQUAL), (DAYS_RUNNING, RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "starts_on"]),
            models.Index(fields=["ends_on"], condition=Q(ends_on__isnull=False), name="arrangement_ended"),
        ]

    @property
    def last_day(self) -> date | None:
        """The last day with it, as pages show it; None while no end is set."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    append_only=True,
    context_field=None,
    model_name="ArrangementPauseHistory",
)
class ArrangementPause(AboutPerson, Versioned, Period):
    """Days on which an arrangement is interrupted. `ends_on` is the first day with it again.

    `retainer_pence` is what is paid a week during the pause to keep the place: 0 unless it was agreed.
    """

    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=10, choices=PauseReason.choices)
    words = models.TextField(blank=True, max_length=1000)
    expected_on = models.DateField(null=True, blank=True)
    retainer_pence = models.PositiveIntegerField(default=0, verbose_name="paid while it is paused, a week")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "pauses of support"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="pause_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) | Q(expected_on__isnull=False), name="pause_expects_a_return"
            ),
            ExclusionConstraint(
                name="one_pause_at_a_time",
                expressions=[("arrangement", RangeOperators.EQUAL), (DAYS_RUNNING, RangeOperators.OVERLAPS)],
            ),
        ]


class QuoteRequest(AboutPerson, HasWeeklyMinutes):
    """A provider was asked whether it could give one line. The row holds all that the provider is shown.

    The link to answer by is an `Invitation` for "say_price" about this row; a provider asked by phone has none.
    """

    line = models.ForeignKey(Line, models.PROTECT, related_name="quote_requests")
    to_name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    first_name = models.CharField(max_length=100)
    area = models.CharField(max_length=200, verbose_name="part of town")
    what = models.CharField(max_length=300)
    what_when = models.CharField(max_length=300, blank=True)
    minutes_per_week = models.PositiveIntegerField(default=0)
    wanted_on = models.DateField()
    urgent = models.BooleanField(default=False)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = "who was asked to help"
        ordering = ["asked_at", "pk"]


class Quote(AboutPerson, HasWeeklyMinutes):
    """The provider's answer. A later quote for the same request replaces an earlier one; both are kept."""

    request = models.ForeignKey(QuoteRequest, models.PROTECT, related_name="quotes")
    can_help = models.BooleanField()
    reason = models.CharField(max_length=20, choices=ProviderReason.choices, blank=True)
    price_pence = models.PositiveIntegerField(null=True, blank=True, verbose_name="price, a week")
    minutes_per_week = models.PositiveIntegerField(null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True, max_length=1000)
    by_name = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "what they answered"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(can_help=False) | Q(price_pence__isnull=False, from_on__isnull=False),
                name="a_yes_has_price_and_start",
            ),
            models.CheckConstraint(condition=Q(can_help=True) | ~Q(reason=""), name="a_no_has_a_reason"),
        ]


class QuoteDecision(AboutPerson):
    """What the person decided about one quote, in their words."""

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="decisions")
    wants = models.BooleanField()
    reason = models.CharField(max_length=20, choices=PersonReason.choices, blank=True)
    words = models.TextField(max_length=2000)
    said_by = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "what you chose"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(wants=True) | ~Q(reason=""), name="a_persons_no_has_a_reason"),
            models.CheckConstraint(condition=~Q(words="") & ~Q(said_by=""), name="a_choice_is_in_somebodys_words"),
        ]


class PriceRequest(AboutPerson):
    """A request to agree a price above what the plan says for a line, with the reason."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="price_requests")
    price_pence = models.PositiveIntegerField(verbose_name="price, a week")
    reason = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = "a price that was asked for"
        ordering = ["asked_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="price_request_has_a_reason")]


class PriceDecision(AboutPerson):
    """Whether that price was agreed, by somebody other than the requester and within their approval limit."""

    request = models.OneToOneField(PriceRequest, models.PROTECT, related_name="decision")
    agreed = models.BooleanField()
    words = models.TextField(max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "the answer about a price"
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="price_decision_has_words")]


class HelperEnding(AboutPerson):
    """What the person says when somebody who helped them freely leaves, and would like next. The newest counts."""

    arrangement = models.ForeignKey(Arrangement, models.PROTECT, related_name="helper_endings")
    wants = models.CharField(max_length=20, choices=HelperWish.choices)
    words = models.TextField(max_length=2000)
    said_by = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "somebody who stopped coming"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(said_by=""), name="a_helper_ending_is_in_somebodys_words"
            )
        ]
