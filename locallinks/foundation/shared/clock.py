"""The only place that reads the clock. Views and commands ask here; actions and rules are told (`at=`, `today=`).

One calendar: a day is a day in settings.TIME_ZONE, here, in Django and in PostgreSQL (`guard.today()`).
"""

from datetime import date, datetime

from django.db.models import DateField, Func
from django.utils import timezone


class Today(Func):
    """`guard.today()` in a query: the day that row-level security goes by, which `acting_as(today=)` may set."""

    function = "guard.today"
    output_field = DateField()  # type: ignore[assignment]


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return day(now())


def local(moment: datetime) -> datetime:
    """The same moment on the clock on the wall, which is one clock for everybody."""
    return timezone.localtime(moment, timezone.get_default_timezone())


def day(moment: datetime) -> date:
    """The day this moment falls on. Never `moment.date()`: half past midnight in summer is still yesterday in UTC."""
    return local(moment).date()
