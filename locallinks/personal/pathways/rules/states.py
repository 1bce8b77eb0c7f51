"""The states of a person's way through, and the words for them (local-links.md section 3).

Codes are the field's own words; the words beside them are what a screen says aloud (glossary.md, Words on the page).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from locallinks.foundation.shared.roles import roles_shown

STATES: Mapping[str, str] = MappingProxyType(
    {
        "referred": "Asked for help",
        "assessing": "Talking about what is needed",
        "signposted": "Given advice",
        "eligible": "Can have support from the council",
        "not_eligible": "Council support not due",
        "community_only": "Introduced to the community",
        "budgeted": "Budget worked out",
        "handover_offered": "Introduction offered",
        "handover_sent": "Waiting for the network's answer",
        "planning": "Planning with the network",
        "self_planning": "Writing their own plan",
        "council_planning": "Planning with the council",
        "plan_submitted": "Plan waiting for a decision",
        "approved": "Plan approved",
        "brokering": "Support being arranged",
        "live": "Support in place",
        "in_review": "Looking at how it is going",
        "suspended": "Support paused",
        "ended": "Ended",
    }
)

# A new need after one of these is a new referral: the old way through stays as it was.
CLOSED: frozenset[str] = frozenset({"signposted", "community_only", "ended"})
OPEN: frozenset[str] = frozenset(STATES) - CLOSED

ANY_OPEN: tuple[str, ...] = tuple(state for state in STATES if state in OPEN)

# Where the council has not yet approved a plan, so nothing may be arranged unless it is urgent (care-act.md section 1).
BEFORE_APPROVAL: tuple[str, ...] = (
    "referred",
    "assessing",
    "eligible",
    "budgeted",
    "handover_offered",
    "handover_sent",
    "planning",
    "self_planning",
    "council_planning",
    "plan_submitted",
)

# The three ways a plan gets written; `return` and `revise` lead back to the one it came from.
PLANNING_STATES: tuple[str, ...] = ("planning", "self_planning", "council_planning")


@dataclass(frozen=True)
class Waiting:
    """Who has to act next, and what a worklist says about it. `words` holds `{name}`."""

    roles: frozenset[str]
    words: str

    def say(self, name: str) -> str:
        return self.words.replace("{name}", name)


# What each state waits for; for which roles, the table of roles says (shared/roles.py).
# States missing here wait for nobody: `live` has its review date, closed states are closed.
WAITING_FOR: Mapping[str, Waiting] = MappingProxyType(
    {
        state: Waiting(roles_shown(state), words)
        for state, words in {
            "referred": "Talk to {name} and start the assessment, or give advice",
            "assessing": "Finish the assessment with {name} and record the decision",
            "eligible": "Work out a first budget for {name}",
            "not_eligible": "Offer {name} an introduction to the community",
            "budgeted": "Offer {name} an introduction to the neighbourhood network",
            "handover_offered": "Hear from {name}: would they like to meet the network?",
            "handover_sent": "Answer {name}'s introduction and name a planner",
            "planning": "Write the plan with {name} and send it for approval",
            "self_planning": "{name} is writing the plan: offer help, and send it when it is ready",
            "council_planning": "Write the plan with {name} and send it for approval",
            "plan_submitted": "Decide on the plan {name} agreed",
            "approved": "Start to arrange the support in {name}'s plan",
            "brokering": "Get every essential part of {name}'s plan started",
            "in_review": "Finish the review with {name} and say what changes",
            "suspended": "Ask if {name} is ready for support to start again",
        }.items()
    }
)


def what_next(state: str, name: str) -> str:
    """The next thing to do, in words for a worklist; empty when nobody has to act."""
    waiting = WAITING_FOR.get(state)
    return waiting.say(name) if waiting else ""
