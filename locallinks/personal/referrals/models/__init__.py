"""How somebody came to us, what anybody asked on the public form, and what was asked of others."""

from locallinks.personal.referrals.models.requests import (
    Advice,
    Asking,
    Contact,
    ContactStep,
    PartnerAnswer,
    Question,
    Referral,
)

__all__ = [
    "Advice", "Asking", "Contact", "ContactStep", "PartnerAnswer", "Question", "Referral",
]  # fmt: skip
