"""Wards, postcodes, and which organisation serves which ward. Nothing here is about a person."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from locallinks.foundation.accounts.models import Organisation


class DateRange(Func):
    """A period as a PostgreSQL range; the last day is not included."""

    function = "daterange"
    output_field = DateRangeField()


class Ward(models.Model):
    """A ward of a council, with its outline as simplified rings of [longitude, latitude]."""

    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=120)
    district_code = models.CharField(max_length=9, blank=True)
    district_name = models.CharField(max_length=120, blank=True)
    boundary = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["district_name", "name"]

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """A postcode and its centre point. Terminated ones too, because people still write them."""

    postcode = models.CharField(max_length=8, primary_key=True)
    outcode = models.CharField(max_length=4)
    latitude = models.FloatField()
    longitude = models.FloatField()
    ward = models.ForeignKey(Ward, models.PROTECT, null=True, blank=True, related_name="postcodes")

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude"], name="postcode_point")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(49, 62), longitude__range=(-9.5, 2.5)), name="postcode_in_the_uk"
            )
        ]

    def __str__(self) -> str:
        return self.postcode


class ServedAreas(models.QuerySet["ServedArea"]):
    def on(self, day: date) -> "ServedAreas":
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


class ServedArea(models.Model):
    """One organisation serves one ward, for a purpose and a time. Several organisations may serve the same ward."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="served_areas")
    ward = models.ForeignKey(Ward, models.PROTECT, related_name="served_areas")
    purpose = models.SlugField(max_length=30, default="local_links")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = ServedAreas.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="served_ends_after"),
            ExclusionConstraint(
                name="served_once_at_a_time",
                expressions=[
                    (DateRange("starts_on", "ends_on", RangeBoundary()), RangeOperators.OVERLAPS),
                    ("organisation", RangeOperators.EQUAL),
                    ("ward", RangeOperators.EQUAL),
                    ("purpose", RangeOperators.EQUAL),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} serves {self.ward}"
