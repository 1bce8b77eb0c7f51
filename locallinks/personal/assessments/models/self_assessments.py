"""What somebody wrote about themselves, and the professional who went through it with them."""

from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.assessments.models.needs_assessment import Assessment, keep_history
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS


@keep_history("SelfAssessmentHistory")
class SelfAssessment(AboutPerson, Versioned):
    """The same conversation in the person's own hand: part to answers, as `actions.save_part` takes them."""

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="self_assessment")
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)  # whoever wrote last: themselves, by a link, or typed in by another
    said_by = models.CharField(max_length=200, blank=True)  # whose words were typed in
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "your own words before an assessment"


class SelfVerification(AboutPerson):
    """A professional went through it with the person. No decision rests on what nobody verified
    (docs/rules/care-act.md 2)."""

    self_assessment = models.OneToOneField(SelfAssessment, models.PROTECT, related_name="verification")
    how = models.TextField(max_length=MAX_WORDS)
    differs = models.TextField(max_length=MAX_WORDS, blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField()

    class Meta:
        verbose_name = "going through your own words with you"
        constraints = [models.CheckConstraint(condition=~Q(how=""), name="verification_says_how")]
