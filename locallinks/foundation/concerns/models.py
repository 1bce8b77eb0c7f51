"""Safeguarding concerns, the colleagues they were opened to, the council's decisions, and the outcomes.

Rows never change: each records an act. The policies of migration 0002 list who may read them.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.concerns.choices import Decision, HarmKind, RiskOutcome, SafeToContact, WishesMet
from locallinks.foundation.people.models import Person, ViewerManager


class Concern(models.Model):
    """What somebody reported. `person` is null where the record was not known; then `about_name` says who it is.

    `hidden_from` holds the keys of the users whom the reporter ticked. `source_organisation` is the service that the
    concern is about. Neither those users nor anybody who works there learns that the concern exists. The key is
    random, because a gap in a sequence would reveal it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    about_name = models.CharField(max_length=200)
    about_where = models.CharField(max_length=300, blank=True)
    danger_now = models.BooleanField()
    what_happened = models.TextField(max_length=5000)
    kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    person_knows = models.BooleanField()
    wants = models.TextField(blank=True, max_length=2000)
    safe_to_contact = models.CharField(max_length=10, choices=SafeToContact.choices)
    safe_how = models.CharField(max_length=300, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    hidden_from = ArrayField(models.BigIntegerField(), default=list, blank=True)
    source_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    said_by = models.CharField(max_length=200, blank=True)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_from = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField()

    objects = ViewerManager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(about_name=""), name="concern_says_about_whom")]
        indexes = [models.Index(fields=["home", "-raised_at"])]

    def __str__(self) -> str:
        return self.about_name

    @property
    def kind_words(self) -> list[str]:
        return [HarmKind(kind).label if kind in HarmKind else kind for kind in self.kinds]

    @property
    def hidden_from_organisation_id(self) -> int | None:
        """The organisation whose staff may not read it, unless that is the council to which it was reported."""
        return None if self.source_organisation_id == self.home_id else self.source_organisation_id


class AboutConcern(models.Model):
    """What was done about a concern, visible to readers of the concern and to nobody else."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ViewerManager()

    class Meta:
        abstract = True


class ConcernReader(AboutConcern):
    """A safeguarding lead opened a concern to a colleague, who works on it until they leave the council."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="readers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = models.TextField(max_length=1000)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["concern", "user"], name="opened_once_to_somebody")]


class ConcernDecision(AboutConcern):
    """The answers to the three-part test, and what was decided. The newest decision counts.

    `number` counts the decisions about one concern from 1. It is unique, so that two people who decide at the same time
    cannot both succeed.
    """

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    has_needs = models.BooleanField()
    at_risk = models.BooleanField()
    cannot_protect = models.BooleanField()
    decision = models.CharField(max_length=12, choices=Decision.choices)
    reasons = models.TextField(max_length=5000)
    wants = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "number"], name="one_next_decision"),
            models.CheckConstraint(
                condition=~Q(has_needs=True, at_risk=True, cannot_protect=True) | Q(decision=Decision.ENQUIRY.value),
                name="all_three_parts_mean_enquiries",
            ),
        ]


class ConcernOutcome(AboutConcern):
    """What was found, what became of the risk, and whether what the person wanted happened."""

    concern = models.OneToOneField(Concern, models.PROTECT, related_name="outcome")
    findings = models.TextField(max_length=5000, verbose_name="found")
    risk = models.CharField(max_length=12, choices=RiskOutcome.choices)
    wishes = models.CharField(max_length=10, choices=WishesMet.choices)
    words = models.TextField(blank=True, max_length=2000)
    keeps_safe = models.TextField(max_length=2000)
