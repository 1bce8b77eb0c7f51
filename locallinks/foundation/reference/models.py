"""Rates, lists of codes and bank holidays, each with its dates, its source, and whether it was verified."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from locallinks.foundation.reference import rules
from locallinks.foundation.reference.choices import RateTopic, RateUnit


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> "DatedQuerySet":
        """The rows in force on that day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class DatedRow(models.Model):
    """A row in force from `starts_on` up to, but not including, `ends_on`.

    Constraints of migration 0002 prevent rows of one code from overlapping.
    """

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=500)
    verified = models.BooleanField(default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def covers(self, day: date) -> bool:
        return rules.is_in_force(self.starts_on, self.ends_on, day)


class Rate(DatedRow):
    """One figure for a period. A change is a new row: a trigger allows an old one only to end or to become verified.

    `amount` is in the unit of the rate: pence, working days, months, percent or a number.
    """

    code = models.SlugField(max_length=60)
    words = models.CharField(max_length=200)
    topic = models.CharField(max_length=20, choices=RateTopic.choices)
    amount = models.IntegerField()
    unit = models.CharField(max_length=20, choices=RateUnit.choices)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["topic", "code", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="rate_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="rate_has_source"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="rate_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.in_words}"

    @property
    def in_words(self) -> str:
        return rules.rate_words(self.amount, self.unit)

    @property
    def is_money(self) -> bool:
        return rules.is_money(self.unit)

    @property
    def last_verification(self) -> "Verification | None":
        return next(iter(self.verifications.all()), None)


class Code(DatedRow):
    """One choice of a list, such as a reason or a type, with the words that people read."""

    list_name = models.SlugField(max_length=60)
    code = models.SlugField(max_length=60)
    words = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["list_name", "order", "code"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="code_has_source"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="code_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class BankHoliday(models.Model):
    """A day that is not a working day."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=500)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.name


class Verification(models.Model):
    """Somebody compared a rate, or a year of bank holidays, with its source.

    The user is a plain key and name, because `accounts` is above this room.
    """

    rate = models.ForeignKey(Rate, models.PROTECT, null=True, blank=True, related_name="verifications")
    holidays_of = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=500)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__isnull=False, holidays_of=None) | Q(rate=None, holidays_of__isnull=False),
                name="verification_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="verification_has_source"),
        ]
