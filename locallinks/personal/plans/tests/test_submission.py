"""Tests of recording agreement, sending a plan and returning it."""

from datetime import timedelta

import pytest

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.charging.models import Estimate
from locallinks.personal.pathways.actions import record_advocacy
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.actions.decision import approve_plan, return_plan
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import add_line, change_line, save_plan_texts, start_plan
from locallinks.personal.plans.models import Plan, PlanAgreement, PlanReturn, PlanSubmission
from locallinks.personal.plans.queries.plan_view import plan_view
from locallinks.personal.plans.tests.builders import (
    APPROVAL,
    CLUB,
    HOME_CARE,
    PHOTOGRAPHS,
    SHUT_OUT,
    VISITS,
    WORDS,
    WRITER,
    again,
    again_inside,
    approved,
    do,
    lines,
    refused,
    sent_plan,
    started,
    state_of,
    written,
)
from tests.kit import NOW, City, make_person

STATES = ["planning", "self_planning", "council_planning"]
NOT_DECIDING = ["support_planner", "network_manager", "person", "handover_champion", "commissioner", "finance"]
LATER = NOW + timedelta(hours=1)


def approve(city: City, plan: Plan, role: str = "social_worker2", **answers):
    more = {"pathway_id": plan.pathway_id} | APPROVAL | answers
    return do(city, role, approve_plan, **more)


def refused_approval(city: City, plan: Plan, role: str = "social_worker2", **answers) -> frozenset[str]:
    return refused(city, role, approve_plan, plan, **{"pathway_id": plan.pathway_id} | APPROVAL | answers)


# ---------- what the person says


@pytest.mark.parametrize("role", ["person", "support_planner", "social_worker"])
def test_what_the_person_says_is_recorded(city: City, role: str):
    plan = started(city)
    said = do(city, role, record_agreement, plan_id=plan.pk, agrees=True, words="Lovely", said_by="Mary Firth")
    assert (said.agrees, said.words, said.said_by, said.by_id) == (True, "Lovely", "Mary Firth", city.users[role].pk)
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.get(subject_kind="plans.planagreement").reason == "Lovely"


@pytest.mark.parametrize("role", ["network_manager", "volunteer_developer", "handover_champion", "finance"])
def test_few_may_record_what_the_person_says(city: City, role: str):
    plan = started(city)
    with pytest.raises(SHUT_OUT):
        do(city, role, record_agreement, plan_id=plan.pk, agrees=True, said_by="Mary Firth")


@pytest.mark.parametrize(
    ("said", "code"),
    [({"agrees": True, "said_by": " "}, "nobody_said_it"), ({"agrees": False, "said_by": "Mary"}, "no_words")],
)
def test_an_answer_has_a_voice_and_a_no_has_words(city: City, said: dict, code: str):
    plan = started(city)
    assert refused(city, "person", record_agreement, plan, plan_id=plan.pk, **said) == {code}


def test_a_plan_that_changes_is_asked_about_again(city: City):
    plan = written(city)
    do(city, "support_planner", add_line, plan_id=plan.pk, at=LATER, **PHOTOGRAPHS)
    assert refused(city, "support_planner", submit_plan, plan, plan_id=plan.pk) == {"agreement_recorded"}
    do(city, "person", record_agreement, plan_id=plan.pk, agrees=True, said_by="Mary", at=LATER)
    do(city, "support_planner", submit_plan, plan_id=plan.pk, at=LATER)


def test_a_decided_plan_is_not_asked_about(city: City):
    plan = approved(city)
    said = {"plan_id": plan.pk, "agrees": True, "said_by": "Mary"}
    with pytest.raises(DomainError) as refusal:
        do(city, "person", record_agreement, **said)
    assert refusal.value.codes == {"plan_not_open"}


# ---------- sending


@pytest.mark.parametrize("state", STATES)
def test_whoever_wrote_it_sends_it(city: City, state: str):
    plan = sent_plan(city, state)
    assert state_of(city, plan) == "plan_submitted"
    with acting_as(city.viewer("social_worker")):
        sent = PlanSubmission.objects.get()
        assert (sent.by_id, sent.council_pence) == (city.users[WRITER[state]].pk, 0)
        assert [need["code"] for need in sent.needs] == ["A7", "A9"]
        step = Step.objects.filter(pathway=plan.pathway_id, event="submit").latest("number")
        assert Entry.objects.filter(subject_kind="pathways.step", subject_id=str(step.pk)).exists()


def test_a_social_worker_may_send_what_the_person_wrote(city: City):
    plan = written(city, "self_planning")
    do(city, "social_worker", submit_plan, plan_id=plan.pk)
    assert refused_approval(city, plan, "social_worker") >= {"approver_is_not_planner"}


