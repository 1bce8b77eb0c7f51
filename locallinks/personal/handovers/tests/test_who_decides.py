"""Whose yes opens a record to a network, on the page of the answer (docs/rules/decisions.md 23)."""

from datetime import timedelta
from typing import Any

import pytest

from locallinks.foundation.people.actions.legal_representatives import record_legal_representative
from locallinks.foundation.people.actions.sharing import withdraw_agreement
from locallinks.foundation.people.models import SharingAgreement
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.capacity_advocacy_refusal import record_capacity
from locallinks.personal.handovers.actions.offers import offer_handover
from locallinks.personal.handovers.models import PersonAnswer
from locallinks.personal.handovers.tests.builders import do, offered, state_of
from locallinks.personal.handovers.tests.test_views import post, text, url
from locallinks.personal.pathways.models import Pathway
from tests.kit import TODAY, City

BEST = {
    "answer": "yes",
    "said_by": "Ruth Adeyemi",
    "basis": "best_interests",
    "reason": "Company helps her",
    "consulted": "Her daughter Ann, and an advocate",
}
OWN = {"answer": "yes", "said_by": "Mary Firth", "basis": "agreement", "reason": "Yes please"}
WHOLE = {
    "best_interests": "To have company",
    "consulted": "Her daughter",
    "decision_maker": "Ruth Adeyemi",
    "wishes": "She loved a full house",
    "least_restrictive": "The council alone would know less of her",
    "can_wait": "No: she is alone now",
}


def recorded(city: City, pathway: Pathway, *, lacks: bool = True, choice: str = "share", days: int = 0) -> None:
    at = clock.now() + timedelta(days=days) - timedelta(minutes=1)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_capacity(
            viewer=viewer,
            pathway_id=pathway.pk,
            choice=choice,
            in_question="Whether to be introduced",
            impaired=lacks,
            help_given="Mornings, with pictures",
            cannot=["weigh"] if lacks else [],
            because=lacks,
            evidence="She forgot who was asked at once",
            at=at,
            **(WHOLE if lacks else {}),
        )


def attorney(city: City, pathway: Pathway, scopes: tuple[str, ...] = ("welfare",), **more: Any) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_legal_representative(
            viewer=viewer,
            person=pathway.person,
            name="Ann Firth",
            kind="attorney",
            scopes=list(scopes),
            document="Lasting power of attorney",
            seen_on=TODAY,
            starts_on=TODAY,
            at=clock.now(),
            **more,
        )


def answers(city: City, pathway: Pathway, role: str = "social_worker", **said: Any) -> str:
    """Send an answer; return the page that refuses it, or "" where it was taken."""
    response = post(city.client(role), url(pathway, "answer"), **said)
    assert response.status_code in (303, 422), text(response)
    return "" if response.status_code == 303 else text(response)


def test_rule3_a_yes_is_not_taken_from_somebody_recorded_as_unable_to_give_it(city: City) -> None:
    pathway = offered(city, own=True)
    recorded(city, pathway)
    page = text(city.client("social_worker").get(url(pathway, "answer")))
    assert "Their own yes is not taken" in page
    assert "choices/?choice=share" in page
    assert "their yes is not taken" in answers(city, pathway, **OWN)
    assert "We cannot take a yes here just now" in text(city.client("person").get(url(pathway, "answer")))
    assert "We cannot take a yes here just now" in answers(city, pathway, "person", answer="yes", reason="Yes")
    assert state_of(city, pathway) == "handover_offered"
    assert answers(city, pathway, "person", answer="no", reason="I like my own company") == ""


def test_rule3_best_interests_needs_a_capacity_record_for_this_very_choice(city: City) -> None:
    pathway = offered(city)
    assert "First record, for this very choice" in answers(city, pathway, **BEST)
    recorded(city, pathway, choice="money")
    assert "First record, for this very choice" in answers(city, pathway, **BEST)
    recorded(city, pathway, lacks=False)
    assert "nobody decides it for them" in answers(city, pathway, **BEST)
    assert state_of(city, pathway) == "handover_offered"
    recorded(city, pathway, days=1)
    assert "First record, for this very choice" in answers(city, pathway, **BEST), "a record of later is none"


