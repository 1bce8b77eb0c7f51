"""Working days, and a time of day in words. Holidays are reference data and passed in."""

from collections.abc import Collection
from datetime import date, time, timedelta


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    return day.weekday() < 5 and day not in holidays


def add_working_days(day: date, days: int, holidays: Collection[date] = ()) -> date:
    """Return the date `days` working days after `day`, which does not count itself. Zero returns `day`."""
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day, holidays):
            days -= 1
    return day


def working_days_between(start: date, end: date, holidays: Collection[date] = ()) -> int:
    """Return the number of working days after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, holidays)
    return sum(is_working_day(start + timedelta(days=n + 1), holidays) for n in range((end - start).days))


def clock_time(value: time) -> str:
    """ "10:30am", "10am", "midday", "midnight": as the GOV.UK and NHS style guides write times."""
    if (value.hour, value.minute) in {(0, 0), (12, 0)}:
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"
