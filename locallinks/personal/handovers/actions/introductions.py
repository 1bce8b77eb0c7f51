"""The acts of an introduction. Each moves the pathway, writes its own row, and leaves an audit entry."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.accounts.queries import members_with_role
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.people.actions.sharing import agree_to_share, close_shares
from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem
from locallinks.foundation.shared.roles import Capability, Role
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import CapacityChoice
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import (
    AGREEMENT,
    BEST_INTERESTS,
    DECIDER,
    consent_basis,
)
from locallinks.personal.handovers import permissions, queries, rules
from locallinks.personal.handovers.choices import ChaseStep, FailureCode
from locallinks.personal.handovers.models import (
    FORMAT_CHOICES,
    NetworkAnswer,
    NetworkChase,
    NotOffered,
    Offer,
    PersonAnswer,
)
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import advocacy_ok

OFFERED_STATE, COUNCIL_PLANNING_STATE = PathwayState.HANDOVER_OFFERED, PathwayState.COUNCIL_PLANNING


@transaction.atomic
def offer_handover(
    *, viewer: Viewer, pathway_id: int, network_id: int | None, explained_how: str, reading_format: str, at: datetime
) -> Offer:
    """Offer to introduce the person to a network that serves where they live (docs/rules/local-links.md 3).

    Where the last network said no, another can be offered from the same stage: the person is asked again, and their
    way through does not move. Raises DomainError where the network does not serve them, or nothing was explained.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_offer(viewer, pathway)
    network = _checked_network(pathway, network_id, explained_how, reading_format, at)
    if pathway.state == OFFERED_STATE and queries.open_offer(pathway) is None:
        _check_another(pathway, network)
        offer = _new_offer(viewer, pathway, network, explained_how, reading_format, at)
        record_write(
            viewer=viewer,
            verb="offered another network",
            subject=offer,
            person=pathway.person,
            reason=explained_how,
            at=at,
        )
        return offer
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.OFFER_HANDOVER, at=at, reason=explained_how,
        facts={"area_served": True, "offer_explained": True},
    )  # fmt: skip
    return _new_offer(viewer, pathway, network, explained_how, reading_format, at)


@transaction.atomic
def person_accepts(
    *, viewer: Viewer, pathway_id: int, said_by: str, words: str = "", how_explained: str = "",
    basis: str = "agreement", consulted: str = "", at: datetime,
) -> PersonAnswer:  # fmt: skip
    """Yes, with what may be shared; or, where nobody can agree, a best-interests decision and who was asked.

    What is recorded about this choice is read first (docs/rules/decisions.md 23): a yes of somebody who cannot make it
    is not taken, best interests needs that record, dated after any no, and an attorney or deputy what their paper
    covers. Opens the record to the network (purpose planning) and names it on the pathway. docs/rules/care-act.md 9.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_answer(viewer, pathway)
    offer = _offer_to_answer(pathway)
    how_explained = how_explained.strip() or (offer.explained_how if offer else "")
    _check_basis(viewer, pathway, basis, said_by, words, consulted)
    rests = consent_basis(
        viewer=viewer, person=pathway.person, choice=CapacityChoice.SHARE, basis=basis, said_by=said_by,
        said_no_at=queries.said_no_at(pathway.person_id), at=at,
    )  # fmt: skip
    _refuse(rests.problem)
    basis, lacks = rests.basis, rests.record is not None and rests.record.lacks
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.PERSON_ACCEPTS, at=at, reason=words,
        facts={"said_by_person": bool(said_by.strip()), "sharing_agreement": bool(how_explained)},
        network=offer.network if offer else None, planner=None,
    )  # fmt: skip
    assert offer is not None  # the move refuses every other state
    agreement = agree_to_share(
        viewer=viewer, person=pathway.person, organisation=offer.network, purpose=SharePurpose.PLANNING, basis=basis,
        agreed_by=said_by, how_explained=how_explained, words=words, consulted=consulted, on=clock.day(at), at=at,
        lacks_capacity=lacks,
    )  # fmt: skip
    return _answer(
        viewer, pathway, offer, PersonAnswer.YES, said_by, words, at,
        how_explained=how_explained, basis=basis, consulted=consulted, agreement=agreement,
        capacity=rests.record if basis != AGREEMENT else None,
    )  # fmt: skip


@transaction.atomic
def person_declines(
    *, viewer: Viewer, pathway_id: int, said_by: str, words: str, why: str = FailureCode.PERSON_DECLINED, at: datetime
) -> PersonAnswer:
    """No, for the person's own reason. The council plans instead, and a later yes is welcome."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_answer(viewer, pathway)
    _refuse(rules.failure_problem(code=why, text=words, allowed=rules.PERSON_CODES, area_served=True))
    offer = _offer_to_answer(pathway)
    facts = {
        "said_by_person": bool(said_by.strip()), "reason_given": bool(words.strip()),
        "advocacy_ok": advocacy_ok(pathway.person_id),
    }  # fmt: skip
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.PERSON_DECLINES, facts=facts, at=at, reason=words
    )
    return _answer(viewer, pathway, offer, PersonAnswer.NO, said_by, words, at, failure_code=why)


