"""The timetable of a week, parsed from the text of when a line happens: "Tuesdays, 10am to noon".

A text that cannot be parsed with certainty is not guessed at: its line is listed beside the week.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from locallinks.personal.plans.choices import PartOfDay
from locallinks.personal.plans.rules.checks import LineLike

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNCLEAR = re.compile(
    r"\b(not|except|apart|other than|but|alternate|fortnight\w*|every other|every second|every third|month\w*|"
    r"first|second|third|fourth|last|if|when|sometimes|or)\b"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?|s)?"
RANGE = re.compile(rf"\b({_DAY})\s*(?:to|-|–|until)\s*({_DAY})\b")
_FULL = r"(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|mons?|tues?|weds?|thurs?|fris?)"
ONE_DAY = re.compile(rf"\b({_FULL})(?:\s+(?:mornings?|afternoons?|evenings?|nights?))?\b")
EVERY = re.compile(r"\b(every day|each day|daily|every morning|every afternoon|every evening|every night|7 days)\b")
SPAN = re.compile(
    r"\b(\d{1,2})(?:[:.]\d\d)?\s*(am|pm)?\s*(?:to|-|–|until)\s*(?:(\d{1,2})(?:[:.]\d\d)?\s*(am|pm)|noon|midday|midnight)"
)
TIME = re.compile(r"\b(\d{1,2})(?:[:.]\d\d)?\s*(am|pm)\b")
NAMED = (
    (PartOfDay.MORNING, r"\b(mornings?|breakfast|getting up)\b"),
    (PartOfDay.AFTERNOON, r"\b(afternoons?|lunch\w*|noon|midday)\b"),
    (PartOfDay.EVENING, r"\b(evenings?|tea ?time|supper)\b"),
    (PartOfDay.NIGHT, r"\b(nights?|bed ?time|overnight)\b"),
)


@dataclass(frozen=True)
class WeekEntry:
    """A line of the plan on one day of the week (0 is Monday) in one part of the day."""

    day: int
    part: PartOfDay
    line: LineLike


def days_in(words: str) -> tuple[int, ...]:
    """Return the days of the week (0 is Monday) that the text names; empty where it is not certain."""
    text = words.casefold()
    if UNCLEAR.search(text):
        return ()
    if EVERY.search(text):
        return tuple(range(7))
    days = set[int]()
    for first, last in RANGE.findall(text):
        start, end = _number(first), _number(last)
        days |= {(start + n) % 7 for n in range((end - start) % 7 + 1)}
    days |= {_number(name) for name in ONE_DAY.findall(text)}
    if re.search(r"\bweekdays?\b", text):
        days |= set(range(5))
    if re.search(r"\bweekends?\b", text):
        days |= {5, 6}
    return tuple(sorted(days))


def parts_in(words: str) -> tuple[PartOfDay, ...]:
    """Return the parts of the day in which it begins; `ANY` where the text does not say."""
    text = words.casefold()
    parts = [_part_of(int(hour), half or end_half or "am") for hour, half, _, end_half in SPAN.findall(text)]
    parts += [_part_of(int(hour), half) for hour, half in TIME.findall(SPAN.sub(" ", text))]
    if not parts:
        parts = [part for part, pattern in NAMED if re.search(pattern, text)]
    return tuple(part for part in PartOfDay if part in parts) or (PartOfDay.ANY,)


def week_of(lines: Iterable[LineLike]) -> tuple[list[WeekEntry], list[LineLike]]:
    """Return the entries of the week, and the lines whose days are not certain."""
    placed, beside = [], []
    for line in lines:
        days = days_in(line.what_when)
        placed += [WeekEntry(day, part, line) for day in days for part in parts_in(line.what_when)]
        if not days:
            beside.append(line)
    return placed, beside


def parts_used(entries: Sequence[WeekEntry]) -> list[tuple[PartOfDay, str]]:
    """Return the columns to draw: morning, afternoon and evening, and those others that have an entry."""
    used = {entry.part for entry in entries} | {PartOfDay.MORNING, PartOfDay.AFTERNOON, PartOfDay.EVENING}
    return [(part, part.label) for part in PartOfDay if part in used]


def _number(name: str) -> int:
    return next(number for number, day in enumerate(DAYS) if day.casefold().startswith(name[:3]))


def _part_of(hour: int, half: str) -> PartOfDay:
    hour = hour % 12 + (12 if half == "pm" else 0)
    if 5 <= hour < 12:
        return PartOfDay.MORNING
    if 12 <= hour < 17:
        return PartOfDay.AFTERNOON
    return PartOfDay.EVENING if 17 <= hour < 22 else PartOfDay.NIGHT
