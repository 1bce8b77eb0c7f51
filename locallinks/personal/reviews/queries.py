"""Reviews of one pathway, when the next is due, and whose is due now."""

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

LINK_PURPOSE = InvitationPurpose.REVIEW  # what a link to speak in a review is for


@dataclass(frozen=True)
class ReviewedLine:
    """One line of the plan: what was planned, who gives it now, and what was written about it, newest last."""

    line: Line
    given: Arrangement | None
    words: list[LineReview]

    @property
    def last(self) -> LineReview | None:
        return self.words[-1] if self.words else None


@dataclass(frozen=True)
class PathwayCost:
    """Somebody's support with what it costs the council a week, what an hour of it costs, and when it is looked at."""

    pathway: Pathway
    weekly_pence: int
    minutes: int
    hour_pence: int | None
    look: NextReview | None


@dataclass(frozen=True)
class DueReviewDetails:
    """Somebody whose support it is time to look at. `since` is when that became so."""

    pathway: Pathway
    look: NextReview
    since: datetime


def open_review(pathway: Pathway) -> Review | None:
    """The review being written, if one is open. One that the way through left behind unfinished is not open."""
    if pathway.state != PathwayState.IN_REVIEW:
        return None
    rows = Review.objects.filter(pathway=pathway, result=None).select_related("started_by")
    return rows.order_by("-started_at", "-pk").first()


def reviews_of(pathway: Pathway) -> QuerySet[Review]:
    """Every review, newest first, with how it ended."""
    rows = Review.objects.filter(pathway=pathway).select_related("result__finished_by", "started_by")
    return rows.order_by("-started_at", "-pk")


def next_review(pathway: Pathway) -> NextReview | None:
    """The next look at how it is going; None until support has been in place, and after the end. One query."""
    rows = _dates(SELECT_ONE, {"pathway": pathway.pk}) if pathway.is_open else []
    return _look(rows[0]) if rows else None


def reviewed_lines(pathway: Pathway, review: Review | None, on: date) -> list[ReviewedLine]:
    """Every line of the plan in force, with what is in place and what this review says of it. Four queries."""
    plan = approved_plan(pathway)
    if plan is None:
        return []
    given = {row.line_id: row for row in arrangements_of(pathway, on)}
    words: dict[int, list[LineReview]] = {}
    for word in LineReview.objects.filter(review=review).select_related("by") if review else ():
        words.setdefault(word.line_id, []).append(word)
    return [ReviewedLine(line, given.get(line.pk), words.get(line.pk, [])) for line in lines_of(plan)]


def contributions_to(review: Review | None) -> list[Contribution]:
    """What a carer and others said in this review."""
    return list(Contribution.objects.filter(review=review).select_related("recorded_by")) if review else []


def review_of_link(*, viewer: Viewer, at: datetime) -> tuple[Review, str]:
    """The review whoever holds this link is asked about, and the first name of the person. Raises Http404."""
    person = open_person_by_link(viewer=viewer, page="how it is going, by a link", at=at)
    about = viewer.invitation.record_id if viewer.invitation else None
    review = Review.objects.select_related("started_by", "result").filter(pk=about or 0).first()
    if review is None:
        raise Http404
    return review, person.preferred_name


def largest_costs(*, viewer: Viewer, today: date, limit: int = 200) -> list[PathwayCost]:
    """The support that costs most, for the social workers who review it; three queries however many.

    So that the largest plans are looked at on time (docs/rules/systems.md 27). The order says nothing about what to
    change.
    """
    homes = viewer.organisations_that(Capability.DECIDE)
    running = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))
    rows = Arrangement.objects.filter(running, home__in=homes, pathway__closed_at=None, price_pence__gt=0)
    sums = rows.values("pathway").annotate(pence=Sum("price_pence"), minutes=Sum("minutes_per_week"))
    largest = list(sums.order_by("-pence", "pathway")[:limit])
    keys = [row["pathway"] for row in largest]
    pathways = Pathway.objects.select_related("person", "network").in_bulk(keys)
    looks = {row.pathway_id: _look(row) for row in _dates(SELECT_SEVERAL, {"pathways": keys})}
    return [
        PathwayCost(
            pathways[row["pathway"]],
            row["pence"],
            row["minutes"],
            pence_an_hour(row["pence"], row["minutes"]),
            looks.get(row["pathway"]),
        )
        for row in largest
    ]


