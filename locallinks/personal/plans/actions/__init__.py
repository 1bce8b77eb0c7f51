"""What is done to a plan: `writing` it, `talking` about it, `sending` it, `deciding` on it; `papers` beside it."""

from locallinks.personal.plans.actions.deciding import approve_plan, record_panel_view, return_plan
from locallinks.personal.plans.actions.lending import end_link, lend_plan
from locallinks.personal.plans.actions.papers import add_paper, take_paper_away
from locallinks.personal.plans.actions.sending import record_agreement, submit_plan
from locallinks.personal.plans.actions.talking import (
    add_goal,
    add_task,
    answer_comment,
    change_goal,
    comment,
    record_visit,
    tick_task,
)
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
    "add_goal", "add_line", "add_task", "answer_comment", "approve_plan", "change_goal", "change_line", "comment",
    "end_link", "lend_plan", "put_line_back", "record_agreement", "record_panel_view", "record_unmet_need",
    "record_visit", "remove_line", "return_plan", "save_about", "start_plan", "submit_plan", "tick_task",
    "add_paper", "take_paper_away",
]  # fmt: skip