def test_rule3_a_best_interests_decision_is_shown_under_the_name_of_who_decided(city: City) -> None:
    pathway = offered(city, own=True)
    recorded(city, pathway)
    named = answers(city, pathway, **BEST | {"said_by": "mary firth"})
    assert "Name who decided this for them" in named
    assert answers(city, pathway, **BEST) == ""
    with acting_as(city.viewer("social_worker")):
        said = PersonAnswer.objects.select_related("capacity").get()
        assert (said.basis, said.said_by, said.capacity.choice) == ("best_interests", "Ruth Adeyemi", "share")
    for role in ("social_worker", "person"):
        page = text(city.client(role).get(url(pathway, "answer")))
        assert "Decided by" in page
        assert "did not say this" in page
        assert "In their words" not in page
    shared = text(city.client("social_worker").get(f"/people/{pathway.person_id}/sharing/"))
    assert "Decided by Ruth Adeyemi" in shared
    assert "“Company helps her”" not in shared


def test_rule3_a_no_stands_until_a_record_made_after_it(city: City) -> None:
    pathway = offered(city, own=True)
    recorded(city, pathway, lacks=False)
    assert answers(city, pathway, "person", answer="no", reason="I would rather it was the council") == ""
    do(
        city,
        "social_worker",
        offer_handover,
        pathway,
        network_id=city.network.pk,
        explained_how="Again, at home",
        reading_format="standard",
        at=clock.now(),
    )
    page = text(city.client("social_worker").get(url(pathway, "answer")))
    assert "said no to sharing" in page
    assert answers(city, pathway, **BEST) != ""
    recorded(city, pathway, days=-1)
    recorded(city, pathway)
    with acting_as(city.viewer("social_worker")):
        PersonAnswer.objects.filter(answer="no").values("recorded_at").get()
    # the newest record is a minute old and the no has just been given, so no record is later than the no
    assert "a no stands" in answers(city, pathway, **BEST)


def test_rule3_withdrawing_consent_counts_as_a_no(city: City) -> None:
    pathway = offered(city)
    recorded(city, pathway)
    assert answers(city, pathway, **BEST) == ""
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        agreement = SharingAgreement.objects.get()
        withdraw_agreement(viewer=viewer, agreement_id=agreement.pk, words="She turned them away", at=clock.now())
        from locallinks.personal.handovers.queries.offers import said_no_at

        assert said_no_at(pathway.person_id) is not None


@pytest.mark.parametrize(
    ("scopes", "lacks", "told"),
    [
        (("welfare",), True, ""),
        (("property",), True, "does not cover who sees their record"),
        (("welfare",), False, "First record that the person cannot decide"),
    ],
)
def test_rule3_an_attorney_decides_what_the_document_covers(
    city: City, scopes: tuple[str, ...], lacks: bool, told: str
) -> None:
    pathway = offered(city)
    recorded(city, pathway, lacks=lacks)
    attorney(city, pathway, scopes)
    said = answers(city, pathway, answer="yes", said_by="Ann Firth", basis="decider", reason="She would want it")
    assert (told in said) if told else said == ""
    if not told:
        with acting_as(city.viewer("social_worker")):
            assert SharingAgreement.objects.get().basis == "decider"


def test_rule3_next_of_kin_without_a_document_decides_nothing(city: City) -> None:
    pathway = offered(city)
    recorded(city, pathway)
    said = answers(city, pathway, answer="yes", said_by="Her son Tom", basis="decider", reason="Yes")
    assert "Nobody of that name may decide for them" in said


def test_rule3_a_document_that_nobody_has_seen_does_not_count(city: City) -> None:
    pathway = offered(city)
    recorded(city, pathway)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_legal_representative(
            viewer=viewer,
            person=pathway.person,
            name="Ann Firth",
            kind="attorney",
            scopes=["welfare"],
            starts_on=TODAY,
            at=clock.now(),
        )
    said = answers(city, pathway, answer="yes", said_by="Ann Firth", basis="decider", reason="Yes")
    assert "Nobody has seen the paper" in said
