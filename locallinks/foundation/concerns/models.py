"""Somebody is worried about a person's safety; what the council decided, and whether what the person wanted happened.

Nothing here ever changes: each row is an act. The guard (migration 0002) hides a concern from whoever it names.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.concerns.rules import DECISIONS, KIND_WORDS, RISKS, SAFE, WISHES
from locallinks.foundation.people.models import ForViewer, Person


class Concern(models.Model):
    """What somebody told. `person` is empty where the record was not known: then `about_name` says who it is.

    `source_users` and `source_organisations` are those of ours whom it names: they never learn that it exists.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    about_name = models.CharField(max_length=200)
    about_where = models.CharField(max_length=300, blank=True)
    danger_now = models.BooleanField()
    what_happened = models.TextField(max_length=5000)
    kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    person_knows = models.BooleanField()
    wants = models.TextField(blank=True, max_length=2000)
    safe_to_contact = models.CharField(max_length=10, choices=list(SAFE.items()))
    safe_how = models.CharField(max_length=300, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    source_users = ArrayField(models.BigIntegerField(), default=list, blank=True)
    source_organisations = ArrayField(models.IntegerField(), default=list, blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_from = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField()

    objects = ForViewer()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(about_name=""), name="concern_says_about_whom")]
        indexes = [models.Index(fields=["home", "-raised_at"])]

    def __str__(self) -> str:
        return self.about_name

    @property
    def kind_words(self) -> list[str]:
        return [KIND_WORDS.get(kind, kind) for kind in self.kinds]


class OfConcern(models.Model):
    """What was done about a concern: seen by whoever may see the concern, and nobody else."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ForViewer()

    class Meta:
        abstract = True


class ConcernDecision(OfConcern):
    """The three-part test, part by part, and what the social worker decided. The newest counts."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="decisions")
    has_needs = models.BooleanField()
    at_risk = models.BooleanField()
    cannot_protect = models.BooleanField()
    decision = models.CharField(max_length=12, choices=list(DECISIONS.items()))
    reasons = models.TextField(max_length=5000)
    wants = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(has_needs=True, at_risk=True, cannot_protect=True) | Q(decision="enquiry"),
                name="all_three_parts_mean_enquiries",
            )
        ]


class ConcernOutcome(OfConcern):
    """What was found, what became of the risk, and did what the person wanted happen (Making Safeguarding Personal)."""

    concern = models.OneToOneField(Concern, models.PROTECT, related_name="outcome")
    found = models.TextField(max_length=5000)
    risk = models.CharField(max_length=12, choices=list(RISKS.items()))
    wishes = models.CharField(max_length=10, choices=list(WISHES.items()))
    words = models.TextField(blank=True, max_length=2000)
    keeps_safe = models.TextField(max_length=2000)
