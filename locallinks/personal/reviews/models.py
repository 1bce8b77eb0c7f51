"""Looking together at how it is going: what was planned, what happened, what changed, and what comes of it."""

import pghistory
from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line
from locallinks.personal.reviews.choices import CanGoOn, ReviewKind, ReviewOutcome


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name="ReviewHistory"
)
class Review(AboutPerson, Versioned):
    """One review, written over one or more visits by those who take part. Its end is a `ReviewResult`."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=20, choices=ReviewKind.choices)
    why = models.TextField(blank=True, max_length=2000)
    asked_by = models.CharField(max_length=200, blank=True)
    took_part = models.CharField(max_length=300, blank=True)
    happened = models.TextField(blank=True, max_length=5000)
    changed = models.TextField(blank=True, max_length=5000)
    words = models.TextField(blank=True, max_length=5000)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")


class ReviewResult(AboutPerson):
    """How a review ended. It never changes."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="result")
    result = models.CharField(max_length=20, choices=ReviewOutcome.choices)
    next_review_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, max_length=2000)
    finished_at = models.DateTimeField()
    finished_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "what came of a review"


class LineReview(AboutPerson):
    """What happened with one line since the plan began, and what changed. The newest counts; earlier ones stay."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="line_words")
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    happened = models.TextField(max_length=2000)
    changed = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "how each part of the plan went"
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(happened=""), name="line_word_says_what_happened")]


class Contribution(AboutPerson):
    """What a carer or somebody else close to the person says in a review, by a link or typed in for them."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="voices")
    by_name = models.CharField(max_length=200)
    relation = models.CharField(max_length=100, blank=True)
    words = models.TextField(max_length=5000)
    can_go_on = models.CharField(max_length=10, choices=CanGoOn.choices, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "what others said in a review"
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words="") & ~Q(by_name=""), name="voice_says_who_and_what")]
