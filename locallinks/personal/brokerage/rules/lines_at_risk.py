"""What is likely to fail soon, seen while there is time to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

START_NEAR = timedelta(days=7)
ENDING_SOON = timedelta(days=14)
CHECK_SOON = timedelta(days=30)

RISKS: Mapping[str, str] = MappingProxyType(
    {
        "late": "It should have started, and nobody gives it",
        "start_near": "It starts soon, and nobody gives it yet",
        "all_said_no": "Everybody who was asked said no",
        "ending": "Whoever gives it stops soon, and nobody follows",
        "check_out": "A check has run out",
        "check_soon": "A check runs out soon",
        "still_paused": "The day to start again has passed, and it is still paused",
        "one_and_no_plan_b": "One person or firm gives this, and the plan does not say what happens if they cannot",
    }
)
ORDER = tuple(RISKS)
URGENT_RISKS = frozenset({"late", "check_out"})


@dataclass(frozen=True)
class LineFacts:
    """One part of an approved plan, as its dates stand."""

    wanted_on: date
    given: bool  # somebody gives it, or is to give it
    essential: bool = False
    has_plan_b: bool = True
    ends_on: date | None = None  # the first day without it
    followed: bool = False  # somebody else starts when it ends
    check_until: date | None = None
    back_due_on: date | None = None  # paused, and expected back on this day
    asked: int = 0
    said_no: int = 0


def risks_of(part: LineFacts, today: date) -> tuple[str, ...]:
    """The codes of everything that may fail, the most pressing first."""
    found = set()
    if not part.given:
        if part.wanted_on < today:
            found.add("late")
        elif part.wanted_on <= today + START_NEAR:
            found.add("start_near")
        if part.asked and part.asked == part.said_no:
            found.add("all_said_no")
        return _in_order(found)
    if part.ends_on is not None and not part.followed and part.ends_on <= today + ENDING_SOON:
        found.add("ending")
    if part.check_until is not None and part.check_until < today:
        found.add("check_out")
    elif part.check_until is not None and part.check_until <= today + CHECK_SOON:
        found.add("check_soon")
    if part.back_due_on is not None and part.back_due_on < today:
        found.add("still_paused")
    if part.essential and not part.has_plan_b:
        found.add("one_and_no_plan_b")
    return _in_order(found)


def _in_order(found: set[str]) -> tuple[str, ...]:
    return tuple(code for code in ORDER if code in found)
