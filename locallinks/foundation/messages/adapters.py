"""How a message leaves the house. A council names its own in the setting MESSAGE_ADAPTER (docs/operations/jobs.md)."""

import logging
from dataclasses import dataclass
from typing import Protocol

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Envelope:
    """One email or text message, ready to go."""

    key: str
    channel: str  # "email" or "text"
    to: str
    subject: str
    body: str


class Adapter(Protocol):
    def send(self, envelope: Envelope) -> str:
        """Hand it over, and give back the other side's reference. Raise anything when it did not go.

        The same `key` may come twice, after a power cut between handing over and writing it down: pass it on, so that
        the other side can drop the second.
        """
        ...


class Console:
    """Writes the message to the log instead of sending it: for demonstrations and tests."""

    def send(self, envelope: Envelope) -> str:
        logger.info(
            "%s to %s (%s)\n%s\n\n%s",
            envelope.channel.capitalize(),
            envelope.to,
            envelope.key,
            envelope.subject,
            envelope.body,
        )
        return f"console:{envelope.key}"
