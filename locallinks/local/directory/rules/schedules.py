"""When a service meets: reading schedules, putting them into words, and finding the next session.

Open Referral UK schedules are a small part of iCalendar: `freq` WEEKLY or MONTHLY, `byday` "TU,TH" or "1WE" or "-1FR",
`bymonthday`, `opens_at`, `closes_at`, `valid_from`, `valid_to` (docs/rules/open-referral.md 1).
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from locallinks.foundation.shared.working_days import clock_time
from locallinks.local.directory.rules.clean_data import IssueLog, Session
from locallinks.local.directory.rules.html_to_text import clean_line

WEEKDAY_CODES = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one"}
BYDAY = re.compile(r"(?P<nth>[+-]?\d)?(?P<day>MO|TU|WE|TH|FR|SA|SU)")
CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?")
LOOK_AHEAD = timedelta(days=399)  # a session further away than this is not shown as the next one
LONGEST_INTERVAL = 52


def read_sessions(entry: dict[str, Any], holders: tuple[dict[str, Any], ...], notes: IssueLog) -> tuple[Session, ...]:
    """Return every session rule of a service: its own, and those of each location."""
    sessions = [session for rule in _rules(entry) for session in session_rules(rule, None, notes)]
    for number, holder in enumerate(holders):
        location = holder.get("location")
        inside = _rules(location) if isinstance(location, dict) else []
        for rule in [*_rules(holder), *inside]:
            sessions += session_rules(rule, number, notes)
    return tuple(dict.fromkeys(sessions))[:60]


def _rules(holder: dict[str, Any]) -> list[dict[str, Any]]:
    for key in ("schedules", "regular_schedules", "regular_schedule"):
        if isinstance(holder.get(key), list):
            return [item for item in holder[key][:60] if isinstance(item, dict)]
    return []


def session_rules(rule: dict[str, Any], place: int | None, notes: IssueLog) -> list[Session]:
    """Return a schedule as one session for each weekday or day of the month, so that a day can be searched."""
    freq = clean_line(rule.get("freq"), 20).upper()
    note = clean_line(rule.get("description") or rule.get("notes"), 300)
    opens, closes = read_clock(rule.get("opens_at")), read_clock(rule.get("closes_at"))
    if opens and closes and closes <= opens:
        closes = None
    common: dict[str, Any] = {
        "interval": _interval(rule.get("interval")),
        "opens_at": opens,
        "closes_at": closes,
        "note": note,
        "place": place,
        "starts_on": read_date(rule.get("valid_from")) or read_date(rule.get("dtstart")),
        "ends_on": read_date(rule.get("valid_to")) or read_date(rule.get("until")),
    }
    days = [
        BYDAY.fullmatch(code.strip()) for code in clean_line(rule.get("byday"), 100).upper().split(",") if code.strip()
    ]
    if any(day is None for day in days):
        notes.mended(
            "schedule",
            "byday",
            f"The day “{clean_line(rule.get('byday'), 60)}” cannot be read.",
            "The words of the schedule were kept.",
        )
    named = [(WEEKDAY_CODES[day["day"]], int(day["nth"] or 0)) for day in days if day]
    monthdays = [
        int(day)
        for day in re.findall(r"-?\d+", clean_line(rule.get("bymonthday"), 100))
        if 1 <= abs(int(day[:4])) <= 31
    ]
    if named:
        # "Weekly on the first Wednesday" is how people write monthly.
        monthly = freq == "MONTHLY" or any(nth for _, nth in named)
        return [
            Session(weekday=day, nth=nth, freq="MONTHLY" if monthly else "WEEKLY", **common)
            for day, nth in dict.fromkeys(named)
        ]
    if freq == "MONTHLY" and monthdays:
        return [Session(monthday=day, freq="MONTHLY", **common) for day in dict.fromkeys(monthdays)]
    if opens or note:
        return [Session(**{**common, "interval": 1})]
    return []


def _interval(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return 1
    return number if 1 <= number <= LONGEST_INTERVAL else 1


def read_clock(value: Any) -> time | None:
    """Return the time of day in "10:00", "10:00:00" or "10:00Z", or None."""
    match = CLOCK.fullmatch(clean_line(value, 30))
    if not match or int(match["hour"]) > 23 or int(match["minute"]) > 59:
        return None
    return time(int(match["hour"]), int(match["minute"]))


def read_date(value: Any) -> date | None:
    """Return the date in "2024-11-27", "2024-11-27T10:30:45Z", "20241127" or "27/11/2024", or None."""
    text = clean_line(value, 40)
    uk = re.match(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)", text)
    iso = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text)
    try:
        day = (
            date(int(uk[3]), int(uk[2]), int(uk[1]))
            if uk
            else date(int(iso[1]), int(iso[2]), int(iso[3]))
            if iso
            else None
        )
    except ValueError:
        return None
    return day if day and 1900 <= day.year <= 2100 else None


def _opening_hours(session: Session) -> str:
    if session.opens_at is None:
        return ""
    if session.closes_at is None:
        return f"from {clock_time(session.opens_at)}"
    return f"{clock_time(session.opens_at)} to {clock_time(session.closes_at)}"


def session_in_words(session: Session) -> str:
    """Return "Every Tuesday, 10am to midday", "First Wednesday of the month, from 2pm" and so on."""
    when = _which_days(session)
    return ", ".join(part for part in (when, _opening_hours(session)) if part) or session.note


def _which_days(session: Session) -> str:
    if session.monthday is not None:
        day = "Last day" if session.monthday == -1 else f"Day {abs(session.monthday)}"
        return (
            f"{day} of the month"
            if session.monthday > 0 or session.monthday == -1
            else f"{day} from the end of the month"
        )
    if session.weekday is None:
        return ""
    name = WEEKDAYS[session.weekday]
    if session.freq == "MONTHLY":
        month = "of the month" if session.interval == 1 else f"every {session.interval} months"
        return (
            f"{ORDINALS[session.nth].capitalize()} {name} {month}"
            if session.nth in ORDINALS
            else f"Some {name}s each month"
        )
    if session.interval == 2:
        return f"Every other {name}"
    return f"Every {name}" if session.interval == 1 else f"{name}s, every {session.interval} weeks"


def next_session(rules: Iterable[Session], after: datetime) -> datetime | None:
    """Return when the session that is on at `after`, or else the next one, begins; None if the feed does not say.

    A rule without times lasts all its day.
    """
    moments = (moment for rule in rules if (moment := _next(rule, after)))
    return min(moments, default=None)


def _next(rule: Session, after: datetime) -> datetime | None:
    first = max(after.date(), rule.starts_on or after.date())
    last = min(first + LOOK_AHEAD, rule.ends_on or date.max)
    days = _recurrence(rule, first, last)
    for day in days.xafter(_midnight(first), inc=True) if days else ():
        moment = datetime.combine(day, rule.opens_at or time.min, tzinfo=after.tzinfo)
        ends = datetime.combine(day, rule.closes_at or rule.opens_at or time.max, tzinfo=after.tzinfo)
        if ends >= after:
            return moment
    return None


def _recurrence(rule: Session, first: date, last: date) -> rrule | None:
    """Return the days of a session rule until `last`, each as a midnight; None if the feed does not say.

    "Every other Tuesday" is counted from `starts_on`. Whole periods before `first` are left out, because rrule walks
    through all of them.
    """
    if rule.interval > 1 and rule.starts_on is None:
        return None
    begins = rule.starts_on or first
    if rule.monthday is not None or rule.freq == "MONTHLY":
        months = (first.year - begins.year) * 12 + first.month - begins.month
        begins = begins.replace(day=1) + relativedelta(months=months // rule.interval * rule.interval)
        nth = None
        if rule.monthday is None:
            if rule.weekday is None or not 1 <= abs(rule.nth) <= 5:  # no month has a sixth Tuesday
                return None
            nth = weekday(rule.weekday, rule.nth)
        return rrule(
            MONTHLY,
            dtstart=_midnight(begins),
            until=_midnight(last),
            interval=rule.interval,
            bymonthday=rule.monthday,
            byweekday=nth,
        )
    if rule.weekday is None:
        return None
    begins += timedelta(weeks=(first - begins).days // 7 // rule.interval * rule.interval)
    return rrule(
        WEEKLY, dtstart=_midnight(begins), until=_midnight(last), interval=rule.interval, byweekday=rule.weekday, wkst=0
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
