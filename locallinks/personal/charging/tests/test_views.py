"""The page of the estimate, read by three roles and written by one."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.charging.models import Estimate
from locallinks.personal.pathways.models import Pathway
from tests.kit import City, make_person, pathway_in, share_with
from tests.readability import page_words, reading_age


@pytest.fixture
def person(city: City) -> Person:
    return make_person(city, own=True)


@pytest.fixture
def pathway(city: City, person: Person) -> Pathway:
    return pathway_in(city, person, "planning")


@pytest.fixture
def client(city: City) -> Client:
    return city.client("social_worker")


def at(pathway: Pathway) -> str:
    return reverse("charging:estimate", kwargs={"pathway_id": pathway.pk})


def sent(estimate: str = "", reason_for_none: str = "") -> dict[str, str]:
    return {"submission": str(uuid.uuid4()), "estimate": estimate, "reason_for_none": reason_for_none}


def read(client: Client, pathway: Pathway) -> str:
    response = client.get(at(pathway))
    assert response.status_code == 200
    return response.content.decode()


def how_many(city: City) -> int:
    with acting_as(city.viewer("social_worker")):
        return Estimate.objects.count()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"estimate": "32"}, "£32.00"),
        ({"estimate": "0"}, "nothing to pay, as far as we can tell now"),
        ({"reason_for_none": "Waiting for a <letter>"}, "Waiting for a &lt;letter&gt;"),
    ],
)
def test_what_the_social_worker_writes_the_person_and_the_planner_read(
    city: City, client: Client, pathway: Pathway, given, says
) -> None:
    for role in ("person", "support_planner", "social_worker"):
        page = read(city.client(role), pathway)
        assert "There is no estimate yet" in page
        assert ("Save the estimate" in page) is (role == Role.SOCIAL_WORKER)
    response = client.post(at(pathway), sent(**given))
    assert (response.status_code, response.headers["Location"]) == (303, at(pathway))
    for role in ("person", "support_planner", "social_worker"):
        page = read(city.client(role), pathway)
        assert says in page
        assert "Ruth Adeyemi told" in page
    assert "About what you would pay" in read(city.client("person"), pathway)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Enter about how much the person will pay each week, or say why you cannot tell yet"),
        ({"estimate": "32", "reason_for_none": "Waiting"}, "Give an estimate or a reason there is none, not both"),
        ({"estimate": "lots", "reason_for_none": ""}, "must be an amount of money, like 19.50"),
        ({"estimate": "-3"}, "must be an amount of money"),
        ({"estimate": "20000.01"}, "or less"),
        ({"reason_for_none": "x" * 10_000}, "must be 2,000 characters or fewer"),
    ],
)
def test_an_error_keeps_what_was_typed(city: City, client: Client, pathway: Pathway, given: dict, says: str) -> None:
    response = client.post(at(pathway), sent(**given))
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    for typed in given.values():
        assert typed in page
    assert how_many(city) == 0


def test_a_double_click_saves_once(city: City, client: Client, pathway: Pathway) -> None:
    form = sent("32")
    client.post(at(pathway), form)
    client.post(at(pathway), form)
    assert how_many(city) == 1


@pytest.mark.parametrize("role", ["person", "support_planner"])
def test_readers_cannot_write(city: City, pathway: Pathway, role: str) -> None:
    assert city.client(role).post(at(pathway), sent("32")).status_code == 403
    assert how_many(city) == 0


def test_a_refusal_records_no_read(city: City, person: Person, pathway: Pathway) -> None:
    share_with(city, person, city.provider, purpose="arrangement")
    for role in ("network_manager", "provider", "finance"):
        assert city.client(role).get(at(pathway)).status_code == 403, role
    with acting_as(city.viewer("social_worker")):
        assert not Entry.objects.filter(kind="read").exists()


def test_another_organisation_finds_nothing_and_signed_out_signs_in(city: City, pathway: Pathway) -> None:
    for role in ("other_social_worker", "other_support_planner"):
        assert city.client(role).get(at(pathway)).status_code == 404
        assert city.client(role).post(at(pathway), sent("32")).status_code == 404
    assert city.client().get(at(pathway)).headers["Location"].startswith("/sign-in/")


def test_it_is_easy_to_read_and_runs_few_queries(city: City, client: Client, pathway: Pathway) -> None:
    client.post(at(pathway), sent("32"))
    assert reading_age(page_words(read(city.client("person"), pathway))) <= 11
    assert reading_age(page_words(read(client, pathway))) <= 13
    own = city.client("person")
    with CaptureQueriesContext(connection) as asked:
        read(own, pathway)
    assert len(asked) <= 13, [query["sql"][:90] for query in asked]


def test_a_read_is_recorded(city: City, pathway: Pathway) -> None:
    read(city.client("support_planner"), pathway)
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.get(kind="read").verb == "looked at the estimate of what they pay"


FEE = {"pays_for_all": "yes", "fee": "200", "fee_every": "once"}


def test_a_self_funders_fee_is_shown_and_is_no_part_of_the_budget(city: City, client: Client, pathway: Pathway) -> None:
    assert client.post(at(pathway), sent("140") | FEE | {"pays_for_all": "no"}).status_code == 422
    assert client.post(at(pathway), sent("140") | FEE | {"fee_every": ""}).status_code == 422
    assert how_many(city) == 0
    assert client.post(at(pathway), sent("140") | FEE).status_code == 303
    page = read(city.client("person"), pathway)
    assert "The council’s fee for arranging it: £200.00 once." in page
    assert "It is not part of the personal budget." in page
    with acting_as(city.viewer("social_worker")):
        reason = Entry.objects.get(verb="gave an estimate of what they pay").reason
    assert reason == "£140.00 a week; and a fee for arranging it of £200.00 once"
