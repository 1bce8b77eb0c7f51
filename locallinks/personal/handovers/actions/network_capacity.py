"""Record how many people a network can work with."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.handovers import permissions, rules
from locallinks.personal.handovers.models import NetworkCapacity
from locallinks.personal.handovers.queries.network_capacity import working_with


@transaction.atomic
def record_capacity(
    *, viewer: Viewer, places: int, unit: str, as_of: date, until: date | None = None, words: str = "", at: datetime
) -> NetworkCapacity:
    """Record and return the capacity of the viewer's network; earlier records stay.

    Raises NotAllowed for anybody but its manager, and DomainError for values that make no sense.
    """
    network_id = permissions.managed_network_id(viewer)
    today = clock.day(at)
    rules.raise_problems(
        *rules.capacity_problems(places=places, unit=unit, as_of=as_of, until=until, words=words, today=today)
    )
    capacity = NetworkCapacity.objects.create(
        network_id=network_id,
        places=places,
        unit=unit,
        as_of=as_of,
        until=until,
        words=words.strip(),
        working_with=working_with(network_id=network_id, unit=unit, on=as_of),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(
        viewer=viewer, verb="said how much room there is", subject=capacity, reason=capacity.capacity_words, at=at
    )
    return capacity
