"""Starting what an approved plan holds: each line's checks, when support is in place, and where an arrangement stands.

docs/rules/local-links.md 3: each line has start date, provider, price 0 or more, vetting ok. Section 5 (f): once the
personal budget is set, the plan stays within it. An arrangement runs from its first day up to, but not including, the
day it ends: what takes its place can start that day, with no gap and no day paid twice.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Protocol

from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.money import pounds

MAX_WEEKLY_PENCE = 20_000_00
MAX_START_AHEAD = timedelta(days=366)  # later than this is a slip of the keys

# An organisation that is named for an arrangement can see whom it supports; nobody else may be let in this way.
PROVIDER_KINDS = frozenset({"provider", "community_group", "network"})

ARRANGEMENT_STATUSES: Mapping[str, str] = MappingProxyType(
    {"not_started": "Starts soon", "active": "In place", "suspended": "Paused", "ended": "Ended"}
)


class ArrangementLike(Protocol):
    """The fields of the `Arrangement` model that a rule reads; one that is being typed, or not yet found, fits too.

    `provider_name` is whoever gives it: a business, a neighbour, the person. A price of 0 is a price, None is not.
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
    """Return everything that stops this from starting. A price of nothing is a price; no price is not."""
    found = []
    if row.starts_on is None:
        found.append(Problem(f"{row.what}: enter the date it starts", "starts_on", "no_start"))
    elif row.ends_on is not None and row.ends_on < row.starts_on:
        found.append(Problem(f"{row.what}: it ends before it starts. Change one of the dates", "ends_on", "dates"))
    if not row.provider_name.strip():
        found.append(Problem(f"{row.what}: say who will give it", "provider_name", "no_provider"))
    if row.price_pence is None:
        found.append(Problem(f"{row.what}: enter the price a week; it can be £0.00", "price_pence", "no_price"))
    elif not 0 <= row.price_pence <= MAX_WEEKLY_PENCE:
        message = f"{row.what}: the price must be from £0.00 to £20,000.00 a week"
        found.append(Problem(message, "price_pence", "bad_price"))
    if not row.checks_seen.strip():
        found.append(
            Problem(
                f"{row.what}: checks on who gives it are missing or out of date. Finish them first",
                "checks_seen",
                "vetting",
            )
        )
    return tuple(found)


def far_start_problem(starts_on: date | None, today: date) -> Problem | None:
    if starts_on is not None and starts_on > today + MAX_START_AHEAD:
        return Problem("This is more than a year away. Check the year", "starts_on", "too_far")
    return None


def plan_problems(
    row: ArrangementLike, *, approved_on: date, plan_minutes: int, total_pence: int, budget_pence: int
) -> tuple[Problem, ...]:
    """Return where what was agreed leaves the approved plan: before approval, over the budget, or with fewer hours.

    `plan_minutes` is what the plan's line says; `total_pence` is the whole plan a week, with this price.
    """
    found = []
    if row.starts_on is not None and row.starts_on < approved_on:
        found.append(
            Problem("The plan was not approved yet on that day. Enter a later date", "starts_on", "before_approval")
        )
    if total_pence > budget_pence:
        found.append(
            Problem(
                f"With this price the plan costs {pounds(total_pence)} a week, more than the personal budget of "
                f"{pounds(budget_pence)}. Agree another price, or ask the social worker for a review",
                "price_pence",
                "over_budget",
            )
        )
    if row.minutes_per_week < plan_minutes:
        found.append(
            Problem(
                f"The plan says {hours_in_words(plan_minutes)} a week. Fewer hours need a review first: ask the social worker",
                "minutes_per_week",
                "fewer_hours",
            )
        )
    return tuple(found)


def fewer_hours_problem(
    *, before_minutes: int, after_minutes: int, reviewed_on: date | None, change_on: date
) -> Problem | None:
    """Hours never fall without a review finished on or before the day they fall (docs/rules/care-act.md 8)."""
    if after_minutes >= before_minutes or (reviewed_on is not None and reviewed_on <= change_on):
        return None
    return Problem(
        f"It is {hours_in_words(before_minutes)} a week now. Fewer hours need a review first: ask the social worker",
        "minutes_per_week",
        "fewer_hours",
    )


def hours_in_words(minutes: int) -> str:
    """ "8 hours", "1.5 hours", "1 hour"."""
    number = f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
    return f"{number} hour" if number == "1" else f"{number} hours"


def overlap_problem(*, starts_on: date, other_starts_on: date, other_ends_on: date | None) -> Problem | None:
    """One line, one arrangement at a time: nobody is paid twice for the same support."""
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
    """The first day without it, from the last day with it. The day before it starts means it never began."""
    ends_on = last_day + timedelta(days=1)
    if ends_on < starts_on:
        raise DomainError("It ends before it starts. Enter a later date", field="last_day", code="dates")
    return ends_on


def follows_problem(*, ends_on: date, next_starts_on: date, changed: bool) -> Problem | None:
    """An end may not be moved into the days of what comes after it: no day is paid twice."""
    if ends_on <= next_starts_on:
        return None
    day = f"{next_starts_on:%-d %B %Y}"
    if changed:
        message = f"It changes on {day} and goes on from then. To end it after that day, end what is agreed from then"
    else:
        message = f"Somebody else gives it from {day}. Enter a day before that"
    return Problem(message, "last_day", "goes_on")


def urgent_problem(*, running: Collection[str], another: bool) -> Problem | None:
    """Urgent support is begun once, unless whoever begins it says that a second one is wanted as well."""
    if not running or another:
        return None
    message = f"This runs already: {'; '.join(running)}. Tick here if you want to start another one as well"
    return Problem(message, "another", "runs_already")


def all_essential_started(parts: Iterable[tuple[ArrangementLike, str]]) -> bool:
    """Return whether every essential part, given with its status, is in place.

    With nothing essential, any part will do: a plan may be one introduction.
    """
    parts = list(parts)
    essential = [part for part in parts if part[0].essential]
    if essential:
        return all(_in_place(*part) for part in essential)
    return any(_in_place(*part) for part in parts)


def live_facts(parts: Iterable[tuple[ArrangementLike, str]]) -> dict[str, bool]:
    """Return the facts the `all_essential_lines_started` step asks for: about every part, not only the essential ones.

    A part is an arrangement with its status; a line that nobody gives yet is one without a start, giver or price.
    """
    parts = list(parts)
    wrong = {problem.code for row, _ in parts for problem in start_problems(row)}
    return {
        "essential_started": all_essential_started(parts),
        "lines_have_start": not wrong & {"no_start", "dates"},
        "lines_have_provider": "no_provider" not in wrong,
        "lines_have_price": not wrong & {"no_price", "bad_price"},
        "vetting_ok": "vetting" not in wrong,
    }


def arrangement_status(*, starts_on: date | None, ends_on: date | None, paused: bool = False, today: date) -> str:
    """Return where it stands, one of `ARRANGEMENT_STATUSES`: read from dates, never stored. `ends_on` is the first day without it.

    `paused`: whether it is paused today. Raises DomainError where it ends before it starts.
    """
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise DomainError("It ends before it starts. Change one of the dates", field="ends_on", code="dates")
    if ends_on is not None and today >= ends_on:
        return "ended"
    if starts_on is None or today < starts_on:
        return "not_started"
    return "suspended" if paused else "active"


def _in_place(row: ArrangementLike, status: str) -> bool:
    return status == "active" and not start_problems(row)
