"""The council's decision on a plan: return it with comments, or approve it with a personal budget.

Source: docs/rules/care-act.md 5 and 6.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.budgets.actions import record_plan_outturn
from locallinks.personal.fund_holding.queries import payment_status
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans import permissions
from locallinks.personal.plans.choices import Deployment, PanelOpinion
from locallinks.personal.plans.models import PanelView, PlanApproval, PlanReturn
from locallinks.personal.plans.queries.plan_view import (
    PlanView,
    facts_of,
    newest_submission,
    panel_value,
    panel_views,
    plan_view,
    submit_problems_of,
    working_plan,
)
from locallinks.personal.plans.rules.decision import (
    DIRECT_PAYMENTS,
    approval_letter,
    approve_facts,
    approve_problems,
    direct_payment_lines,
    needs_panel,
    panel_problems,
    payment_letter,
)

SUBMITTED = PathwayState.PLAN_SUBMITTED


@transaction.atomic
def return_plan(*, viewer: Viewer, pathway_id: int, comments: str, at: datetime) -> PlanReturn:
    """Return a plan to its author with what has to change. Returns the `PlanReturn`.

    Raises NotAllowed for anybody but a social worker of the home council, and DomainError where no plan was sent or
    there are no comments.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_decide(viewer, pathway)
    plan = working_plan(pathway)
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.RETURN, at=at, reason=comments,
        facts={"comments_given": bool(comments.strip())},
    )  # fmt: skip
    sent = newest_submission(plan) if plan else None
    assert plan is not None  # the move refuses where none was sent
    assert sent is not None
    return PlanReturn.objects.create(
        person=pathway.person, plan=plan, submission=sent, comments=comments.strip(), by_id=viewer.actor_id, at=at
    )


