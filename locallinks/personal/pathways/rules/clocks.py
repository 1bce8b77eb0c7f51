"""The time limits of docs/rules/local-links.md 3, in working days. A council's own settings replace these defaults.

A limit only shows that something is late. It never moves a pathway, so it never overrides the person's yes.
"""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.working_days import add_working_days, working_days_between
from locallinks.personal.pathways.choices import PathwayState as State
from locallinks.personal.pathways.choices import Urgency

# A state, or a state and the first thing that should happen in it. `planning` itself has no limit, because a good plan
# takes several visits.
ClockKey = State | tuple[State, str]
CLOCKS: Mapping[ClockKey, int] = MappingProxyType(
    {
        State.BUDGETED: 2,  # offer an introduction
        State.HANDOVER_SENT: 2,  # the network answers
        (State.PLANNING, "first_visit"): 5,  # the planner's first visit
        State.PLAN_SUBMITTED: 5,  # the decision
        State.APPROVED: 10,  # essential lines live
        State.BROKERING: 10,  # counted from approval, as above
    }
)

# Working days in which to record who carries on after sharing stopped. This number is ours: no source sets one.
CARRY_ON_WITHIN_DAYS = 2

# The clock of `brokering` starts with `approved`, so that starting to arrange does not give ten more days.
CLOCK_STARTS_IN: Mapping[State, State] = MappingProxyType({State.BROKERING: State.APPROVED})


def due_on(
    state: State,
    entered_on: date,
    holidays: Collection[date] = (),
    clocks: Mapping[ClockKey, int] = CLOCKS,
    first: str = "",
) -> date | None:
    """Return the last day in time for leaving this state, or for its `first` step; None where there is no limit.

    For a state in CLOCK_STARTS_IN, pass the day on which the pathway entered the state named there. Raises DomainError
    for an unknown state.
    """
    if state not in frozenset(State):
        raise DomainError(f"There is no stage called “{state}”", field="state", code="unknown_state")
    days = clocks.get((state, first) if first else state)
    return None if days is None else add_working_days(entered_on, days, holidays)


def urgency(due: date | None, today: date, holidays: Collection[date] = ()) -> Urgency:
    """Return the urgency. Due soon means today or the next working day."""
    if due is None:
        return Urgency.NO_CLOCK
    if today > due:
        return Urgency.OVERDUE
    return Urgency.DUE_SOON if working_days_between(today, due, holidays) <= 1 else Urgency.IN_TIME
