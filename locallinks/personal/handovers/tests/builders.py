"""A served area in the test city, and pathways at each stage of an introduction, made by the real actions."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.places.models import Postcode, ServedArea, Ward
from locallinks.personal.assessments.actions.capacity_advocacy_refusal import record_capacity
from locallinks.personal.handovers.actions.offers import offer_handover
from locallinks.personal.handovers.actions.person_answers import person_accepts
from locallinks.personal.pathways.actions import record_advocacy
from locallinks.personal.pathways.models import Pathway, Step
from tests.kit import NOW, City, make_person, pathway_in
from tests.prebuilt import built_once

EXPLAINED = {"explained_how": "Read aloud at home; she told it back to me", "reading_format": "large_print"}


def serve(city: City, *networks: Organisation, postcode: str = "ZZ1 1AA") -> None:
    """Let these networks, or by default the first one, serve the postcode of everybody in tests/kit.py."""
    ward, _ = Ward.objects.get_or_create(code="E05000001", defaults={"name": "Millbank"})
    Postcode.objects.get_or_create(
        postcode=postcode, defaults={"outcode": postcode.split()[0], "latitude": 53.8, "longitude": -1.6, "ward": ward}
    )
    for network in networks or (city.network,):
        ServedArea.objects.get_or_create(organisation=network, ward=ward, starts_on=date(2020, 1, 1))


@built_once
def budgeted(city: City, *, own: bool = False, at: datetime = NOW, **details: Any) -> Pathway:
    """A pathway with an eligible decision and a first budget, when an introduction is due."""
    pathway = pathway_in(city, make_person(city, own=own, **details), "budgeted", at=at)
    with acting_as(city.viewer("social_worker")):
        Step.objects.create(
            pathway=pathway,
            person_id=pathway.person_id,
            number=1,
            event="decide_eligibility",
            from_state="assessing",
            to_state="eligible",
            actor=city.users["social_worker"],
            actor_name="Ruth Adeyemi",
            at=at,
        )
    return pathway


def do(city: City, role: str, act: Any, pathway: Pathway, *, at: datetime = NOW, **more: Any) -> Any:
    """Run an action as a role."""
    viewer = city.viewer(role)
    with acting_as(viewer):
        return act(viewer=viewer, pathway_id=pathway.pk, at=at, **more)


@built_once
def offered(city: City, *networks: Organisation, **details: Any) -> Pathway:
    serve(city, *networks)
    pathway = budgeted(city, **details)
    network = networks[0] if networks else city.network
    do(city, "social_worker", offer_handover, pathway, network_id=network.pk, **EXPLAINED)
    return pathway


@built_once
def sent(city: City, *networks: Organisation, at: datetime = NOW, **details: Any) -> Pathway:
    """A pathway on which the person accepted and the network has not answered."""
    pathway = offered(city, *networks, **details)
    do(city, "social_worker", person_accepts, pathway, said_by="Mary Firth", words="Yes please", at=at)
    return pathway


def cannot_choose(city: City, pathway: Pathway, choice: str = "share") -> None:
    """Record that the person lacks capacity for this choice, with a complete best-interests decision."""
    viewer, at = city.viewer("social_worker"), NOW - timedelta(minutes=1)
    with acting_as(viewer):
        record_capacity(
            viewer=viewer,
            pathway_id=pathway.pk,
            choice=choice,
            in_question="Whether to be introduced",
            impaired=True,
            help_given="Mornings, with pictures",
            cannot=["weigh"],
            because=True,
            evidence="She forgot it at once",
            best_interests="To have company",
            consulted="Her daughter",
            decision_maker="Ruth Adeyemi",
            wishes="She loved a full house",
            least_restrictive="Less was tried",
            can_wait="No",
            at=at,
        )


def state_of(city: City, pathway: Pathway) -> str:
    with acting_as(city.viewer("social_worker")):
        return Pathway.objects.get(pk=pathway.pk).state


def person_of(city: City, pathway: Pathway) -> Person:
    with acting_as(city.viewer("social_worker")):
        return Person.objects.get(pk=pathway.person_id)


def need_an_advocate(city: City, pathway: Pathway) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_advocacy(viewer=viewer, pathway=pathway, needed=True, reason="Cannot weigh it up alone", at=NOW)


def refused(city: City, role: str, act, pathway: Pathway, **more) -> frozenset[str]:
    """Return the codes of the refusal, after checking that the state has not changed."""
    before = state_of(city, pathway)
    with pytest.raises(DomainError) as refusal:
        do(city, role, act, pathway, **more)
    assert state_of(city, pathway) == before
    return refusal.value.codes
