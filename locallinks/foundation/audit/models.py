"""What was done and who looked. Plain ids and names: audit points at nobody, so nothing can be lost by deleting."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class EntryKind(models.TextChoices):
    WRITE = "write", "Did something"
    READ = "read", "Looked"


class Entry(models.Model):
    """One act or one look. Append-only by trigger (migration 0002); names are as they were at the time."""

    kind = models.CharField(max_length=5, choices=EntryKind)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    organisation_id = models.IntegerField(null=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=200, blank=True)
    home_id = models.IntegerField(null=True)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    purpose = models.CharField(max_length=20, default="support")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person_id", "-at"]), models.Index(fields=["actor_id", "-at"])]
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=["write", "read"]), name="audit_entry_kind")]


class ListedPeople(models.Model):
    """One list, search or file in which people of one home were named: who saw it, when, and the people on it.

    Append-only, written and read by `guard.record_list` and `guard.lists_naming` alone but for the home (migration
    0004): the ids of those who stood beside somebody are nobody else's to know.
    """

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    organisation_id = models.IntegerField(null=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    home_id = models.IntegerField()
    page = models.CharField(max_length=80)
    purpose = models.CharField(max_length=20)
    people = ArrayField(models.BigIntegerField())
    without_record = models.IntegerField()  # how many more were named who have no record yet

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [GinIndex(fields=["people"], name="audit_listed_people")]
