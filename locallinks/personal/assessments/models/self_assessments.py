"""Self-assessments, and their verification by a professional."""

from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.assessments.models.needs_assessment import Assessment, keep_history
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS


@keep_history("SelfAssessmentHistory")
class SelfAssessment(AboutPerson, Versioned):
    """An assessment written by the person. `answers` maps the slug of a part to answers as `save_part` takes them."""

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="self_assessment")
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)  # the user or holder of a link who wrote last
    said_by = models.CharField(max_length=200, blank=True)  # whose words were typed in
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "your own words before an assessment"


class SelfVerification(AboutPerson):
    """That a professional went through it with the person; only then may a decision rest on it
    (docs/rules/care-act.md 2)."""

    self_assessment = models.OneToOneField(SelfAssessment, models.PROTECT, related_name="verification")
    how = models.TextField(max_length=MAX_WORDS)
    differs = models.TextField(max_length=MAX_WORDS, blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField()

    class Meta:
        verbose_name = "going through your own words with you"
        constraints = [models.CheckConstraint(condition=~Q(how=""), name="verification_says_how")]
