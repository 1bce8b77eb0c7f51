"""The clocks of docs/rules/local-links.md 3, in working days. They are defaults: a council's settings replace them.

A clock only shows that something is late. It never moves anybody: a clock never overrides the person's yes.
"""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.working_days import add_working_days, working_days_between
from locallinks.personal.pathways.choices import PathwayState as State

# A state, or a state and a first thing to happen in it. `planning` itself has no limit:
# a good plan takes several visits.
ClockKey = State | tuple[State, str]
CLOCKS: Mapping[ClockKey, int] = MappingProxyType(
    {
        State.BUDGETED: 2,  # offer an introduction
        State.HANDOVER_SENT: 2,  # the network answers
        (State.PLANNING, "first_visit"): 5,  # the planner's first visit
        State.PLAN_SUBMITTED: 5,  # the decision
        State.APPROVED: 10,  # essential lines live
        State.BROKERING: 10,  # the same clock goes on, from approval
    }
)

# Working days to talk to somebody who stopped sharing, and record who carries on. Our number, no rule of the sources.
CARRY_ON_WITHIN_DAYS = 2

# The clock of `brokering` began when the plan was approved: starting to arrange must not buy ten more days.
CLOCK_STARTS_IN: Mapping[State, State] = MappingProxyType({State.BROKERING: State.APPROVED})


def due_on(
    state: State,
    entered_on: date,
    holidays: Collection[date] = (),
    clocks: Mapping[ClockKey, int] = CLOCKS,
    first: str = "",
) -> date | None:
    """When this state is due to be left (or, with `first`, when that first thing is due); None where no clock runs.

    For a state in CLOCK_STARTS_IN, pass the day the person entered the state named there.
    """
    if state not in frozenset(State):
        raise DomainError(f"There is no stage called “{state}”", field="state", code="unknown_state")
    days = clocks.get((state, first) if first else state)
    return None if days is None else add_working_days(entered_on, days, holidays)


def urgency(due: date | None, today: date, holidays: Collection[date] = ()) -> str:
    """`overdue`, `due_soon` (today or the next working day), `in_time`, or `no_clock`."""
    if due is None:
        return "no_clock"
    if today > due:
        return "overdue"
    return "due_soon" if working_days_between(today, due, holidays) <= 1 else "in_time"
