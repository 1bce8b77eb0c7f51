"""What is done to make a plan happen: `arranging` it, `asking` who could give it, `changing` what runs."""

from locallinks.personal.brokerage.actions.arranging import (
    confirm_live,
    end_arrangement,
    start_brokerage,
    start_line,
    start_urgent,
)
from locallinks.personal.brokerage.actions.asking import (
    Sent,
    ask_about_price,
    ask_several,
    call_back_ask,
    decide_price,
    record_answer,
    record_choice,
)
from locallinks.personal.brokerage.actions.changing import change_arrangement, pause_support, resume_support
from locallinks.personal.brokerage.actions.partings import record_parting

__all__ = [
    "Sent", "ask_about_price", "ask_several", "call_back_ask", "change_arrangement", "confirm_live", "decide_price",
    "end_arrangement", "pause_support", "record_answer", "record_choice", "record_parting", "resume_support",
    "start_brokerage", "start_line", "start_urgent",
]  # fmt: skip
