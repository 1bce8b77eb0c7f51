"""For the few questions whose best plan depends on what is asked: docs/adr/0017."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

MODE = "select set_config('plan_cache_mode', %s, true)"


@contextmanager
def planned_each_time() -> Iterator[Any]:
    """A cursor whose questions PostgreSQL plans for their values, every time.

    A connection keeps one plan for what it is asked often. For a sum over everybody the council knows, planning takes a
    hundredth of the time and the wrong plan twenty times as long: what support cost took 4.8 seconds, not 0.2.
    """
    with connection.cursor() as cursor:
        cursor.execute(MODE, ["force_custom_plan"])
        yield cursor
        cursor.execute(MODE, ["auto"])
