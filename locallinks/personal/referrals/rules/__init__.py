"""What a request for help must hold, what anybody may ask on the public form, and how long an answer may take."""

from locallinks.personal.referrals.rules.referral_and_advice import (
    CONTACT_BASES,
    FORM_FIELDS,
    MAX_CONTACT,
    MAX_NAME,
    MAX_RELATION,
    MAX_TEXT,
    referral_facts,
    referral_problems,
    request_problems,
    told_by_problems,
)

__all__ = [
    "CONTACT_BASES", "FORM_FIELDS", "MAX_CONTACT", "MAX_NAME", "MAX_RELATION", "MAX_TEXT", "referral_facts",
    "referral_problems", "request_problems", "told_by_problems",
]  # fmt: skip
