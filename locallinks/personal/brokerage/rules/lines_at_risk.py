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
    given: bool  # there is an arrangement that runs or will
    essential: bool = False
    has_contingency: bool = True
    ends_on: date | None = None  # the first day without it
    followed: bool = False  # another arrangement starts when it ends
    check_until: date | None = None
    back_due_on: date | None = None  # paused, and expected back on this day
    asked: int = 0
    declined: int = 0


def risks_of(part: LineFacts, today: date) -> tuple[Risk, ...]:
    """Return everything that may fail about a line, the most pressing first."""
    risks: set[Risk] = set()
    if not part.given:
        if part.wanted_on < today:
            risks.add(Risk.LATE)
        elif part.wanted_on <= today + START_NEAR:
            risks.add(Risk.START_NEAR)
        if part.asked and part.asked == part.declined:
            risks.add(Risk.ALL_DECLINED)
        return _in_order(risks)
    if part.ends_on is not None and not part.followed and part.ends_on <= today + ENDING_SOON:
        risks.add(Risk.ENDING)
    if part.check_until is not None and part.check_until < today:
        risks.add(Risk.CHECK_OUT)
    elif part.check_until is not None and part.check_until <= today + CHECK_SOON:
        risks.add(Risk.CHECK_SOON)
    if part.back_due_on is not None and part.back_due_on < today:
        risks.add(Risk.STILL_PAUSED)
    if part.essential and not part.has_contingency:
        risks.add(Risk.NO_CONTINGENCY)
    return _in_order(risks)


def _in_order(risks: set[Risk]) -> tuple[Risk, ...]:
    return tuple(risk for risk in Risk if risk in risks)
