"""People who helped freely and leave, and what the person said about it."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Q

from locallinks.foundation.shared.pipeline import Statement, constant
from locallinks.foundation.shared.roles import roles_shown
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.models import Arrangement, HelperEnding
from locallinks.personal.brokerage.rules.helper_endings import ALERT_PERIOD
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import SUPPORT_STATES
from locallinks.personal.plans.choices import GIVEN_FREELY

SELECT_HELPERS_LEAVING = """
select pathway_id, provider_name, ends_on from brokerage_arrangement
where id = any(array(select * from helpers_leaving(%s, %s, %s, %s, %s, %s))) order by ends_on, id
"""


def last_arrangement_of(line_ids: list[int]) -> Arrangement | None:
    """Return the last arrangement of any of these lines, without those that never began, or None."""
    rows = Arrangement.objects.filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), line__in=line_ids)
    return rows.order_by("-starts_on", "-pk").first()


def wants_next(arrangement: Arrangement | None) -> str:
    """Return the person's newest `HelperWish` about an arrangement that ended, or an empty string."""
    newest = (
        HelperEnding.objects.filter(arrangement=arrangement).order_by("-at", "-pk").first() if arrangement else None
    )
    return newest.wants if newest else ""


def helper_endings_of(arrangement: Arrangement) -> list[HelperEnding]:
    """Return what the person said when a free helper of this arrangement left, the newest last: it counts."""
    return list(HelperEnding.objects.filter(arrangement=arrangement).select_related("recorded_by"))


def helpers_leaving(pathway: Pathway, on: date) -> list[Arrangement]:
    """Return the arrangements of one person whose helper leaves or left, and about which nothing was recorded."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from helpers_leaving(%s, %s, %s, %s, %s, %s)", [*_first_arguments(on), None, None, pathway.pk]
        )
        keys = [key for (key,) in cursor.fetchall()]
    arrangements = Arrangement.objects.in_bulk(keys) if keys else {}
    return [arrangements[key] for key in keys]


class HelperLeaving(NamedTuple):
    """As much of a helper who leaves as a list needs."""

    pathway_id: int
    provider_name: str
    ends_on: date


def people_losing_a_helper(
    *, viewer: Viewer, on: date, workers: Collection[int] | None = None
) -> Statement[list[HelperLeaving]]:
    """Return a statement for the same, for everybody this viewer's organisations plan with.

    `workers`: only for the people these work with and for those nobody works with; None for everybody.
    """
    organisations = list(viewer.organisations_with_records_open_to(*roles_shown("helper_leaving")))
    if not organisations:
        return constant([])
    rest = [organisations, None if workers is None else list(workers), None]
    return Statement(
        SELECT_HELPERS_LEAVING, [*_first_arguments(on), *rest], lambda rows: list(map(HelperLeaving._make, rows))
    )


def _first_arguments(on: date) -> list[Any]:
    """Return the first three arguments of `helpers_leaving`."""
    return [on - ALERT_PERIOD, sorted(GIVEN_FREELY), list(SUPPORT_STATES)]