@transaction.atomic
def person_plans_for_self(
    *, viewer: Viewer, pathway_id: int, said_by: str, words: str = "", help_offered: bool, at: datetime
) -> PersonAnswer:
    """ "I'd like to plan it myself": with whoever they choose, and help whenever they ask for it."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_answer(viewer, pathway)
    facts = {
        "said_by_person": bool(said_by.strip()), "help_offered": help_offered,
        "advocacy_ok": advocacy_ok(pathway.person_id),
    }  # fmt: skip
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.PERSON_PLANS_FOR_SELF, facts=facts, at=at, reason=words
    )
    return _answer(
        viewer,
        pathway,
        queries.open_offer(pathway),
        PersonAnswer.SELF,
        said_by,
        words,
        at,
        failure_code=FailureCode.PERSON_DECLINED,
    )


@transaction.atomic
def not_offered(*, viewer: Viewer, pathway_id: int, failure_code: str, words: str = "", at: datetime) -> NotOffered:
    """No introduction is offered, and why. Counted, shown to the champion, never hidden
    (docs/rules/local-links.md 4)."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_offer(viewer, pathway)
    served = bool(queries.networks_for(person=pathway.person, on=clock.day(at)))
    _refuse(rules.failure_problem(code=failure_code, text=words, allowed=rules.NOT_OFFERED_CODES, area_served=served))
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.NOT_OFFERED, at=at,
        reason=words.strip() or FailureCode(failure_code).label,
        facts={"failure_reason": True, "advocacy_ok": advocacy_ok(pathway.person_id)},
    )  # fmt: skip
    return NotOffered.objects.create(
        person=pathway.person, pathway=pathway, failure_code=failure_code, words=words.strip(),
        recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip


@transaction.atomic
def network_accepts(
    *, viewer: Viewer, pathway_id: int, planner_id: int | None, why_over: str = "", at: datetime
) -> NetworkAnswer:
    """The network says yes and names the planner who will visit. A late yes is still a yes.

    Beyond the room it said it has, it says how it will manage one more.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_answer_for_network(viewer, pathway)
    planners = members_with_role(pathway.network_id or 0, Role.SUPPORT_PLANNER, clock.day(at))
    planner = planners.filter(pk=planner_id or 0).first()
    room = queries.capacity_of(pathway.network_id or 0, clock.day(at))
    _refuse(
        *rules.answer_problems(
            accepts=True, planner_given=planner is not None, why_over=why_over,
            places=room.said.places if room else None, working_with=room.taken if room else 0,
        )
    )  # fmt: skip
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.NETWORK_ACCEPTS, at=at,
        facts={"planner_named": planner is not None, "advocacy_ok": advocacy_ok(pathway.person_id)}, planner=planner,
    )  # fmt: skip
    answer = NetworkAnswer.objects.create(
        person=pathway.person, pathway=pathway, offer=_last_offer(pathway), accepts=True, planner=planner,
        reason=why_over.strip(), recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip
    queue_message(
        viewer=viewer, person=pathway.person, kind="planner_named", key=f"planner-{answer.pk}", at=at,
        subject="Who will come to see you", body=rules.planner_in_writing(str(planner), str(pathway.network)),
    )  # fmt: skip
    return answer


@transaction.atomic
def network_declines(
    *,
    viewer: Viewer,
    pathway_id: int,
    reason: str,
    then: PathwayState | None,
    why: str = FailureCode.NETWORK_DECLINED,
    at: datetime,
) -> NetworkAnswer:
    """The network says no, why, and what then. From this moment it sees nothing of the person any more."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_answer_for_network(viewer, pathway)
    _refuse(
        rules.failure_problem(code=why, allowed=rules.NETWORK_CODES, area_served=True),
        *rules.answer_problems(accepts=False, reason=reason),
    )
    network_id, offer = pathway.network_id, _last_offer(pathway)
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.NETWORK_DECLINES, at=at, reason=reason, target=then,
        facts={"reason_given": bool(reason.strip()), "advocacy_ok": advocacy_ok(pathway.person_id)},
        network=None, planner=None,
    )  # fmt: skip
    answer = NetworkAnswer.objects.create(
        person=pathway.person, pathway=pathway, offer=offer, accepts=False, reason=reason.strip(), then=then or "",
        failure_code=why, recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip
    _shut(pathway, network_id, at)  # last: after this the network's own viewer sees no more
    return answer


@transaction.atomic
def chase(*, viewer: Viewer, pathway_id: int, words: str = "", at: datetime) -> NetworkChase:
    """Ask the network again, once its answer is late. Nothing moves: a clock never overrides the person's yes."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_chase(viewer, pathway)
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.CHASE, facts=_overdue(pathway, at), at=at, reason=words
    )
    return _chase(viewer, pathway, ChaseStep.ASKED, words, at)


@transaction.atomic
def re_offer(
    *, viewer: Viewer, pathway_id: int, reason: str, network_id: int | None, explained_how: str, reading_format: str,
    at: datetime,
) -> Offer:  # fmt: skip
    """No answer came: offer another network. The first one sees no more, and the person is asked again."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_chase(viewer, pathway)
    late = pathway.network_id
    network = _checked_network(pathway, network_id, explained_how, reading_format, at)
    if network.pk == late:
        raise DomainError("This network has not answered. Choose another one", field="network", code="same_network")
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.RE_OFFER, at=at, reason=reason,
        facts=_overdue(pathway, at) | {"reason_given": bool(reason.strip())}, network=None, planner=None,
    )  # fmt: skip
    _chase(viewer, pathway, ChaseStep.RE_OFFERED, reason, at)
    _shut(pathway, late, at)
    _check_another(pathway, network)
    return _new_offer(viewer, pathway, network, explained_how, reading_format, at)


