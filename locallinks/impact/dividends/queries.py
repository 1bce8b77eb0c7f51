"""What support would have cost, what it costs now, and the difference
(docs/rules/local-links.md 8). Sums, never names."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection

from locallinks.foundation.shared.viewer import Viewer, widened_to_organisations
from locallinks.impact.dividends.permissions import savings_council_id
from locallinks.impact.dividends.rules import council_paid_pence, weekly_saving_pence
from locallinks.personal.pathways.models import Pathway


@dataclass(frozen=True)
class Saving:
    """One person's support, without a name. Pence a week, both sides net of what the person pays."""

    pathway_id: int
    network: str
    before_pence: int
    now_pence: int

    @property
    def saving_pence(self) -> int:
        return weekly_saving_pence(self.before_pence, self.now_pence)


def count_waiting_for_second_check(*, viewer: Viewer, on: date) -> int:
    """How many would count but for the second look at their baseline: their support goes on meanwhile. One query."""
    return sum(not looked_at for _, looked_at in _planned_with_network(savings_council_id(viewer), on))


def weekly_saving(*, viewer: Viewer, pathway: Pathway, on: date) -> int | None:
    """Pence a week saved for one person on a day; None where they do not count (see `savings`)."""
    found = _savings(savings_council_id(viewer), on, pathway.pk)
    return found[0].saving_pence if found else None


def savings(*, viewer: Viewer, on: date) -> list[Saving]:
    """Everybody whose support was planned with a network and is in place, losses included; one query.

    Nobody counts without a baseline from before that plan that somebody outside the scheme agreed to, from the day they
    did (section 8; ADR 0015); before support has begun, while it is paused, after it
    ended, or where the council (or the person) planned first and the network came later: that is not its saving.
    """
    return _savings(savings_council_id(viewer), on)


SELECT_SAVINGS = """
select pathway, network, before, now, contribution, looked_at
from savings_counted(%(council)s, %(pathway)s, %(on)s, %(zone)s)
"""


def _savings(council_id: int, on: date, pathway_id: int | None = None) -> list[Saving]:
    """Those who count."""
    return [saving for saving, looked_at in _planned_with_network(council_id, on, pathway_id) if looked_at]


def _planned_with_network(council_id: int, on: date, pathway_id: int | None = None) -> list[tuple[Saving, bool]]:
    """Everybody planned with a network, with a baseline and support in place; and was that agreed to by then?"""
    with widened_to_organisations(council_id), connection.cursor() as cursor:
        cursor.execute(
            SELECT_SAVINGS, {"council": council_id, "on": on, "pathway": pathway_id, "zone": settings.TIME_ZONE}
        )
        return [
            (
                Saving(
                    pathway,
                    network,
                    council_paid_pence(cost_pence=before, max_charge_pence=contribution),
                    council_paid_pence(cost_pence=now, max_charge_pence=contribution),
                ),
                looked_at,
            )
            for pathway, network, before, now, contribution, looked_at in cursor.fetchall()
        ]
