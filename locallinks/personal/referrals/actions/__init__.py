"""Somebody needs help: write it down and open the way through, answer what was asked, or give advice."""

from locallinks.personal.referrals.actions.partner_questions import answer_partner, ask_partner, withdraw_question
from locallinks.personal.referrals.actions.public_request import (
    forget_answers,
    forget_old_drafts,
    keep_answers,
    send_asking,
)
from locallinks.personal.referrals.actions.referral_and_advice import advise_and_close, refer
from locallinks.personal.referrals.actions.triage import (
    advise_contact,
    close_contact,
    refer_contact,
    reopen_contact,
    take_contact,
)

__all__ = [
    "advise_and_close",
    "advise_contact",
    "answer_partner",
    "ask_partner",
    "close_contact",
    "forget_answers",
    "forget_old_drafts",
    "keep_answers",
    "refer",
    "refer_contact",
    "reopen_contact",
    "send_asking",
    "take_contact",
    "withdraw_question",
]
