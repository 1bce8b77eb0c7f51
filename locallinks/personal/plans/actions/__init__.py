"""Everything done to a plan: `writing` it, `agreeing` and sending it, and `deciding` about it."""

from locallinks.personal.plans.actions.deciding import approve_plan, return_plan
from locallinks.personal.plans.actions.sending import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import (
    add_line,
    change_line,
    put_line_back,
    record_unmet_need,
    remove_line,
    save_about,
    start_plan,
)

__all__ = [
    "add_line",
    "approve_plan",
    "change_line",
    "put_line_back",
    "record_agreement",
    "record_unmet_need",
    "remove_line",
    "return_plan",
    "save_about",
    "start_plan",
    "submit_plan",
]
