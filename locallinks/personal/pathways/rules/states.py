"""Groups of pathway states, and who acts next in each (docs/rules/local-links.md 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from locallinks.foundation.shared.roles import roles_shown
from locallinks.personal.pathways.choices import PathwayState as State

# A new need after one of these is a new referral; the closed pathway is not reopened.
CLOSED: frozenset[State] = frozenset({State.SIGNPOSTED, State.COMMUNITY_ONLY, State.ENDED})
OPEN: frozenset[State] = frozenset(State) - CLOSED

ANY_OPEN: tuple[State, ...] = tuple(state for state in State if state in OPEN)

# The council has not approved a plan, so nothing may be arranged unless it is urgent (docs/rules/care-act.md 1).
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

# A plan is written in one of these; `return` and `revise` lead back to the one from which it was submitted.
PLANNING_STATES: tuple[State, ...] = (State.PLANNING, State.SELF_PLANNING, State.COUNCIL_PLANNING)

# Where support is being arranged, or is in place.
SUPPORT_STATES: tuple[State, ...] = (State.BROKERING, State.LIVE, State.IN_REVIEW, State.SUSPENDED)


@dataclass(frozen=True)
class NextActor:
    """Who has to act next, and the words for a worklist. `words` holds `{name}`."""

    roles: frozenset[str]
    words: str

    def words_for(self, name: str) -> str:
        return self.words.replace("{name}", name)


# The roles that act next are in the table of roles (shared/roles.py). States that are missing here wait for nobody:
# `live` has the date of its review, and closed states are closed.
NEXT_ACTOR_OF: Mapping[State, NextActor] = MappingProxyType(
    {
        state: NextActor(roles_shown(state), words)
        for state, words in {
            State.REFERRED: "Talk to {name} and start the assessment, or give advice",
            State.ASSESSING: "Finish the assessment with {name} and record the decision",
            State.ELIGIBLE: "Work out a first budget for {name}",
            State.NOT_ELIGIBLE: "Offer {name} an introduction to the community",
            State.BUDGETED: "Offer {name} an introduction to the neighbourhood network",
            State.HANDOVER_OFFERED: "Hear from {name}: would they like to meet the network?",
            State.HANDOVER_SENT: "Answer {name}'s introduction and name a planner",
            State.PLANNING: "Write the plan with {name} and send it for approval",
            State.SELF_PLANNING: "{name} is writing the plan: offer help, and send it when it is ready",
            State.COUNCIL_PLANNING: "Write the plan with {name} and send it for approval",
            State.PLAN_SUBMITTED: "Decide on the plan {name} agreed",
            State.APPROVED: "Start to arrange the support in {name}'s plan",
            State.BROKERING: "Get every essential part of {name}'s plan started",
            State.IN_REVIEW: "Finish the review with {name} and say what changes",
            State.SUSPENDED: "Ask if {name} is ready for support to start again",
        }.items()
    }
)


def next_task_words(state: State, name: str) -> str:
    """Return the next thing to do, in the words of a worklist; "" where nobody has to act."""
    next_actor = NEXT_ACTOR_OF.get(state)
    return next_actor.words_for(name) if next_actor else ""
