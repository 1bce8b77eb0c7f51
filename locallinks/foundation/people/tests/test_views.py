"""Pages that change a record, and show who can see it and who has read it."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.actions.sharing import open_share
from locallinks.foundation.people.models import Person, Relationship, SharingAgreement
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, TODAY, City, make_person, share_with
from tests.readability import page_words, reading_age

PAGES = ("details/", "people/", "sharing/", "looks/")


def text(response) -> str:
    return response.content.decode()


def post(client: Client, page: str, /, **data):
    return client.post(page, {"submission": str(uuid.uuid4()), **data})


def at(person: Person, page: str) -> str:
    return f"/people/{person.pk}/{page}"


@pytest.fixture
def mary(city: City) -> Person:
    person = make_person(city, own=True)
    share_with(city, person)
    return person


def details(person: Person, **more) -> dict[str, str]:
    return {
        "version": str(person.version),
        "preferred_name": "Mary",
        "full_name": "Mary Firth",
        "nhs_number": "",
        "phone": "0113 496 0000",
        "email": "",
        "address": "",
        "postcode": "ZZ1 1AA",
        "contact_by": "letter",
        "safe_contact": "",
        "reading_format": "large_print",
        "language": "English",
        "communication_needs": "",
        "about": "",
        "date_of_birth-day": "",
        "date_of_birth-month": "",
        "date_of_birth-year": "",
        **more,
    }


def friend(**more) -> dict[str, str]:
    return {
        "name": "Ann Ash",
        "relation": "Niece",
        "kind": "family",
        "closeness": "1",
        "is_carer": "no",
        "phone": "",
        "helps_with": "",
        "may_be_told": "",
        **more,
    }


def now(city: City, person: Person) -> Person:
    with acting_as(city.viewer("social_worker")):
        return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize("page", PAGES)
def test_a_read_is_audited_and_a_refusal_is_not(city: City, mary: Person, page: str) -> None:
    for role, looks in (("social_worker", 1), ("support_planner", 1), ("person", 1), ("finance", 0), ("provider", 0)):
        assert (city.client(role).get(at(mary, page)).status_code == 200) is bool(looks), role
        with acting_as(city.viewer("social_worker")):
            found = Entry.objects.filter(kind="read", actor_id=city.users[role].pk, person_id=mary.pk).count()
        assert found == looks, role


@pytest.mark.parametrize("purpose", ["support", "arrangement"])
@pytest.mark.parametrize("page", PAGES)
def test_a_share_for_support_gives_no_planning_role(city: City, mary: Person, page: str, purpose: str) -> None:
    with acting_as(city.viewer("social_worker")):
        open_share(person=mary, organisation=city.other_network, purpose=purpose, basis="arrangement", on=TODAY)
    assert city.client("other_support_planner").get(at(mary, page)).status_code == 403
    response = post(city.client("other_support_planner"), at(mary, "details/"), **details(mary, phone="0113 496 9999"))
    assert response.status_code == 403
    assert now(city, mary).phone == "0113 496 0000"


class TestDetails:
    @pytest.mark.parametrize("role", ["social_worker", "support_planner", "person"])
    def test_the_person_and_those_who_plan_change_details(self, city: City, mary: Person, role: str) -> None:
        response = post(city.client(role), at(mary, "details/"), **details(mary, about="<b>I</b> led a troop"))
        assert (response.status_code, response["Location"]) == (303, f"/people/{mary.pk}/")
        assert (now(city, mary).about, now(city, mary).reading_format) == ("<b>I</b> led a troop", "large_print")
        assert "&lt;b&gt;I&lt;/b&gt;" in text(city.client(role).get(f"/people/{mary.pk}/"))

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"preferred_name": " "}, "Answer the question “What do they like to be called?”"),
            ({"full_name": "x" * 10_000}, "must be 200 characters or fewer"),
            ({"nhs_number": "9990000017"}, "NHS number"),
            ({"postcode": "nowhere"}, "postcode"),
            ({"email": "not an address"}, "email"),
            ({"date_of_birth-day": "1", "date_of_birth-month": "1", "date_of_birth-year": "2090"}, "in the past"),
            ({"date_of_birth-day": "31", "date_of_birth-month": "2", "date_of_birth-year": "1940"}, "real date"),
            ({"contact_by": "pigeon"}, "from the list"),
        ],
    )
    def test_errors_are_shown_and_the_other_fields_kept(self, city: City, mary: Person, typed: dict, said: str) -> None:
        sent = details(mary, **{"about": "Kept words"} | typed)
        response = post(city.client("social_worker"), at(mary, "details/"), **sent)
        assert response.status_code == 422
        assert said in text(response)
        assert "Kept words" in text(response)
        assert now(city, mary).version == mary.version

    def test_an_nhs_number_of_somebody_else_is_refused(self, city: City, mary: Person) -> None:
        make_person(city, "Elaine Dobson", nhs_number="9990000018")
        response = post(city.client("social_worker"), at(mary, "details/"), **details(mary, nhs_number="999 000 0018"))
        assert response.status_code == 422
        assert "Somebody else&#39;s record has this NHS number" in text(response)
        assert 'href="#id_nhs_number"' in text(response)

    def test_a_stale_form_shows_both_versions_and_can_be_saved_again(self, city: City, mary: Person) -> None:
        client = city.client("social_worker")
        post(city.client("support_planner"), at(mary, "details/"), **details(mary, phone="0113 496 0111"))
        response = post(client, at(mary, "details/"), **details(mary, phone="0113 496 0222"))
        assert response.status_code == 409
        for words in ("Someone else changed this", "0113 496 0111", "0113 496 0222"):
            assert words in text(response)
        assert now(city, mary).phone == "0113 496 0111"
        again = details(now(city, mary), phone="0113 496 0222")
        assert post(client, at(mary, "details/"), **again).status_code == 303
        assert now(city, mary).phone == "0113 496 0222"

    def test_a_form_sent_twice_changes_once(self, city: City, mary: Person) -> None:
        client, sent = city.client("social_worker"), {**details(mary), "submission": str(uuid.uuid4())}
        first, second = (client.post(at(mary, "details/"), sent) for _ in range(2))
        assert first["Location"] == second["Location"]
        assert now(city, mary).version == mary.version + 1


class TestSomebodyInTheirLife:
    def test_a_relationship_is_added_once_and_drawn(self, city: City, mary: Person) -> None:
        client, sent = city.client("support_planner"), {**friend(), "submission": str(uuid.uuid4())}
        responses = [client.post(at(mary, "people/"), sent) for _ in range(2)]
        assert {one["Location"] for one in responses} == {f"/people/{mary.pk}/"}
        with acting_as(city.viewer("social_worker")):
            assert Relationship.objects.get().closeness == 1
        assert "Ann Ash" in text(client.get(f"/people/{mary.pk}/"))

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"name": ""}, "Enter their name"),
            ({"kind": ""}, "Answer the question “How do they come into their life?”"),
            ({"closeness": "9"}, "from the list"),
            ({"is_carer": ""}, "Answer the question “Do they look after them without pay?”"),
        ],
    )
    def test_missing_fields_are_shown_and_others_kept(self, city: City, mary: Person, typed: dict, said: str) -> None:
        response = post(city.client("person"), at(mary, "people/"), **friend(**{"relation": "Kept words"} | typed))
        assert response.status_code == 422
        assert said in text(response)
        assert "Kept words" in text(response)
        with acting_as(city.viewer("social_worker")):
            assert not Relationship.objects.exists()


class TestSharing:
    def test_the_page_shows_who_has_access_and_why(self, city: City, mary: Person) -> None:
        page = text(city.client("person").get(at(mary, "sharing/")))
        for words in ("Millbank Neighbours", "To plan and arrange support", "The person agreed", "Open now"):
            assert words in page, words

    def test_without_any_share(self, city: City) -> None:
        page = text(city.client("social_worker").get(at(make_person(city), "sharing/")))
        assert "Nobody else can see this record" in page
        assert "Nothing is shared yet" in page

    @pytest.mark.parametrize("role", ["person", "social_worker"])
    def test_sharing_stops_at_once(self, city: City, mary: Person, role: str) -> None:
        stop = at(mary, f"sharing/{agreement(city).pk}/stop/")
        client = city.client(role)
        assert "can no longer open" in text(client.get(stop))
        response = post(client, stop, words="I changed my mind")
        assert response["Location"] == at(mary, "sharing/")
        page = text(client.get(at(mary, "sharing/")))
        assert "Stopped on" in page
        assert city.client("support_planner").get(f"/people/{mary.pk}/").status_code == 404
        assert client.get(stop)["Location"] == at(mary, "sharing/"), "it cannot be stopped twice"

    @pytest.mark.parametrize("role", ["support_planner", "network_manager", "handover_champion"])
    def test_the_network_does_not_decide_for_the_person(self, city: City, mary: Person, role: str) -> None:
        stop = at(mary, f"sharing/{agreement(city).pk}/stop/")
        assert city.client(role).get(stop).status_code == 403
        assert post(city.client(role), stop, words="").status_code == 403
        assert "Stop sharing" not in text(city.client(role).get(at(mary, "sharing/")))

    def test_an_agreement_of_somebody_else_is_not_found(self, city: City, mary: Person) -> None:
        other = make_person(city, "Nora Pine")
        stop = at(other, f"sharing/{agreement(city).pk}/stop/")
        assert city.client("social_worker").get(stop).status_code == 404

    def test_a_form_sent_twice_stops_once(self, city: City, mary: Person) -> None:
        stop, client = at(mary, f"sharing/{agreement(city).pk}/stop/"), city.client("person")
        sent = {"words": "", "submission": str(uuid.uuid4())}
        responses = [client.post(stop, sent) for _ in range(2)]
        assert {one["Location"] for one in responses} == {at(mary, "sharing/")}


def agreement(city: City) -> SharingAgreement:
    with acting_as(city.viewer("social_worker")):
        return SharingAgreement.objects.get()


class TestLooks:
    def test_reads_are_shown_to_the_person_newest_first(self, city: City, mary: Person) -> None:
        city.client("support_planner").get(f"/people/{mary.pk}/")
        page = text(city.client("person").get(at(mary, "looks/")))
        assert "Joan Whitlock" in page
        assert "Looked at the person&#39;s page" in page
        assert "Joan Whitlock" in text(city.client("person").get(at(mary, "looks/?format=csv")))

    @pytest.mark.parametrize(
        ("role", "said"), [("person", "You were in a list: a search for people"), ("social_worker", "Named in a list")]
    )
    def test_m4_a_search_that_found_them_is_shown(self, city: City, mary: Person, role: str, said: str) -> None:
        make_person(city, "Mary Ash")
        for _ in range(3):
            assert "Mary Ash" in text(city.client("social_worker").get("/people/?q=mary"))
        for page in ("looks/", "looks/?show=lists", "looks/?format=csv", "looks/?show=lists&format=csv"):
            shown = text(city.client(role).get(at(mary, page)))
            assert shown.count("a search for people") == 1, "a day, a list and a worker stand there once"
            assert f"{said}" in shown
            assert "3 times that day" in shown
            assert "Mary Ash" not in shown
        opened = text(city.client(role).get(at(mary, "looks/?show=opened")))
        assert "a search for people" not in opened
        assert "Looked at who has looked" in opened

    def test_m4_a_search_by_number_is_shown_and_an_empty_one_is_not(self, city: City, mary: Person) -> None:
        with acting_as(city.viewer("social_worker")):
            Person.objects.filter(pk=mary.pk).update(nhs_number="9990000018")
        for words in ("9990000018", "nobody+of+that+name"):
            city.client("social_worker").get(f"/search/?q={words}")
        shown = text(city.client("person").get(at(mary, "looks/?show=lists")))
        assert shown.count("You were in a list: a search for people and places") == 1
        assert "times that day" not in shown

    def test_m4_a_network_sees_its_own_reads(self, city: City, mary: Person) -> None:
        city.client("social_worker").get("/people/?q=mary")
        city.client("support_planner").get("/people/?q=mary")
        shown = text(city.client("network_manager").get(at(mary, "looks/")))
        assert "You see the looks from your own organisation" in shown
        assert "Joan Whitlock" in shown
        assert "Ruth Adeyemi" not in shown
        assert "your own organisation" not in text(city.client("person").get(at(mary, "looks/")))

    def test_m4_many_reads_are_paginated(self, city: City, mary: Person) -> None:
        viewer = city.viewer("social_worker")
        with acting_as(viewer):
            for day in range(60):
                record_list(viewer=viewer, page="a list", people=[mary], at=NOW - timedelta(days=day))
        pages = [text(city.client("person").get(at(mary, f"looks/?show=lists&page={one}"))) for one in (1, 2, 3)]
        assert [page.count("You were in a list: a list") for page in pages] == [25, 25, 10]

    def test_the_number_of_queries_does_not_grow_with_the_list(self, city: City, mary: Person) -> None:
        client = city.client("social_worker")

        def queries(page: str) -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(at(mary, page)).status_code == 200
            return len(captured)

        few = {page: queries(page) for page in ("looks/", "sharing/")}
        for _ in range(5):
            client.get(f"/people/{mary.pk}/")
        share_with(city, mary, city.other_network)
        share_with(city, mary, city.provider, purpose="support")
        assert {page: queries(page) for page in few} == few
        assert max(few.values()) <= 17


def test_a_stale_form_keeps_a_typed_date(city: City, mary: Person) -> None:
    """The three fields of a date are shown again as they were typed."""
    sent = details(mary, **{"date_of_birth-day": "14", "date_of_birth-month": "May", "date_of_birth-year": "1938"})
    assert post(city.client("social_worker"), at(mary, "details/"), **sent).status_code == 303
    assert now(city, mary).date_of_birth == date(1938, 5, 14)
    assert NOW.date() == TODAY


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("role", "limit"), [("person", 11), ("social_worker", 13)])
def test_the_pages_are_readable(city: City, mary: Person, page: str, role: str, limit: int) -> None:
    words = page_words(text(city.client(role).get(at(mary, page))))
    assert reading_age(words) <= limit, words


def test_a8_an_unchanged_stored_value_never_blocks_a_save(city: City) -> None:
    """An older record may have a number, postcode or email address that the form would refuse today."""
    mary = make_person(city)
    odd = {"phone": "01943 555 0190", "postcode": "NOWHERE", "email": "mary at home", "nhs_number": "1234567890"}
    with acting_as(city.viewer("social_worker")):
        Person.objects.filter(pk=mary.pk).update(**odd, date_of_birth=date(1901, 1, 1))
    client = city.client("social_worker")
    page = text(client.get(at(mary, "details/")))
    assert 'value="01943 555 0190"' in page
    born = {"date_of_birth-day": "1", "date_of_birth-month": "1", "date_of_birth-year": "1901"}
    untouched = details(mary, **(odd | {"nhs_number": "123 456 7890"} | born), about="I led a troop")
    response = client.post(at(mary, "details/"), untouched)
    assert response.status_code == 303, text(response)
    with acting_as(city.viewer("social_worker")):
        kept = Person.objects.get(pk=mary.pk)
    assert kept.about == "I led a troop"
    assert {name: getattr(kept, name) for name in odd} == odd
    for name, wrong in (("phone", "01943 555 0191"), ("postcode", "ELSEWHERE"), ("email", "mary"), ("nhs_number", "1")):
        again = details(mary, **(odd | born | {name: wrong}), version=str(kept.version))
        assert client.post(at(mary, "details/"), again).status_code == 422, f"{name} was touched, and is wrong"
