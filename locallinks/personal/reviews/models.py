"""Looking together at how it is going: what was planned, what happened, what changed, and what comes of it."""

import pghistory
from django.db import models

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.reviews.rules import KINDS, RESULTS


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name="ReviewHistory"
)
class Review(AboutPerson, Versioned):
    """One review. Written over one or more visits, by whoever takes part; how it ended is a `ReviewResult`."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    why = models.TextField(blank=True, max_length=2000)
    asked_by = models.CharField(max_length=200, blank=True)
    took_part = models.CharField(max_length=300, blank=True)
    happened = models.TextField(blank=True, max_length=5000)
    changed = models.TextField(blank=True, max_length=5000)
    words = models.TextField(blank=True, max_length=5000)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")


class ReviewResult(AboutPerson):
    """How a review ended. History: never changed."""

    review = models.OneToOneField(Review, models.PROTECT, related_name="result")
    result = models.CharField(max_length=20, choices=list(RESULTS.items()))
    next_review_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, max_length=2000)
    finished_at = models.DateTimeField()
    finished_by = models.ForeignKey(User, models.PROTECT, related_name="+")
