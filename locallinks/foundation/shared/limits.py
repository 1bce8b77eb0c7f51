"""How often something may be sent from one address, and by everybody: counted in the database, for all web workers.

Django's own caches cannot count for several processes at once, so django-ratelimit would need another server; one row
an address does. Addresses are kept as digests of a day, so that the table tells nobody who was here.
"""

import ipaddress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

COUNT = """
insert into shared_knock (bucket, began, times) values (%(bucket)s, %(began)s, 1)
on conflict (bucket) do update
  set times = case when shared_knock.began = excluded.began then shared_knock.times + 1 else 1 end,
      began = excluded.began
returning times
"""
EVERYBODY = "everybody"


def where_from(*, remote: str, forwarded: str, proxies: int) -> str:
    """The address somebody sends from. Behind our own proxies, what the outermost of them was told; never more.

    An address of IPv6 counts by its first 64 bits: one household has as many as it likes.
    """
    told = [part.strip() for part in forwarded.split(",") if part.strip()]
    address = told[-proxies] if proxies and len(told) >= proxies else remote
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network(f"{number}/64", strict=False)) if number.version == 6 else str(number)


def too_many(*, address: str, at: datetime) -> int:
    """Count one more sending. Answers for how many seconds to wait; 0 where there is room.

    Counts at once, outside of what the page does: a page that is refused has been asked for all the same.
    """
    limits = settings.PUBLIC_POSTS
    seconds = limits["seconds"]
    began = datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=UTC)
    bucket = salted_hmac("locallinks.limits", f"{address} {began:%Y-%m-%d}", algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        times = {}
        for name in (bucket, EVERYBODY):
            cursor.execute(COUNT, {"bucket": name, "began": began})
            times[name] = cursor.fetchone()[0]
        if times[EVERYBODY] == 1:  # a new span of time: forget who was here before
            cursor.execute("delete from shared_knock where began < %s", [began - timedelta(days=1)])
    if times[bucket] <= limits["an_address"] and times[EVERYBODY] <= limits["everybody"]:
        return 0
    return max(1, int((began + timedelta(seconds=seconds) - at).total_seconds()))
