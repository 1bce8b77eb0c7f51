"""Starting what an approved plan holds: each line's checks, when support is in place, and where an arrangement stands.

local-links.md section 3: each line has start date, provider, price 0 or more, vetting ok.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from locallinks.foundation.shared.errors import DomainError, Problem

MAX_WEEKLY_PENCE = 20_000_00

STATUSES: Mapping[str, str] = MappingProxyType(
    {"not_started": "Not started yet", "active": "In place", "suspended": "Paused", "ended": "Ended"}
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
        found.append(Problem(f"{line.label}: say who will give it", "provider", "no_provider"))
    if line.weekly_pence is None:
        found.append(Problem(f"{line.label}: enter the price a week; it can be £0.00", "price", "no_price"))
    elif not 0 <= line.weekly_pence <= MAX_WEEKLY_PENCE:
        found.append(Problem(f"{line.label}: the price must be from £0.00 to £20,000.00 a week", "price", "bad_price"))
    if line.vetting_ok is not True:
        found.append(
            Problem(
                f"{line.label}: checks on who gives it are missing or out of date. Finish them first",
                "provider",
                "vetting",
            )
        )
    return tuple(found)


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
    """Read from dates, never stored. `ends_on` is the last day of support."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise DomainError("It ends before it starts. Change one of the dates", field="ends_on", code="dates")
    if ends_on is not None and today > ends_on:
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
