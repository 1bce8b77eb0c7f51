"""Record the person's answer to an offer: yes, no, or a plan of their own."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.people.actions.sharing import agree_to_share
from locallinks.foundation.people.choices import AgreementBasis, SharePurpose
from locallinks.foundation.people.models import SharingAgreement
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Problem
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import CapacityChoice
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import ConsentBasis, consent_basis
from locallinks.personal.handovers import permissions, rules
from locallinks.personal.handovers.choices import FailureCode, OfferAnswer
from locallinks.personal.handovers.models import Offer, PersonAnswer
from locallinks.personal.handovers.queries.offers import open_offer, said_no_at
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import advocacy_ok


@transaction.atomic
def person_accepts(
    *,
    viewer: Viewer,
    pathway_id: int,
    said_by: str,
    words: str = "",
    how_explained: str = "",
    basis: str = AgreementBasis.AGREEMENT,
    consulted: str = "",
    at: datetime,
) -> PersonAnswer:
    """Record a yes, or a decision made for a person who lacks capacity; return the answer.

    Opens the record to the network for planning, and names the network on the pathway (docs/rules/care-act.md 9). The
    capacity record for the choice "share" is checked first (docs/rules/decisions.md 23): a person recorded as unable to
    make the choice cannot agree; best interests needs such a record, made after any no; an attorney or deputy decides
    only what their document covers. Raises NotAllowed, and DomainError where the yes cannot be taken.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_answer(viewer, pathway)
    offer = _offer_to_answer(pathway)
    how_explained = how_explained.strip() or (offer.explained_how if offer else "")
    _check_basis(viewer, pathway, basis, said_by, words, consulted)
    consent = consent_basis(
        viewer=viewer,
        person=pathway.person,
        choice=CapacityChoice.SHARE,
        basis=basis,
        said_by=said_by,
        said_no_at=said_no_at(pathway.person_id),
        at=at,
    )
    rules.raise_problems(consent.problem)
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.PERSON_ACCEPTS,
        at=at,
        reason=words,
        facts={"said_by_person": bool(said_by.strip()), "sharing_agreement": bool(how_explained)},
        network=offer.network if offer else None,
        planner=None,
    )
    assert offer is not None  # every other state has been refused
    agreement = _agree_to_share(viewer, pathway, offer, consent, said_by, how_explained, words, consulted, at)
    return _create_answer(
        viewer,
        pathway,
        offer,
        OfferAnswer.YES,
        said_by,
        words,
        at,
        how_explained=how_explained,
        basis=consent.basis,
        consulted=consulted,
        agreement=agreement,
        capacity=consent.record if consent.basis != AgreementBasis.AGREEMENT else None,
    )


@transaction.atomic
def person_declines(
    *,
    viewer: Viewer,
    pathway_id: int,
    said_by: str,
    words: str,
    failure_code: str = FailureCode.PERSON_DECLINED,
    at: datetime,
) -> PersonAnswer:
    """Record a no with the person's own reason; the council plans instead. Return the answer. A later yes is possible.

    Raises NotAllowed, and DomainError without a reason or an open offer.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_answer(viewer, pathway)
    rules.raise_problems(
        rules.failure_problem(code=failure_code, text=words, allowed=rules.PERSON_CODES, area_served=True)
    )
    offer = _offer_to_answer(pathway)
    facts = {
        "said_by_person": bool(said_by.strip()),
        "reason_given": bool(words.strip()),
        "advocacy_ok": advocacy_ok(pathway.person_id),
    }
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.PERSON_DECLINES, facts=facts, at=at, reason=words
    )
    return _create_answer(viewer, pathway, offer, OfferAnswer.NO, said_by, words, at, failure_code=failure_code)


@transaction.atomic
def person_plans_for_self(
    *, viewer: Viewer, pathway_id: int, said_by: str, words: str = "", help_offered: bool, at: datetime
) -> PersonAnswer:
    """Record that the person writes the plan, with help whenever they ask for it; return the answer.

    Raises NotAllowed, and DomainError where no help was offered.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_answer(viewer, pathway)
    facts = {
        "said_by_person": bool(said_by.strip()),
        "help_offered": help_offered,
        "advocacy_ok": advocacy_ok(pathway.person_id),
    }
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.PERSON_PLANS_FOR_SELF, facts=facts, at=at, reason=words
    )
    return _create_answer(
        viewer,
        pathway,
        open_offer(pathway),
        OfferAnswer.SELF,
        said_by,
        words,
        at,
        failure_code=FailureCode.PERSON_DECLINED,
    )


def _agree_to_share(
    viewer: Viewer,
    pathway: Pathway,
    offer: Offer,
    consent: ConsentBasis,
    said_by: str,
    how_explained: str,
    words: str,
    consulted: str,
    at: datetime,
) -> SharingAgreement:
    """Open the record to the offered network, so that it can plan."""
    return agree_to_share(
        viewer=viewer,
        person=pathway.person,
        organisation=offer.network,
        purpose=SharePurpose.PLANNING,
        basis=consent.basis,
        agreed_by=said_by,
        how_explained=how_explained,
        words=words,
        consulted=consulted,
        on=clock.day(at),
        at=at,
        lacks_capacity=consent.record is not None and consent.record.lacks,
    )


def _offer_to_answer(pathway: Pathway) -> Offer | None:
    """Return the offer the person has not answered. After a network declined, another must be offered first."""
    offer = open_offer(pathway)
    if offer is None and pathway.state == PathwayState.HANDOVER_OFFERED:
        raise DomainError(
            "The last network said no. Offer another network first, or plan with the council", code="nothing_offered"
        )
    return offer


def _check_basis(viewer: Viewer, pathway: Pathway, basis: str, said_by: str, words: str, consulted: str) -> None:
    """Only a social worker records a decision for somebody else, with its reason and those consulted."""
    if basis not in AgreementBasis:
        raise DomainError(
            "Choose whether the person agreed, or it was decided for them", field="basis", code="no_basis"
        )
    if basis == AgreementBasis.AGREEMENT:
        return
    if not viewer.may(Capability.DECIDE, pathway.home_id):
        raise NotAllowed("Only the social worker can record a decision made in somebody's best interests.")
    problems = []
    if said_by.strip().casefold() == pathway.person.full_name.strip().casefold():
        problems.append(Problem("Name who decided this for them. It was not the person", "said_by", "not_theirs"))
    if basis == AgreementBasis.BEST_INTERESTS and not words.strip():
        problems.append(Problem("Say why this is best for the person", "reason", "no_reason"))
    if basis == AgreementBasis.BEST_INTERESTS and not consulted.strip():
        problems.append(Problem("Say who was asked before this was decided", "consulted", "nobody_consulted"))
    rules.raise_problems(*problems)


def _create_answer(
    viewer: Viewer,
    pathway: Pathway,
    offer: Offer | None,
    answer: OfferAnswer,
    said_by: str,
    words: str,
    at: datetime,
    **fields: object,
) -> PersonAnswer:
    return PersonAnswer.objects.create(
        person=pathway.person,
        pathway=pathway,
        offer=offer,
        answer=answer,
        said_by=said_by.strip(),
        words=words.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
        **fields,
    )
