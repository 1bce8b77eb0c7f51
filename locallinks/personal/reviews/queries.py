"""The reviews of a pathway, when the next one is due, and the reviews that are due at a council."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet, Sum
from django.http import Http404

from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.people.queries.records import open_person_by_link
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.pipeline import Statement, constant
from locallinks.foundation.shared.roles import Capability, roles_shown
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries.arrangements import arrangements_of
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries.plan_view import approved_plan, lines_of
from locallinks.personal.reviews.choices import ReviewKind
from locallinks.personal.reviews.models import Contribution, LineReview, Review
from locallinks.personal.reviews.rules import (
    AT_LEAST_EVERY_MONTHS,
    DIRECT_PAYMENT_FIRST_MONTHS,
    DUE_SOON_DAYS,
    LIGHT_TOUCH_WEEKS,
    NextReview,
    next_review_of,
    pence_an_hour,
)

LINK_PURPOSE = InvitationPurpose.REVIEW  # of links by which somebody contributes to a review


@dataclass(frozen=True)
class ReviewedLine:
    """One line of the plan, its present arrangement, and what this review says about it, newest last."""

    line: Line
    arrangement: Arrangement | None
    words: list[LineReview]

    @property
    def last(self) -> LineReview | None:
        return self.words[-1] if self.words else None


@dataclass(frozen=True)
class PathwayCost:
    """One person's support: pence a week, minutes a week, pence an hour, and the next review."""

    pathway: Pathway
    weekly_pence: int
    minutes: int
    hour_pence: int | None
    next_review: NextReview | None


@dataclass(frozen=True)
class DueReviewDetails:
    """A review that is due or nearly due. `since`: when the time to it began to run."""

    pathway: Pathway
    next_review: NextReview
    since: datetime


def open_review(pathway: Pathway) -> Review | None:
    """Return the review that is being written, or None. One left unfinished by an earlier state is not open."""
    if pathway.state != PathwayState.IN_REVIEW:
        return None
    rows = Review.objects.filter(pathway=pathway, result=None).select_related("started_by")
    return rows.order_by("-started_at", "-pk").first()


def reviews_of(pathway: Pathway) -> QuerySet[Review]:
    """Return every review with its result, newest first."""
    rows = Review.objects.filter(pathway=pathway).select_related("result__finished_by", "started_by")
    return rows.order_by("-started_at", "-pk")


def next_review(pathway: Pathway) -> NextReview | None:
    """Return the next review; None before support was in place and after the pathway closed. One query."""
    rows = _dates(SELECT_ONE, {"pathway": pathway.pk}) if pathway.is_open else []
    return _next_review(rows[0]) if rows else None


def reviewed_lines(pathway: Pathway, review: Review | None, on: date) -> list[ReviewedLine]:
    """Return every line of the approved plan with its arrangement and its part of this review. Four queries."""
    plan = approved_plan(pathway)
    if plan is None:
        return []
    arrangement_of_line = {row.line_id: row for row in arrangements_of(pathway, on)}
    words: dict[int, list[LineReview]] = {}
    for word in LineReview.objects.filter(review=review).select_related("by") if review else ():
        words.setdefault(word.line_id, []).append(word)
    return [ReviewedLine(line, arrangement_of_line.get(line.pk), words.get(line.pk, [])) for line in lines_of(plan)]


def contributions_to(review: Review | None) -> list[Contribution]:
    """Return what a carer and others said in this review."""
    return list(Contribution.objects.filter(review=review).select_related("recorded_by")) if review else []


def review_of_link(*, viewer: Viewer, at: datetime) -> tuple[Review, str]:
    """Return the review that this link is about, and the person's preferred name. Raises Http404."""
    person = open_person_by_link(viewer=viewer, page="how it is going, by a link", at=at)
    about = viewer.invitation.record_id if viewer.invitation else None
    review = Review.objects.select_related("started_by", "result").filter(pk=about or 0).first()
    if review is None:
        raise Http404
    return review, person.preferred_name


def largest_costs(*, viewer: Viewer, today: date, limit: int = 200) -> list[PathwayCost]:
    """Return the support that costs the council most, for the social workers who review it. Three queries.

    It lets the largest plans be reviewed on time (docs/rules/systems.md 27); it does not suggest what to change.
    """
    homes = viewer.organisations_where_may(Capability.DECIDE)
    running = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))
    rows = Arrangement.objects.filter(running, home__in=homes, pathway__closed_at=None, price_pence__gt=0)
    sums = rows.values("pathway").annotate(pence=Sum("price_pence"), minutes=Sum("minutes_per_week"))
    largest = list(sums.order_by("-pence", "pathway")[:limit])
    keys = [row["pathway"] for row in largest]
    pathways = Pathway.objects.select_related("person", "network").in_bulk(keys)
    reviews = {row.pathway_id: _next_review(row) for row in _dates(SELECT_SEVERAL, {"pathways": keys})}
    return [
        PathwayCost(
            pathways[row["pathway"]],
            row["pence"],
            row["minutes"],
            pence_an_hour(row["pence"], row["minutes"]),
            reviews.get(row["pathway"]),
        )
        for row in largest
    ]


