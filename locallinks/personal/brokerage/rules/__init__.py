"""Pure decisions: `arranging` a line, `asking` who could give it, `changing` what runs, the `risks` it has, and
`partings`: what is said before anybody takes the place of a friend."""

from locallinks.personal.brokerage.rules.arranging import (
    GIVE_SUPPORT,
    MAX_WEEKLY_PENCE,
    STATUSES,
    ArrangementLike,
    all_essential_started,
    arrangement_status,
    ends_on_after,
    far_start_problem,
    fewer_hours_problem,
    follows_problem,
    hours,
    live_facts,
    overlap_problem,
    plan_problems,
    start_problems,
    urgent_problem,
)
from locallinks.personal.brokerage.rules.asking import (
    AFTER_PERSON_SAYS_NO,
    AFTER_PROVIDER_SAYS_NO,
    NEXT_STEPS,
    PERSON_REASONS,
    PROVIDER_REASONS,
    answer_problems,
    area,
    choice_problems,
    first_name,
    is_urgent,
    names_problems,
    over_plan_problem,
    price_decision_problems,
    tells_too_much,
)
from locallinks.personal.brokerage.rules.changing import (
    PAUSE_REASONS,
    back_problem,
    change_problems,
    pause_problems,
)
from locallinks.personal.brokerage.rules.partings import (
    ALERT_FOR,
    RELATIONSHIPS,
    WANTS_NEXT,
    parting_problems,
    swap_problem,
)
from locallinks.personal.brokerage.rules.risks import (
    CHECK_SOON,
    ENDING_SOON,
    RISKS,
    URGENT,
    PartFacts,
    risks_of,
)

__all__ = [
    "AFTER_PERSON_SAYS_NO", "AFTER_PROVIDER_SAYS_NO", "CHECK_SOON", "ENDING_SOON", "NEXT_STEPS", "PAUSE_REASONS",
    "PERSON_REASONS", "PROVIDER_REASONS", "RISKS", "URGENT", "PartFacts", "answer_problems", "area", "back_problem",
    "change_problems", "choice_problems", "first_name", "is_urgent", "names_problems", "over_plan_problem",
    "pause_problems", "price_decision_problems", "risks_of", "tells_too_much",
    "GIVE_SUPPORT", "MAX_WEEKLY_PENCE", "STATUSES", "ArrangementLike", "all_essential_started",
    "arrangement_status", "ends_on_after", "far_start_problem", "fewer_hours_problem", "follows_problem", "hours",
    "live_facts", "overlap_problem", "plan_problems", "start_problems", "urgent_problem",
    "ALERT_FOR", "RELATIONSHIPS", "WANTS_NEXT", "parting_problems", "swap_problem",
]  # fmt: skip
