"""The decision and its letter: what is shown, what is refused, and what the person receives."""

import pytest
from django.test import Client
from django.urls import reverse

from locallinks.personal.assessments.tests.builders import answered, at, decided, read, saved, sent, started
from locallinks.personal.pathways.models import Pathway
from tests.kit import City, make_person, pathway_in


def test_what_is_missing_is_a_list_of_links(city: City, client: Client, pathway: Pathway) -> None:
    started(city, pathway)
    page = read(client, at("decide_eligibility", pathway))
    assert at("write_part", pathway, "a1") in page
    assert "Record the decision" not in page
    response = client.post(at("decide_eligibility", pathway), sent(decided_eligible="yes", reasons="Because"))
    assert response.status_code == 422
    assert saved(city, pathway).version == 1


def test_the_sum_is_shown_and_the_social_worker_decides(city: City, client: Client, pathway: Pathway) -> None:
    answered(city, started(city, pathway), unable={"A7": "unable_assist", "A9": "unable_pain"})
    page = read(client, at("decide_eligibility", pathway))
    for words in (
        "Answer as if nobody helped.",
        "Help is needed with 2: Family and friends",
        "Support is due",
        "you decide",
    ):
        assert words in page
    response = client.post(at("decide_eligibility", pathway), sent(decided_eligible="no", reasons="Kept <i>words</i>"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "is not what the three conditions come to" in page
    assert "Kept &lt;i&gt;words&lt;/i&gt;" in page
    response = client.post(at("decide_eligibility", pathway), sent(decided_eligible="yes", reasons="You told us so"))
    assert response.headers["Location"] == at("decision_letter", pathway)
    assert client.get(at("decide_eligibility", pathway)).headers["Location"] == at("assessment", pathway)
    assert client.get(at("write_part", pathway)).headers["Location"] == at("assessment", pathway)


def test_a_double_click_decides_once(city: City, client: Client, pathway: Pathway) -> None:
    answered(city, started(city, pathway), unable={"A7": "unable_assist", "A9": "unable_pain"})
    form = sent(decided_eligible="yes", reasons="You told us so")
    first, second = (
        client.post(at("decide_eligibility", pathway), form),
        client.post(at("decide_eligibility", pathway), form),
    )
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("eligible", "says"),
    [(True, "You can have support from the council."), (False, "You do not have a right to support from the council")],
)
def test_the_letter(city: City, client: Client, pathway: Pathway, eligible: bool, says: str) -> None:
    decided(city, pathway, eligible=eligible)
    for viewer in (client, city.client("person")):
        page = read(viewer, at("decision_letter", pathway))
        for words in (
            says,
            "Dear Mary",
            "see nobody for days",
            "If you think this is wrong",
            "Ruth Adeyemi",
            "data-print",
        ):
            assert words in page
    assert ("Introduce Mary to the community" in read(client, at("decision_letter", pathway))) is not eligible
    assert "Introduce Mary" not in read(city.client("person"), at("decision_letter", pathway))


def test_the_letter_comes_in_large_print(city: City, client: Client) -> None:
    pathway = pathway_in(city, make_person(city, reading_format="large_print"), "referred")
    decided(city, pathway)
    assert "ll-large-print" in read(client, at("decision_letter", pathway))
    other = pathway_in(city, make_person(city, name="Edna Holt"), "referred")
    decided(city, other)
    assert "ll-large-print" not in read(client, at("decision_letter", other))
    assert "ll-large-print" in read(client, at("decision_letter", other) + "?large=1")


def test_why_the_decision_is_not_the_sum_stays_out_of_the_letter(city: City, client: Client, pathway: Pathway) -> None:
    answered(city, started(city, pathway), unable={})
    client.post(
        at("decide_eligibility", pathway),
        sent(decided_eligible="yes", reasons="You told us so", why_different="A very good day"),
    )
    page = read(client, at("decision_letter", pathway))
    assert "A very good day" not in page
    assert "By these three answers alone, the decision would be no." in page


def test_an_introduction_from_page_to_letter(city: City, client: Client, pathway: Pathway) -> None:
    decided(city, pathway, eligible=False)
    response = client.post(at("introduce", pathway), sent(to_whom="The lunch club", agrees="no"))
    assert response.status_code == 422
    assert "The lunch club" in response.content.decode()
    response = client.post(at("introduce", pathway), sent(to_whom="The lunch club", agrees="yes"))
    assert response.headers["Location"] == reverse("front:person", kwargs={"person_id": pathway.person_id})
    assert "The lunch club" in read(client, at("decision_letter", pathway))


def test_what_was_typed_stays_when_somebody_decided_first(city: City, client: Client, pathway: Pathway) -> None:
    answered(city, started(city, pathway), unable={"A7": "unable_assist", "A9": "unable_pain"})
    client.post(at("decide_eligibility", pathway), sent(decided_eligible="yes", reasons="You told us so"))
    late = {
        "decide_eligibility": sent(decided_eligible="yes", reasons="My own careful words"),
        "write_part": sent(version="4", words="My own careful words"),
        "introduce": sent(to_whom="My own careful words", agrees="yes"),
    }
    for name, form in late.items():
        response = client.post(at(name, pathway), form)
        assert response.status_code in (409, 422), name
        assert "My own careful words" in response.content.decode(), name
    for name, leads_to in (
        ("decide_eligibility", "assessment"),
        ("write_part", "assessment"),
        ("start_assessment", "assessment"),
        ("introduce", "decision_letter"),
    ):
        assert client.get(at(name, pathway)).headers["Location"] == at(leads_to, pathway)
