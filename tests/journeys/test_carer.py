"""A carer, and a self-assessment: both through the pages, from the first talk to the letter."""

import uuid

import pytest
from django.test import Client

from locallinks.demo.city import COUNCIL, City
from locallinks.foundation.people.actions.records import start_record
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.needs_assessment import ask_about_advocate, start_assessment
from locallinks.personal.assessments.choices import WellbeingArea
from locallinks.personal.assessments.queries.needs_assessment import decision_of
from locallinks.personal.assessments.rules.carers import CARER_PARTS
from locallinks.personal.assessments.rules.eligibility import ADULT_OUTCOMES
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.actions.referral_and_advice import refer


def signed_in(city: City, who: str) -> Client:
    client = Client()
    client.force_login(city.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, url: str, **data: str) -> str:
    response = client.post(url, {"submission": str(uuid.uuid4()), **data})
    assert response.status_code == 303, response.content.decode()[-4000:]
    return response.headers["Location"]


def words(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.fixture
def alf(aireborough: City) -> Person:
    """GIVEN Alf, whom the council knows and who has no way through."""
    with acting_as(aireborough.viewer("social.worker")) as viewer:
        return start_record(
            viewer=viewer,
            home=aireborough.organisation(COUNCIL),
            preferred_name="Alf",
            full_name="Alf Tranter",
            at=clock.now(),
        )


def test_a_carer_of_somebody_without_support_is_heard_and_gets_a_letter(aireborough: City, alf: Person) -> None:
    ruth = signed_in(aireborough, "social.worker")
    # WHEN Beryl, his wife, is talked with alone
    where = send(
        ruth,
        f"/people/{alf.pk}/carers/new/",
        full_name="Beryl Tranter",
        phone="0113 496 0190",
        relation="his wife",
        method="face_to_face",
    )
    conversation, version = where, 1
    given = {
        "words": {"words": "I used to swim."},
        "outcome": {"ability": "able", "words": ""},
        "willing": {"able": "some", "willing": "some", "words": "Not the nights."},
        "yes_no": {"answer": "yes", "words": ""},
    }
    for slug, part in CARER_PARTS.items():
        data = given[part.kind]
        if slug in ("health", "c8"):  # her health is good; the one thing she cannot do is what she enjoys
            data = {"answer": "no", "words": ""} if slug == "health" else {"ability": "unable_assist", "words": ""}
        send(ruth, f"{conversation}{slug}/", version=str(version), **data)
        version += 1
    # THEN any one outcome is enough, and she reads why
    assert "Support is due" in words(ruth, f"{conversation}decision/")
    letter = send(ruth, f"{conversation}decision/", decided_eligible="yes", reasons="You never get out to swim.")
    shown = words(ruth, letter)
    assert "You never get out to swim." in shown
    assert "You can have support from the council, as a carer." in shown
    # AND the people who plan with Alf never see it
    assert signed_in(aireborough, "support.planner").get(letter).status_code == 403


def test_a_self_assessment_by_a_link_is_checked_before_it_is_used(aireborough: City) -> None:
    with acting_as(aireborough.viewer("social.worker")) as viewer:
        at = clock.now()
        pathway = refer(
            viewer=viewer,
            home=aireborough.organisation(COUNCIL),
            told_by="Cyril",
            told_by_relation="Himself",
            details={"preferred_name": "Cyril", "full_name": "Cyril Ashe", "phone": "0113 496 0191"},
            reason="Getting about is hard.",
            contact_basis="agreed",
            at=at,
        )
        ask_about_advocate(
            viewer=viewer, pathway_id=pathway.pk, difficulties=[], somebody_suitable=False, reason="None", at=at
        )
        start_assessment(viewer=viewer, pathway_id=pathway.pk, method="self", at=at)
    ruth, cyril = signed_in(aireborough, "social.worker"), Client()
    page = ruth.post(
        f"/pathways/{pathway.pk}/own-words/link/",
        {"submission": str(uuid.uuid4()), "to_name": "Cyril Ashe", "days": "14"},
    ).content.decode()
    link = page[page.index("/with/") :].split("<")[0]
    # WHEN he answers everything by the link and sends it
    given = {code.lower(): {"ability": "able", "words": ""} for code in ADULT_OUTCOMES}
    given |= {"a5": {"ability": "unable_danger", "words": "The stairs"}, "a9": {"ability": "unable_time", "words": ""}}
    given["health"] = {"answer": "yes", "words": "My knees"}
    given["wellbeing"] = {**dict.fromkeys(WellbeingArea, "some"), "answer": "yes", "words": ""}
    for version, (part, data) in enumerate(given.items(), start=1):
        send(cyril, f"{link}{part}/", version=str(version), **data)
    assert "Thank you" in cyril.post(f"{link}send/", {"submission": str(uuid.uuid4())}).content.decode()
    # THEN nobody decides on it until it was gone through together
    decision = {"decided_eligible": "yes", "reasons": "The stairs are not safe for you."}
    deciding = f"/pathways/{pathway.pk}/assessment/decision/"
    refused = ruth.post(deciding, {"submission": str(uuid.uuid4()), **decision})
    assert refused.status_code == 422
    assert "is not checked yet" in refused.content.decode()
    send(ruth, f"/pathways/{pathway.pk}/own-words/check/", how="At his kitchen table", differs="")
    assert send(ruth, deciding, **decision).endswith("/letter/")
    with acting_as(aireborough.viewer("social.worker")):
        found = decision_of(Pathway.objects.get(pk=pathway.pk))
        assert (found.decided_eligible, found.computed_eligible, found.unable) == (True, True, ["A5", "A9"])