@transaction.atomic
def move_on(*, viewer: Viewer, pathway_id: int, reason: str, at: datetime) -> NetworkChase:
    """No answer came: the council plans with the person instead, so that nobody waits for ever."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_chase(viewer, pathway)
    late = pathway.network_id
    facts = {"reason_given": bool(reason.strip()), "advocacy_ok": advocacy_ok(pathway.person_id)}
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.MOVE_ON, at=at, reason=reason,
        facts=_overdue(pathway, at) | facts, network=None, planner=None,
    )  # fmt: skip
    done = _chase(viewer, pathway, ChaseStep.MOVED_ON, reason, at)
    _shut(pathway, late, at)
    return done


def _checked_network(
    pathway: Pathway, network_id: int | None, explained_how: str, reading_format: str, at: datetime
) -> Organisation:
    """The network chosen, if it serves the person and the offer was explained in a form they can follow."""
    serving = queries.networks_for(person=pathway.person, on=clock.day(at))
    network = next((one for one in serving if one.pk == network_id), None)
    if serving and network is None:
        raise DomainError("Choose a network that serves this address", field="network", code="area_served")
    _refuse(*rules.offer_problems(area_served=network is not None, explained_how=explained_how))
    if reading_format not in dict(FORMAT_CHOICES):
        raise DomainError("Choose how the offer was given", field="reading_format", code="offer_explained")
    assert network is not None
    return network


def _check_another(pathway: Pathway, network: Organisation) -> None:
    said_no = queries.networks_that_said_no(pathway)
    _refuse(rules.next_network_problem(chosen=network.pk, declined=said_no))


def _refuse(*problems: Problem | None) -> None:
    found = [problem for problem in problems if problem]
    if found:
        raise DomainError(problems=found)


def _new_offer(
    viewer: Viewer, pathway: Pathway, network: Organisation, explained_how: str, reading_format: str, at: datetime
) -> Offer:
    """The offer, and the same in writing by the way the person chose."""
    offer = Offer.objects.create(
        person=pathway.person, pathway=pathway, network=network, explained_how=explained_how.strip(),
        reading_format=reading_format, recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip
    queue_message(
        viewer=viewer, person=pathway.person, kind="introduction_offered", key=f"introduction-{offer.pk}",
        subject=f"Meeting {network}", body=rules.offer_in_writing(str(network)), subject_ref=str(offer.pk), at=at,
    )  # fmt: skip
    return offer


def _last_offer(pathway: Pathway) -> Offer:
    """The offer the network is asked about."""
    offer = queries.newest_offer(pathway)
    if offer is None:
        raise DomainError("No introduction has been offered. Offer one first", code="nothing_offered")
    return offer


def _offer_to_answer(pathway: Pathway) -> Offer | None:
    """The offer the person has not answered. After a network's no there may be none: another must be offered first."""
    offer = queries.open_offer(pathway)
    if offer is None and pathway.state == OFFERED_STATE:
        raise DomainError(
            "The last network said no. Offer another network first, or plan with the council", code="nothing_offered"
        )
    return offer


