"""What support would have cost, what it costs now, and the saving, without names (docs/rules/local-links.md 8)."""

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
    """The support of one person, without a name. Pence a week, both amounts net of what the person pays."""

    pathway_id: int
    network: str
    before_pence: int
    now_pence: int

    @property
    def saving_pence(self) -> int:
        return weekly_saving_pence(self.before_pence, self.now_pence)


def count_waiting_for_second_check(*, viewer: Viewer, on: date) -> int:
    """Return how many people do not count only because their baseline has no second check yet. One query."""
    return sum(not is_checked for _, is_checked in _planned_with_network(savings_council_id(viewer), on))


def weekly_saving(*, viewer: Viewer, pathway: Pathway, on: date) -> int | None:
    """Return pence a week saved for one person on a day; None where they do not count (see `savings`)."""
    matching = _savings(savings_council_id(viewer), on, pathway.pk)
    return matching[0].saving_pence if matching else None


def savings(*, viewer: Viewer, on: date) -> list[Saving]:
    """Return the saving or loss for each person whose support was planned with a network and is in place. One query.

    A person counts from the day on which somebody outside the scheme agreed to a baseline older than the plan
    (docs/rules/local-links.md 8; docs/adr/0015). They do not count before support starts, while it is paused, after it
    has ended, or where the council or the person planned before the network did. Raises NotAllowed.
    """
    return _savings(savings_council_id(viewer), on)


SELECT_SAVINGS = """
select pathway, network, before, now, contribution, is_checked
from savings_counted(%(council)s, %(pathway)s, %(on)s, %(zone)s)
"""


def _savings(council_id: int, on: date, pathway_id: int | None = None) -> list[Saving]:
    return [saving for saving, is_checked in _planned_with_network(council_id, on, pathway_id) if is_checked]


def _planned_with_network(council_id: int, on: date, pathway_id: int | None = None) -> list[tuple[Saving, bool]]:
    """Everybody planned with a network with support in place, and whether their baseline had been agreed by then."""
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
                is_checked,
            )
            for pathway, network, before, now, contribution, is_checked in cursor.fetchall()
        ]