class DueReview(NamedTuple):
    """As much of a review that is due, or nearly, as a list sorts and counts by."""

    pathway_id: int
    look: NextReview
    since: datetime


def reviews_due(
    *, viewer: Viewer, today: date, workers: Collection[int] | None = None
) -> Statement[LazyList[DueReview, DueReviewDetails]]:
    """Whose light touch or planned review is due, or nearly, for the social workers who hold them; one more query for
    what is shown.

    `workers`: only of the people they work with, and of those nobody does.
    """
    homes = list(viewer.organisations_with(*roles_shown("review")))
    if not homes:
        return constant(LazyList([], _due))
    asked = {"homes": homes, "workers": None if workers is None else list(workers), **_perhaps_due(today)}

    def read(rows: list[tuple[Any, ...]]) -> LazyList[DueReview, DueReviewDetails]:
        looks = [(row, look) for row in map(ReviewDates._make, rows) if (look := _look(row)) and look.from_on <= today]
        return LazyList([DueReview(row.pathway_id, look, _since(row, look)) for row, look in looks], _due)

    return Statement(SELECT_PERHAPS_DUE, asked, read)


def _due(rows: Sequence[DueReview]) -> list[DueReviewDetails]:
    names = ("person", "network", "planner", "social_worker")
    pathways = Pathway.objects.select_related(*names).in_bulk([row.pathway_id for row in rows])
    return [DueReviewDetails(pathways[row.pathway_id], row.look, row.since) for row in rows]


class ReviewDates(NamedTuple):
    """The days one pathway's next look is reckoned from. `since`: when the last review ended, or else the sign-off."""

    pathway_id: int
    signed_off_on: date | None
    agreed_on: date | None
    live_on: date | None
    begun_on: date | None
    set_on: date | None
    live_at: datetime | None
    since: datetime | None
    paid_from: date | None
    looked_on: date | None


# A view and a function of the database (sql/): Today and every person's page ask it, and building or planning
# the same query each time took longer than running it. What a review before the support set is over.
SELECT_DATES = """
select pathway_id, (signed_off_at at time zone %(zone)s)::date, agreed_on, (live_at at time zone %(zone)s)::date,
  (begun_at at time zone %(zone)s)::date, case when set_at >= live_at then set_on end, live_at,
  coalesce(set_at, signed_off_at), (paid_at at time zone %(zone)s)::date, (set_at at time zone %(zone)s)::date
from """

SELECT_ONE = f"{SELECT_DATES} review_dates_of(%(pathway)s)"
SELECT_SEVERAL = f"{SELECT_DATES} review_dates where pathway_id = any(%(pathways)s)"
# A little wider than `next_review_of`, which has the last word: the database leaves out whom it cannot be (sql/).
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


def _since(row: ReviewDates, look: NextReview) -> datetime:
    """When the look became due to be reckoned: from the start of support, or from the last review or sign-off."""
    since = row.live_at if look.kind == ReviewKind.LIGHT_TOUCH else row.since
    assert since is not None  # without these `_look` gives nothing
    return since


def _look(row: ReviewDates) -> NextReview | None:
    if row.live_on is None or row.signed_off_on is None:
        return None
    return next_review_of(
        live_on=row.live_on,
        signed_off_on=row.signed_off_on,
        agreed_on=row.agreed_on,
        last_begun_on=row.begun_on,
        set_on=row.set_on,
        paid_from=row.paid_from,
        looked_on=row.looked_on,
    )
