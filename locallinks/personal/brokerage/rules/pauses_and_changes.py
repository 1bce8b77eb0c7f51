"""Pausing, starting again and changing what runs, on days that may be past or to come: no gap, no double pay.

Every day of an arrangement is in one of three: before a change, in a pause, or after. A pause and a change have a first
day and a first day after, as arrangements do, so the day one ends is the day the next begins.
"""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.brokerage.rules.arrangements import MAX_START_AHEAD, MAX_WEEKLY_PENCE

PAUSE_REASONS: Mapping[str, str] = MappingProxyType(
    {"hospital": "In hospital", "away": "Away from home", "safety": "To keep somebody safe", "other": "Another reason"}
)


def pause_problems(
    *,
    first_day: date | None,
    back_on: date | None,
    expected_on: date | None,
    reason: str,
    starts_on: date,
    ends_on: date | None,
    others: Collection[tuple[date, date | None]],
    today: date,
) -> tuple[Problem, ...]:
    """A pause lies within the arrangement, and no two lie on the same day."""
    if first_day is None:
        return (Problem("Enter the first day without it", "first_day", "no_start"),)
    found = []
    if reason not in PAUSE_REASONS:
        found.append(Problem("Choose why it pauses", "reason", "no_reason"))
    if first_day < starts_on:
        found.append(Problem("It had not started on that day. Enter a later date", "first_day", "before_start"))
    if ends_on is not None and first_day >= ends_on:
        found.append(Problem("It has ended by that day. Enter an earlier date", "first_day", "after_end"))
    if first_day > today + MAX_START_AHEAD:
        found.append(Problem("This is more than a year away. Check the year", "first_day", "too_far"))
    if back_on is not None and back_on <= first_day:
        found.append(Problem("It starts again before it pauses. Change one of the dates", "back_on", "dates"))
    if back_on is None and expected_on is None:
        found.append(Problem("Enter the day you expect it to start again", "expected_on", "no_return"))
    elif back_on is None and expected_on is not None and expected_on <= first_day:
        found.append(Problem("The day it is expected back must be after the first day", "expected_on", "dates"))
    if any(_overlap(first_day, back_on, *other) for other in others):
        found.append(Problem("It is already paused on some of these days", "first_day", "already_paused"))
    return tuple(found)


def _overlap(first: date, after: date | None, other_first: date, other_after: date | None) -> bool:
    return (other_after is None or first < other_after) and (after is None or other_first < after)


def back_problem(*, back_on: date | None, paused_on: date, today: date) -> Problem | None:
    """The first day with it again: after the pause began; past or to come."""
    if back_on is None:
        return Problem("Enter the first day with it again", "back_on", "no_date")
    if back_on <= paused_on:
        return Problem("It starts again before it paused. Enter a later date", "back_on", "dates")
    if back_on > today + MAX_START_AHEAD:
        return Problem("This is more than a year away. Check the year", "back_on", "too_far")
    return None


def change_problems(
    *, from_on: date | None, price_pence: int | None, reason: str, starts_on: date, ends_on: date | None, today: date
) -> tuple[Problem, ...]:
    """A change begins while the arrangement runs; the old terms hold up to that day and the new ones from it."""
    found = []
    if from_on is None:
        found.append(Problem("Enter the first day of the change", "from_on", "no_start"))
    elif from_on < starts_on or (ends_on is not None and from_on >= ends_on):
        found.append(Problem("It does not run on that day. Enter another date", "from_on", "dates"))
    elif from_on > today + MAX_START_AHEAD:
        found.append(Problem("This is more than a year away. Check the year", "from_on", "too_far"))
    if price_pence is None:
        found.append(Problem("Enter the price a week; it can be £0.00", "price_pence", "no_price"))
    elif not 0 <= price_pence <= MAX_WEEKLY_PENCE:
        found.append(Problem("The price must be from £0.00 to £20,000.00 a week", "price_pence", "bad_price"))
    if not reason.strip():
        found.append(Problem("Say why it changes", "reason", "no_reason"))
    return tuple(found)
