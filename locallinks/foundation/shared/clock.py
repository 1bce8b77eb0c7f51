"""The only place that reads the clock. Views and commands ask here; actions and rules are told (`at=`, `today=`)."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return timezone.localdate()


def local(moment: datetime) -> datetime:
    """The same moment on the clock on the wall, which is one clock for everybody."""
    return timezone.localtime(moment, timezone.get_default_timezone())
