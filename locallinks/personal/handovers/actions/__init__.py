"""What is done here: the introduction itself, and what makes the next one go better."""

from locallinks.personal.handovers.actions.introductions import (
    COUNCIL,
    OFFERED,
    chase,
    move_on,
    network_accepts,
    network_declines,
    not_offered,
    offer_handover,
    person_accepts,
    person_declines,
    person_plans_for_self,
    re_offer,
)
from locallinks.personal.handovers.actions.practice import say_places, write_coaching_note

__all__ = [
    "COUNCIL",
    "OFFERED",
    "chase",
    "move_on",
    "network_accepts",
    "network_declines",
    "not_offered",
    "offer_handover",
    "person_accepts",
    "person_declines",
    "person_plans_for_self",
    "re_offer",
    "say_places",
    "write_coaching_note",
]
