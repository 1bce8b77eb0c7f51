"""How often somebody not signed in may send, from one address and in all: counted in the database, for all web workers.

Django's own caches cannot count for several processes at once, so django-ratelimit would need another server; one row
an address does. Addresses are kept as digests of a day, so that the table tells nobody who was here.

One address can shut no door for anybody else: what it is refused is counted for itself alone, and where all together
are too many, each address still gets its first few. Signing in has no total: the wrong passwords are counted by axes.
"""

import ipaddress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from locallinks.foundation.shared.models import Knock

COUNT = """
insert into shared_knock (bucket, began, times) values (%(bucket)s, %(began)s, 1)
on conflict (bucket) do update
  set times = case when shared_knock.began = excluded.began then shared_knock.times + 1 else 1 end,
      began = excluded.began
returning times
"""
UNKNOWN = "unknown"
NO_ADDRESS = "0.0.0.0"  # stands for an address that cannot be read


def where_from(*, remote: str, forwarded: str, proxies: int) -> str:
    """The address somebody sends from. Behind our own proxies, what the outermost of them was told; never more.

    An address of IPv6 counts by its first 64 bits: one household has as many as it likes.
    """
    told = [part.strip() for part in forwarded.split(",") if part.strip()]
    address = told[-proxies] if proxies and len(told) >= proxies else remote
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return UNKNOWN
    return str(ipaddress.ip_network(f"{number}/64", strict=False)) if number.version == 6 else str(number)


def address_of(request: HttpRequest) -> str:
    """Where this request comes from, as `where_from` says it."""
    return where_from(
        remote=request.META.get("REMOTE_ADDR", ""), forwarded=request.headers.get("X-Forwarded-For", ""),
        proxies=settings.PROXIES,
    )  # fmt: skip


def address_for_axes(request: HttpRequest) -> str:
    """The same as an address alone, which is what axes has a column for (AXES_CLIENT_IP_CALLABLE)."""
    found = address_of(request)
    return NO_ADDRESS if found == UNKNOWN else found.partition("/")[0]


def too_many(*, kind: str, address: str, at: datetime) -> int:
    """Count one more sending of this kind (settings.PUBLIC_POSTS). Answers how many seconds to wait; 0 where there is
    room.

    Counts at once, outside of what the page does: a page that is refused has been asked for all the same.
    """
    limits, seconds = settings.PUBLIC_POSTS[kind], settings.PUBLIC_POSTS_SECONDS
    began = datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=UTC)
    told = f"{kind} {address} {began:%Y-%m-%d}"
    times = _counted(salted_hmac("locallinks.limits", told, algorithm="sha256").hexdigest(), began)
    full = times > limits["an_address"]
    if not full and "together" in limits:
        together = _counted(f"everybody, {kind}", began)
        full = together > limits["together"] and times > limits["always"]
    return max(1, int((began + timedelta(seconds=seconds) - at).total_seconds())) if full else 0


def forget_old(at: datetime) -> int:
    """Who sent before yesterday. Answers how many rows went."""
    return Knock.objects.filter(began__lt=at - timedelta(days=1)).delete()[0]


def _counted(bucket: str, began: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"bucket": bucket, "began": began})
        return int(cursor.fetchone()[0])