WRONG = [("planning", "social_worker"), ("planning", "person"), ("planning", "network_manager")]
WRONG += [("council_planning", "person"), ("planning", "handover_champion"), ("planning", "finance")]


@pytest.mark.parametrize(("state", "role"), WRONG)
def test_nobody_else_sends_it(city: City, state: str, role: str):
    plan = written(city, state)
    with pytest.raises(SHUT_OUT):
        do(city, role, submit_plan, plan_id=plan.pk)


def test_a_no_does_not_stop_a_plan(city: City):
    plan = sent_plan(city, agrees=False)
    with acting_as(city.viewer("social_worker")):
        assert PlanAgreement.objects.get().words == "I wanted two visits"
    assert state_of(city, plan) == "plan_submitted"


def test_sending_twice_is_refused_with_what_can_happen(city: City):
    plan = sent_plan(city)
    assert refused(city, "support_planner", submit_plan, plan, plan_id=plan.pk) == {"illegal_move"}


# The section 25 validator through the database (docs/rules/care-act.md 6): what is taken away, and what is then said.
MISSING = [
    ("wellbeing", {"answers": {"wellbeing": []}}, {"s25_4"}),
    ("advice", {"answers": {"advice": "  "}}, {"s25_6"}),
    ("a_need", {"lines": (VISITS,)}, {"need_not_covered"}),
    ("every_line", {"lines": ()}, {"s25_3", "need_not_covered"}),
    ("what_it_is_for", {"lines": (VISITS, CLUB, CLUB | {"outcomes": [], "eligible": False})}, {"no_outcome"}),
    ("consent", {"lines": (VISITS | {"giver_agreed": None}, CLUB)}, {"giver_consent"}),
    ("consent_was_no", {"lines": (VISITS | {"giver_agreed": False}, CLUB)}, {"giver_consent"}),
    ("no_need_behind_it", {"lines": (VISITS, CLUB, PHOTOGRAPHS | {"eligible": True})}, {"eligible_without_need"}),
]


@pytest.mark.parametrize(("name", "change", "codes"), MISSING, ids=[row[0] for row in MISSING])
def test_what_section_25_asks_for_is_named(city: City, name: str, change: dict, codes: set):
    plan = started(city)
    do(
        city,
        "support_planner",
        save_plan_texts,
        plan_id=plan.pk,
        version=None,
        answers=WORDS | change.get("answers", {}),
    )
    for line in change.get("lines", (VISITS, CLUB)):
        do(city, "support_planner", add_line, plan_id=plan.pk, **line)
    do(city, "person", record_agreement, plan_id=plan.pk, agrees=True, said_by="Mary Firth")
    assert refused(city, "support_planner", submit_plan, plan, plan_id=plan.pk) == codes


def test_everything_missing_comes_back_at_once_each_in_its_own_words(city: City):
    plan = started(city)
    with pytest.raises(DomainError) as refusal:
        do(city, "support_planner", submit_plan, plan_id=plan.pk)
    assert refusal.value.codes == {"s25_3", "s25_4", "s25_6", "need_not_covered", "agreement_recorded"}
    messages = [problem.message for problem in refusal.value.problems]
    assert "Family and friends: add something that meets this, or record that nothing can yet" in messages
    assert len(messages) == len(set(messages)) == 6


def test_a_plan_without_a_decision_or_an_estimate_waits(city: City):
    pathway_plan = started(city)
    plan = written_without(city, pathway_plan)
    found = refused(city, "support_planner", submit_plan, plan, plan_id=plan.pk)
    assert found == {"s25_1", "s25_3", "eligible_without_need", "pay_estimate_given"}


def written_without(city: City, plan: Plan) -> Plan:
    """Return a complete plan on a second pathway of a person without an assessment."""
    from tests.kit import pathway_in

    pathway = pathway_in(city, make_person(city, "Nora Noone"), "planning")
    plan = do(city, "support_planner", start_plan, pathway_id=pathway.pk, can_take_part=True)
    do(city, "support_planner", save_plan_texts, plan_id=plan.pk, version=None, answers=dict(WORDS))
    bare = VISITS | {"outcomes": ["own"], "eligible": True}
    do(city, "support_planner", add_line, plan_id=plan.pk, **bare)
    do(city, "support_planner", record_agreement, plan_id=plan.pk, agrees=True, said_by="Nora")
    return again(city, plan)


def test_a_reason_for_no_estimate_is_an_estimate(city: City):
    plan = written(city)
    with acting_as(city.viewer("social_worker")):
        Estimate.objects.create(
            person_id=plan.person_id,
            pathway_id=plan.pathway_id,
            reason_for_none="Her papers are with her son",
            given_by=city.users["social_worker"],
            given_at=LATER,
        )
    do(city, "support_planner", submit_plan, plan_id=plan.pk)
    assert state_of(city, plan) == "plan_submitted"


