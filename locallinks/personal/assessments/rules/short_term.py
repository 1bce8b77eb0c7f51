"""Reablement and intermediate care: free for up to six weeks, and where somebody is on day 91.

Sources: docs/rules/care-act.md 5 and 10.1 (free up to six weeks); docs/rules/systems.md 22;
docs/rules/use-of-resources.md 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.assessments.choices import Day91Place

DAY_91 = 91


def free_until(starts_on: date, free_weeks: int) -> date:
    """Return the first day that may be charged for: six weeks from 1 June are free until 13 July."""
    return starts_on + timedelta(weeks=free_weeks)


def day_91(starts_on: date, left_hospital_on: date | None) -> date:
    """Return the day 91 days after they left hospital, or after the start of the help if they were not there."""
    return (left_hospital_on or starts_on) + timedelta(days=DAY_91)


def date_problems(
    *, starts_on: date, left_hospital_on: date | None, today: date, born: date | None
) -> tuple[Problem, ...]:
    """Return what is wrong with the dates on which a short spell of help starts."""
    problems = []
    if born and starts_on < born:
        problems.append(Problem("The start is before they were born. Check the date", "starts_on", "before_birth"))
    if starts_on > today + timedelta(days=60):
        problems.append(Problem("The start is more than 60 days away. Check the date", "starts_on", "too_late"))
    if left_hospital_on and left_hospital_on > starts_on:
        problems.append(
            Problem("They left hospital after this started. Check both dates", "left_hospital_on", "after_start")
        )
    return tuple(problems)


def end_problems(*, starts_on: date, ended_on: date, today: date) -> tuple[Problem, ...]:
    """Return what is wrong with the date on which a short spell of help ended."""
    if ended_on < starts_on:
        return (Problem("The end is before the start. Check the date", "ended_on", "before_start"),)
    if ended_on > today:
        return (Problem("Enter a day that is today or earlier", "ended_on", "later"),)
    return ()


@dataclass(frozen=True)
class HomeOnDay91:
    """How many were at home on day 91. `missing` were not asked or not found, and count neither as home nor as away."""

    home: int
    away: int
    missing: int

    @property
    def people(self) -> int:
        return self.home + self.away + self.missing

    @property
    def percent(self) -> str:
        """The share at home of those we know about, with one decimal; empty where we know about nobody."""
        known = self.home + self.away
        return f"{(2000 * self.home + known) // (2 * known) / 10:.1f}%" if known else ""


def home_on_day_91(answers: Sequence[str | None]) -> HomeOnDay91:
    """Return the counts of answers, one for each person whose day 91 has come; None: nobody asked about them."""
    home = sum(answer == Day91Place.HOME for answer in answers)
    missing = sum(answer in (None, Day91Place.NOT_FOUND) for answer in answers)
    return HomeOnDay91(home, len(answers) - home - missing, missing)
