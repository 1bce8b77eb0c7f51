"""Starting what an approved plan holds: each line's checks, when support is in place, and where an arrangement stands.

docs/rules/local-links.md 3: each line has start date, provider, price 0 or more, vetting ok. Section 5 (f): once the
personal budget is set, the plan stays within it. An arrangement runs from its first day up to, but not including, the
day it ends: what takes its place can start that day, with no gap and no day paid twice.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.money import pounds

MAX_WEEKLY_PENCE = 20_000_00
FARTHEST_START = timedelta(days=366)  # later than this is a slip of the keys

# An organisation that is named for an arrangement can see whom it supports; nobody else may be let in this way.
GIVE_SUPPORT = frozenset({"provider", "community_group", "network"})

STATUSES: Mapping[str, str] = MappingProxyType(
    {"not_started": "Starts soon", "active": "In place", "suspended": "Paused", "ended": "Ended"}
)


@dataclass(frozen=True)
class Pause:
    """Both days included; no last day means it is not known yet."""

    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class LineStart:
    """What is known about starting one line. `provider` is whoever gives it: a business, a neighbour, the person."""

    label: str
    starts_on: date | None
    provider: str
    weekly_pence: int | None
    vetting_ok: bool  # every check the line needs is in date
    essential: bool = False
    ends_on: date | None = None
    pauses: Collection[Pause] = ()


def start_problems(line: LineStart) -> tuple[Problem, ...]:
    """Everything that stops this line from starting. A price of nothing is a price; no price is not."""
    found = []
    if line.starts_on is None:
        found.append(Problem(f"{line.label}: enter the date it starts", "starts_on", "no_start"))
    elif line.ends_on is not None and line.ends_on < line.starts_on:
        found.append(Problem(f"{line.label}: it ends before it starts. Change one of the dates", "ends_on", "dates"))
    if not line.provider.strip():
        found.append(Problem(f"{line.label}: say who will give it", "provider_name", "no_provider"))
    if line.weekly_pence is None:
        found.append(Problem(f"{line.label}: enter the price a week; it can be £0.00", "price_pence", "no_price"))
    elif not 0 <= line.weekly_pence <= MAX_WEEKLY_PENCE:
        message = f"{line.label}: the price must be from £0.00 to £20,000.00 a week"
        found.append(Problem(message, "price_pence", "bad_price"))
    if line.vetting_ok is not True:
        found.append(
            Problem(
                f"{line.label}: checks on who gives it are missing or out of date. Finish them first",
                "checks_seen",
                "vetting",
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Agreed:
    """What the approved plan says about a line, beside what was agreed with whoever gives it."""

    starts_on: date
    minutes: int
    plan_approved_on: date
    plan_minutes: int
    total_pence: int  # the whole plan a week, with this price
    budget_pence: int


def far_start_problem(starts_on: date | None, today: date) -> Problem | None:
    if starts_on is not None and starts_on > today + FARTHEST_START:
        return Problem("This is more than a year away. Check the year", "starts_on", "too_far")
    return None


def plan_problems(agreed: Agreed) -> tuple[Problem, ...]:
    """Where what was agreed leaves the approved plan: before approval, over the budget, or with fewer hours."""
    found = []
    if agreed.starts_on < agreed.plan_approved_on:
        found.append(
            Problem("The plan was not approved yet on that day. Enter a later date", "starts_on", "before_approval")
        )
    if agreed.total_pence > agreed.budget_pence:
        found.append(
            Problem(
                f"With this price the plan costs {pounds(agreed.total_pence)} a week, more than the personal budget of "
                f"{pounds(agreed.budget_pence)}. Agree another price, or ask the social worker for a review",
                "price_pence",
                "over_budget",
            )
        )
    if agreed.minutes < agreed.plan_minutes:
        found.append(
            Problem(
                f"The plan says {hours(agreed.plan_minutes)} a week. Fewer hours need a review first: ask the social "
                "worker",
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
        f"It is {hours(before_minutes)} a week now. Fewer hours need a review first: ask the social worker",
        "minutes_per_week", "fewer_hours",
    )  # fmt: skip


def hours(minutes: int) -> str:
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


def all_essential_started(lines: Iterable[LineStart], today: date) -> bool:
    """Every essential line is in place. With nothing essential, any line will do: a plan may be one introduction."""
    lines = list(lines)
    essential = [line for line in lines if line.essential]
    if essential:
        return all(_in_place(line, today) for line in essential)
    return any(_in_place(line, today) for line in lines)


def live_facts(lines: Iterable[LineStart], today: date) -> dict[str, bool]:
    """The facts the `all_essential_lines_started` step asks for: about every line, not only the essential ones."""
    lines = list(lines)
    wrong = {problem.code for line in lines for problem in start_problems(line)}
    return {
        "essential_started": all_essential_started(lines, today),
        "lines_have_start": not wrong & {"no_start", "dates"},
        "lines_have_provider": "no_provider" not in wrong,
        "lines_have_price": not wrong & {"no_price", "bad_price"},
        "vetting_ok": "vetting" not in wrong,
    }


def arrangement_status(
    *, starts_on: date | None, ends_on: date | None, pauses: Collection[Pause] = (), today: date
) -> str:
    """Read from dates, never stored. `ends_on` is the first day without it."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise DomainError("It ends before it starts. Change one of the dates", field="ends_on", code="dates")
    if ends_on is not None and today >= ends_on:
        return "ended"
    if starts_on is None or today < starts_on:
        return "not_started"
    if any(pause.starts_on <= today and (pause.ends_on is None or today <= pause.ends_on) for pause in pauses):
        return "suspended"
    return "active"


def _in_place(line: LineStart, today: date) -> bool:
    if start_problems(line):
        return False
    status = arrangement_status(starts_on=line.starts_on, ends_on=line.ends_on, pauses=line.pauses, today=today)
    return status == "active"
