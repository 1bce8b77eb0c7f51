"""Records that may be of one person: candidates, merges and their undoing, and dismissed pairs."""

from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models.person import AboutPerson, Person, ViewerManager


class DuplicateCandidate(models.Model):
    """Two records that the search took for one person, with the probability (0 to 1) and the reasons."""

    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    first = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    probability = models.FloatField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()

    objects = ViewerManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_candidate_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="candidate_in_order"),
        ]


class Merge(AboutPerson):
    """The record of `person` is merged away: `survivor` is the one to use. No data is moved or deleted."""

    survivor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)
    merged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()

    class Meta:
        verbose_name = "two records put together"
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("survivor")), name="merge_is_of_two_records"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_says_why"),
        ]


class Unmerge(AboutPerson):
    """A merge is undone, because they were two people: the record merged away is used again."""

    merge = models.OneToOneField(Merge, models.PROTECT, related_name="undone")
    reason = models.TextField(max_length=2000)
    undone_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField()

    class Meta:
        verbose_name = "two records taken apart"


class DuplicateDismissal(AboutPerson):
    """Somebody decided that two records are of two people. The pair is not shown again."""

    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "records kept apart"
