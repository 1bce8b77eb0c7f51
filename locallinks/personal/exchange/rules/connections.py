"""The key of another system: what is stored of it, how long it works, and how often it may be used."""

import hashlib
from datetime import date

MAX_REQUESTS_A_MINUTE = 300
MAX_KEY_DAYS = 731  # [design]
KEY_WARNING_DAYS = 30


def key_ends_on(made_on: date) -> date:
    """Return the default first day on which a key is no longer valid: the same day next year [design]."""
    return date(made_on.year + 1, made_on.month, min(made_on.day, 28) if made_on.month == 2 else made_on.day)


def key_end_problem(*, ends_on: date, today: date) -> str | None:
    """Return a problem where the end of a key is not after today and within two years, or None."""
    if ends_on <= today:
        return "Enter a day after today"
    if (ends_on - today).days > MAX_KEY_DAYS:
        return "Enter a day within two years: a key that is forgotten must not open for ever"
    return None


def key_ends_soon(*, ends_on: date, today: date) -> bool:
    """Return whether a key is in its last 30 days, or has ended."""
    return (ends_on - today).days <= KEY_WARNING_DAYS


def key_digest(key: str) -> str:
    """Return the digest of a key. Only this is stored."""
    return hashlib.sha256(key.encode()).hexdigest()
