"""Advice that names places from the directory: looked for on the way, nothing typed twice or lost, and on paper."""

import uuid

import pytest
from django.test import Client

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.directory.models import Location, Service, ServiceOrganisation
from locallinks.local.places.models import Postcode, Ward
from locallinks.personal.referrals.actions.triage import advise_contact
from locallinks.personal.referrals.queries.referral_and_advice import advice_of
from locallinks.personal.referrals.rules.signposting import MOST_SERVICES, advice_with, service_words
from locallinks.personal.referrals.tests.test_triage import act, ask, events, now
from tests.kit import NOW, City, make_person, pathway_in

ONE = {
    "name": "Lunch club",
    "organisation": "Millbank Hall",
    "when": ("Tuesdays, midday",),
    "where": "Mill Lane",
    "phone": "0113 496 0700",
    "email": "",
    "url": "",
}


@pytest.fixture
def club(city: City) -> Service:
    """One service with a phone number, on the postcode where people of these tests live."""
    ward = Ward.objects.create(code="E99000001", name="Millbank")
    Postcode.objects.create(postcode="ZZ1 1AA", outcode="ZZ1", latitude=53.8, longitude=-1.6, ward=ward)
    group = ServiceOrganisation.objects.create(source="t", source_id="1", name="Millbank Hall")
    found = Service.objects.create(
        source="t",
        source_id="1",
        organisation=group,
        name="Lunch club",
        phone="0113 496 0700",
        first_seen_at=NOW,
        last_seen_at=NOW,
    )
    Location.objects.create(service=found, name="Millbank Hall", address="Mill Lane", latitude=53.8, longitude=-1.6)
    Service.objects.create(
        source="t", source_id="2", organisation=group, name="Falls class", first_seen_at=NOW, last_seen_at=NOW
    )
    return found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, "Lunch club (Millbank Hall)\nTuesdays, midday\nMill Lane\nRing 0113 496 0700"),
        (
            {"phone": "", "email": "a@b.example", "when": ()},
            "Lunch club (Millbank Hall)\nMill Lane\nWrite to a@b.example",
        ),
        (
            {"phone": "", "url": "https://b.example", "organisation": "lunch CLUB", "where": ""},
            "Lunch club\nTuesdays, midday\nSee https://b.example",
        ),
        ({"phone": "", "organisation": "", "where": "", "when": ()}, "Lunch club\nAsk us how to reach them"),
    ],
)
def test_a_service_in_words(changes: dict, found: str) -> None:
    assert service_words(**ONE | changes) == found


def test_advice_and_places_together() -> None:
    assert advice_with(" ", []) == ""
    assert advice_with("Try it. ", ["A", "B"]) == "Try it.\n\nA\n\nB"
    with pytest.raises(DomainError, match="5,001 now"):
        advice_with("x" * 5001, [])


def send(client: Client, url: str, **data):
    return client.post(url, {"submission": str(uuid.uuid4()), **data})


def test_looking_saves_nothing_and_keeps_every_word(city: City, club: Service) -> None:
    contact, client = ask(city), city.client("social_worker")
    url = f"/contacts/{contact.pk}/advice/"
    assert "Lunch club" in client.get(url).content.decode()  # near them, before anything is typed
    looked = send(
        client,
        url,
        look="1",
        look_words="falls",
        look_near="ZZ1 1AA",
        advice="Try <b>these</b>",
        services=[str(club.uuid), "²"],
        introduction_offered="on",
        introduction_note="Perhaps",
    )
    page = looked.content.decode()
    assert looked.status_code == 200
    for words in ("Falls class", "Try &lt;b&gt;these", "Perhaps", "Lunch club"):
        assert words in page, words
    assert page.count("checked") >= 2
    assert events(city, contact) == ["asked"]
    nothing = send(client, url, look="1", look_words="zzzzqqq", look_near="").content.decode()
    assert "Nothing in the directory fits" in nothing
    assert send(client, url, look="1", look_words="a\x00b", look_near="²").status_code == 200


def test_a_ticked_place_is_in_the_advice_and_on_paper(city: City, club: Service) -> None:
    contact, client = ask(city), city.client("social_worker")
    url = f"/contacts/{contact.pk}/advice/"
    assert "No advice has been written" in client.get(f"{url}given/").content.decode()
    wrong = send(client, url, introduction_offered="on")
    assert wrong.status_code == 422
    assert "tick a place" in wrong.content.decode()
    sent = send(client, url, services=[str(club.uuid)], introduction_offered="on")
    assert sent.status_code == 303
    assert "Print it" in client.get(sent.headers["Location"]).content.decode()
    page = client.get(f"{url}given/?print=large").content.decode()
    for words in ("Lunch club (Millbank Hall)", "Ring 0113 496 0700", "ll-large-print", contact.reference):
        assert words in page, words
    assert now(city, contact).state == "open"
    assert city.client("support_planner").get(f"{url}given/").status_code == 403


def test_what_is_not_in_the_directory_is_refused(city: City, club: Service) -> None:
    contact = ask(city)
    for keys, code in (
        (["x"], "no_such_service"),
        ([str(uuid.uuid4())], "no_such_service"),
        ([str(club.uuid)] * (MOST_SERVICES + 1), "too_many"),
    ):
        with pytest.raises(DomainError) as problem:
            act(city, advise_contact, contact, advice="x", introduction_offered=True, services=keys)
        assert problem.value.codes == {code}
    Service.objects.filter(pk=club.pk).update(withdrawn_at=NOW)
    with pytest.raises(DomainError):
        act(city, advise_contact, contact, advice="x", introduction_offered=True, services=[str(club.uuid)])


def test_advice_that_closes_a_way_names_places_too(city: City, club: Service) -> None:
    person = make_person(city, own=True)
    pathway = pathway_in(city, person, "referred")
    client, url = city.client("social_worker"), f"/pathways/{pathway.pk}/advice/"
    assert "Lunch club" in client.get(url).content.decode()
    assert send(client, url, look="1", look_words="lunch", look_near="").status_code == 200
    assert send(client, url, services=[str(club.uuid)], introduction_offered="on").status_code == 303
    with acting_as(city.viewer("social_worker")):
        assert "Ring 0113 496 0700" in advice_of(pathway).advice
    page = city.client("person").get(f"{url}given/").content.decode()
    assert "Ring 0113 496 0700" in page
    assert "Show it in large print" in page
