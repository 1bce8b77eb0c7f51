"""Friendships that end: who has left or is leaving, and what the person said about it."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Q

from locallinks.foundation.shared.pipeline import Statement, constant
from locallinks.foundation.shared.roles import roles_shown
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.models import Arrangement, HelperEnding
from locallinks.personal.brokerage.rules.helper_endings import ALERT_PERIOD, RELATIONSHIP_KINDS
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import SUPPORT_STATES

SELECT_HELPERS_LEAVING = """
select pathway_id, provider_name, ends_on from brokerage_arrangement
where id = any(array(select * from helpers_leaving(%s, %s, %s, %s, %s, %s))) order by ends_on, id
"""


def last_arrangement_of(line_ids: list[int]) -> Arrangement | None:
    """Whoever gave this last, in this plan or in the one it came from. What never began does not count."""
    rows = Arrangement.objects.filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), line__in=line_ids)
    return rows.order_by("-starts_on", "-pk").first()


def wants_next(arrangement: Arrangement | None) -> str:
    """The person's newest answer about whoever left; empty where nobody has asked."""
    said = HelperEnding.objects.filter(arrangement=arrangement).order_by("-at", "-pk").first() if arrangement else None
    return said.wants if said else ""


def helper_endings_of(arrangement: Arrangement) -> list[HelperEnding]:
    return list(HelperEnding.objects.filter(arrangement=arrangement).select_related("recorded_by"))


def helpers_leaving(pathway: Pathway, on: date) -> list[Arrangement]:
    """Of one person: who is leaving, or left, without a word about it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from helpers_leaving(%s, %s, %s, %s, %s, %s)", [*_unspoken(on), None, None, pathway.pk]
        )
        keys = [key for (key,) in cursor.fetchall()]
    found = Arrangement.objects.in_bulk(keys) if keys else {}
    return [found[key] for key in keys]


class HelperLeaving(NamedTuple):
    """As much of somebody who leaves as a list sorts and says."""

    pathway_id: int
    provider_name: str
    ends_on: date


def people_losing_a_helper(
    *, viewer: Viewer, on: date, workers: Collection[int] | None = None
) -> Statement[list[HelperLeaving]]:
    """The same, of everybody this viewer's organisations work with, for those who plan with people.

    `workers`: only of the people they work with, and of those nobody does.
    """
    places = list(viewer.organisations_as(*roles_shown("helper_leaving")))
    if not places:
        return constant([])
    ours = [places, None if workers is None else list(workers), None]
    return Statement(SELECT_HELPERS_LEAVING, [*_unspoken(on), *ours], lambda rows: list(map(HelperLeaving._make, rows)))


def _unspoken(on: date) -> list[Any]:
    """Freely given, ended or to end, in the plan in force, nobody again, and not talked about (sql/)."""
    return [on - ALERT_PERIOD, sorted(RELATIONSHIP_KINDS), list(SUPPORT_STATES)]
