"""Recording whether the person agrees with the plan, and sending it for approval."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import CapacityChoice
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import consent_basis
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans import permissions
from locallinks.personal.plans.actions.discussion import make_statement_fields
from locallinks.personal.plans.actions.writing import ROUTE_OF_STATE
from locallinks.personal.plans.models import Plan, PlanAgreement, PlanSubmission
from locallinks.personal.plans.queries.plan_view import (
    current_needs,
    last_refused_at,
    plan_view,
    submit_problems_of,
    working_plan,
)
from locallinks.personal.plans.rules.checks import submit_facts
from locallinks.personal.plans.rules.decision import over_budget_problems


@transaction.atomic
def record_agreement(
    *,
    viewer: Viewer,
    plan_id: int,
    plan_version: int | None = None,
    agrees: bool,
    words: str = "",
    said_by: str,
    told_of_network_share: bool = False,
    basis: str = AgreementBasis.AGREEMENT,
    at: datetime,
) -> PlanAgreement:
    """Record whether the person agrees with the plan, in their words. Returns the `PlanAgreement`.

    Disagreement never stops the plan being sent. `plan_version`: the `content_version` that they saw, or None for the
    present one. `told_of_network_share`: they were told in writing that the network shares in money left over
    (docs/rules/local-links.md 8). Where it is recorded that they cannot make this decision, a yes needs a
    best-interests decision, which the social worker records, or an attorney or deputy who may decide about care
    (docs/rules/decisions.md 23).

    Raises Stale when the plan has changed since they saw it (Care Act 2014 s.25; docs/rules/care-act.md 6), NotAllowed
    for other viewers, and DomainError when the plan is not open or an answer is missing.
    """
    plan = Plan.locked(plan_id)
    pathway = plan.pathway
    permissions.check_can_record_agreement(viewer, pathway)
    if pathway.state not in (*ROUTE_OF_STATE, PathwayState.PLAN_SUBMITTED) or working_plan(pathway) != plan:
        raise DomainError("This plan is no longer being written. Look at the newest version", code="plan_not_open")
    if plan_version not in (None, plan.content_version):
        raise Stale(
            "The plan has changed since you opened this page. Read it again before you answer.", code="plan_changed"
        )
    by = make_statement_fields(viewer=viewer, said_by=said_by, nobody="Say who gave this answer")
    if not agrees and not words.strip():
        raise DomainError("Write down what they do not agree with", field="words", code="no_words")
    record = None
    if agrees:
        _check_who_decides(viewer, pathway, basis, said_by, words)
        rests = consent_basis(
            viewer=viewer,
            person=pathway.person,
            choice=CapacityChoice.PLAN,
            basis=basis,
            said_by=said_by,
            at=at,
            said_no_at=last_refused_at(pathway),
        )
        if rests.problem:
            raise DomainError(problems=[rests.problem])
        basis, record = rests.basis, rests.record
    elif basis != AgreementBasis.AGREEMENT:
        raise DomainError("Nobody says no for somebody else", field="basis", code="no_for_another")
    agreement = PlanAgreement.objects.create(
        person=plan.person, plan=plan, plan_version=plan.content_version, agrees=agrees, words=words.strip(),
        told_of_network_share=told_of_network_share, at=at, basis=basis,
        capacity=record if basis != AgreementBasis.AGREEMENT else None, **by,
    )  # fmt: skip
    verb = "recorded a yes to the plan" if agrees else "recorded what they do not agree with"
    record_write(viewer=viewer, verb=verb, subject=agreement, person=plan.person, reason=words, at=at)
    return agreement


def _check_who_decides(viewer: Viewer, pathway: Pathway, basis: str, said_by: str, words: str) -> None:
    """Raise NotAllowed or DomainError unless this viewer may record an agreement on this basis.

    Only the social worker records a decision made for the person, because a network that plans gains from a yes.
    """
    if basis not in AgreementBasis:
        raise DomainError("Choose who decided", field="basis", code="no_basis")
    if basis == AgreementBasis.AGREEMENT:
        return
    if not viewer.may(Capability.DECIDE, pathway.home_id):
        raise NotAllowed("Only the social worker can record what was decided for somebody.")
    if said_by.strip().casefold() == pathway.person.full_name.strip().casefold():
        raise DomainError("Name who decided this for them. It was not the person", field="said_by", code="not_theirs")
    if basis == AgreementBasis.BEST_INTERESTS and not words.strip():
        raise DomainError("Say why this is best for the person", field="words", code="no_reason")


@transaction.atomic
def submit_plan(*, viewer: Viewer, plan_id: int, why_over_indicative: str = "", at: datetime) -> PlanSubmission:
    """Send the plan for approval. Returns the `PlanSubmission`.

    The checks are the same whether the network, the council or the person plans. A plan over the first budget needs a
    reason and is never refused for being over it (docs/rules/local-links.md 5, rule f).

    Raises DomainError with every problem that `submit_problems` finds (Care Act 2014 s.25), and NotAllowed for somebody
    who does not write this plan.
    """
    plan = Plan.objects.select_related("pathway__person").get(pk=plan_id)
    pathway = Pathway.locked(plan.pathway_id)
    permissions.check_can_read(viewer, pathway)
    if pathway.state in ROUTE_OF_STATE:
        permissions.check_can_write(viewer, pathway)
        plan = Plan.locked(plan_id)
        if working_plan(pathway) != plan:
            raise DomainError("There is a newer version of this plan. Send that one", code="plan_not_open")
    view = plan_view(plan)
    problems = submit_problems_of(view)
    over = over_budget_problems(
        council_pence=view.council_pence,
        why=why_over_indicative,
        indicative_pence=view.indicative.weekly_pence if view.indicative else None,
    )
    if (problems or over) and pathway.state in ROUTE_OF_STATE:
        raise DomainError(problems=[*problems, *over])
    agreement = view.current_agreement
    by_person = pathway.person_id in viewer.people or bool(agreement and agreement.said_by)
    came_from = pathway.state
    why = why_over_indicative.strip() if view.over_indicative_pence else ""
    step = move_pathway(
        viewer=viewer,
        pathway_id=pathway.pk,
        event=PathwayEvent.SUBMIT,
        at=at,
        reason=why,
        facts=submit_facts(problems) | {"said_by_person": by_person},
    )
    plan.planning_route = ROUTE_OF_STATE[PathwayState(came_from)]
    plan.save(update_fields=["planning_route"])
    return PlanSubmission.objects.create(
        person=plan.person,
        plan=plan,
        step=step,
        by_id=viewer.actor_id,
        at=at,
        council_pence=view.council_pence,
        needs=current_needs(pathway),
    )
