"""What stops a line from starting, when support is in place, and the status of an arrangement.

Source: docs/rules/local-links.md 3 (each line has a start date, a provider, a price of 0 or more, and its checks) and
5 (f) (the plan stays within the personal budget). An arrangement runs from its first day up to, but not including,
the day it ends, so that its replacement can start on that day. Prices are pence a week.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Protocol

from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.money import pounds
from locallinks.personal.brokerage.choices import ArrangementStatus

MAX_WEEKLY_PENCE = 20_000_00
MAX_START_AHEAD = timedelta(days=366)  # a later day is taken for a typing error

# The kinds of organisation that may be named for an arrangement: a named organisation can see whom it supports.
PROVIDER_KINDS = frozenset({"provider", "community_group", "network"})


class ArrangementLike(Protocol):
    """The fields of the `Arrangement` model that a rule reads; an unsaved arrangement has them too.

    `provider_name` may be a business, a neighbour or the person. A price of 0 is a price; None means no price.
    """

    @property
    def what(self) -> str: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def provider_name(self) -> str: ...
    @property
    def price_pence(self) -> int | None: ...
    @property
    def minutes_per_week(self) -> int: ...
    @property
    def checks_seen(self) -> str: ...
    @property
    def essential(self) -> bool: ...


def start_problems(row: ArrangementLike) -> tuple[Problem, ...]:
    """Return everything that stops an arrangement from starting."""
    problems = []
    if row.starts_on is None:
        problems.append(Problem(f"{row.what}: enter the date it starts", "starts_on", "no_start"))
    elif row.ends_on is not None and row.ends_on < row.starts_on:
        problems.append(Problem(f"{row.what}: it ends before it starts. Change one of the dates", "ends_on", "dates"))
    if not row.provider_name.strip():
        problems.append(Problem(f"{row.what}: say who will give it", "provider_name", "no_provider"))
    if row.price_pence is None:
        problems.append(Problem(f"{row.what}: enter the price a week; it can be £0.00", "price_pence", "no_price"))
    elif not 0 <= row.price_pence <= MAX_WEEKLY_PENCE:
        message = f"{row.what}: the price must be from £0.00 to £20,000.00 a week"
        problems.append(Problem(message, "price_pence", "bad_price"))
    if not row.checks_seen.strip():
        problems.append(
            Problem(
                f"{row.what}: checks on who gives it are missing or out of date. Finish them first",
                "checks_seen",
                "vetting",
            )
        )
    return tuple(problems)


def far_start_problem(starts_on: date | None, today: date) -> Problem | None:
    """Return a problem for a start more than 366 days ahead, which is taken for a typing error, or None."""
    if starts_on is not None and starts_on > today + MAX_START_AHEAD:
        return Problem("This is more than a year away. Check the year", "starts_on", "too_far")
    return None


def plan_problems(
    row: ArrangementLike, *, approved_on: date, plan_minutes: int, total_pence: int, budget_pence: int
) -> tuple[Problem, ...]:
    """Return where an arrangement departs from the approved plan: before approval, over budget, or with fewer hours.

    `plan_minutes`: the minutes a week of the plan's line. `total_pence`: the cost of the whole plan a week, this price
    included. Source: docs/rules/local-links.md 5 (f).
    """
    problems = []
    if row.starts_on is not None and row.starts_on < approved_on:
        problems.append(
            Problem("The plan was not approved yet on that day. Enter a later date", "starts_on", "before_approval")
        )
    if total_pence > budget_pence:
        problems.append(
            Problem(
                f"With this price the plan costs {pounds(total_pence)} a week, more than the personal budget of "
                f"{pounds(budget_pence)}. Agree another price, or ask the social worker for a review",
                "price_pence",
                "over_budget",
            )
        )
    if row.minutes_per_week < plan_minutes:
        problems.append(
            Problem(
                f"The plan says {hours_in_words(plan_minutes)} a week. Fewer hours need a review first: "
                "ask the social worker",
                "minutes_per_week",
                "fewer_hours",
            )
        )
    return tuple(problems)


def fewer_hours_problem(
    *, before_minutes: int, after_minutes: int, reviewed_on: date | None, change_on: date
) -> Problem | None:
    """Return a problem where hours fall without a review that ended by that day (docs/rules/care-act.md 8)."""
    if after_minutes >= before_minutes or (reviewed_on is not None and reviewed_on <= change_on):
        return None
    return Problem(
        f"It is {hours_in_words(before_minutes)} a week now. Fewer hours need a review first: ask the social worker",
        "minutes_per_week",
        "fewer_hours",
    )


def hours_in_words(minutes: int) -> str:
    """Return minutes in hours: "8 hours", "1.5 hours", "1 hour"."""
    number = f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
    return f"{number} hour" if number == "1" else f"{number} hours"


def overlap_problem(*, starts_on: date, other_starts_on: date, other_ends_on: date | None) -> Problem | None:
    """Return a problem where a line would have two arrangements on the same day."""
    if other_ends_on == other_starts_on:
        return None  # it never began
    if other_ends_on is None:
        return Problem("This part of the plan is already arranged. End what is there first", "", "already_arranged")
    if starts_on < other_ends_on:
        return Problem(
            f"It is arranged with somebody else until then. Start it on {other_ends_on:%-d %B %Y} or later",
            "starts_on",
            "already_arranged",
        )
    return None


def ends_on_after(last_day: date, starts_on: date) -> date:
    """Return the first day without an arrangement, from the last day with it.

    The day before it starts means that it never began. Raises DomainError for an earlier day.
    """
    ends_on = last_day + timedelta(days=1)
    if ends_on < starts_on:
        raise DomainError("It ends before it starts. Enter a later date", field="last_day", code="dates")
    return ends_on


def follows_problem(*, ends_on: date, next_starts_on: date, changed: bool) -> Problem | None:
    """Return a problem where an arrangement would end after its successor starts.

    `changed`: the successor is the same provider on other terms.
    """
    if ends_on <= next_starts_on:
        return None
    day = f"{next_starts_on:%-d %B %Y}"
    if changed:
        message = f"It changes on {day} and goes on from then. To end it after that day, end what is agreed from then"
    else:
        message = f"Somebody else gives it from {day}. Enter a day before that"
    return Problem(message, "last_day", "goes_on")


def urgent_problem(*, running: Collection[str], another: bool) -> Problem | None:
    """Return a problem where urgent support runs already and nobody has said that `another` is wanted as well."""
    if not running or another:
        return None
    message = f"This runs already: {'; '.join(running)}. Tick here if you want to start another one as well"
    return Problem(message, "another", "runs_already")


def all_essential_started(lines: Iterable[tuple[ArrangementLike, str]]) -> bool:
    """Return whether every essential line is in place; where none is essential, whether any line is."""
    lines = list(lines)
    essential = [line for line in lines if line[0].essential]
    if essential:
        return all(_in_place(*line) for line in essential)
    return any(_in_place(*line) for line in lines)


def live_facts(lines: Iterable[tuple[ArrangementLike, str]]) -> dict[str, bool]:
    """Return the facts that the event `all_essential_lines_started` needs, about every line.

    A line without an arrangement is an unsaved one without a start, provider or price.
    """
    lines = list(lines)
    wrong = {problem.code for row, _ in lines for problem in start_problems(row)}
    return {
        "essential_started": all_essential_started(lines),
        "lines_have_start": not wrong & {"no_start", "dates"},
        "lines_have_provider": "no_provider" not in wrong,
        "lines_have_price": not wrong & {"no_price", "bad_price"},
        "vetting_ok": "vetting" not in wrong,
    }


def arrangement_status(
    *, starts_on: date | None, ends_on: date | None, paused: bool = False, today: date
) -> ArrangementStatus:
    """Return the status of an arrangement from its dates.

    `paused`: whether it is paused today. Raises DomainError where it ends before it starts.
    """
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise DomainError("It ends before it starts. Change one of the dates", field="ends_on", code="dates")
    if ends_on is not None and today >= ends_on:
        return ArrangementStatus.ENDED
    if starts_on is None or today < starts_on:
        return ArrangementStatus.NOT_STARTED
    return ArrangementStatus.SUSPENDED if paused else ArrangementStatus.ACTIVE


def _in_place(row: ArrangementLike, status: str) -> bool:
    return status == ArrangementStatus.ACTIVE and not start_problems(row)
