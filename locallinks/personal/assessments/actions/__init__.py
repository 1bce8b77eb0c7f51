"""What is done in this room: the conversation and its decision."""

from locallinks.personal.assessments.actions.conversation import (
    ask_about_advocate,
    decide_eligibility,
    introduce,
    point_at_tiers,
    save_part,
    start_assessment,
)

__all__ = [
    "ask_about_advocate",
    "decide_eligibility",
    "introduce",
    "point_at_tiers",
    "save_part",
    "start_assessment",
]
