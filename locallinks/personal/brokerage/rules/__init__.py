"""Pure decisions of arranging: `arranging` lines, `asking` who could give them, and what `may_fail` before it does."""

from locallinks.personal.brokerage.rules.arranging import (
    GIVE_SUPPORT,
    MAX_WEEKLY_PENCE,
    STATUSES,
    Agreed,
    LineStart,
    Pause,
    all_essential_started,
    arrangement_status,
    ends_on_after,
    far_start_problem,
    fewer_hours_problem,
    hours,
    live_facts,
    overlap_problem,
    plan_problems,
    start_problems,
)

__all__ = [
    "GIVE_SUPPORT", "MAX_WEEKLY_PENCE", "STATUSES", "Agreed", "LineStart", "Pause", "all_essential_started",
    "arrangement_status", "ends_on_after", "far_start_problem", "fewer_hours_problem", "hours", "live_facts",
    "overlap_problem", "plan_problems", "start_problems",
]  # fmt: skip
