"""What may soon fail about a line of a plan, while there is time to act."""

from dataclasses import dataclass
from datetime import date, timedelta

from locallinks.personal.brokerage.choices import Risk

START_NEAR = timedelta(days=7)
ENDING_SOON = timedelta(days=14)
CHECK_SOON = timedelta(days=30)

URGENT_RISKS = frozenset({Risk.LATE, Risk.CHECK_OUT})


@dataclass(frozen=True)
class LineFacts:
    """Dates and counts of one line of an approved plan."""

    wanted_on: date
    is_arranged: bool  # there is an arrangement that runs or will
    essential: bool = False
    has_contingency: bool = True
    ends_on: date | None = None  # the first day without it
    followed: bool = False  # another arrangement starts when it ends
    check_until: date | None = None
    back_due_on: date | None = None  # paused, and expected back on this day
    requests: int = 0
    declined: int = 0


def risks_of(line: LineFacts, today: date) -> tuple[Risk, ...]:
    """Return everything that may fail about a line, the most pressing first."""
    risks: set[Risk] = set()
    if not line.is_arranged:
        if line.wanted_on < today:
            risks.add(Risk.LATE)
        elif line.wanted_on <= today + START_NEAR:
            risks.add(Risk.START_NEAR)
        if line.requests and line.requests == line.declined:
            risks.add(Risk.ALL_DECLINED)
        return _in_order(risks)
    if line.ends_on is not None and not line.followed and line.ends_on <= today + ENDING_SOON:
        risks.add(Risk.ENDING)
    if line.check_until is not None and line.check_until < today:
        risks.add(Risk.CHECK_OUT)
    elif line.check_until is not None and line.check_until <= today + CHECK_SOON:
        risks.add(Risk.CHECK_SOON)
    if line.back_due_on is not None and line.back_due_on < today:
        risks.add(Risk.STILL_PAUSED)
    if line.essential and not line.has_contingency:
        risks.add(Risk.NO_CONTINGENCY)
    return _in_order(risks)


def _in_order(risks: set[Risk]) -> tuple[Risk, ...]:
    return tuple(risk for risk in Risk if risk in risks)
