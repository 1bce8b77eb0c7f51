"""Reviews of one pathway, and when the next is due."""

from datetime import date

from django.db.models import QuerySet

from locallinks.personal.pathways.models import Pathway
from locallinks.personal.reviews.models import Review, ReviewResult


def review_now(pathway: Pathway) -> Review | None:
    """The review being written, if one is open."""
    return Review.objects.filter(pathway=pathway, result=None).order_by("-started_at", "-pk").first()


def reviews_of(pathway: Pathway) -> QuerySet[Review]:
    """Every review, newest first, with how it ended."""
    return Review.objects.filter(pathway=pathway).select_related("result", "started_by").order_by("-started_at", "-pk")


def next_review_on(pathway: Pathway) -> date | None:
    """The day set at the last review that ended with one."""
    rows = ReviewResult.objects.filter(review__pathway=pathway).exclude(next_review_on=None)
    last = rows.order_by("-finished_at", "-pk").first()
    return last.next_review_on if last else None
