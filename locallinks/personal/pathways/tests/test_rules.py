"""The state machine against docs/rules/local-links.md 3 (see expected_transitions.py), with every refusal."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState, SuspendReason
from locallinks.personal.pathways.rules.clocks import CLOCK_STARTS_IN, due_on, urgency
from locallinks.personal.pathways.rules.diagram import diagram, markdown_table, mermaid
from locallinks.personal.pathways.rules.endings import ENDINGS
from locallinks.personal.pathways.rules.next_state import brokering_roles, events_open_to, find_transition, next_state
from locallinks.personal.pathways.rules.states import (
    ANY_OPEN,
    BEFORE_APPROVAL,
    CLOSED,
    NEXT_ACTOR_OF,
    OPEN,
    PLANNING_STATES,
    next_task_words,
)
from locallinks.personal.pathways.rules.transitions import TRANSITIONS, NoChange, OneOf, ReturnTo
from locallinks.personal.pathways.tests.expected_transitions import OPEN_STATES, SECTION_3

EVERY_ROLE = frozenset(Role)
ROWS = [(start, event, goal, who.split(), facts.split()) for start, event, goal, who, facts in SECTION_3]
IDS = [f"{start}-{event}-{goal}" for start, event, goal, *_ in ROWS]
each_row = pytest.mark.parametrize(("state", "event", "target", "actors", "facts"), ROWS, ids=IDS)


def move(state, event, target, roles, facts):
    """Pass the target as a caller does: chosen where the row has two, `came_from` where it leads back."""
    row = find_transition(event, state)
    return next_state(
        state=state,
        event=event,
        roles=roles,
        facts=facts,
        came_from=target if row and isinstance(row.target, ReturnTo) else None,
        target=target if row and isinstance(row.target, OneOf) else None,
    )


def from_table():
    for row in TRANSITIONS:
        for state in row.sources:
            goals = [row.target] if isinstance(row.target, str) else getattr(row.target, "states", [state])
            for goal in goals:
                guards = {guard.name for guard in row.guards if guard.only_for in (None, goal)}
                yield state, row.event, goal, frozenset(row.actors), frozenset(guards)


def test_the_table_is_section_3_and_nothing_more():
    by_hand = {(state, event, goal, frozenset(who), frozenset(facts)) for state, event, goal, who, facts in ROWS}
    assert set(from_table()) == by_hand
    assert len(list(from_table())) == len(ROWS)


@each_row
def test_succeeds_for_each_actor_with_every_fact(state, event, target, actors, facts):
    for actor in actors:
        assert move(state, event, target, [actor], dict.fromkeys(facts, True)) == target


@each_row
def test_wrong_actor_is_refused_whatever_the_facts(state, event, target, actors, facts):
    others = EVERY_ROLE - set(actors)
    with pytest.raises(NotAllowed) as refused:
        move(state, event, target, others, dict.fromkeys(facts, True))
    assert refused.value.codes == {"wrong_actor"}
    with pytest.raises(NotAllowed):
        move(state, event, target, [], dict.fromkeys(facts, True))


@pytest.mark.parametrize(
    ("state", "event", "target", "actors", "facts", "missing"),
    [(*row, fact) for row in ROWS for fact in row[4]],
    ids=[f"{name}-without-{fact}" for name, row in zip(IDS, ROWS, strict=True) for fact in row[4]],
)
def test_each_guard_refuses_when_its_fact_is_missing_or_not_true(state, event, target, actors, facts, missing):
    without = {fact: True for fact in facts if fact != missing}
    for given_facts in (without, {**without, missing: False}, {**without, missing: "yes"}, {**without, missing: 1}):
        with pytest.raises(DomainError) as refused:
            move(state, event, target, actors, given_facts)
        assert [problem.code for problem in refused.value.problems] == [missing]
        assert all(problem.message and problem.field for problem in refused.value.problems)


@each_row
def test_all_failing_guards_are_reported_together(state, event, target, actors, facts):
    if facts:
        with pytest.raises(DomainError) as refused:
            move(state, event, target, actors, {})
        assert sorted(problem.code for problem in refused.value.problems) == sorted(facts)


KNOWN = {(state, event) for state, event, *_ in ROWS}


def refusal(state, event):
    try:
        goal = next_state(state=state, event=event, roles=EVERY_ROLE, facts={}, came_from="planning")
    except DomainError as error:
        return error
    return pytest.fail(f"from {state}, {event} leads to {goal}")


@pytest.mark.parametrize("state", [None, *PathwayState])
def test_every_other_pair_is_refused_by_name(state):
    stage = PathwayState(state).label if state else "before anybody has asked"
    for event in PathwayEvent:
        if (state, event) not in KNOWN:
            refused = refusal(state, event)
            assert refused.codes == {"illegal_move"}, event
            assert event.button in str(refused)
            assert stage in str(refused), event


def test_refusal_says_what_can_be_done_instead():
    with pytest.raises(DomainError, match="What can happen now: Start the assessment; Give advice and close"):
        next_state(state="referred", event="approve", roles=EVERY_ROLE, facts={})
    with pytest.raises(DomainError, match="If there is a new need, ask for help again"):
        next_state(state="ended", event="resume", roles=EVERY_ROLE, facts={})
    with pytest.raises(DomainError, match="What can happen now: Ask for help$"):
        next_state(state=None, event="approve", roles=EVERY_ROLE, facts={})


@pytest.mark.parametrize("state", [state for state in PathwayState if state != "approved"])
def test_arranging_before_approval_is_refused_and_points_to_the_urgent_flag(state):
    with pytest.raises(DomainError, match="must be approved before support is arranged.*a social worker can flag it"):
        next_state(state=state, event="start_brokerage", roles=EVERY_ROLE, facts={"right_broker": True})


def test_urgent_support_never_skips_approval():
    for state in BEFORE_APPROVAL:
        facts = {"urgent_flag": True, "reason_given": True}
        assert next_state(state=state, event="start_urgent_brokerage", roles=["social_worker"], facts=facts) == state
    moves = [(state, event, goal) for state, event, goal, *_ in from_table() if state != goal]
    to_live = {(state, event) for state, event, goal in moves if goal == "live"}
    assert to_live == {
        ("brokering", "all_essential_lines_started"),
        ("in_review", "no_change"),
        ("suspended", "resume"),
    }
    assert {state for state, _, goal in moves if goal == "brokering"} == {"approved"}
    assert {state for state, _, goal in moves if goal == "approved"} == {"plan_submitted"}


def test_unknown_names_are_refused():
    with pytest.raises(DomainError, match="There is no step called “fly”"):
        next_state(state="referred", event="fly", roles=EVERY_ROLE, facts={})
    with pytest.raises(DomainError, match="There is no stage called “moon”"):
        next_state(state="moon", event="submit", roles=EVERY_ROLE, facts={})


@pytest.mark.parametrize("choice", [None, "live", "assessing", ""])
def test_a_choice_of_two_must_be_made_and_be_one_of_the_two(choice):
    facts = {"test_stored": True, "written_reasons": True}
    with pytest.raises(DomainError) as refused:
        next_state(state="assessing", event="decide_eligibility", roles=["social_worker"], facts=facts, target=choice)
    assert refused.value.codes == {"choose_target"}


def test_a_target_the_row_does_not_lead_to_is_refused():
    where = {
        "state": "referred",
        "event": "start_assessment",
        "roles": ["social_worker"],
        "facts": {"advocacy_ok": True},
    }
    assert next_state(**where, target="assessing") == "assessing"
    with pytest.raises(DomainError) as refused:
        next_state(**where, target="live")
    assert refused.value.codes == {"wrong_target"}


@pytest.mark.parametrize("came_from", [None, "", "approved", "nowhere"])
def test_a_plan_is_returned_only_to_a_planning_state(came_from):
    with pytest.raises(DomainError) as refused:
        next_state(
            state="plan_submitted",
            event="return",
            roles=["social_worker"],
            facts={"comments_given": True},
            came_from=came_from,
        )
    assert refused.value.codes == {"unknown_planner"}


def test_revise_leads_to_planning_unless_somebody_else_planned_before():
    facts = {"old_version_stays_live": True, "advocacy_ok": True}
    where = {"state": "in_review", "event": "revise", "roles": ["social_worker"], "facts": facts}
    assert next_state(**where) == "planning"
    assert next_state(**where, came_from="council_planning") == "council_planning"


def test_a_network_may_decline_while_an_advocate_is_missing():
    where = {"state": "handover_sent", "event": "network_declines", "roles": ["network_manager"]}
    facts = {"reason_given": True, "advocacy_ok": False}
    assert next_state(**where, facts=facts, target="handover_offered") == "handover_offered"
    with pytest.raises(DomainError) as refused:
        next_state(**where, facts=facts, target="council_planning")
    assert refused.value.codes == {"advocacy_ok"}


def test_every_start_of_assessment_planning_and_review_needs_advocacy():
    """Except withdrawing consent, which nothing may delay: who carries on is agreed afterwards."""
    starts, free = {"assessing", "in_review", *PLANNING_STATES}, {"return", "sharing_stopped"}
    for state, event, goal, _, facts in from_table():
        if (goal in starts and goal != state and event not in free) or event == "submit":
            assert "advocacy_ok" in facts, (event, goal)


def test_the_network_never_answers_for_the_person_and_an_investor_never_acts():
    for row in TRANSITIONS:
        assert "investor" not in row.actors
        if row.event in ("person_accepts", "person_declines", "person_plans_for_self", "withdraw"):
            assert not row.actors & {"support_planner", "network_manager", "volunteer_developer"}
    assert find_transition("approve", "plan_submitted").actors.isdisjoint({"support_planner", "network_manager"})


def test_events_open_to_a_role():
    assert events_open_to("referred", {"social_worker"}) == (
        "start_assessment",
        "advise_and_close",
        "start_urgent_brokerage",
        "sharing_stopped",
        "carry_on",
        "die",
        "move",
        "withdraw",
    )
    assert events_open_to("handover_sent", ["network_manager"]) == ("network_accepts", "network_declines", "die")
    assert events_open_to(None, {"provider"}) == ("refer",)
    assert events_open_to(None, {"investor"}) == ()
    assert events_open_to("ended", EVERY_ROLE) == ()


@pytest.mark.parametrize(
    ("planned_in", "person_arranges", "who"),
    [
        ("planning", False, "support_planner"),
        ("planning", True, "support_planner"),
        ("council_planning", False, "social_worker broker"),
        ("self_planning", False, "social_worker broker"),
        ("self_planning", True, "person"),
    ],
)
def test_those_who_planned_arrange(planned_in, person_arranges, who):
    assert brokering_roles(planned_in, person_arranges=person_arranges) == {*who.split()}


def test_nobody_arranges_for_a_state_without_a_plan():
    with pytest.raises(DomainError, match="No plan is written in the state live"):
        brokering_roles("live")


def test_labels_cover_the_table():
    assert {row.event for row in TRANSITIONS} == set(PathwayEvent)
    assert set(PathwayState) == OPEN | CLOSED
    assert set(ANY_OPEN) == OPEN == set(OPEN_STATES)
    assert {goal for _, _, goal, *_ in from_table()} == set(PathwayState)
    assert set(ENDINGS) == {event for _, event, goal, *_ in from_table() if goal == "ended"}
    assert set(SuspendReason) == {"hospital", "holiday", "safeguarding"}
    never = ("client", "service user", "case", "handed over", "handover failure", "!")
    for words in [
        *(member.label for member in [*PathwayState, *PathwayEvent]),
        *(event.button for event in PathwayEvent),
    ]:
        assert not any(alias in words.lower() for alias in never), words


def test_next_actors_are_able_to_act():
    assert set(NEXT_ACTOR_OF) == OPEN - {"live"}
    for state, next_actor in NEXT_ACTOR_OF.items():
        able = frozenset().union(*(row.actors for row in TRANSITIONS if state in row.sources))
        assert next_actor.roles & able, state
    assert next_task_words("budgeted", "Mary") == "Offer Mary an introduction to the neighbourhood network"
    assert next_task_words("budgeted", "{name} {0}") == "Offer {name} {0} an introduction to the neighbourhood network"
    assert next_task_words("live", "Mary") == ""


FRIDAY = date(2026, 11, 20)
MONDAY_HOLIDAY = [date(2026, 11, 23)]


@pytest.mark.parametrize(
    ("state", "first", "due"),
    [
        ("budgeted", "", date(2026, 11, 24)),
        ("handover_sent", "", date(2026, 11, 24)),
        ("planning", "first_visit", date(2026, 11, 27)),
        ("planning", "", None),
        ("plan_submitted", "", date(2026, 11, 27)),
        ("approved", "", date(2026, 12, 4)),
        ("brokering", "", date(2026, 12, 4)),
        ("live", "", None),
        ("ended", "", None),
    ],
)
def test_clocks(state, first, due):
    assert due_on(state, FRIDAY, first=first) == due


def test_due_days_respect_holidays_and_settings_and_unknown_states_are_refused():
    assert due_on("budgeted", FRIDAY, MONDAY_HOLIDAY) == date(2026, 11, 25)
    assert due_on("budgeted", FRIDAY, clocks={"budgeted": 1}) == date(2026, 11, 23)
    assert due_on("budgeted", FRIDAY, clocks={}) is None
    assert CLOCK_STARTS_IN == {"brokering": "approved"}
    with pytest.raises(DomainError, match="no stage called"):
        due_on("moon", FRIDAY)


@pytest.mark.parametrize(
    ("due", "today", "answer"),
    [
        (None, FRIDAY, "no_clock"),
        (date(2026, 11, 19), FRIDAY, "overdue"),
        (FRIDAY, FRIDAY, "due_soon"),
        (date(2026, 11, 23), FRIDAY, "due_soon"),
        (date(2026, 11, 24), FRIDAY, "in_time"),
    ],
)
def test_urgency(due, today, answer):
    assert urgency(due, today) == answer


def test_urgency_over_a_bank_holiday():
    assert urgency(date(2026, 11, 24), FRIDAY, MONDAY_HOLIDAY) == "due_soon"


def test_the_diagram_draws_every_row():
    drawn = mermaid()
    assert drawn.startswith("stateDiagram-v2\n")
    for line in (
        "[*] --> referred : refer",
        "any_open --> ended : die / move / withdraw",
        "before_approval --> before_approval : start_urgent_brokerage",
        "handover_sent --> handover_sent : chase",
        "plan_submitted --> council_planning : return",
        "ended --> [*]",
    ):
        assert f"    {line}" in drawn.splitlines()
    for event in PathwayEvent:
        assert event in drawn
    assert markdown_table().count("\n") == len(TRANSITIONS) + 1
    assert "| stays |" in markdown_table()
    assert "`advocacy_ok` (to `council_planning`)" in markdown_table()
    assert mermaid() in diagram()
    assert markdown_table() in diagram()


def test_events_without_a_change_of_state():
    staying = [row.event for row in TRANSITIONS if isinstance(row.target, NoChange)]
    assert staying == ["chase", "start_urgent_brokerage", "sharing_stopped", "carry_on"]


@given(st.lists(st.integers(min_value=0, max_value=10_000), max_size=60))
def test_a_random_walk_never_leaves_the_states_and_closed_is_the_end(choices):
    state = None
    for choice in choices:
        rows = [row for row in from_table() if row[0] == state]
        if not rows:
            assert state in CLOSED
            return
        _, event, goal, actors, facts = rows[choice % len(rows)]
        state = move(state, event, goal, actors, dict.fromkeys(facts, True))
        assert state in set(PathwayState)
        assert goal == state


@given(
    state=st.sampled_from([None, *PathwayState]),
    event=st.sampled_from(sorted(PathwayEvent)) | st.text(max_size=20),
    roles=st.sets(st.sampled_from(sorted(EVERY_ROLE))),
    facts=st.dictionaries(st.sampled_from(sorted({f for *_, fs in ROWS for f in fs})), st.booleans()),
    came_from=st.sampled_from([None, *PathwayState]),
    target=st.sampled_from([None, *PathwayState]),
)
def test_any_request_is_a_known_row_or_a_domain_error(state, event, roles, facts, came_from, target):
    try:
        goal = next_state(state=state, event=event, roles=roles, facts=facts, came_from=came_from, target=target)
    except DomainError as refused:
        evidence = [problem.message for problem in refused.problems]
    else:
        evidence = [row for row in from_table() if row[:3] == (state, event, goal)]
    assert evidence
    assert all(evidence)
