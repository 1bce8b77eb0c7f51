"""What was found and agreed for each line of an approved plan: who gives it, from when, at what price."""

from datetime import date, timedelta

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models import AboutPerson, Period
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.brokerage.rules import hours
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line

# The days an arrangement runs, as PostgreSQL compares them: from the first, up to the day it ends.
DAYS = Func("starts_on", "ends_on", function="daterange", output_field=DateRangeField())


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    append_only=True,
    context_field=None,
    model_name="ArrangementHistory",
)
class Arrangement(AboutPerson, Versioned, Period):
    """One line of a plan, made to happen. `price_pence` is what the council is charged a week, before the person pays
    anything of it; community support costs 0. `ends_on` is the first day without it.

    `line` is empty only for urgent support that could not wait for the plan (care-act.md section 1, s.19(3)).
    """

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="arrangements")
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="arrangements")
    what = models.CharField(max_length=300)
    provider_name = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    price_pence = models.PositiveIntegerField()
    minutes_per_week = models.PositiveIntegerField(default=0)
    essential = models.BooleanField(default=False)
    checks_seen = models.TextField(blank=True, max_length=1000)
    urgent_reason = models.TextField(blank=True, max_length=1000)
    arranged_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
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
                expressions=[("line", RangeOperators.EQUAL), (DAYS, RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [models.Index(fields=["organisation", "starts_on"])]

    @property
    def last_day(self) -> date | None:
        """The last day with it, as people say it; none while it goes on."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def hours_words(self) -> str:
        return f"{hours(self.minutes_per_week)} a week" if self.minutes_per_week else ""
