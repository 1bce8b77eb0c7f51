"""The pages for asking for help: who may open them, what they say, and what happens to what was typed."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.places.models import Postcode
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City, make_person, pathway_in
from tests.readability import page_words, reading_age

NEW, DETAILS = "/referrals/new/", "/referrals/new/details/"
OUTSIDE = [
    "support_planner",
    "volunteer_developer",
    "network_manager",
    "commissioner",
    "finance",
    "administrator",
    "provider",
    "investor",
    "person",
]
TYPED = {
    "full_name": "Edna Holt", "preferred_name": "", "phone": "0113 496 0001", "email": "", "address": "",
    "postcode": "ZZ9 9ZZ",
    "date_of_birth-day": "27", "date_of_birth-month": "3", "date_of_birth-year": "1938", "nhs_number": "999 000 0018",
    "contact_by": "phone", "safe_contact": "", "reading_format": "large_print", "communication_needs": "",
    "told_by": "Anne Holt", "told_by_relation": "daughter", "reason": "She fell <b>twice</b>",
    "contact_basis": "agreed", "contact_note": "",
}  # fmt: skip


def sent(**changes: str) -> dict[str, str]:
    return {"submission": str(uuid.uuid4()), **TYPED, **changes}


def at(name: str, pathway: Pathway) -> str:
    return reverse(f"referrals:{name}", kwargs={"pathway_id": pathway.pk})


def newest(city: City) -> Pathway:
    with acting_as(city.viewer("social_worker")):
        return Pathway.objects.select_related("person").latest("pk")


def count_people(city: City) -> int:
    with acting_as(city.viewer("social_worker")):
        return Person.objects.count()


@pytest.fixture
def client(city: City) -> Client:
    return city.client("social_worker")


# ---- finding them first ----


def test_it_begins_with_a_search(client: Client) -> None:
    page = client.get(NEW)
    assert b"Who needs help?" in page.content
    page = client.get(NEW, {"q": "  "})
    assert b"Enter a name, an NHS number or a postcode" in page.content


def test_the_people_found_are_offered(city: City, client: Client) -> None:
    known = make_person(city, name="Mary Firth", address="4 Canal Row")
    busy = pathway_in(city, make_person(city, name="Mary Frith"), "assessing")
    page = client.get(NEW, {"q": "mary firth"}).content.decode()
    assert "Is it one of these people?" in page
    assert f"{DETAILS}?person={known.pk}" in page
    assert "4 Canal Row" in page
    assert "Getting help now" in page
    assert reverse("front:person", kwargs={"person_id": busy.person_id}) in page
    assert f"{DETAILS}?q=mary+firth" in page


def test_nobody_found_says_what_to_do(client: Client) -> None:
    page = client.get(NEW, {"q": "Zebedee"}).content.decode()
    assert "We found nobody like that" in page
    assert f"{DETAILS}?q=Zebedee" in page


def test_from_somebodys_page_it_goes_straight_to_the_form(city: City, client: Client) -> None:
    person = make_person(city)
    page = client.get(NEW, {"person": person.pk})
    assert page.headers["Location"] == f"{DETAILS}?person={person.pk}"


# ---- writing it down ----


def test_a_new_person_from_the_form_to_the_page_that_says_what_comes_next(city: City, client: Client) -> None:
    page = client.get(DETAILS, {"q": "Edna Holt"}).content.decode()
    assert 'value="Edna Holt"' in page
    response = client.post(DETAILS, sent())
    pathway = newest(city)
    assert (response.status_code, response.headers["Location"]) == (303, at("referral", pathway))
    assert (pathway.person.preferred_name, pathway.person.nhs_number, pathway.person.reading_format) == (
        "Edna",
        "9990000018",
        "large_print",
    )
    page = client.get(at("referral", pathway)).content.decode()
    assert "One of them will talk with Edna" in page
    assert "She fell &lt;b&gt;twice&lt;/b&gt;" in page
    assert "Check the postcode" in page  # allowed, with a notice
    assert "Advice is enough" in page


def test_a_postcode_on_the_map_needs_no_notice(city: City, client: Client) -> None:
    Postcode.objects.create(postcode="ZZ9 9ZZ", outcode="ZZ9", latitude=53.8, longitude=-1.6)
    client.post(DETAILS, sent())
    assert "Check the postcode" not in client.get(at("referral", newest(city))).content.decode()


def test_somebody_known_is_not_asked_again(city: City, client: Client) -> None:
    person = make_person(city, address="4 Canal Row")
    page = client.get(DETAILS, {"person": person.pk}).content.decode()
    assert "4 Canal Row" in page
    assert 'name="full_name"' not in page
    response = client.post(f"{DETAILS}?person={person.pk}", sent())
    assert response.status_code == 303
    assert newest(city).person_id == person.pk
    assert count_people(city) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"full_name": ""}, "Enter the person&#39;s name"),
        ({"nhs_number": "999 000 0019"}, "one of the digits is wrong"),
        ({"postcode": "LS12"}, "Enter a postcode, like LS12 1AA"),
        ({"date_of_birth-year": "2090"}, "Enter a date of birth that is in the past"),
        ({"date_of_birth-month": "13"}, "needs a month from 1 to 12"),
        ({"phone": ""}, "Enter a way to reach the person"),
        ({"phone": "12"}, "Enter a phone number with its area code"),
        ({"reason": "x" * 10_000}, "must be 5,000 characters or fewer"),
        ({"reason": ""}, "Why is help needed?"),
        ({"contact_basis": ""}, "May we get in touch with the person?"),
        ({"contact_basis": "best_interests"}, "why contact is best for them"),
        ({"told_by": ""}, "Enter who told us"),
    ],
)
def test_an_error_keeps_everything_that_was_typed(city: City, client: Client, changes: dict, says: str) -> None:
    response = client.post(DETAILS, sent(**changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert says in page
    typed = TYPED | changes
    for kept in ("told_by_relation", "safe_contact", "full_name"):
        assert typed[kept] in page
    assert count_people(city) == 0


def test_somebody_already_getting_help_is_not_lost_between_two(city: City, client: Client) -> None:
    person = make_person(city)
    pathway_in(city, person, "assessing")
    response = client.post(f"{DETAILS}?person={person.pk}", sent())
    assert response.status_code == 422
    assert "already getting help" in response.content.decode()


def test_a_double_click_asks_once(city: City, client: Client) -> None:
    form = sent()
    first, second = client.post(DETAILS, form), client.post(DETAILS, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert count_people(city) == 1


def test_a_wrong_address_is_not_found(city: City, client: Client) -> None:
    for wanted in ("abc", "-1", "999999", "9" * 40, "²"):
        assert client.get(DETAILS, {"person": wanted}).status_code == 404


# ---- advice ----


def test_advice_closes_and_becomes_a_page_to_print(city: City, client: Client) -> None:
    person = make_person(city, own=True)
    client.post(f"{DETAILS}?person={person.pk}", sent())
    pathway = newest(city)
    page = client.get(at("advise", pathway)).content.decode()
    assert "She fell &lt;b&gt;twice&lt;/b&gt;" in page
    empty = client.post(at("advise", pathway), {"submission": str(uuid.uuid4()), "advice": "The lunch club"})
    assert empty.status_code == 422
    assert "Offer an introduction to a network before you save this" in empty.content.decode()
    assert "The lunch club" in empty.content.decode()
    form = {
        "submission": str(uuid.uuid4()),
        "advice": "The lunch club",
        "introduction_offered": "on",
        "introduction_note": "Later",
    }
    response = client.post(at("advise", pathway), form)
    assert response.headers["Location"] == at("advice", pathway)
    for role in ("social_worker", "handover_champion", "person"):
        page = city.client(role).get(at("advice", pathway)).content.decode()
        assert "The lunch club" in page
        assert "data-print" in page
    assert "Read the advice" in client.get(at("referral", pathway)).content.decode()
    assert client.get(at("advise", pathway)).headers["Location"] == at("referral", pathway)
    again = client.post(at("advise", pathway), form | {"submission": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "The lunch club" in again.content.decode()  # what was typed stays, and is refused


def test_before_there_is_advice_the_page_says_so(city: City, client: Client) -> None:
    pathway = pathway_in(city, make_person(city), "referred")
    assert "No advice has been written down here" in client.get(at("advice", pathway)).content.decode()


# ---- who may open what ----


def test_a_refusal_is_no_look(city: City) -> None:
    person = make_person(city, own=True)
    pathway = pathway_in(city, person, "referred")
    for role in OUTSIDE:
        client = city.client(role)
        assert client.get(DETAILS, {"person": person.pk}).status_code == 403, role
        assert client.get(at("referral", pathway)).status_code == 403, role
    with acting_as(city.viewer("social_worker")):
        assert not Entry.objects.filter(kind="read", verb__contains="how they came").exists()


def test_the_champion_reads_but_does_not_close(city: City) -> None:
    pathway = pathway_in(city, make_person(city), "referred")
    client = city.client("handover_champion")
    page = client.get(at("referral", pathway))
    assert page.status_code == 200
    assert b"Advice is enough" not in page.content
    assert client.get(at("advise", pathway)).status_code == 403


def test_another_council_finds_nothing(city: City) -> None:
    pathway = pathway_in(city, make_person(city), "referred")
    client = city.client("other_social_worker")
    for name in ("referral", "advise", "advice"):
        assert client.get(at(name, pathway)).status_code == 404
    assert client.get(DETAILS, {"person": pathway.person_id}).status_code == 404


def test_signed_out_goes_to_sign_in(city: City) -> None:
    pathway = pathway_in(city, make_person(city), "referred")
    for url in (NEW, DETAILS, at("referral", pathway), at("advise", pathway), at("advice", pathway)):
        assert city.client().get(url).headers["Location"].startswith("/sign-in/")


# ---- how they read, and what they cost ----


def test_each_look_is_written_down(city: City, client: Client) -> None:
    pathway = pathway_in(city, make_person(city), "referred")
    client.get(at("referral", pathway))
    client.get(DETAILS, {"person": pathway.person_id})
    with acting_as(city.viewer("social_worker")):
        looks = Entry.objects.filter(kind="read", person_id=pathway.person_id).order_by("pk")
        assert [look.verb for look in looks] == ["looked at how they came to us", "looked at the form to ask for help"]


def test_pages_read_plainly(city: City, client: Client) -> None:
    person = make_person(city)
    client.post(f"{DETAILS}?person={person.pk}", sent())
    pathway = newest(city)
    for url in (
        NEW,
        f"{NEW}?q=Mary",
        DETAILS,
        f"{DETAILS}?person={person.pk}",
        at("referral", pathway),
        at("advise", pathway),
    ):
        words = page_words(client.get(url).content.decode())
        assert reading_age(words) <= 13, (url, reading_age(words))
    client.post(at("advise", pathway), {"submission": str(uuid.uuid4()), "advice": "x", "introduction_offered": "on"})
    words = page_words(client.get(at("advice", pathway)).content.decode())
    assert reading_age(words) <= 11, reading_age(words)


@pytest.mark.parametrize(("path", "most"), [(NEW, 9), (f"{NEW}?q=mary", 12), (DETAILS, 9)])
def test_the_pages_ask_the_database_little(city: City, client: Client, path: str, most: int) -> None:
    for name in ("Mary Firth", "Mary Frith", "Mary Forth"):
        make_person(city, name=name)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    assert len(asked) <= most, [query["sql"][:90] for query in asked]


def test_the_request_page_asks_the_database_little(city: City, client: Client) -> None:
    pathway = pathway_in(city, make_person(city), "referred", at=NOW)
    with CaptureQueriesContext(connection) as asked:
        client.get(at("referral", pathway))
    assert len(asked) <= 13, [query["sql"][:90] for query in asked]
