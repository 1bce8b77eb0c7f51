"""Agreeing, sending, returning and approving; and Mary's and Elaine's plans whole (writing is in test_writing)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.scope import acting_as
from locallinks.personal.charging.models import Estimate
from locallinks.personal.pathways.actions import record_advocacy
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans import actions, queries
from locallinks.personal.plans.models import Plan, PlanAgreement, PlanApproval, PlanReturn, PlanSubmission
from locallinks.personal.plans.tests.builders import (
    APPROVAL,
    CLUB,
    FRAIL,
    HOME_CARE,
    PHOTOGRAPHS,
    VISITS,
    WORDS,
    WRITER,
    again,
    approved,
    assessed,
    do,
    lines,
    ready,
    sent_plan,
    started,
    state_of,
    written,
)  # fmt: skip
from tests.kit import NOW, City, make_person

STATES = ["planning", "self_planning", "council_planning"]
NOT_DECIDING = ["support_planner", "network_manager", "person", "handover_champion", "commissioner", "finance"]
LATER = NOW + timedelta(hours=1)


def refused(city: City, role: str, act, plan: Plan, **more) -> frozenset[str]:
    """The codes of a refusal, after which nothing has changed."""
    before = state_of(city, plan)
    with pytest.raises(DomainError) as refusal:
        do(city, role, act, **more)
    assert state_of(city, plan) == before
    with acting_as(city.viewer("social_worker")):
        assert not PlanApproval.objects.exists()
    return refusal.value.codes


def approve(city: City, plan: Plan, role: str = "social_worker2", **answers):
    more = {"pathway_id": plan.pathway_id} | APPROVAL | answers
    return do(city, role, actions.approve_plan, **more)


def refused_approval(city: City, plan: Plan, role: str = "social_worker2", **answers) -> frozenset[str]:
    return refused(
        city, role, actions.approve_plan, plan, **{"pathway_id": plan.pathway_id} | APPROVAL | answers
    )  # fmt: skip


# ---------- what the person says


@pytest.mark.parametrize("role", ["person", "support_planner", "social_worker"])
def test_what_the_person_says_is_recorded(city: City, role: str):
    plan = started(city)
    said = do(city, role, actions.record_agreement, plan_id=plan.pk, agrees=True, words="Lovely", said_by="Mary Firth")
    assert (said.agrees, said.words, said.said_by, said.by_id) == (True, "Lovely", "Mary Firth", city.users[role].pk)
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.get(subject_kind="plans.planagreement").reason == "Lovely"


@pytest.mark.parametrize("role", ["network_manager", "volunteer_developer", "handover_champion", "finance"])
def test_few_may_record_what_the_person_says(city: City, role: str):
    plan = started(city)
    with pytest.raises(NotAllowed):
        do(city, role, actions.record_agreement, plan_id=plan.pk, agrees=True, said_by="Mary Firth")


@pytest.mark.parametrize(
    ("said", "code"),
    [({"agrees": True, "said_by": " "}, "nobody_said_it"), ({"agrees": False, "said_by": "Mary"}, "no_words")],
)
def test_an_answer_has_a_voice_and_a_no_has_words(city: City, said: dict, code: str):
    plan = started(city)
    assert refused(city, "person", actions.record_agreement, plan, plan_id=plan.pk, **said) == {code}


def test_a_plan_that_changes_is_asked_about_again(city: City):
    plan = written(city)
    do(city, "support_planner", actions.add_line, plan_id=plan.pk, at=LATER, **PHOTOGRAPHS)
    assert refused(city, "support_planner", actions.submit_plan, plan, plan_id=plan.pk) == {"agreement_recorded"}
    do(city, "person", actions.record_agreement, plan_id=plan.pk, agrees=True, said_by="Mary", at=LATER)
    do(city, "support_planner", actions.submit_plan, plan_id=plan.pk, at=LATER)


def test_a_decided_plan_is_not_asked_about(city: City):
    plan = approved(city)
    said = {"plan_id": plan.pk, "agrees": True, "said_by": "Mary"}
    with pytest.raises(DomainError) as refusal:
        do(city, "person", actions.record_agreement, **said)
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
    do(city, "social_worker", actions.submit_plan, plan_id=plan.pk)
    assert refused_approval(city, plan, "social_worker") >= {"approver_is_not_planner"}


WRONG = [("planning", "social_worker"), ("planning", "person"), ("planning", "network_manager")]
WRONG += [("council_planning", "person"), ("planning", "handover_champion"), ("planning", "finance")]


@pytest.mark.parametrize(("state", "role"), WRONG)
def test_nobody_else_sends_it(city: City, state: str, role: str):
    plan = written(city, state)
    with pytest.raises(NotAllowed):
        do(city, role, actions.submit_plan, plan_id=plan.pk)


def test_a_no_does_not_stop_a_plan(city: City):
    plan = sent_plan(city, agrees=False)
    with acting_as(city.viewer("social_worker")):
        assert PlanAgreement.objects.get().words == "I wanted two visits"
    assert state_of(city, plan) == "plan_submitted"


def test_sending_twice_is_refused_with_what_can_happen(city: City):
    plan = sent_plan(city)
    assert refused(city, "support_planner", actions.submit_plan, plan, plan_id=plan.pk) == {"illegal_move"}


# The section 25 validator through the database (care-act.md section 6): what is taken away, and what is then said.
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
        actions.save_about,
        plan_id=plan.pk,
        version=None,
        answers=WORDS | change.get("answers", {}),
    )
    for line in change.get("lines", (VISITS, CLUB)):
        do(city, "support_planner", actions.add_line, plan_id=plan.pk, **line)
    do(city, "person", actions.record_agreement, plan_id=plan.pk, agrees=True, said_by="Mary Firth")
    assert refused(city, "support_planner", actions.submit_plan, plan, plan_id=plan.pk) == codes


def test_everything_missing_comes_back_at_once_each_in_its_own_words(city: City):
    plan = started(city)
    with pytest.raises(DomainError) as refusal:
        do(city, "support_planner", actions.submit_plan, plan_id=plan.pk)
    assert refusal.value.codes == {"s25_3", "s25_4", "s25_6", "need_not_covered", "agreement_recorded"}
    messages = [problem.message for problem in refusal.value.problems]
    assert "Family and friends: add something that meets this, or record that nothing can yet" in messages
    assert len(messages) == len(set(messages)) == 6


def test_a_plan_without_a_decision_or_an_estimate_waits(city: City):
    pathway_plan = started(city)
    plan = written_without(city, pathway_plan)
    found = refused(city, "support_planner", actions.submit_plan, plan, plan_id=plan.pk)
    assert found == {"s25_1", "s25_3", "eligible_without_need", "pay_estimate_given"}


def written_without(city: City, plan: Plan) -> Plan:
    """A whole plan on a second pathway of somebody whom nobody assessed."""
    from tests.kit import pathway_in

    pathway = pathway_in(city, make_person(city, "Nora Noone"), "planning")
    plan = do(city, "support_planner", actions.start_plan, pathway_id=pathway.pk)
    do(city, "support_planner", actions.save_about, plan_id=plan.pk, version=None, answers=dict(WORDS))
    bare = VISITS | {"outcomes": ["own"], "eligible": True}
    do(city, "support_planner", actions.add_line, plan_id=plan.pk, **bare)
    do(city, "support_planner", actions.record_agreement, plan_id=plan.pk, agrees=True, said_by="Nora")
    return again(city, plan)


def test_a_reason_for_no_estimate_is_an_estimate(city: City):
    plan = written(city)
    with acting_as(city.viewer("social_worker")):
        Estimate.objects.create(
            person_id=plan.person_id, pathway_id=plan.pathway_id, why_not="Her papers are with her son",
            given_by=city.users["social_worker"], given_at=LATER,
        )  # fmt: skip
    do(city, "support_planner", actions.submit_plan, plan_id=plan.pk)


def test_an_advocate_who_is_needed_comes_first(city: City):
    plan = written(city)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        pathway = Pathway.objects.get(pk=plan.pathway_id)
        record_advocacy(viewer=viewer, pathway=pathway, needed=True, reason="Alone with it", at=NOW)
    assert refused(city, "support_planner", actions.submit_plan, plan, plan_id=plan.pk) == {"advocacy_ok"}


def test_one_volunteer_alone_for_eating_needs_a_plan_b(city: City):
    shopping = VISITS | {"title": "Joan shops and cooks", "outcomes": ["A1"]}
    needs = {"A1": "unable_assist", "A7": "unable_pain"}
    plan = written(city, abilities=needs, lines=(shopping, CLUB | {"outcomes": ["A7"]}))
    assert refused(city, "support_planner", actions.submit_plan, plan, plan_id=plan.pk) == {"volunteer_alone"}
    line = lines(city, plan)[0]
    do(city, "support_planner", actions.change_line, line_id=line.pk, version=None, contingency="Meals on wheels")
    do(city, "support_planner", actions.submit_plan, plan_id=plan.pk)


# ---------- sending back


@pytest.mark.parametrize("state", STATES)
def test_a_plan_goes_back_where_it_came_from_with_comments(city: City, state: str):
    plan = sent_plan(city, state)
    back = {"pathway_id": plan.pathway_id}
    assert refused(city, "social_worker2", actions.return_plan, plan, comments=" ", **back) == {"comments_given"}
    do(city, "social_worker2", actions.return_plan, comments="Who comes at night?", at=LATER, **back)
    assert state_of(city, plan) == state
    with acting_as(city.viewer("social_worker")):
        assert PlanReturn.objects.get().comments == "Who comes at night?"
        found = queries.sheet(again_inside(plan))
        assert found.last_return.comments == "Who comes at night?"
    do(city, WRITER[state], actions.submit_plan, plan_id=plan.pk, at=LATER + timedelta(hours=1))
    with acting_as(city.viewer("social_worker")):
        found = queries.sheet(again_inside(plan))
        assert found.last_return is None
        assert len(found.submissions) == 2


def again_inside(plan: Plan) -> Plan:
    return Plan.objects.select_related("pathway__person").get(pk=plan.pk)


@pytest.mark.parametrize("role", NOT_DECIDING)
def test_only_a_social_worker_decides(city: City, role: str):
    plan = sent_plan(city)
    with pytest.raises(NotAllowed):
        do(city, role, actions.return_plan, pathway_id=plan.pathway_id, comments="No")
    with pytest.raises(NotAllowed):
        approve(city, plan, role)


# ---------- approving


def test_an_approval_sets_budget_contribution_and_deployment(city: City):
    care = HOME_CARE | {"outcomes": ["A7"], "weekly_cost_pence": 18000, "minutes_per_week": 540}
    plan = sent_plan(city, lines=(care, CLUB))
    done = approve(
        city, plan, personal_budget_pence=18000, contribution_pence=2500, deployment="isf", reason="It fits her life"
    )
    assert (done.council_pays_pence, done.by_id) == (15500, city.users["social_worker2"].pk)
    assert state_of(city, plan) == "approved"
    with acting_as(city.viewer("social_worker")):
        pathway = Pathway.objects.get(pk=plan.pathway_id)
        assert queries.approved_plan(pathway) == plan
        assert queries.working_plan(pathway) is None
        step = Step.objects.filter(pathway=pathway, event="approve").get()
        assert Entry.objects.get(subject_kind="pathways.step", subject_id=str(step.pk)).verb == "approved the plan"


def test_nothing_sent_cannot_be_approved(city: City):
    plan = written(city)
    assert refused_approval(city, plan) == {"illegal_move"}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"personal_budget_pence": None}, "personal_budget_set"),
        ({"deployment": ""}, "deployment_set"),
        ({"contribution_pence": None}, "no_contribution"),
        ({"contribution_pence": -1}, "no_contribution"),
        ({"contribution_pence": 1}, "contribution_over_budget"),
    ],
)
def test_what_an_approval_must_say(city: City, answers: dict, code: str):
    assert refused_approval(city, sent_plan(city), **answers) == {code}


CARE = HOME_CARE | {"outcomes": ["A7"], "weekly_cost_pence": 20000}


def test_over_the_first_budget_needs_a_reason_and_is_not_refused(city: City):
    plan = sent_plan(city, lines=(CARE, CLUB))  # 200.00 against 46 points, 186.30
    assert refused_approval(city, plan, personal_budget_pence=20000) == {"over_indicative_reason"}
    approve(city, plan, personal_budget_pence=20000, reason="Nothing less keeps her at home")
    assert state_of(city, plan) == "approved"


def test_the_plan_stays_within_the_budget_and_the_persons_own_money(city: City):
    plan = sent_plan(city, lines=(CARE | {"weekly_cost_pence": 18000}, CLUB))
    assert refused_approval(city, plan, personal_budget_pence=17999) == {"over_budget"}


def test_a_direct_payment_says_how_much_and_how_often(city: City):
    plan = sent_plan(city, lines=(CARE | {"weekly_cost_pence": 18000}, CLUB))
    answers = {"personal_budget_pence": 18000, "deployment": "direct_payment"}
    assert refused_approval(city, plan, **answers) == {"s25_8"}
    paid = {"direct_payment_pence": 72000, "direct_payment_frequency": "four_weekly"}
    done = approve(city, plan, **answers | paid)
    assert (done.direct_payment_pence, done.direct_payment_frequency) == (72000, "four_weekly")


def test_a_mixed_budget_says_how_each_part_is_held(city: City):
    plan = sent_plan(city, lines=(CARE | {"weekly_cost_pence": 18000}, CLUB))
    answers = {"personal_budget_pence": 18000, "deployment": "mixed"}
    assert refused_approval(city, plan, **answers) == {"line_deployment"}
    care = lines(city, plan)[0]
    approve(city, plan, line_deployments={care.pk: "isf"}, **answers)
    assert lines(city, plan)[0].deployment == "isf"


@pytest.mark.parametrize(
    "deployment", ["isf", "council_managed", "pooled", "direct_payment", "managed_account", "mixed"]
)
def test_all_six_ways_of_holding_the_money(city: City, deployment: str):
    plan = sent_plan(city)
    assert approve(city, plan, deployment=deployment).deployment == deployment


# ---------- separation of duties


def test_whoever_wrote_or_sent_it_does_not_approve_it(city: City):
    plan = sent_plan(city, "council_planning")
    limit(city, "social_worker", 50_000)
    assert refused_approval(city, plan, "social_worker") == {"approver_is_not_planner"}
    approve(city, plan, "social_worker2")


def test_a_second_writer_does_not_approve_either(city: City):
    plan = written(city, "council_planning")
    line = lines(city, plan)[0]
    do(city, "social_worker2", actions.change_line, line_id=line.pk, version=None, what_when="Fridays")
    do(city, "social_worker2", actions.record_agreement, plan_id=plan.pk, agrees=True, said_by="Mary")
    do(city, "social_worker", actions.submit_plan, plan_id=plan.pk)
    assert refused_approval(city, plan, "social_worker2") == {"approver_is_not_planner"}


def test_nor_whoever_wrote_the_version_it_came_from(city: City):
    plan = approved(city, "council_planning")
    limit(city, "social_worker", 50_000)
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=plan.pathway_id).update(state="council_planning")
    second = do(city, "social_worker2", actions.start_plan, pathway_id=plan.pathway_id, at=LATER)
    assert again(city, second).writers == [city.users["social_worker"].pk]


def test_the_named_planner_does_not_approve(city: City):
    plan = sent_plan(city, "self_planning")
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=plan.pathway_id).update(planner=city.users["social_worker2"])
    assert refused_approval(city, plan) == {"approver_is_not_planner"}


def limit(city: City, role: str, pence: int | None) -> None:
    Membership.objects.filter(user=city.users[role]).update(approval_limit_pence=pence)


def test_no_limit_means_cannot_approve(city: City):
    plan = sent_plan(city)
    limit(city, "social_worker2", None)
    assert refused_approval(city, plan) == {"within_limit"}


@pytest.mark.parametrize(("pence", "ok"), [(17_999, False), (18_000, True), (0, False)])
def test_the_limit_is_held_against_the_weekly_budget(city: City, pence: int, ok: bool):
    plan = sent_plan(city, lines=(CARE | {"weekly_cost_pence": 18000}, CLUB))
    limit(city, "social_worker2", pence)
    if ok:
        approve(city, plan, personal_budget_pence=18000)
    else:
        assert refused_approval(city, plan, personal_budget_pence=18000) == {"within_limit"}


def test_a_limit_at_another_council_does_not_count(city: City):
    plan = sent_plan(city)
    limit(city, "social_worker2", None)
    Membership.objects.create(
        user=city.users["social_worker2"], organisation=city.other_council, role="social_worker",
        starts_on=NOW.date() - timedelta(days=9), approval_limit_pence=99_999,
    )  # fmt: skip
    assert refused_approval(city, plan) == {"within_limit"}


def test_acts_are_history(city: City):
    approved(city)
    with acting_as(city.viewer("social_worker")):
        for model in (PlanAgreement, PlanSubmission, PlanApproval):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.update(at=LATER)
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.all()._raw_delete("default")


# ---------- Mary and Elaine (local-links.md section 10)


def test_mary_needs_no_home_care(city: City):
    plan = approved(city, lines=(VISITS, CLUB, PHOTOGRAPHS))
    with acting_as(city.viewer("social_worker")):
        found = queries.sheet(again_inside(plan))
        assert (found.council_pence, found.own_pence) == (0, 200)
        assert [line.title for line in found.added] == [PHOTOGRAPHS["title"]]
        assert {line.kind for line in found.lines} == {"voluntary", "community_asset"}
        assert plan.about_me == WORDS["about_me"]
    assert state_of(city, plan) == "approved"


def test_elaine_first_fourteen_hours_then_eight(city: City):
    pathway = ready(city, abilities=FRAIL, points=68, name="Elaine Booth")  # 68 points: 275.40
    first = do(city, "support_planner", actions.start_plan, pathway_id=pathway.pk)
    going_out = CLUB | {"outcomes": ["A9"]}
    finish(city, first, [HOME_CARE, going_out], budget=27300)
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=pathway.pk).update(state="in_review")
        Step.objects.create(
            pathway=pathway, person_id=pathway.person_id, number=90, event="revise", from_state="in_review",
            to_state="planning", actor=city.users["social_worker"], actor_name="Ruth", at=LATER,
        )  # fmt: skip
        Pathway.objects.filter(pk=pathway.pk).update(state="planning")
    second = do(city, "social_worker", actions.start_plan, pathway_id=pathway.pk, at=LATER)
    care = next(line for line in lines(city, second) if line.kind == "statutory")
    do(
        city, "support_planner", actions.change_line, line_id=care.pk, version=None, minutes_per_week=8 * 60,
        weekly_cost_pence=15600, at=LATER,
    )  # fmt: skip
    visits = VISITS | {"outcomes": ["A9"], "title": "Joan helps with the shopping"}
    finish(city, second, [visits], budget=15600, at=LATER)
    with acting_as(city.viewer("social_worker")):
        now = queries.approved_plan(Pathway.objects.get(pk=pathway.pk))
        assert (now.number, queries.sheet(again_inside(now)).council_pence) == (2, 15600)
        pairs = queries.side_by_side(queries.lines_of(first), queries.lines_of(now))
    assert [pair.change for pair in pairs] == ["changed", "same", "new"]


def finish(city: City, plan: Plan, more: list, *, budget: int, at=NOW) -> None:
    """The words, the lines, the yes, sent and approved."""
    role = "support_planner"
    if not again(city, plan).advice:
        do(city, role, actions.save_about, plan_id=plan.pk, version=None, answers=dict(WORDS), at=at)
    for line in more:
        do(city, role, actions.add_line, plan_id=plan.pk, at=at, **line)
    do(city, role, actions.record_agreement, plan_id=plan.pk, agrees=True, said_by="Elaine Booth", at=at)
    do(city, role, actions.submit_plan, plan_id=plan.pk, at=at)
    do(
        city, "social_worker2", actions.approve_plan, pathway_id=plan.pathway_id, personal_budget_pence=budget,
        contribution_pence=0, deployment="isf", at=at,
    )  # fmt: skip


def test_needs_are_kept_as_they_stood_when_the_plan_was_sent(city: City):
    plan = approved(city)
    with acting_as(city.viewer("social_worker")):
        pathway, person = Pathway.objects.get(pk=plan.pathway_id), again_inside(plan).person
    assessed(city, person, pathway, FRAIL)
    with acting_as(city.viewer("social_worker")):
        assert [need.code for need in queries.sheet(again_inside(plan)).needs] == ["A7", "A9"]
        assert [need["code"] for need in queries.needs_now(pathway)] == ["A2", "A4", "A9"]
