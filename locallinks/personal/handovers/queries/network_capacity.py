"""How many people each network can work with, and how many it works with now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from locallinks.foundation.accounts.models import Organisation
from locallinks.personal.handovers.choices import CapacityUnit, Freshness
from locallinks.personal.handovers.models import NetworkAnswer, NetworkCapacity
from locallinks.personal.handovers.rules import freshness, places_left
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import SUPPORT_STATES

WITH_THE_NETWORK = (PathwayState.PLANNING, PathwayState.PLAN_SUBMITTED, PathwayState.APPROVED, *SUPPORT_STATES)


@dataclass(frozen=True)
class CapacityNow:
    """The capacity a network recorded last, how many places are taken, and whether the record is still current."""

    recorded: NetworkCapacity
    taken: int
    freshness: Freshness

    @property
    def places_left(self) -> int:
        return places_left(self.recorded.places, self.taken)

    @property
    def is_full(self) -> bool:
        return self.freshness != Freshness.OVER and self.places_left == 0


def working_with(*, network_id: int, unit: str, on: date) -> int:
    """Return how many people the network works with, or with unit `a_month` how many it accepted in that month.

    For the network's own people, who see all of its pathways.
    """
    if unit == CapacityUnit.A_MONTH:
        accepted = NetworkAnswer.objects.filter(offer__network=network_id, accepts=True, recorded_at__year=on.year)
        return accepted.filter(recorded_at__month=on.month).count()
    return Pathway.objects.filter(network=network_id, closed_at=None, state__in=WITH_THE_NETWORK).count()


def capacity_of(network_id: int, on: date) -> CapacityNow | None:
    """Return the capacity of a network for its own people, with the places taken now.

    None where the network has recorded none, or the last day of what it recorded has passed.
    """
    recorded = NetworkCapacity.objects.filter(network=network_id).first()
    if recorded is None or _freshness(recorded, on) == Freshness.OVER:
        return None
    taken = working_with(network_id=network_id, unit=recorded.unit, on=on)
    return CapacityNow(recorded, taken, _freshness(recorded, on))


def latest_capacities(networks: Iterable[Organisation], on: date) -> dict[int, CapacityNow]:
    """Return by network what each recorded last, with the places taken on the day it did. One query.

    For those who make an offer, and may not see all the people of a network.
    """
    rows = NetworkCapacity.objects.filter(network__in=[network.pk for network in networks])
    newest = rows.order_by("network_id", "-recorded_at", "-pk").distinct("network_id")
    return {
        recorded.network_id: CapacityNow(recorded, recorded.working_with, _freshness(recorded, on))
        for recorded in newest
    }


def capacity_history(network_id: int) -> QuerySet[NetworkCapacity]:
    """Return every capacity a network recorded, the newest first."""
    return NetworkCapacity.objects.filter(network=network_id).select_related("recorded_by")


def count_waiting_for_network(network_id: int) -> int:
    """Return how many people have said yes and wait for this network's answer."""
    return Pathway.objects.filter(network=network_id, state=PathwayState.HANDOVER_SENT, closed_at=None).count()


def _freshness(capacity: NetworkCapacity, on: date) -> Freshness:
    return freshness(as_of=capacity.as_of, until=capacity.until, today=on)