def test_an_advocate_who_is_needed_comes_first(city: City):
    plan = written(city)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        pathway = Pathway.objects.get(pk=plan.pathway_id)
        record_advocacy(viewer=viewer, pathway=pathway, needed=True, reason="Alone with it", at=NOW)
    assert refused(city, "support_planner", submit_plan, plan, plan_id=plan.pk) == {"advocacy_ok"}


def test_an_answer_from_the_assessment_is_not_enough_to_send(city: City):
    plan = written(city)
    with acting_as(city.viewer("social_worker")):
        pathway = Pathway.objects.get(pk=plan.pathway_id)
        Step.objects.create(
            pathway=pathway,
            person_id=plan.person_id,
            number=1,
            event="set_indicative",
            from_state="eligible",
            to_state="budgeted",
            actor=city.users["social_worker"],
            actor_name="Ruth",
            at=LATER,
        )
    assert refused(city, "support_planner", submit_plan, plan, plan_id=plan.pk) == {"advocacy_not_asked"}


def test_one_volunteer_alone_for_eating_needs_a_plan_b(city: City):
    shopping = VISITS | {"title": "Joan shops and cooks", "outcomes": ["A1"]}
    needs = {"A1": "unable_assist", "A7": "unable_pain"}
    plan = written(city, abilities=needs, lines=(shopping, CLUB | {"outcomes": ["A7"]}))
    assert refused(city, "support_planner", submit_plan, plan, plan_id=plan.pk) == {"volunteer_alone"}
    line = lines(city, plan)[0]
    do(city, "support_planner", change_line, line_id=line.pk, version=None, contingency="Meals on wheels")
    do(city, "person", record_agreement, plan_id=plan.pk, agrees=True, said_by="Mary Firth")
    do(city, "support_planner", submit_plan, plan_id=plan.pk)


def test_over_the_first_budget_says_why_when_it_is_sent(city: City):
    """A plan over the budget needs a reason and is never blocked (docs/rules/local-links.md 5, rule f)."""
    care = HOME_CARE | {"outcomes": ["A7"], "council_cost_pence": 20000}  # 200.00 against 46 points, 186.30
    plan = written(city, lines=(care, CLUB))
    send = {"role": "support_planner", "act": submit_plan, "plan": plan, "plan_id": plan.pk}
    assert refused(city, **send) == {"over_indicative_reason"}
    assert refused(city, **send, why_over_indicative="  ") == {"over_indicative_reason"}
    assert refused(city, **send, why_over_indicative="x" * 5001) == {"too_long"}
    do(city, "support_planner", submit_plan, plan_id=plan.pk, why_over_indicative=" Two people lift her ")
    do(city, "social_worker2", return_plan, pathway_id=plan.pathway_id, comments="Who lifts at night?")
    with acting_as(city.viewer("social_worker")):
        assert plan_view(again_inside(plan)).why_over == "Two people lift her"


def test_a_plan_within_the_first_budget_keeps_no_reason(city: City):
    plan = written(city)
    do(city, "support_planner", submit_plan, plan_id=plan.pk, why_over_indicative="Just in case")
    with acting_as(city.viewer("social_worker")):
        assert plan_view(again_inside(plan)).why_over == ""
        assert Step.objects.get(event="submit", pathway=plan.pathway_id).reason == ""


# ---------- sending back


@pytest.mark.parametrize("state", STATES)
def test_a_plan_goes_back_where_it_came_from_with_comments(city: City, state: str):
    plan = sent_plan(city, state)
    back = {"pathway_id": plan.pathway_id}
    assert refused(city, "social_worker2", return_plan, plan, comments=" ", **back) == {"comments_given"}
    do(city, "social_worker2", return_plan, comments="Who comes at night?", at=LATER, **back)
    assert state_of(city, plan) == state
    with acting_as(city.viewer("social_worker")):
        assert PlanReturn.objects.get().comments == "Who comes at night?"
        found = plan_view(again_inside(plan))
        assert found.last_return.comments == "Who comes at night?"
    do(city, WRITER[state], submit_plan, plan_id=plan.pk, at=LATER + timedelta(hours=1))
    with acting_as(city.viewer("social_worker")):
        found = plan_view(again_inside(plan))
        assert found.last_return is None
        assert len(found.submissions) == 2


@pytest.mark.parametrize("role", NOT_DECIDING)
def test_only_a_social_worker_decides(city: City, role: str):
    plan = sent_plan(city)
    with pytest.raises(SHUT_OUT):
        do(city, role, return_plan, pathway_id=plan.pathway_id, comments="No")
    with pytest.raises(SHUT_OUT):
        approve(city, plan, role)
