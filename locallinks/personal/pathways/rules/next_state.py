"""Decide whether an event may happen, given the state, the roles and the facts, and which state it leads to."""

from collections.abc import Collection, Mapping
from functools import lru_cache

from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem
from locallinks.foundation.shared.roles import ROLES, Capability, Role, roles_that
from locallinks.personal.pathways.choices import PathwayEvent as Event
from locallinks.personal.pathways.choices import PathwayState as State
from locallinks.personal.pathways.rules.states import CLOSED
from locallinks.personal.pathways.rules.transitions import TRANSITIONS, NoChange, OneOf, ReturnTo, Transition


def find_transition(event: Event, state: State | None) -> Transition | None:
    """Return the row for this event from this state, or None. The state before a referral is None."""
    for row in TRANSITIONS:
        if row.event == event and state in row.sources:
            return row
    return None


def events_open_to(state: State | None, roles: Collection[str]) -> tuple[Event, ...]:
    """Return the events these roles may start from this state, in the table's order. Guards still apply."""
    return _open_to(state, frozenset(roles))


@lru_cache(maxsize=1024)  # a list calls it for each row, with a few dozen different arguments
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
    """Return the state to which this event leads.

    `came_from` is the planning state from which the plan was last submitted, for `return` and `revise`. `target` is the
    caller's choice where the row has two. Raises NotAllowed for a wrong role, and DomainError for an event that is not
    possible or for failing guards; it lists all of them, so that a page can show them together.
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
    """Return the roles that arrange a plan written in this state (docs/rules/local-links.md 3).

    Those who planned arrange it. A plan the person wrote is arranged by the council, unless `person_arranges`. Raises
    DomainError for a state in which no plan is written.
    """
    if planned_in == State.PLANNING:
        return roles_that(Capability.PLAN_FOR_NETWORK)
    if planned_in == State.COUNCIL_PLANNING:
        return roles_that(Capability.ARRANGE_FOR_COUNCIL)
    if planned_in == State.SELF_PLANNING:
        return frozenset({Role.PERSON}) if person_arranges else roles_that(Capability.ARRANGE_FOR_COUNCIL)
    raise DomainError(f"No plan is written in the state {planned_in}", field="planned_in", code="not_a_planning_state")


def _target(row: Transition, state: State | None, came_from: State | None, chosen: State | None) -> State:
    """Return the target of the row. A `chosen` state that the row does not allow is refused."""
    goal = row.target
    if isinstance(goal, OneOf):
        if chosen is None or chosen not in goal.states:
            raise DomainError(
                f"Choose one: {' or '.join(option.label for option in goal.states)}",
                field="target",
                code="choose_target",
            )
        return State(chosen)
    if isinstance(goal, ReturnTo):
        previous = came_from or goal.otherwise
        if previous is None or previous not in goal.states:
            raise DomainError(
                "It is not known who was writing this plan, so it cannot go back. Say who plans it",
                field="came_from",
                code="unknown_planner",
            )
        only = State(previous)
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
    """Return an error that names the event, the state, and what can be done instead."""
    if event not in frozenset(Event):
        return DomainError(f"There is no step called “{event}”", field="event", code="unknown_event")
    if state is not None and state not in frozenset(State):
        return DomainError(f"There is no stage called “{state}”", field="state", code="unknown_state")
    where = "before anybody has asked for help" if state is None else f"at the stage “{State(state).label}”"
    if event == Event.START_BROKERAGE:
        more = "A plan must be approved before support is arranged. If a need cannot wait, a social worker can flag it"
    elif state in CLOSED:
        more = "This way through is closed. If there is a new need, ask for help again"
    else:
        instead = [row.event.button for row in TRANSITIONS if state in row.sources]
        more = f"What can happen now: {'; '.join(dict.fromkeys(instead))}"
    return DomainError(f"“{Event(event).button}” cannot happen {where}. {more}", field="event", code="illegal_move")


def _who(row: Transition) -> str:
    words = [ROLES[Role(role)].words for role in sorted(row.actors)]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
