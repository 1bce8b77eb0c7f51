"""The time limits of each stage in working days, as the council has set them."""

from datetime import date
from typing import Any

from locallinks.foundation.reference.queries import amounts_statement
from locallinks.foundation.shared.pipeline import Statement, run
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.queries import CLOCKS, ClockKey

# The code of the council's own limit (reference data) for each stage. Without one, the default applies.
RATE_OF_CLOCK: dict[ClockKey, str] = {
    PathwayState.BUDGETED: "clock_offer",
    PathwayState.HANDOVER_SENT: "clock_network_answer",
    (PathwayState.PLANNING, "first_visit"): "clock_first_visit",
    PathwayState.PLAN_SUBMITTED: "clock_approval",
    PathwayState.APPROVED: "clock_essential_live",
    PathwayState.BROKERING: "clock_essential_live",
}


def clocks_on(day: date) -> dict[ClockKey, int]:
    """Return how many working days each stage may take on this day. One query."""
    return run(clocks_sql(day))


def clocks_sql(day: date) -> Statement[dict[ClockKey, int]]:
    """Return the statement of `clocks_on`, to be run together with others."""

    def read(rows: list[tuple[Any, ...]]) -> dict[ClockKey, int]:
        days_by_code = amounts.read(rows)
        own = {stage: days_by_code[code] for stage, code in RATE_OF_CLOCK.items() if code in days_by_code}
        return {**CLOCKS, **own}

    amounts = amounts_statement(sorted(set(RATE_OF_CLOCK.values())), day)
    return Statement(amounts.sql, amounts.parameters, read)
