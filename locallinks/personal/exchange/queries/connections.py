"""Another system, by its key or by its name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection as database
from django.db.models import Count, Min, Q

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import RoleIn, Viewer, widened_to_organisations
from locallinks.personal.exchange.models import Connection
from locallinks.personal.exchange.permissions import (
    EXCHANGE,
    check_can_connect,
    councils_administered,
    councils_decided_for,
)
from locallinks.personal.exchange.rules.inbound import key_digest

MAX_REQUESTS_A_MINUTE = 300

# One statement knows the key, counts the request and says when it was last used: two at once each count.
SELECT_BY_KEY = """
update exchange_connection c
   set last_used_at = %(at)s, minute = %(minute)s,
       asked = case when c.minute = %(minute)s then c.asked + 1 else 1 end
 where c.digest = %(digest)s and c.ended_at is null and c.ends_on > %(today)s
returning c.id, c.asked
"""


@dataclass(frozen=True)
class ConnectionByKey:
    """What a key opened: the connection, whose eyes it has, and the seconds to wait where it asked too often."""

    connection: Connection
    viewer: Viewer
    wait_seconds: int = 0


def connection_by_key(*, key: str, at: datetime, most: int = MAX_REQUESTS_A_MINUTE) -> ConnectionByKey | None:
    """Whoever holds this key; None for a key that was never given, or whose connection has ended."""
    minute = at.replace(second=0, microsecond=0)
    with database.cursor() as cursor:
        cursor.execute(SELECT_BY_KEY, {"at": at, "today": clock.day(at), "minute": minute, "digest": key_digest(key)})
        row = cursor.fetchone()
    if row is None:
        return None
    found = Connection.objects.select_related("home").get(pk=row[0])
    left = (minute + timedelta(minutes=1) - at).seconds + 1
    return ConnectionByKey(found, viewer_of(found), left if row[1] > most else 0)


def key_over_on(*, key: str, at: datetime) -> date | None:
    """The day this key ended by itself; None for one that was never given, or whose connection somebody ended."""
    rows = Connection.objects.filter(digest=key_digest(key), ended_at=None, ends_on__lte=clock.day(at))
    return rows.values_list("ends_on", flat=True).first()


def viewer_of(connection: Connection) -> Viewer:
    """Return the viewer a connection acts as: its council, in a role that only this room knows."""
    held = RoleIn(EXCHANGE, connection.home_id, connection.home.name, connection.home.kind)
    return Viewer(user_id=connection.account_id, name=connection.name, roles_held=(held,))


def connection_named(name: str) -> Connection | None:
    """For the command line, by name; with two councils of one name for it, by the council: "Name @ Council"."""
    said, _, council = name.partition(" @ ")
    rows = Connection.objects.select_related("home").filter(name=said.strip(), ended_at=None)
    if council:
        rows = rows.filter(home__name=council.strip())
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def connections_with_counts(*, viewer: Viewer) -> list[Connection]:
    """The administrator's list: what is connected, and how much waits. It names nobody. Running ones first."""
    check_can_connect(viewer)
    rows = Connection.objects.filter(home__in=councils_administered(viewer)).select_related(
        "home", "made_by", "ended_by"
    )
    waiting = Q(records__state="waiting")
    counted = rows.annotate(
        sent=Count("records"),
        waiting=Count("records", filter=waiting),
        waits_since=Min("records__changed_at", filter=waiting),
    )
    with widened_to_organisations(*councils_administered(viewer)):
        return list(counted.order_by("ended_at", "name", "pk"))


def connection_of(*, viewer: Viewer, connection_id: int) -> Connection | None:
    check_can_connect(viewer)
    rows = Connection.objects.filter(home__in=councils_administered(viewer)).select_related("home")
    return rows.filter(pk=connection_id).first()


def connections_to_send_by(*, viewer: Viewer) -> list[Connection]:
    """Whose file a social worker may send."""
    rows = Connection.objects.filter(home__in=councils_decided_for(viewer), ended_at=None)
    return list(rows.select_related("home"))