@transaction.atomic
def approve_plan(
    *, viewer: Viewer, pathway_id: int, personal_budget_pence: int | None, contribution_pence: int | None,
    deployment: str, reason: str = "", direct_payment_pence: int | None = None, direct_payment_frequency: str = "",
    line_deployments: Mapping[int, str] | None = None, at: datetime,
) -> PlanApproval:  # fmt: skip
    """Approve a plan with its personal budget, the person's contribution (pence a week) and how the money is held.

    Returns the `PlanApproval`. The whole plan is checked again. Over the first budget there must be a reason. The
    approver neither wrote in it nor sent it, and the personal budget is within their limit, a sum a week; nobody
    approves without a limit. Above the panel value (reference rate `panel_over`) two panel members have given their
    view, and the approver is the chair. A direct payment needs a decision of `fund_holding` that its conditions are
    met. Sources: Care Act 2014 s.25 and s.26; docs/rules/local-links.md 2.

    Raises NotAllowed for a viewer who may not approve this plan, and DomainError with every other problem.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_decide(viewer, pathway)
    plan = working_plan(pathway)
    if pathway.state != SUBMITTED or plan is None:
        move_pathway(viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.APPROVE, facts={}, at=at)  # says why not
        raise DomainError("There is no plan waiting for a decision", code="nothing_sent")
    view = plan_view(plan)
    _set_deployments(view, line_deployments or {})
    no_direct_payment, gross = _payment_terms(view, deployment)
    read = facts_of(
        view, personal_budget_pence=personal_budget_pence, deployment=deployment,
        why_over_indicative=reason or view.why_over,
        direct_payment_pence=direct_payment_pence, direct_payment_frequency=direct_payment_frequency,
        no_direct_payment=no_direct_payment, direct_payment_gross=gross, contribution_pence=contribution_pence or 0,
    )  # fmt: skip
    problems = [*submit_problems_of(view), *approve_problems(read)]
    problems += _contribution(personal_budget_pence, contribution_pence)
    problems += _panel(viewer, view, max(personal_budget_pence or 0, view.council_pence), at)
    held = viewer.role_held(*roles_that(Capability.DECIDE), organisation_id=pathway.home_id)
    facts = approve_facts(
        problems, approver_id=viewer.user_id or 0, author_and_sender_ids=view.author_and_sender_ids,
        council_pence=personal_budget_pence or 0, limit_pence=held.approval_limit_pence if held else None,
    )  # fmt: skip
    if problems and facts["approver_is_not_planner"] and facts["within_limit"]:
        raise DomainError(problems=problems)
    step = move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.APPROVE, facts=facts, at=at, reason=reason
    )
    _save_deployments(view)
    assert personal_budget_pence is not None  # a problem above
    assert contribution_pence is not None
    paid = deployment in DIRECT_PAYMENTS or deployment == Deployment.MIXED
    approval = PlanApproval.objects.create(
        person=pathway.person, plan=plan, step=step, personal_budget_pence=personal_budget_pence,
        contribution_pence=contribution_pence, deployment=deployment, reason=reason.strip(), by_id=viewer.actor_id,
        at=at, direct_payment_pence=direct_payment_pence if paid else None,
        direct_payment_frequency=direct_payment_frequency if paid else "",
    )  # fmt: skip
    record_plan_outturn(pathway=pathway, plan_number=plan.number, personal_budget_pence=personal_budget_pence, at=at)
    _send_letter(viewer, view, approval, gross, at)
    return approval


def _payment_terms(view: PlanView, deployment: str) -> tuple[str, bool]:
    """Return why no direct payment may be made (or ""), and whether it is paid gross.

    Reads nothing where no part of the plan is paid to the person.
    """
    if deployment not in DIRECT_PAYMENTS and not direct_payment_lines(view.lines, deployment):
        return "", False
    status = payment_status(view.pathway)
    return status.why_not, status.is_paid_gross


def _send_letter(viewer: Viewer, view: PlanView, approval: PlanApproval, gross: bool, at: datetime) -> None:
    body = approval_letter(
        budget_pence=approval.personal_budget_pence,
        contribution_pence=approval.contribution_pence,
        deployment=approval.deployment,
        payment=_payment(view, approval, gross),
    )
    queue_message(
        viewer=viewer,
        person=approval.person,
        kind="plan_approved",
        key=f"plan-approved-{approval.plan_id}",
        at=at,
        subject="Your plan is approved",
        body=body,
    )


def _payment(view: PlanView, approval: PlanApproval, gross: bool) -> str:
    parts = view.paid_parts(approval.deployment)
    if approval.direct_payment_pence is None or not parts:
        return ""
    return payment_letter(
        amount_pence=approval.direct_payment_pence, frequency=approval.direct_payment_frequency, parts=parts,
        gross=gross,
    )  # fmt: skip


@transaction.atomic
def record_panel_view(*, viewer: Viewer, pathway_id: int, view: str, words: str, at: datetime) -> PanelView:
    """Record what one panel member thinks, before the chair decides. Returns the `PanelView`.

    Raises NotAllowed for an author or sender of the plan, and DomainError where the member has given a view already.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_decide(viewer, pathway)
    plan = working_plan(pathway)
    if pathway.state != SUBMITTED or plan is None:
        raise DomainError("There is no plan waiting for a decision", code="nothing_sent")
    plan_in_view = plan_view(plan)
    if viewer.actor_id in plan_in_view.author_and_sender_ids:
        raise NotAllowed("You wrote in this plan or sent it, so you cannot sit on its panel.", code="own_plan")
    sent = plan_in_view.submissions[-1]
    if view not in PanelOpinion:
        raise DomainError("Choose what you think of the plan", field="view", code="unknown_view")
    if not words.strip():
        raise DomainError("Say why you think so", field="words", code="no_words")
    if PanelView.objects.filter(submission=sent, by_id=viewer.actor_id).exists():
        raise DomainError("You have said what you think of this plan already", field="view", code="said_already")
    panel_view = PanelView.objects.create(
        person=plan.person, plan=plan, submission=sent, view=view, words=words.strip(), by_id=viewer.actor_id, at=at
    )
    record_write(
        viewer=viewer, verb="said what they think, for the panel", subject=panel_view, person=plan.person, at=at
    )  # fmt: skip
    return panel_view


def _panel(viewer: Viewer, found: PlanView, council_pence: int, at: datetime) -> list[Problem]:
    value = panel_value(clock.day(at))
    if value is None or not needs_panel(council_pence, value.amount):
        return []
    members = [view.by_id for view in panel_views(found.submissions[-1])]
    return [
        *panel_problems(
            council_pence=council_pence, panel_over_pence=value.amount, members=members, chair_id=viewer.actor_id
        )
    ]


def _set_deployments(view: PlanView, ways: Mapping[int, str]) -> None:
    """Set how the money of each line is held, where that differs from the whole plan."""
    for line in view.lines:
        line.deployment = ways.get(line.pk, "")


def _save_deployments(view: PlanView) -> None:
    for line in view.lines:
        if line.deployment:
            line.save(update_fields=["deployment"])


def _contribution(budget: int | None, contribution: int | None) -> list[Problem]:
    """Return the problem with the contribution: it is part of the personal budget, never more (s.26)."""
    box = "contribution_pence"
    if contribution is None or contribution < 0:
        return [Problem("Enter what the person pays a week; it can be £0.00", box, "no_contribution")]
    if budget is not None and contribution > budget:
        message = f"What the person pays cannot be more than the personal budget, {pounds(max(0, budget))}"
        return [Problem(message, box, "contribution_over_budget")]
    return []
