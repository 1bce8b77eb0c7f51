"""Services anybody can find, and the record of every feed they came from. Nothing here is about a supported person."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from locallinks.local.directory.choices import IssueKind, ServiceStatus
from locallinks.local.places.models import Ward


class ServiceOrganisation(models.Model):
    """Who runs a service, as the feed says. Not an `accounts.Organisation`: nobody signs in for it here."""

    source = models.CharField(max_length=60)
    source_id = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    email = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="one_organisation_of_an_id")]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """What a service is about or for whom. `key` is the folded path: "Dementia " and "dementia" are one tag."""

    key = models.CharField(max_length=500, unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Services(models.QuerySet["Service"]):
    def listed(self) -> "Services":
        """In the directory today: neither withdrawn by the feed nor closed."""
        return self.filter(withdrawn_at=None, status=ServiceStatus.ACTIVE)


class Service(models.Model):
    """One thing somebody can go to or ring. (source, source_id) is the feed's name for it; `uuid` is ours, for ever.

    A service that goes from the feed is withdrawn, never deleted: plans may stand on it.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=60)
    source_id = models.CharField(max_length=200)
    organisation = models.ForeignKey(ServiceOrganisation, models.PROTECT, related_name="services")
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    phone_note = models.CharField(max_length=200, blank=True)
    fees = models.TextField(blank=True)
    is_free = models.BooleanField(null=True, blank=True, help_text="Empty when the feed does not say")
    status = models.CharField(max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE.value)
    assured_on = models.DateField(null=True, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    eligibility = models.TextField(blank=True)
    how_to_join = models.TextField(blank=True)
    area_served = models.CharField(max_length=500, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    tags = models.ManyToManyField(Tag, through="ServiceTag", related_name="services")
    # Words of other tables, kept here by the import so that one index finds them.
    organisation_name = models.CharField(max_length=300, blank=True)
    other_words = models.TextField(blank=True)
    content_hash = models.CharField(max_length=32)
    # The entry as last read, so that an unchanged one need not be read again (rules/mending.py).
    entry_hash = models.CharField(max_length=32, blank=True)
    entry_issues = models.JSONField(default=list, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    search = models.GeneratedField(
        expression=(
            SearchVector("name", weight="A", config="english")
            + SearchVector("other_words", weight="B", config="english")
            + SearchVector("organisation_name", weight="C", config="english")
            + SearchVector("description", weight="D", config="english")
            + SearchVector("eligibility", weight="D", config="english")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = Services.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="one_service_of_an_id"),
            models.CheckConstraint(condition=~Q(name=""), name="service_has_a_name"),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in ServiceStatus]), name="service_status"
            ),
            models.CheckConstraint(
                condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(minimum_age__lte=F("maximum_age")),
                name="service_ages_in_order",
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="service_search"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="service_name_trigrams"),
            models.Index(fields=["name"], condition=Q(withdrawn_at=None), name="service_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceTag(models.Model):
    service = models.ForeignKey(Service, models.CASCADE, related_name="service_tags")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="service_tags")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "tag"], name="one_tag_once")]


class Location(models.Model):
    """Where a service meets. Without coordinates in the feed it stands at its postcode's middle."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="locations")
    name = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=500, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    ward = models.ForeignKey(Ward, models.PROTECT, null=True, blank=True, related_name="service_locations")
    placed_by_postcode = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["latitude", "longitude"], name="location_point"),
            models.Index(fields=["postcode"], name="location_postcode"),
        ]

    def __str__(self) -> str:
        return self.address or self.name or self.postcode


class Schedule(models.Model):
    """When a service meets: one row for each weekday or day of the month, so that a day can be searched."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="schedules")
    location = models.ForeignKey(Location, models.CASCADE, null=True, blank=True, related_name="schedules")
    weekday = models.SmallIntegerField(null=True, blank=True, help_text="0 is Monday")
    nth = models.SmallIntegerField(default=0, help_text="1 first, -1 last of the month; 0 every")
    monthday = models.SmallIntegerField(null=True, blank=True)
    freq = models.CharField(max_length=10, blank=True)
    interval = models.PositiveSmallIntegerField(default=1)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["weekday", "opens_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday=None) | Q(weekday__range=(0, 6)), name="weekday_monday_to_sunday"
            )
        ]
        indexes = [models.Index(fields=["weekday", "service"], name="schedule_weekday")]


class Contact(models.Model):
    """Who the feed says to get in touch with. Record-keepers' contacts are never kept."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=300, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    phone_note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]


class SynonymGroup(models.Model):
    """Words people use for the same thing: searching one finds the others."""

    words = ArrayField(models.CharField(max_length=60))

    def __str__(self) -> str:
        return ", ".join(self.words)


class FeedImport(models.Model):
    """One reading of one feed file: what was read and what became of it. read = loaded + refused."""

    source = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    version = models.CharField(max_length=5)
    by_name = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    whole = models.BooleanField(help_text="The file held the whole list, so services missing from it were taken off")
    read = models.PositiveIntegerField()
    loaded = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    mended = models.PositiveIntegerField(help_text="Loaded services in which something was put right")
    noted = models.PositiveIntegerField(help_text="Loaded services somebody should look at")
    refused = models.PositiveIntegerField()
    withdrawn = models.PositiveIntegerField()
    kept_though_missing = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="How many services by kind and code of issue")

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(read=F("loaded") + F("refused")), name="read_is_loaded_and_refused"),
            models.CheckConstraint(
                condition=Q(loaded=F("created") + F("changed") + F("unchanged")), name="loaded_is_new_changed_unchanged"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.started_at:%d %B %Y}"


class FeedIssue(models.Model):
    """One thing found in one service of one feed: mended, refused or to be looked at, and why."""

    feed_import = models.ForeignKey(FeedImport, models.CASCADE, related_name="issues")
    kind = models.CharField(max_length=7, choices=IssueKind.choices)
    code = models.CharField(max_length=30)
    source_id = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=300, blank=True)
    field = models.CharField(max_length=60, blank=True)
    what = models.CharField(max_length=300)
    remedy = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["feed_import", "kind", "code"], name="issue_by_kind")]
