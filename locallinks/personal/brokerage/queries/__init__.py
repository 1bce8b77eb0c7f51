"""Reads: what is `arranging` and in place, who was `asked` and what they said, and what `at_risk` shows early."""

from locallinks.personal.brokerage.queries.arranging import (
    TO_ARRANGE,
    OnBoard,
    ToArrange,
    Work,
    arranged_ever,
    arrangement_in,
    arrangements_of,
    arranging_roles,
    board,
    cost_of,
    council_cost_per_week,
    council_pays_per_week,
    earlier_lines,
    how_far,
    left_running,
    on_board,
    paused_work,
    pauses_of,
    status_on,
    support_of,
    to_arrange,
    urgent_support,
    work_counted,
    work_of,
)
from locallinks.personal.brokerage.queries.asked import (
    Offer,
    agreed_extra,
    agreed_price,
    asked_by_link,
    chosen_offer,
    offer_in,
    offers_for,
    price_waiting,
    request_in,
    waiting_requests,
)
from locallinks.personal.brokerage.queries.at_risk import Part, parts_to_find
from locallinks.personal.brokerage.queries.partings import last_giver, leaving, partings_of, people_leaving, wants_next

__all__ = [
    "TO_ARRANGE", "Offer", "OnBoard", "Part", "ToArrange", "Work", "agreed_extra", "agreed_price", "arranged_ever",
    "arrangement_in", "cost_of",
    "arrangements_of", "arranging_roles", "asked_by_link", "board", "chosen_offer", "council_cost_per_week",
    "council_pays_per_week", "earlier_lines", "left_running", "offer_in", "offers_for", "on_board", "parts_to_find",
    "paused_work", "pauses_of", "price_waiting", "request_in", "waiting_requests", "status_on", "support_of",
    "how_far", "to_arrange",
    "urgent_support", "work_counted", "work_of", "last_giver", "leaving", "partings_of", "people_leaving", "wants_next",
]  # fmt: skip
