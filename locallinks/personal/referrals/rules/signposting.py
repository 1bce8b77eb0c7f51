"""Advice as text, with the services that were chosen."""

from collections.abc import Sequence

from locallinks.foundation.shared.errors import DomainError

MOST_SERVICES = 8
MOST_WORDS = 5000


def service_words(
    *, name: str, organisation: str, when: Sequence[str], where: str, phone: str, email: str, url: str
) -> str:
    """Return one service as text: its name, when and where it is, and one way to get in touch."""
    head = name if organisation.lower() in ("", name.lower()) else f"{name} ({organisation})"
    ways = (("Ring", phone), ("Write to", email), ("See", url))
    reach = next((f"{how} {number}" for how, number in ways if number), "Ask us how to reach them")
    return "\n".join(part for part in (head, "; ".join(when), where, reach) if part)


def advice_with(advice: str, services: Sequence[str]) -> str:
    """Return the advice with each chosen service. Raises DomainError where it is over 5,000 characters."""
    text = "\n\n".join(part for part in (advice.strip(), *services) if part)
    if len(text) > MOST_WORDS:
        raise DomainError(
            f"The advice and the places must be {MOST_WORDS:,} characters or fewer together. "
            f"They are {len(text):,} now. Choose fewer places, or write less",
            field="advice",
            code="advice_too_long",
        )
    return text
