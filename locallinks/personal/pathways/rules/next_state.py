"""May this event happen now, by this actor, with these facts, and where does it lead?"""

from collections.abc import Collection, Mapping
from functools import lru_cache

from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem
from locallinks.foundation.shared.roles import ROLES, Capability, Role, roles_that
from locallinks.personal.pathways.choices import PathwayEvent as Event
from locallinks.personal.pathways.choices import PathwayState as State
from locallinks.personal.pathways.rules.states import CLOSED
from locallinks.personal.pathways.rules.transitions import TRANSITIONS, NoChange, OneOf, ReturnTo, Transition


def find_transition(event: Event, state: State | None) -> Transition | None:
    """The one row for this event from this state; None for a new referral is the state before the first."""
    for row in TRANSITIONS:
        if row.event == event and state in row.sources:
            return row
    return None


def events_open_to(state: State | None, roles: Collection[str]) -> tuple[Event, ...]:
    """What somebody with these roles may start from here, in the order of the table. Guards still apply."""
    return _open_to(state, frozenset(roles))


@lru_cache(maxsize=1024)  # a list asks it for each of its cards, and there are a few dozen answers
def _open_to(state: State | None, roles: frozenset[str]) -> tuple[Event, ...]:
    return tuple(row.event for row in TRANSITIONS if state in row.sources and row.actors & roles)


def next_state(
    *,
    state: State | None,
    event: Event,
    roles: Collection[str],
    facts: Mapping[str, bool],
    came_from: State | None = None,
    target: State | None = None,
) -> State:
    """The state this move leads to, or a DomainError that says why not.

    `came_from` is the planning state the plan was last sent from (for `return` and `revise`); `target` is the caller's
    choice where the table has two. Every failing guard comes back at once, so a page can list them all.
    """
    row = find_transition(event, state)
    if row is None:
        raise _illegal(event, state)
    if not row.actors & set(roles):
        raise NotAllowed(f"{row.event.button}: this is for {_who(row)}. Ask one of them to do it", code="wrong_actor")
    goal = _target(row, state, came_from, target)
    failed = [
        Problem(guard.message, guard.field, guard.name)
        for guard in row.guards
        if guard.only_for in (None, goal) and facts.get(guard.name) is not True
    ]
    if failed:
        raise DomainError(problems=failed)
    return goal


def brokering_roles(planned_in: State, *, person_arranges: bool = False) -> frozenset[str]:
    """Whoever planned; for a self-written plan the council, unless the person arranges it (section 3)."""
    if planned_in == State.PLANNING:
        return roles_that(Capability.PLAN_FOR_NETWORK)
    if planned_in == State.COUNCIL_PLANNING:
        return roles_that(Capability.ARRANGE_FOR_COUNCIL)
    if planned_in == State.SELF_PLANNING:
        return frozenset({Role.PERSON}) if person_arranges else roles_that(Capability.ARRANGE_FOR_COUNCIL)
    raise DomainError(f"No plan is written in the state {planned_in}", field="planned_in", code="not_a_planning_state")


def _target(row: Transition, state: State | None, came_from: State | None, chosen: State | None) -> State:
    """Where the row leads. A choice outside the row is refused even where the row leaves none."""
    goal = row.target
    if isinstance(goal, OneOf):
        if chosen is None or chosen not in goal.states:
            raise DomainError(
                f"Choose one: {' or '.join(one.label for one in goal.states)}", field="target", code="choose_target"
            )
        return State(chosen)
    if isinstance(goal, ReturnTo):
        place = came_from or goal.otherwise
        if place is None or place not in goal.states:
            raise DomainError(
                "It is not known who was writing this plan, so it cannot go back. Say who plans it",
                field="came_from",
                code="unknown_planner",
            )
        only = State(place)
    elif isinstance(goal, NoChange):
        assert state is not None  # no row stays before the first step
        only = State(state)
    else:
        only = goal
    if chosen not in (None, only):
        raise DomainError(
            f"{row.event.button} leads to “{only.label}” and nowhere else", field="target", code="wrong_target"
        )
    return only


def _illegal(event: Event, state: State | None) -> DomainError:
    """Names the event, the state, and what can be done instead."""
    if event not in frozenset(Event):
        return DomainError(f"There is no step called “{event}”", field="event", code="unknown_event")
    if state is not None and state not in frozenset(State):
        return DomainError(f"There is no stage called “{state}”", field="state", code="unknown_state")
    here = "before anybody has asked for help" if state is None else f"at the stage “{State(state).label}”"
    if event == Event.START_BROKERAGE:
        more = "A plan must be approved before support is arranged. If a need cannot wait, a social worker can flag it"
    elif state in CLOSED:
        more = "This way through is closed. If there is a new need, ask for help again"
    else:
        instead = [row.event.button for row in TRANSITIONS if state in row.sources]
        more = f"What can happen now: {'; '.join(dict.fromkeys(instead))}"
    return DomainError(f"“{Event(event).button}” cannot happen {here}. {more}", field="event", code="illegal_move")


def _who(row: Transition) -> str:
    words = [ROLES[Role(role)].words for role in sorted(row.actors)]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
