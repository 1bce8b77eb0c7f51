"""Tests of approving a plan, and of who may not."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.messages.models import Message
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as, widened_to_organisations
from locallinks.personal.budgets.models import PlanOutturn
from locallinks.personal.fund_holding.tests.builders import MET, agreed, asked, decide
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.actions.decision import approve_plan, record_panel_view
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import change_line, start_plan
from locallinks.personal.plans.models import Line, Plan, PlanAgreement, PlanApproval, PlanSubmission
from locallinks.personal.plans.queries.plan_view import approved_plan, working_plan
from locallinks.personal.plans.tests.builders import (
    APPROVAL,
    CLUB,
    HOME_CARE,
    VISITS,
    again,
    approved,
    do,
    lines,
    refused,
    sent_plan,
    state_of,
    written,
)
from tests.kit import NOW, City

STATES = ["planning", "self_planning", "council_planning"]
NOT_DECIDING = ["support_planner", "network_manager", "person", "handover_champion", "commissioner", "finance"]
LATER = NOW + timedelta(hours=1)


def approve(city: City, plan: Plan, role: str = "social_worker2", **answers):
    more = {"pathway_id": plan.pathway_id} | APPROVAL | answers
    return do(city, role, approve_plan, **more)


def refused_approval(city: City, plan: Plan, role: str = "social_worker2", **answers) -> frozenset[str]:
    return refused(city, role, approve_plan, plan, **{"pathway_id": plan.pathway_id} | APPROVAL | answers)


# ---------- approving


def test_an_approval_sets_budget_contribution_and_deployment(city: City):
    care = HOME_CARE | {"outcomes": ["A7"], "council_cost_pence": 18000, "minutes_per_week": 540}
    plan = sent_plan(city, lines=(care, CLUB))
    done = approve(
        city, plan, personal_budget_pence=18000, contribution_pence=2500, deployment="isf", reason="It fits her life"
    )
    assert (done.council_pays_pence, done.by_id) == (15500, city.users["social_worker2"].pk)
    assert state_of(city, plan) == "approved"
    with acting_as(city.viewer("social_worker")):
        pathway = Pathway.objects.get(pk=plan.pathway_id)
        assert approved_plan(pathway) == plan
        assert working_plan(pathway) is None
        step = Step.objects.filter(pathway=pathway, event="approve").get()
        assert Entry.objects.get(subject_kind="pathways.step", subject_id=str(step.pk)).verb == "approved the plan"
        told = Message.objects.get(kind="plan_approved")
    assert "Your personal budget is £180.00 a week. You pay £25.00 of it, and the council pays £155.00" in told.body


def test_nothing_sent_cannot_be_approved(city: City):
    plan = written(city)
    assert refused_approval(city, plan) == {"illegal_move"}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"personal_budget_pence": None}, "personal_budget_set"),
        ({"deployment": ""}, "fund_holding_set"),
        ({"contribution_pence": None}, "no_contribution"),
        ({"contribution_pence": -1}, "no_contribution"),
        ({"contribution_pence": 1}, "contribution_over_budget"),
    ],
)
def test_what_an_approval_must_say(city: City, answers: dict, code: str):
    assert refused_approval(city, sent_plan(city), **answers) == {code}


CARE = HOME_CARE | {"outcomes": ["A7"], "council_cost_pence": 20000}


def test_over_the_first_budget_was_explained_when_it_was_sent_so_the_approver_need_not(city: City):
    plan = sent_plan(city, lines=(CARE, CLUB), why="Nothing less keeps her at home")  # 200.00 against 186.30
    approve(city, plan, personal_budget_pence=20000)
    assert state_of(city, plan) == "approved"


def test_a_plan_sent_before_reasons_were_asked_needs_one_from_the_approver(city: City):
    """Submissions without a stored reason."""
    plan = sent_plan(city, lines=(VISITS, CLUB))
    with acting_as(city.viewer("social_worker")):
        Line.objects.filter(plan=plan, title=VISITS["title"]).update(kind="statutory", council_cost_pence=20000)
    assert refused_approval(city, plan, personal_budget_pence=20000) == {"over_indicative_reason"}
    approve(city, plan, personal_budget_pence=20000, reason="Nothing less keeps her at home")
    assert state_of(city, plan) == "approved"


def test_what_it_came_to_is_kept_beside_the_first_budget(city: City):
    plan = sent_plan(city, lines=(CARE | {"council_cost_pence": 18000}, CLUB))
    approve(city, plan, personal_budget_pence=18000)
    with acting_as(city.viewer("finance")), widened_to_organisations(city.council.pk):
        kept = PlanOutturn.objects.get()
        assert (kept.person_id, kept.plan_number, kept.personal_budget_pence) == (plan.person_id, 1, 18000)
        assert kept.approved_at == NOW


def test_the_plan_stays_within_the_budget_and_the_persons_own_money(city: City):
    plan = sent_plan(city, lines=(CARE | {"council_cost_pence": 18000}, CLUB))
    assert refused_approval(city, plan, personal_budget_pence=17999) == {"over_budget"}


def test_a_direct_payment_says_how_much_and_how_often(city: City):
    plan = sent_plan(city, lines=(CARE | {"council_cost_pence": 18000}, CLUB))
    answers = {"personal_budget_pence": 18000, "deployment": "direct_payment"}
    assert refused_approval(city, plan, **answers) == {"s25_8", "no_direct_payment"}
    agreed(city, plan.pathway)
    assert refused_approval(city, plan, **answers) == {"s25_8"}
    paid = {"direct_payment_pence": 72000, "direct_payment_frequency": "four_weekly"}
    done = approve(city, plan, **answers | paid)
    assert (done.direct_payment_pence, done.direct_payment_frequency) == (72000, "four_weekly")


def test_a_mixed_budget_says_how_each_part_is_held(city: City):
    plan = sent_plan(city, lines=(CARE | {"council_cost_pence": 18000}, CLUB))
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
    agreed(city, plan.pathway)
    assert approve(city, plan, deployment=deployment).deployment == deployment


@pytest.mark.parametrize("way", ["direct_payment", "managed_account"])
def test_a_direct_payment_needs_a_decision_that_stands(city: City, way: str):
    """docs/rules/care-act.md 7: nobody asked, nobody decided, a refusal, and one that stops; for a part of a plan
    too."""
    plan = sent_plan(city, lines=(CARE | {"council_cost_pence": 18000}, CLUB))
    care = lines(city, plan)[0]
    paid = {"personal_budget_pence": 18000, "direct_payment_pence": 72000, "direct_payment_frequency": "four_weekly"}
    mixed = {"deployment": "mixed", "line_deployments": {care.pk: way}}
    for answers in ({"deployment": way}, mixed):
        assert refused_approval(city, plan, **paid, **answers) == {"no_direct_payment"}
    asked(city, plan.pathway)
    assert refused_approval(city, plan, **paid, **mixed) == {"no_direct_payment"}
    no = {"can_manage": (False, "The bank closed the account")}
    decide(city, plan.pathway, answers=MET | no)
    assert refused_approval(city, plan, **paid, deployment=way) == {"no_direct_payment"}
    agreed(city, plan.pathway)
    assert approve(city, plan, **paid, **mixed).deployment == "mixed"


# ---------- separation of duties


def test_whoever_wrote_or_sent_it_does_not_approve_it(city: City):
    plan = sent_plan(city, "council_planning")
    limit(city, "social_worker", 50_000)
    assert refused_approval(city, plan, "social_worker") == {"approver_is_not_planner"}
    approve(city, plan, "social_worker2")


def test_a_second_writer_does_not_approve_either(city: City):
    plan = written(city, "council_planning")
    line = lines(city, plan)[0]
    do(city, "social_worker2", change_line, line_id=line.pk, version=None, what_when="Fridays")
    do(city, "social_worker2", record_agreement, plan_id=plan.pk, agrees=True, said_by="Mary")
    do(city, "social_worker", submit_plan, plan_id=plan.pk)
    assert refused_approval(city, plan, "social_worker2") == {"approver_is_not_planner"}


def test_nor_whoever_wrote_the_version_it_came_from(city: City):
    plan = approved(city, "council_planning")
    limit(city, "social_worker", 50_000)
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=plan.pathway_id).update(state="council_planning")
    second = do(city, "social_worker2", start_plan, pathway_id=plan.pathway_id, at=LATER)
    assert again(city, second).author_ids == [city.users["social_worker"].pk]


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
    plan = sent_plan(city, lines=(CARE | {"council_cost_pence": 18000}, CLUB))
    limit(city, "social_worker2", pence)
    if ok:
        approve(city, plan, personal_budget_pence=18000)
    else:
        assert refused_approval(city, plan, personal_budget_pence=18000) == {"within_limit"}


def test_a_limit_at_another_council_does_not_count(city: City):
    plan = sent_plan(city)
    limit(city, "social_worker2", None)
    Membership.objects.create(
        user=city.users["social_worker2"],
        organisation=city.other_council,
        role=Role.SOCIAL_WORKER,
        starts_on=NOW.date() - timedelta(days=9),
        approval_limit_pence=99_999,
    )
    assert refused_approval(city, plan) == {"within_limit"}


def test_a_social_worker_of_another_council_sits_on_no_panel_here(city: City):
    """Even with another role at this council, which lets them read the record."""
    plan = sent_plan(city)
    Membership.objects.create(
        user=city.users["other_social_worker"],
        organisation=city.council,
        role=Role.HANDOVER_CHAMPION,
        starts_on=NOW.date() - timedelta(days=9),
    )
    said = {"pathway_id": plan.pathway_id, "view": "approve", "words": "Good"}
    with pytest.raises(NotAllowed):
        do(city, "other_social_worker", record_panel_view, **said)


def test_acts_are_history(city: City):
    approved(city)
    with acting_as(city.viewer("social_worker")):
        for model in (PlanAgreement, PlanSubmission, PlanApproval):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.update(at=LATER)
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.all()._raw_delete("default")
