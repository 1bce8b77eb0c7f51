"""Groups of states of a person's way through, and who acts next in each (docs/rules/local-links.md section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from locallinks.personal.pathways.choices import PathwayState as State

# A new need after one of these is a new referral: the old way through stays as it was.
CLOSED: frozenset[State] = frozenset({State.SIGNPOSTED, State.COMMUNITY_ONLY, State.ENDED})
OPEN: frozenset[State] = frozenset(State) - CLOSED

ANY_OPEN: tuple[State, ...] = tuple(state for state in State if state in OPEN)

# Where the council has not yet approved a plan, so nothing may be arranged unless it is urgent (care-act.md section 1).
BEFORE_APPROVAL: tuple[State, ...] = (
    State.REFERRED,
    State.ASSESSING,
    State.ELIGIBLE,
    State.BUDGETED,
    State.HANDOVER_OFFERED,
    State.HANDOVER_SENT,
    State.PLANNING,
    State.SELF_PLANNING,
    State.COUNCIL_PLANNING,
    State.PLAN_SUBMITTED,
)

# The three ways a plan gets written; `return` and `revise` lead back to the one it came from.
PLANNING_STATES: tuple[State, ...] = (State.PLANNING, State.SELF_PLANNING, State.COUNCIL_PLANNING)

# Where support is being arranged, or is in place.
SUPPORT_STATES: tuple[State, ...] = (State.BROKERING, State.LIVE, State.IN_REVIEW, State.SUSPENDED)


@dataclass(frozen=True)
class Waiting:
    """Who has to act next, and what a worklist says about it. `words` holds `{name}`."""

    roles: frozenset[str]
    words: str

    def say(self, name: str) -> str:
        return self.words.replace("{name}", name)


def _waiting(words: str, *roles: str) -> Waiting:
    return Waiting(frozenset(roles), words)


# States missing here wait for nobody: `live` has its review date, closed states are closed.
WAITING_FOR: Mapping[State, Waiting] = MappingProxyType(
    {
        State.REFERRED: _waiting("Talk to {name} and start the assessment, or give advice", "social_worker"),
        State.ASSESSING: _waiting("Finish the assessment with {name} and record the decision", "social_worker"),
        State.ELIGIBLE: _waiting("Work out a first budget for {name}", "social_worker"),
        State.NOT_ELIGIBLE: _waiting("Offer {name} an introduction to the community", "social_worker"),
        State.BUDGETED: _waiting(
            "Offer {name} an introduction to the neighbourhood network", "social_worker", "handover_champion"
        ),
        State.HANDOVER_OFFERED: _waiting(
            "Hear from {name}: would they like to meet the network?", "person", "social_worker"
        ),
        State.HANDOVER_SENT: _waiting(
            "Answer {name}'s introduction and name a planner", "support_planner", "network_manager"
        ),
        State.PLANNING: _waiting("Write the plan with {name} and send it for approval", "support_planner"),
        State.SELF_PLANNING: _waiting(
            "{name} is writing the plan: offer help, and send it when it is ready", "person", "social_worker"
        ),
        State.COUNCIL_PLANNING: _waiting("Write the plan with {name} and send it for approval", "social_worker"),
        State.PLAN_SUBMITTED: _waiting("Decide on the plan {name} agreed", "social_worker"),
        State.APPROVED: _waiting(
            "Start to arrange the support in {name}'s plan", "support_planner", "social_worker", "person"
        ),
        State.BROKERING: _waiting(
            "Get every essential part of {name}'s plan started", "support_planner", "social_worker", "person"
        ),
        State.IN_REVIEW: _waiting("Finish the review with {name} and say what changes", "social_worker"),
        State.SUSPENDED: _waiting(
            "Ask if {name} is ready for support to start again", "social_worker", "support_planner"
        ),
    }
)


def what_next(state: State, name: str) -> str:
    """The next thing to do, in words for a worklist; empty when nobody has to act."""
    waiting = WAITING_FOR.get(state)
    return waiting.say(name) if waiting else ""
