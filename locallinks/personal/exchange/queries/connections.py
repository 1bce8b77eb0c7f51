"""Connections, by key, by name and for the administrator."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection as database
from django.db.models import Count, Min, Q

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import RoleIn, Viewer, widened_to_organisations
from locallinks.personal.exchange.choices import RecordState
from locallinks.personal.exchange.models import Connection
from locallinks.personal.exchange.permissions import (
    EXCHANGE,
    check_can_connect,
    councils_administered,
    councils_decided_for,
)
from locallinks.personal.exchange.rules.connections import MAX_REQUESTS_A_MINUTE, key_digest

# One statement finds the key and counts the request, so that concurrent requests are all counted.
SELECT_BY_KEY = """
update exchange_connection c
   set last_used_at = %(at)s, minute = %(minute)s,
       requests_this_minute = case when c.minute = %(minute)s then c.requests_this_minute + 1 else 1 end
 where c.digest = %(digest)s and c.ended_at is null and c.ends_on > %(today)s
returning c.id, c.requests_this_minute
"""


@dataclass(frozen=True)
class ConnectionByKey:
    """The connection of a key, its viewer, and the seconds to wait where it has sent too many requests."""

    connection: Connection
    viewer: Viewer
    wait_seconds: int = 0


def connection_by_key(*, key: str, at: datetime, most: int = MAX_REQUESTS_A_MINUTE) -> ConnectionByKey | None:
    """Return the connection of this key; None for an unknown key or one whose connection has ended."""
    minute = at.replace(second=0, microsecond=0)
    with database.cursor() as cursor:
        cursor.execute(SELECT_BY_KEY, {"at": at, "today": clock.day(at), "minute": minute, "digest": key_digest(key)})
        row = cursor.fetchone()
    if row is None:
        return None
    connection = Connection.objects.select_related("home").get(pk=row[0])
    seconds = (minute + timedelta(minutes=1) - at).seconds + 1
    return ConnectionByKey(connection, viewer_of(connection), seconds if row[1] > most else 0)


def key_expired_on(*, key: str, at: datetime) -> date | None:
    """Return the day on which this key expired; None for an unknown key or one whose connection somebody ended."""
    rows = Connection.objects.filter(digest=key_digest(key), ended_at=None, ends_on__lte=clock.day(at))
    return rows.values_list("ends_on", flat=True).first()


def viewer_of(connection: Connection) -> Viewer:
    """Return the viewer of a connection: its council, and a role that only this room knows."""
    held = RoleIn(EXCHANGE, connection.home_id, connection.home.name, connection.home.kind)
    return Viewer(user_id=connection.account_id, name=connection.name, roles_held=(held,))


def connection_named(name: str) -> Connection | None:
    """Return the running connection of this name, or None. "Name @ Council" tells two councils apart."""
    short, _, council = name.partition(" @ ")
    rows = Connection.objects.select_related("home").filter(name=short.strip(), ended_at=None)
    if council:
        rows = rows.filter(home__name=council.strip())
    connections = list(rows[:2])
    return connections[0] if len(connections) == 1 else None


def connections_with_counts(*, viewer: Viewer) -> list[Connection]:
    """Return the viewer's councils' connections, running ones first, with how many records wait. Raises NotAllowed."""
    check_can_connect(viewer)
    rows = Connection.objects.filter(home__in=councils_administered(viewer)).select_related(
        "home", "made_by", "ended_by"
    )
    waiting = Q(records__state=RecordState.WAITING)
    counted = rows.annotate(
        sent=Count("records"),
        waiting=Count("records", filter=waiting),
        waits_since=Min("records__changed_at", filter=waiting),
    )
    with widened_to_organisations(*councils_administered(viewer)):
        return list(counted.order_by("ended_at", "name", "pk"))


def connection_of(*, viewer: Viewer, connection_id: int) -> Connection | None:
    """Return one connection of the councils that the viewer administers, or None. Raises NotAllowed."""
    check_can_connect(viewer)
    rows = Connection.objects.filter(home__in=councils_administered(viewer)).select_related("home")
    return rows.filter(pk=connection_id).first()


def connections_to_send_by(*, viewer: Viewer) -> list[Connection]:
    """Return the running connections for which this viewer may send a file."""
    rows = Connection.objects.filter(home__in=councils_decided_for(viewer), ended_at=None)
    return list(rows.select_related("home"))
