"""Two records that may be of one person: found alike, put together, taken apart, or kept apart."""

from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models.person import AboutPerson, Person, ViewerManager


class DuplicateCandidate(models.Model):
    """Two records that may be of one person, as the search found them: how likely, and why."""

    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    likely = models.FloatField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()

    objects = ViewerManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_candidate_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="candidate_in_order"),
        ]


class Merge(AboutPerson):
    """This record is laid aside: `kept` is the one that counts. Nothing moves and nothing is deleted."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)
    merged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()

    class Meta:
        verbose_name = "two records put together"
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("kept")), name="merge_is_of_two_records"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_says_why"),
        ]


class Unmerge(AboutPerson):
    """They were two people after all: the record laid aside counts again."""

    merge = models.OneToOneField(Merge, models.PROTECT, related_name="undone")
    reason = models.TextField(max_length=2000)
    undone_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField()

    class Meta:
        verbose_name = "two records taken apart"


class DuplicateDismissal(AboutPerson):
    """Looked at side by side: two people. The pair is not asked about again."""

    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "records kept apart"
