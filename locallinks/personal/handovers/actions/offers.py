"""Offer an introduction to a network, offer another network, or record why none was offered."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.people.actions.sharing import close_shares
from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.handovers import permissions, rules
from locallinks.personal.handovers.choices import ChaseStep, FailureCode
from locallinks.personal.handovers.models import FORMAT_CHOICES, NetworkChase, NotOffered, Offer
from locallinks.personal.handovers.queries import offers
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import advocacy_ok


@transaction.atomic
def offer_handover(
    *, viewer: Viewer, pathway_id: int, network_id: int | None, explained_how: str, reading_format: str, at: datetime
) -> Offer:
    """Offer to introduce the person to a network that serves their address (docs/rules/local-links.md 3).

    After a network has declined, another can be offered in the same state: the person is asked again, and the pathway
    does not move. Returns the offer. Raises NotAllowed, and DomainError where the network does not serve the address,
    the offer was not explained, or the state does not allow it.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_offer(viewer, pathway)
    network = _checked_network(pathway, network_id, explained_how, reading_format, at)
    is_another_offer = pathway.state == PathwayState.HANDOVER_OFFERED and offers.open_offer(pathway) is None
    if is_another_offer:
        _check_has_not_declined(pathway, network)
    else:
        move_pathway(
            viewer=viewer,
            pathway_id=pathway_id,
            event=PathwayEvent.OFFER_HANDOVER,
            at=at,
            reason=explained_how,
            facts={"area_served": True, "offer_explained": True},
        )
    offer = _create_offer(viewer, pathway, network, explained_how, reading_format, at)
    if is_another_offer:  # a pathway that moves has an audit entry of its own
        verb = "offered another network"
        record_write(viewer=viewer, verb=verb, subject=offer, person=pathway.person, reason=explained_how, at=at)
    return offer


@transaction.atomic
def re_offer(
    *,
    viewer: Viewer,
    pathway_id: int,
    reason: str,
    network_id: int | None,
    explained_how: str,
    reading_format: str,
    at: datetime,
) -> Offer:
    """Offer another network because the first one has not answered in time; return the new offer.

    The first network loses access, and the person is asked again. Raises NotAllowed, and DomainError where the answer
    is not late yet or the offer is not valid.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_chase(viewer, pathway)
    late_network_id = pathway.network_id
    network = _checked_network(pathway, network_id, explained_how, reading_format, at)
    if network.pk == late_network_id:
        raise DomainError("This network has not answered. Choose another one", field="network", code="same_network")
    is_late = offers.answer_is_late(pathway, clock.day(at))
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.RE_OFFER,
        at=at,
        reason=reason,
        facts={"answer_overdue": is_late, "reason_given": bool(reason.strip())},
        network=None,
        planner=None,
    )
    NetworkChase.objects.create(
        person=pathway.person,
        pathway=pathway,
        offer=offers.offer_sent_to_network(pathway),
        step=ChaseStep.RE_OFFERED,
        words=reason.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    if late_network_id is not None:
        close_shares(
            person_id=pathway.person_id,
            organisation_id=late_network_id,
            purposes=(SharePurpose.PLANNING,),
            on=clock.day(at),
            at=at,
        )
    _check_has_not_declined(pathway, network)
    return _create_offer(viewer, pathway, network, explained_how, reading_format, at)


@transaction.atomic
def not_offered(*, viewer: Viewer, pathway_id: int, failure_code: str, words: str = "", at: datetime) -> NotOffered:
    """Record why no introduction was offered; the council plans (docs/rules/local-links.md 4). Return the record.

    Raises NotAllowed, and DomainError where the reason is not on the list or needs words.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_offer(viewer, pathway)
    is_served = bool(offers.networks_for(person=pathway.person, on=clock.day(at)))
    rules.raise_problems(
        rules.failure_problem(code=failure_code, text=words, allowed=rules.NOT_OFFERED_CODES, area_served=is_served)
    )
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.NOT_OFFERED,
        at=at,
        reason=words.strip() or FailureCode(failure_code).label,
        facts={"failure_reason": True, "advocacy_ok": advocacy_ok(pathway.person_id)},
    )
    return NotOffered.objects.create(
        person=pathway.person,
        pathway=pathway,
        failure_code=failure_code,
        words=words.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )


def _checked_network(
    pathway: Pathway, network_id: int | None, explained_how: str, reading_format: str, at: datetime
) -> Organisation:
    """Return the chosen network if it serves the person and the offer was explained in a form they can follow."""
    serving = offers.networks_for(person=pathway.person, on=clock.day(at))
    network = next((candidate for candidate in serving if candidate.pk == network_id), None)
    if serving and network is None:
        raise DomainError("Choose a network that serves this address", field="network", code="area_served")
    rules.raise_problems(*rules.offer_problems(area_served=network is not None, explained_how=explained_how))
    if reading_format not in dict(FORMAT_CHOICES):
        raise DomainError("Choose how the offer was given", field="reading_format", code="offer_explained")
    assert network is not None
    return network


def _check_has_not_declined(pathway: Pathway, network: Organisation) -> None:
    declined = offers.networks_that_said_no(pathway)
    rules.raise_problems(rules.next_network_problem(chosen=network.pk, declined=declined))


def _create_offer(
    viewer: Viewer, pathway: Pathway, network: Organisation, explained_how: str, reading_format: str, at: datetime
) -> Offer:
    """Create the offer and queue it in writing, by the channel the person chose."""
    offer = Offer.objects.create(
        person=pathway.person,
        pathway=pathway,
        network=network,
        explained_how=explained_how.strip(),
        reading_format=reading_format,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    queue_message(
        viewer=viewer,
        person=pathway.person,
        kind="introduction_offered",
        key=f"introduction-{offer.pk}",
        subject=f"Meeting {network}",
        body=rules.offer_in_writing(str(network)),
        subject_ref=str(offer.pk),
        at=at,
    )
    return offer
