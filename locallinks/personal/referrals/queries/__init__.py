"""Do we already know this person, how did they come to us, what was asked, and what waits for an answer?"""

from locallinks.personal.referrals.queries.referral_and_advice import (
    CHANNELS,
    FORMATS,
    Known,
    advice_of,
    council_of,
    find_known,
    postcode_is_known,
    referral_of,
)

__all__ = [
    "CHANNELS", "FORMATS", "Known", "advice_of", "council_of", "find_known",
    "postcode_is_known", "referral_of",
]  # fmt: skip
