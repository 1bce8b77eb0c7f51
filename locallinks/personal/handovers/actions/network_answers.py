"""Record a network's answer, and what the council does when the answer is late."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.accounts.queries import members_with_role
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.people.actions.sharing import close_shares
from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.handovers import permissions, rules
from locallinks.personal.handovers.choices import ChaseStep, FailureCode
from locallinks.personal.handovers.models import NetworkAnswer, NetworkChase
from locallinks.personal.handovers.queries.network_capacity import capacity_of
from locallinks.personal.handovers.queries.offers import answer_is_late, offer_sent_to_network
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import advocacy_ok


@transaction.atomic
def network_accepts(
    *, viewer: Viewer, pathway_id: int, planner_id: int | None, why_over: str = "", at: datetime
) -> NetworkAnswer:
    """Record that the network accepts and which planner will visit; return the answer. A late yes counts.

    `why_over` says how a network without free places will manage. Raises NotAllowed, and DomainError without a planner
    of the network, or without `why_over` where it is needed.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_answer_for_network(viewer, pathway)
    planners = members_with_role(pathway.network_id or 0, Role.SUPPORT_PLANNER, clock.day(at))
    planner = planners.filter(pk=planner_id or 0).first()
    capacity = capacity_of(pathway.network_id or 0, clock.day(at))
    rules.raise_problems(
        *rules.answer_problems(
            accepts=True,
            planner_given=planner is not None,
            why_over=why_over,
            places=capacity.recorded.places if capacity else None,
            working_with=capacity.taken if capacity else 0,
        )
    )
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.NETWORK_ACCEPTS,
        at=at,
        facts={"planner_named": planner is not None, "advocacy_ok": advocacy_ok(pathway.person_id)},
        planner=planner,
    )
    answer = NetworkAnswer.objects.create(
        person=pathway.person,
        pathway=pathway,
        offer=offer_sent_to_network(pathway),
        accepts=True,
        planner=planner,
        reason=why_over.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    queue_message(
        viewer=viewer,
        person=pathway.person,
        kind="planner_named",
        key=f"planner-{answer.pk}",
        at=at,
        subject="Who will come to see you",
        body=rules.planner_in_writing(str(planner), str(pathway.network)),
    )
    return answer


@transaction.atomic
def network_declines(
    *,
    viewer: Viewer,
    pathway_id: int,
    reason: str,
    next_state: PathwayState | None,
    failure_code: str = FailureCode.NETWORK_DECLINED,
    at: datetime,
) -> NetworkAnswer:
    """Record that the network declines, why, and the state that follows; return the answer.

    `next_state` is `handover_offered` or `council_planning`. The network loses access to the record at once. Raises
    NotAllowed, and DomainError without a reason or a state.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_answer_for_network(viewer, pathway)
    rules.raise_problems(
        rules.failure_problem(code=failure_code, allowed=rules.NETWORK_CODES, area_served=True),
        *rules.answer_problems(accepts=False, reason=reason),
    )
    network_id, offer = pathway.network_id, offer_sent_to_network(pathway)
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.NETWORK_DECLINES,
        at=at,
        reason=reason,
        target=next_state,
        facts={"reason_given": bool(reason.strip()), "advocacy_ok": advocacy_ok(pathway.person_id)},
        network=None,
        planner=None,
    )
    answer = NetworkAnswer.objects.create(
        person=pathway.person,
        pathway=pathway,
        offer=offer,
        accepts=False,
        reason=reason.strip(),
        next_state=next_state or "",
        failure_code=failure_code,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    _end_access(pathway, network_id, at)  # last, because afterwards the network's own viewer sees nothing more
    return answer


@transaction.atomic
def chase(*, viewer: Viewer, pathway_id: int, words: str = "", at: datetime) -> NetworkChase:
    """Remind the network of an answer that is late; return the record. The pathway does not move.

    Raises NotAllowed, and DomainError where the answer is not late yet.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_chase(viewer, pathway)
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.CHASE,
        facts=_answer_facts(pathway, at),
        at=at,
        reason=words,
    )
    return _create_chase(viewer, pathway, ChaseStep.ASKED, words, at)


@transaction.atomic
def move_on(*, viewer: Viewer, pathway_id: int, reason: str, at: datetime) -> NetworkChase:
    """Let the council plan because the network's answer is late; return the record. The network loses access.

    Raises NotAllowed, and DomainError without a reason or where the answer is not late yet.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_chase(viewer, pathway)
    late_network_id = pathway.network_id
    facts = {"reason_given": bool(reason.strip()), "advocacy_ok": advocacy_ok(pathway.person_id)}
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.MOVE_ON,
        at=at,
        reason=reason,
        facts=_answer_facts(pathway, at) | facts,
        network=None,
        planner=None,
    )
    record = _create_chase(viewer, pathway, ChaseStep.MOVED_ON, reason, at)
    _end_access(pathway, late_network_id, at)
    return record


def _answer_facts(pathway: Pathway, at: datetime) -> dict[str, bool]:
    return {"answer_overdue": answer_is_late(pathway, clock.day(at))}


def _create_chase(viewer: Viewer, pathway: Pathway, step: ChaseStep, words: str, at: datetime) -> NetworkChase:
    return NetworkChase.objects.create(
        person=pathway.person,
        pathway=pathway,
        offer=offer_sent_to_network(pathway),
        step=step,
        words=words.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )


def _end_access(pathway: Pathway, network_id: int | None, at: datetime) -> None:
    """End today the share through which the network saw the record."""
    if network_id is not None:
        close_shares(
            person_id=pathway.person_id,
            organisation_id=network_id,
            purposes=(SharePurpose.PLANNING,),
            on=clock.day(at),
            at=at,
        )