class DueReview(NamedTuple):
    """What a list sorts and counts by, of a review that is due or nearly due."""

    pathway_id: int
    next_review: NextReview
    since: datetime


def reviews_due(
    *, viewer: Viewer, today: date, workers: Collection[int] | None = None
) -> Statement[LazyList[DueReview, DueReviewDetails]]:
    """Return the reviews that are due or nearly due, for the social workers who hold them.

    One statement, and one query for the items that are shown. `workers`: only of people without a social worker or
    with one of these.
    """
    homes = list(viewer.organisations_with_role(*roles_shown("review")))
    if not homes:
        return constant(LazyList([], _due))
    parameters = {"homes": homes, "workers": None if workers is None else list(workers), **_perhaps_due(today)}

    def read(rows: list[tuple[Any, ...]]) -> LazyList[DueReview, DueReviewDetails]:
        reviews = [
            (row, review)
            for row in map(ReviewDates._make, rows)
            if (review := _next_review(row)) and review.from_on <= today
        ]
        return LazyList([DueReview(row.pathway_id, review, _since(row, review)) for row, review in reviews], _due)

    return Statement(SELECT_PERHAPS_DUE, parameters, read)


def _due(rows: Sequence[DueReview]) -> list[DueReviewDetails]:
    names = ("person", "network", "planner", "social_worker")
    pathways = Pathway.objects.select_related(*names).in_bulk([row.pathway_id for row in rows])
    return [DueReviewDetails(pathways[row.pathway_id], row.next_review, row.since) for row in rows]


class ReviewDates(NamedTuple):
    """The dates from which the next review is calculated. `since`: when the last review ended, or else the approval."""

    pathway_id: int
    signed_off_on: date | None
    agreed_on: date | None
    live_on: date | None
    begun_on: date | None
    set_on: date | None
    live_at: datetime | None
    since: datetime | None
    paid_from: date | None
    last_review_on: date | None


# A view and functions of the database (sql/), because Today and every person's page need these dates, and Django took
# longer to build the query than PostgreSQL to run it. A date set by a review from before support began is left out.
SELECT_DATES = """
select pathway_id, (signed_off_at at time zone %(zone)s)::date, agreed_on, (live_at at time zone %(zone)s)::date,
  (begun_at at time zone %(zone)s)::date, case when set_at >= live_at then set_on end, live_at,
  coalesce(set_at, signed_off_at), (paid_at at time zone %(zone)s)::date, (set_at at time zone %(zone)s)::date
from """

SELECT_ONE = f"{SELECT_DATES} review_dates_of(%(pathway)s)"
SELECT_SEVERAL = f"{SELECT_DATES} review_dates where pathway_id = any(%(pathways)s)"
# The database leaves out those who cannot be due; `next_review_of` then decides about the others (sql/).
SELECT_PERHAPS_DUE = f"""
{SELECT_DATES} review_dates_soon(
  %(homes)s, %(workers)s, %(soon)s, %(weeks_ago)s, %(months_ago)s, %(paid_before)s, %(zone)s)
"""


def _dates(sql: str, values: dict[str, Any]) -> list[ReviewDates]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values | {"zone": settings.TIME_ZONE})
        return [ReviewDates(*row) for row in cursor.fetchall()]


def _perhaps_due(today: date) -> dict[str, Any]:
    return {
        "soon": today + timedelta(days=DUE_SOON_DAYS),
        "weeks_ago": today - timedelta(weeks=LIGHT_TOUCH_WEEKS[0]),
        "months_ago": today - timedelta(days=AT_LEAST_EVERY_MONTHS * 30 - DUE_SOON_DAYS),
        "paid_before": today - timedelta(days=DIRECT_PAYMENT_FIRST_MONTHS * 30 - DUE_SOON_DAYS),
        "zone": settings.TIME_ZONE,
    }


def _since(row: ReviewDates, review: NextReview) -> datetime:
    """Return when the time to this review began to run: the start of support, the last review or the approval."""
    since = row.live_at if review.kind == ReviewKind.LIGHT_TOUCH else row.since
    assert since is not None  # without it `_next_review` returns None
    return since


def _next_review(row: ReviewDates) -> NextReview | None:
    if row.live_on is None or row.signed_off_on is None:
        return None
    return next_review_of(
        live_on=row.live_on,
        signed_off_on=row.signed_off_on,
        agreed_on=row.agreed_on,
        last_begun_on=row.begun_on,
        set_on=row.set_on,
        paid_from=row.paid_from,
        last_review_on=row.last_review_on,
    )
