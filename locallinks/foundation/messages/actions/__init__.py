"""Queue a message and see it through (`sending`); tell somebody because the person asks (`asked`)."""

from locallinks.foundation.messages.actions.asked import call_off, tell_somebody
from locallinks.foundation.messages.actions.sending import (
    Report,
    mark_call_made,
    mark_letter_printed,
    mark_no_answer,
    queue_message,
    send_due,
    stop_finished,
    stop_message,
    stop_messages,
)

__all__ = [
    "Report",
    "call_off",
    "mark_call_made",
    "mark_letter_printed",
    "mark_no_answer",
    "queue_message",
    "send_due",
    "stop_finished",
    "stop_message",
    "stop_messages",
    "tell_somebody",
]
