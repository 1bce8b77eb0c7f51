"""Reads: what is `arranging`, who is `on_board`, who was `asked` and what they said, what `at_risk` shows early."""

from locallinks.personal.brokerage.queries.arranging import (
    ToArrange,
    Work,
    arranged_ever,
    arrangement_in,
    arrangements_of,
    cost_of,
    council_cost_per_week,
    council_pays_per_week,
    earlier_lines,
    left_running,
    paused_work,
    pauses_of,
    status_on,
    support_of,
    to_arrange,
    urgent_support,
    what_follows,
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
from locallinks.personal.brokerage.queries.on_board import TO_ARRANGE, OnBoard, arranging_roles, board, who_arranges
from locallinks.personal.brokerage.queries.partings import (
    Leaving,
    last_giver,
    leaving,
    partings_of,
    people_leaving,
    wants_next,
)

__all__ = [
    "Leaving", "Offer", "OnBoard", "Part", "TO_ARRANGE", "ToArrange", "Work", "agreed_extra", "agreed_price",
    "arranged_ever",
    "arrangement_in", "arrangements_of", "arranging_roles", "asked_by_link", "board", "chosen_offer", "cost_of",
    "council_cost_per_week", "council_pays_per_week", "earlier_lines", "last_giver", "leaving",
    "left_running", "offer_in", "offers_for", "partings_of", "parts_to_find", "paused_work", "pauses_of",
    "people_leaving", "price_waiting", "request_in", "status_on", "support_of", "to_arrange", "urgent_support",
    "waiting_requests", "wants_next", "what_follows", "who_arranges", "work_counted", "work_of",
]  # fmt: skip