def _check_basis(viewer: Viewer, pathway: Pathway, basis: str, said_by: str, words: str, consulted: str) -> None:
    """Deciding for somebody is the social worker's to record, with why and who was asked (docs/rules/care-act.md 9)."""
    if basis not in (AGREEMENT, BEST_INTERESTS, DECIDER):
        raise DomainError(
            "Choose whether the person agreed, or it was decided for them", field="basis", code="no_basis"
        )
    if basis == AGREEMENT:
        return
    if not viewer.may(Capability.DECIDE, pathway.home_id):
        raise NotAllowed("Only the social worker can record a decision made in somebody's best interests.")
    problems = []
    if said_by.strip().casefold() == pathway.person.full_name.strip().casefold():
        problems.append(Problem("Name who decided this for them. It was not the person", "said_by", "not_theirs"))
    if basis == DECIDER:
        if problems:
            raise DomainError(problems=problems)
        return
    if not words.strip():
        problems.append(Problem("Say why this is best for the person", "reason", "no_reason"))
    if not consulted.strip():
        problems.append(Problem("Say who was asked before this was decided", "consulted", "nobody_consulted"))
    if problems:
        raise DomainError(problems=problems)


def _answer(
    viewer: Viewer,
    pathway: Pathway,
    offer: Offer | None,
    answer: str,
    said_by: str,
    words: str,
    at: datetime,
    **more: object,
) -> PersonAnswer:
    return PersonAnswer.objects.create(
        person=pathway.person, pathway=pathway, offer=offer, answer=answer, said_by=said_by.strip(),
        words=words.strip(), recorded_by_id=viewer.actor_id, recorded_at=at, **more,
    )  # fmt: skip


def _overdue(pathway: Pathway, at: datetime) -> dict[str, bool]:
    return {"answer_overdue": queries.answer_is_late(pathway, clock.day(at))}


def _chase(viewer: Viewer, pathway: Pathway, what: str, words: str, at: datetime) -> NetworkChase:
    return NetworkChase.objects.create(
        person=pathway.person, pathway=pathway, offer=_last_offer(pathway), what=what, words=words.strip(),
        recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip


def _shut(pathway: Pathway, network_id: int | None, at: datetime) -> None:
    """The network no longer plans with this person, so its sight of the record ends today."""
    if network_id is not None:
        close_shares(
            person_id=pathway.person_id,
            organisation_id=network_id,
            purposes=(SharePurpose.PLANNING,),
            on=clock.day(at),
            at=at,
        )
