"""The only place that reads the clock. Views and commands read it here; actions and rules are given `at=` or `today=`.

There is one calendar: a day is a day in settings.TIME_ZONE, here, in Django and in PostgreSQL (`guard.today()`).
"""

from datetime import date, datetime

from django.conf import settings
from django.db.models import DateField, F, Func, Value
from django.utils import timezone


class Today(Func):
    """`guard.today()` in a query: the day that row-level security uses, which `acting_as(today=)` may set."""

    function = "guard.today"
    output_field = DateField()  # type: ignore[assignment]


class LocalDate(Func):
    """The day of a timestamp column in settings.TIME_ZONE, read from PostgreSQL as a date.

    Django's own lookup `__date` returns the same and converts every row in Python.
    """

    template = "(%(expressions)s)::date"
    arg_joiner = " at time zone "
    output_field = DateField()  # type: ignore[assignment]

    def __init__(self, column: str) -> None:
        super().__init__(F(column), Value(settings.TIME_ZONE))


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return day(now())


def local(moment: datetime) -> datetime:
    """Return the same moment in settings.TIME_ZONE."""
    return timezone.localtime(moment, timezone.get_default_timezone())


def day(moment: datetime) -> date:
    """Return the day of a moment in settings.TIME_ZONE.

    Never use `moment.date()`: half past midnight in summer is still yesterday in UTC.
    """
    return local(moment).date()
