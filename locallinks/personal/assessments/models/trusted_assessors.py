"""Trusted assessors, the assessments accepted from them, and the checks of a sample (docs/rules/systems.md 25)."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import Delegation, Organisation, User
from locallinks.foundation.people.models import AboutPerson
from locallinks.personal.assessments.choices import AssessorScope
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS
from locallinks.personal.pathways.models import Pathway


class TrustedAssessor(models.Model):
    """Somebody outside the council, trained for a defined assessment and trusted from `since` to before `until`."""

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    works_for = models.CharField(max_length=200)
    scopes = ArrayField(models.CharField(max_length=20))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    # None: the duty is not delegated (Care Act section 79); the council accepts each assessment as its own.
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, blank=True, related_name="+")
    training = models.CharField(max_length=500)
    trusted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    trusted_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(scopes=[]), name="trusted_for_something"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="trust_ends_after_it_starts"
            ),
        ]

    def delegated_on(self, day: date) -> Delegation | None:
        """Return the delegation under which they assess on a day, or None where nothing is delegated to them."""
        return self.delegation if self.delegation is not None and self.delegation.is_in_force(day) else None


class TrustedAssessment(AboutPerson):
    """What a trusted assessor found, accepted by the council as its own. `number` counts those of one assessor."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="+")
    assessor = models.ForeignKey(TrustedAssessor, models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField()
    scope = models.CharField(max_length=20, choices=AssessorScope.choices, verbose_name="what it was about")
    assessed_on = models.DateField()
    findings = models.TextField(max_length=MAX_WORDS, verbose_name="found")
    advised = models.TextField(max_length=MAX_WORDS)
    to_check = models.BooleanField(verbose_name="looked at again")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "what a trusted assessor found"
        ordering = ["-assessed_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["assessor", "number"], name="trusted_assessments_are_numbered")]


class TrustedCheck(AboutPerson):
    """A social worker's check of one assessment of the sample."""

    assessment = models.OneToOneField(TrustedAssessment, models.PROTECT, related_name="check_made")
    agrees = models.BooleanField()
    words = models.TextField(max_length=MAX_WORDS)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = "a second look at a trusted assessor"
