"""What sends emails and texts. A council names its adapter in the setting MESSAGE_ADAPTER (docs/operations/jobs.md)."""

import logging
from dataclasses import dataclass
from typing import Protocol

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Envelope:
    """One email or text message, ready to go."""

    key: str
    channel: str  # MessageChannel.EMAIL or MessageChannel.TEXT
    to: str
    subject: str
    body: str


class Adapter(Protocol):
    def send(self, envelope: Envelope) -> str:
        """Send one message and return the receiving service's reference. Raise any exception when it did not go.

        The same `key` may come twice, after a power cut between this call and the commit. Pass it on, so that the
        receiving service can drop the second.
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
