"""What stops an arrangement from being paused, resumed or changed, on past or future days.

As for arrangements, the end of a period is the first day after it, so that one period ends on the day the next begins.
"""

from collections.abc import Collection
from datetime import date

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.brokerage.choices import PauseReason
from locallinks.personal.brokerage.rules.arrangements import MAX_START_AHEAD, MAX_WEEKLY_PENCE


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
    """Return what stops a pause: it lies within the arrangement, and no two pauses share a day.

    `back_on`: the first day with it again. `others`: first day and `back_on` of the other pauses.
    """
    if first_day is None:
        return (Problem("Enter the first day without it", "first_day", "no_start"),)
    problems = []
    if reason not in PauseReason:
        problems.append(Problem("Choose why it pauses", "reason", "no_reason"))
    if first_day < starts_on:
        problems.append(Problem("It had not started on that day. Enter a later date", "first_day", "before_start"))
    if ends_on is not None and first_day >= ends_on:
        problems.append(Problem("It has ended by that day. Enter an earlier date", "first_day", "after_end"))
    if first_day > today + MAX_START_AHEAD:
        problems.append(Problem("This is more than a year away. Check the year", "first_day", "too_far"))
    if back_on is not None and back_on <= first_day:
        problems.append(Problem("It starts again before it pauses. Change one of the dates", "back_on", "dates"))
    if back_on is None and expected_on is None:
        problems.append(Problem("Enter the day you expect it to start again", "expected_on", "no_return"))
    elif back_on is None and expected_on is not None and expected_on <= first_day:
        problems.append(Problem("The day it is expected back must be after the first day", "expected_on", "dates"))
    if any(_overlap(first_day, back_on, *other) for other in others):
        problems.append(Problem("It is already paused on some of these days", "first_day", "already_paused"))
    return tuple(problems)


def _overlap(first: date, after: date | None, other_first: date, other_after: date | None) -> bool:
    return (other_after is None or first < other_after) and (after is None or other_first < after)


def back_problem(*, back_on: date | None, paused_on: date, today: date) -> Problem | None:
    """Return a problem where the first day with support again does not follow the start of the pause."""
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
    """Return what stops a change of price or hours: it begins while the arrangement runs. Prices are pence a week."""
    problems = []
    if from_on is None:
        problems.append(Problem("Enter the first day of the change", "from_on", "no_start"))
    elif from_on < starts_on or (ends_on is not None and from_on >= ends_on):
        problems.append(Problem("It does not run on that day. Enter another date", "from_on", "dates"))
    elif from_on > today + MAX_START_AHEAD:
        problems.append(Problem("This is more than a year away. Check the year", "from_on", "too_far"))
    if price_pence is None:
        problems.append(Problem("Enter the price a week; it can be £0.00", "price_pence", "no_price"))
    elif not 0 <= price_pence <= MAX_WEEKLY_PENCE:
        problems.append(Problem("The price must be from £0.00 to £20,000.00 a week", "price_pence", "bad_price"))
    if not reason.strip():
        problems.append(Problem("Say why it changes", "reason", "no_reason"))
    return tuple(problems)
