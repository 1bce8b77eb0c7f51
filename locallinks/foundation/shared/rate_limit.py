"""Rate limits for forms that need no sign-in: per client address and in total, counted in the database.

The count is shared by all web workers. Django's local caches cannot do that, and django-ratelimit would need another
server; one row for each address is enough. Addresses are stored as digests that change every day, so that the table
does not tell who was here.

One address cannot use up the limit of others: requests that are refused count for their own address only, and when the
total is reached each address may still send its first few. Signing in has no total: django-axes counts wrong passwords.
"""

import ipaddress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from locallinks.foundation.shared.models import RateCount

COUNT_REQUEST = """
insert into shared_ratecount (bucket, began, request_count) values (%(bucket)s, %(began)s, 1)
on conflict (bucket) do update
  set request_count =
        case when shared_ratecount.began = excluded.began then shared_ratecount.request_count + 1 else 1 end,
      began = excluded.began
returning request_count
"""
UNKNOWN_CLIENT = "unknown"
NO_IP = "0.0.0.0"  # for axes: an address that cannot be parsed


def client_ip(*, remote: str, forwarded: str, proxies: int) -> str:
    """Return the client's address, or "unknown" for one that cannot be parsed.

    `proxies` is how many proxies of our own there are: the address is the one that the outermost of them put into the
    header `forwarded`. Whatever stands before it was sent by the client and is not believed. IPv6 addresses are cut
    to their first 64 bits, because one household may have all the rest.
    """
    hops = [part.strip() for part in forwarded.split(",") if part.strip()]
    address = hops[-proxies] if proxies and len(hops) >= proxies else remote
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return UNKNOWN_CLIENT
    return str(ipaddress.ip_network(f"{number}/64", strict=False)) if number.version == 6 else str(number)


def client_ip_of(request: HttpRequest) -> str:
    """Return the client's address of a request, as `client_ip` does."""
    return client_ip(
        remote=request.META.get("REMOTE_ADDR", ""),
        forwarded=request.headers.get("X-Forwarded-For", ""),
        proxies=settings.PROXIES,
    )


def client_ip_for_axes(request: HttpRequest) -> str:
    """Return the same without a prefix length, for the column of django-axes (AXES_CLIENT_IP_CALLABLE)."""
    client = client_ip_of(request)
    return NO_IP if client == UNKNOWN_CLIENT else client.partition("/")[0]


def seconds_to_wait(*, kind: str, address: str, at: datetime) -> int:
    """Count one more request of this kind and return how many seconds to wait; 0 while it is within the limit.

    The limits of each kind are in settings.PUBLIC_POSTS. Call it outside the transaction of the page, so that a request
    which is refused or fails counts too.
    """
    limits, seconds = settings.PUBLIC_POSTS[kind], settings.PUBLIC_POSTS_SECONDS
    began = datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=UTC)
    client = f"{kind} {address} {began:%Y-%m-%d}"
    request_count = _count(salted_hmac("locallinks.rate_limit", client, algorithm="sha256").hexdigest(), began)
    full = request_count > limits["per_address"]
    if not full and "together" in limits:
        total = _count(f"everybody, {kind}", began)
        full = total > limits["together"] and request_count > limits["always"]
    return max(1, int((began + timedelta(seconds=seconds) - at).total_seconds())) if full else 0


def delete_old_counts(at: datetime) -> int:
    """Delete the counts that began before yesterday. Returns how many rows were deleted."""
    return RateCount.objects.filter(began__lt=at - timedelta(days=1)).delete()[0]


def _count(bucket: str, began: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT_REQUEST, {"bucket": bucket, "began": began})
        return int(cursor.fetchone()[0])
