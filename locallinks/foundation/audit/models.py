"""Who did what, and who read what. Rows hold plain ids and names, no foreign keys, so deleting loses no entry."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from locallinks.foundation.audit.choices import EntryKind, EntryPurpose


class Entry(models.Model):
    """One action or one read of a record, append-only by trigger (migration 0002). Names are those of the time."""

    kind = models.CharField(max_length=5, choices=EntryKind.choices)
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
    purpose = models.CharField(max_length=20, default=EntryPurpose.SUPPORT.value)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person_id", "-at"]), models.Index(fields=["actor_id", "-at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in EntryKind]), name="audit_entry_kind"
            )
        ]


class ListedPeople(models.Model):
    """One list, search or file that named people of one home: who saw it, when, and the ids of the people.

    Append-only, and written by `guard.record_list`. Only the home reads a row; others read through
    `guard.lists_naming`, which never reveals who else was on a list (migration 0002).
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
    without_record = models.IntegerField()  # number of people named who have no record yet

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [GinIndex(fields=["people"], name="audit_listed_people")]
