"""Reviews of one pathway, when the next is due, and whose is due now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from locallinks.foundation.shared.clock import local
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.reviews.models import Review
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
    rows = _dates(OF_ONE, {"pathway": pathway.pk}) if pathway.is_open else []
    return _look(rows[0]) if rows else None


def reviews_due(*, viewer: Viewer, today: date, limit: int = 200) -> list[Due]:
    """Whose light touch or planned review is due, or nearly, for the social workers who hold them; two queries."""
    homes = [hat.organisation_id for hat in viewer.hats if hat.role == "social_worker"]
    if not homes:
        return []
    dates = _dates(PERHAPS_DUE, {"homes": homes, "limit": limit, **_perhaps_due(today)})
    looks = [(row, look) for row in dates if (look := _look(row)) and look.from_on <= today]
    pathways = Pathway.objects.select_related("person").in_bulk([row.pathway_id for row, _ in looks])
    return [Due(pathways[row.pathway_id], look, _since(row, look)) for row, look in looks]


class Dates(NamedTuple):
    """The days one pathway's next look is reckoned from."""

    pathway_id: int
    signed_off_at: datetime | None
    agreed_on: date | None
    live_at: datetime | None
    begun_at: datetime | None
    set_on: date | None
    set_at: datetime | None


# A view and a function of the database (migration 0004): Today and every person's page ask it, and building or planning
# the same query each time took longer than running it.
COLUMNS = "pathway_id, signed_off_at, agreed_on, live_at, begun_at, set_on, set_at"
OF_ONE = f"select {COLUMNS} from review_dates_of(%(pathway)s)"  # noqa: S608 - our own constants
# A little wider than `next_look`, which has the last word: the database leaves out whom it cannot be.
PERHAPS_DUE = f"""
select {COLUMNS} from (select * from review_dates where home_id = any(%(homes)s) and state = 'live'
  order by state_since) dated
where set_on <= %(soon)s or agreed_on <= %(soon)s or (signed_off_at at time zone %(zone)s)::date <= %(months_ago)s
  or ((live_at at time zone %(zone)s)::date <= %(weeks_ago)s and (begun_at is null or begun_at < live_at))
limit %(limit)s"""  # noqa: S608 - our own constants


def _dates(sql: str, values: dict[str, Any]) -> list[Dates]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Dates(*row) for row in cursor.fetchall()]


def _perhaps_due(today: date) -> dict[str, Any]:
    return {
        "soon": today + timedelta(days=DUE_SOON_DAYS),
        "weeks_ago": today - timedelta(weeks=LIGHT_TOUCH_WEEKS[0]),
        "months_ago": today - timedelta(days=AT_LEAST_EVERY_MONTHS * 30 - DUE_SOON_DAYS),
        "zone": settings.TIME_ZONE,
    }


def _since(row: Dates, look: Look) -> datetime:
    """When the look became due to be reckoned: from the start of support, or from the last review or sign-off."""
    since = row.live_at if look.kind == "light_touch" else row.set_at or row.signed_off_at
    assert since is not None  # without these `_look` gives nothing
    return since


def _look(row: Dates) -> Look | None:
    if row.live_at is None or row.signed_off_at is None:
        return None
    since_live = row.set_at is not None and row.set_at >= row.live_at
    return next_look(
        live_on=local(row.live_at).date(), signed_off_on=local(row.signed_off_at).date(), agreed_on=row.agreed_on,
        last_begun_on=local(row.begun_at).date() if row.begun_at else None, set_on=row.set_on if since_live else None,
    )  # fmt: skip
