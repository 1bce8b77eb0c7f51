"""How dates, times and amounts are written on every page (docs/rules/pages.md 2)."""

from collections.abc import Sized
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from locallinks.foundation.shared import working_days
from locallinks.foundation.shared.money import pounds

UK = ZoneInfo("Europe/London")

__all__ = ["clock_time", "day", "display", "linebreaks", "localise", "plural", "pounds", "short_day", "when"]


def localise(moment: datetime) -> datetime:
    """Convert to UK time. A datetime without a zone is taken to be in UK time already."""
    return moment.astimezone(UK) if moment.tzinfo else moment


def day(value: date | datetime | None) -> str:
    """Format a date: "12 November 2026", or "" for None."""
    if value is None:
        return ""
    value = localise(value) if isinstance(value, datetime) else value
    return f"{value.day} {value:%B %Y}"


def short_day(value: date | datetime | None) -> str:
    """Format a date within the year: "Thursday 12 November"."""
    if value is None:
        return ""
    value = localise(value) if isinstance(value, datetime) else value
    return f"{value:%A} {value.day} {value:%B}"


def clock_time(value: datetime | time | None) -> str:
    """Format a time: "10:30am", "10am", "midday", "midnight"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = localise(value).time()
    return working_days.clock_time(value)


def when(value: datetime | None) -> str:
    """Format a date and time: "12 November 2026 at 10:30am"."""
    return f"{day(value)} at {clock_time(value)}" if value else ""


def plural(count: int | Sized, singular: str, plural: str = "") -> str:
    """Format a number with its noun: "1 person", "3 people"."""
    number = count if isinstance(count, int) else len(count)
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def linebreaks(text: str) -> Markup:
    """Escape text, and turn its line breaks into <br>."""
    return Markup("<br>").join(escape(line) for line in str(text).split("\n"))


def display(value: Any) -> Any:
    """Format a value of any type for a table or a summary list."""
    if value is None or value == "":
        return "Not recorded"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return when(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, time):
        return clock_time(value)
    if isinstance(value, str) and not isinstance(value, Markup) and "\n" in value:
        return linebreaks(value)
    return value
