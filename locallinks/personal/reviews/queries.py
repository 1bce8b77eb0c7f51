"""Reviews of one pathway, when the next is due, and whose is due now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.models import Plan
from locallinks.personal.reviews.models import Review, ReviewResult
from locallinks.personal.reviews.rules import AT_LEAST_EVERY_MONTHS, DUE_SOON_DAYS, LIGHT_TOUCH_WEEKS, Look, next_look


@dataclass(frozen=True)
class Due:
    """Somebody whose support it is time to look at. `since` is when that became so."""

    pathway: Pathway
    look: Look
    since: datetime


def review_now(pathway: Pathway) -> Review | None:
    """The review being written, if one is open. One that the way through left behind unfinished is not open."""
    if pathway.state != "in_review":
        return None
    rows = Review.objects.filter(pathway=pathway, result=None).select_related("started_by")
    return rows.order_by("-started_at", "-pk").first()


def reviews_of(pathway: Pathway) -> QuerySet[Review]:
    """Every review, newest first, with how it ended."""
    rows = Review.objects.filter(pathway=pathway).select_related("result__finished_by", "started_by")
    return rows.order_by("-started_at", "-pk")


def next_review(pathway: Pathway) -> Look | None:
    """The next look at how it is going; None until support has been in place, and after the end. One query."""
    row = _with_dates(Pathway.objects.filter(pk=pathway.pk)).first()
    return _look(row) if row and row.is_open else None


def reviews_due(*, viewer: Viewer, today: date, limit: int = 200) -> list[Due]:
    """Whose light touch or planned review is due, or nearly, for the social workers who hold them; one query."""
    homes = [hat.organisation_id for hat in viewer.hats if hat.role == "social_worker"]
    if not homes:
        return []
    rows = _with_dates(Pathway.objects.filter(home__in=homes, state="live")).select_related("person")
    found = []
    for row in rows.filter(_perhaps_due(today)).order_by("state_since")[:limit]:
        look = _look(row)
        if look and look.from_on <= today:
            found.append(Due(row, look, row.live_at if look.kind == "light_touch" else row.set_at or row.signed_off_at))
    return found


def _with_dates(rows: QuerySet[Pathway]) -> QuerySet[Any]:
    """Each pathway with the days its next look is reckoned from."""
    plan = Plan.objects.filter(pathway=OuterRef("pk"), approval__isnull=False).order_by("-number")
    live = Step.objects.filter(pathway=OuterRef("pk"), event="all_essential_lines_started").order_by("-number")
    begun = Review.objects.filter(pathway=OuterRef("pk")).order_by("-started_at")
    ended = ReviewResult.objects.filter(review__pathway=OuterRef("pk"), next_review_on__isnull=False)
    ended = ended.order_by("-finished_at", "-pk")
    return rows.annotate(
        signed_off_at=Subquery(plan.values("approval__at")[:1]), agreed_on=Subquery(plan.values("review_on")[:1]),
        live_at=Subquery(live.values("at")[:1]), begun_at=Subquery(begun.values("started_at")[:1]),
        set_on=Subquery(ended.values("next_review_on")[:1]), set_at=Subquery(ended.values("finished_at")[:1]),
    )  # fmt: skip


def _perhaps_due(today: date) -> Q:
    """A little wider than `next_look`, which has the last word: the database leaves out whom it cannot be."""
    soon = today + timedelta(days=DUE_SOON_DAYS)
    weeks_ago = today - timedelta(weeks=LIGHT_TOUCH_WEEKS[0])
    months_ago = today - timedelta(days=AT_LEAST_EVERY_MONTHS * 30 - DUE_SOON_DAYS)
    not_looked = Q(begun_at=None) | Q(begun_at__lt=F("live_at"))
    return (
        Q(set_on__lte=soon) | Q(agreed_on__lte=soon) | Q(signed_off_at__date__lte=months_ago)
        | (Q(live_at__date__lte=weeks_ago) & not_looked)
    )  # fmt: skip


def _look(row: Any) -> Look | None:
    if row.live_at is None or row.signed_off_at is None:
        return None
    since_live = row.set_at is not None and row.set_at >= row.live_at
    return next_look(
        live_on=localdate(row.live_at), signed_off_on=localdate(row.signed_off_at), agreed_on=row.agreed_on,
        last_begun_on=localdate(row.begun_at) if row.begun_at else None, set_on=row.set_on if since_live else None,
    )  # fmt: skip
