"""What is done in this room: the conversation and its decision."""

from locallinks.personal.assessments.actions.capacity_advocacy_refusal import (
    ask_again,
    record_capacity,
    refuse_assessment,
)
from locallinks.personal.assessments.actions.carers import decide_for_carer, save_carer_part, start_for_carer
from locallinks.personal.assessments.actions.needs_assessment import (
    ask_about_advocate,
    choose_tiers,
    decide_eligibility,
    introduce,
    save_part,
    start_assessment,
)
from locallinks.personal.assessments.actions.self_assessments import PURPOSE as SELF_PURPOSE
from locallinks.personal.assessments.actions.self_assessments import give_own_link, save_own_part, send_own, verify_own
from locallinks.personal.assessments.actions.short_term import end_short_term, record_day_91, start_short_term
from locallinks.personal.assessments.actions.trusted_assessors import accept_trusted, check_trusted, register_assessor

__all__ = [
    "ask_again",
    "accept_trusted",
    "check_trusted",
    "register_assessor",
    "end_short_term",
    "record_day_91",
    "start_short_term",
    "record_capacity",
    "refuse_assessment",
    "decide_for_carer",
    "save_carer_part",
    "start_for_carer",
    "SELF_PURPOSE",
    "ask_about_advocate",
    "decide_eligibility",
    "introduce",
    "give_own_link",
    "choose_tiers",
    "save_own_part",
    "save_part",
    "send_own",
    "start_assessment",
    "verify_own",
]
