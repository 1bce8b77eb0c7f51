"""The pages of an introduction."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.handovers.actions.offers import not_offered
from locallinks.personal.handovers.models import NetworkAnswer, NetworkChase, NotOffered, Offer, PersonAnswer
from locallinks.personal.handovers.tests.builders import (
    EXPLAINED,
    budgeted,
    cannot_choose,
    do,
    offered,
    sent,
    serve,
    state_of,
)
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, TODAY, City, make_person, pathway_in
from tests.readability import page_words, reading_age

LONG_AGO = NOW - timedelta(days=30)


def url(pathway: Pathway, page: str) -> str:
    return f"/pathways/{pathway.pk}/{page}/"


def text(response) -> str:
    return response.content.decode()


def post(client: Client, address: str, **data):
    return client.post(address, {"submission": str(uuid.uuid4()), **data})


# page, builder of its pathway, and how many reads each role leaves
PAGES = [
    ("offer", budgeted, {"social_worker": 1, "commissioner": 0}),
    ("offer/none", budgeted, {"social_worker": 1, "other_social_worker": 0}),
    ("answer", offered, {"social_worker": 1, "person": 1, "support_planner": 0}),
    ("network-answer", sent, {"support_planner": 1, "network_manager": 1, "social_worker": 0}),
    ("ask-again", sent, {"handover_champion": 1, "social_worker": 1, "support_planner": 0}),
]


@pytest.mark.parametrize(("page", "start", "roles"), PAGES, ids=[page for page, _, _ in PAGES])
def test_a_read_is_recorded_and_a_refusal_records_none(city: City, page: str, start, roles: dict[str, int]):
    serve(city)
    pathway = start(city, own=True)
    for role, count in roles.items():
        assert (city.client(role).get(url(pathway, page)).status_code == 200) is bool(count), role
        with acting_as(city.viewer("social_worker")):
            reads = Entry.objects.filter(kind="read", actor_id=city.users[role].pk, person_id=pathway.person_id)
            assert reads.count() == count, role


def test_the_offer_page_offers_the_network_of_the_place(city: City):
    serve(city)
    pathway = budgeted(city, reading_format="large_print", communication_needs="A quiet room")
    client = city.client("social_worker")
    page = text(client.get(url(pathway, "offer")))
    assert "Millbank Neighbours" in page
    assert "Saltgate" not in page
    assert "A quiet room" in page
    form = {"network": city.network.pk, "explained_how": "<b>Read</b> aloud", "reading_format": "large_print"}
    response = post(client, url(pathway, "offer"), **form)
    assert (response.status_code, response["Location"]) == (303, url(pathway, "answer"))
    page = text(client.get(url(pathway, "answer")))
    assert "&lt;b&gt;Read&lt;/b&gt;" in page


def test_the_offer_page_where_no_network_serves(city: City):
    pathway = budgeted(city)
    page = text(city.client("social_worker").get(url(pathway, "offer")))
    assert "We do not know a network that serves ZZ1 1AA" in page
    assert url(pathway, "offer/none") in page
    page = text(city.client("social_worker").get(url(pathway, "offer/none")))
    assert "No network serves this address" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"explained_how": "   "}, "Answer the question “How did you explain it?”"),
        ({"explained_how": "x" * 10_000}, "must be 5,000 characters or fewer"),
        ({"network": ""}, "Answer the question “Which network?”"),
    ],
)
def test_a_bad_offer_names_the_question_and_keeps_what_was_typed(city: City, typed: dict, said: str):
    serve(city)
    pathway = budgeted(city)
    form = {"network": city.network.pk, "explained_how": "Kept words", "reading_format": "standard"} | typed
    response = post(city.client("social_worker"), url(pathway, "offer"), **form)
    assert response.status_code == 422
    assert said in text(response)
    if "explained_how" not in typed:
        assert "Kept words" in text(response)
    with acting_as(city.viewer("social_worker")):
        assert not Offer.objects.exists()


def test_sending_an_offer_twice_offers_once(city: City):
    serve(city)
    pathway, client = budgeted(city), city.client("social_worker")
    form = {"network": city.network.pk, "submission": str(uuid.uuid4())} | EXPLAINED
    first, second = (client.post(url(pathway, "offer"), form) for _ in range(2))
    assert first["Location"] == second["Location"]
    with acting_as(city.viewer("social_worker")):
        assert Offer.objects.count() == 1


def test_saying_why_none_was_offered(city: City):
    serve(city)
    pathway, client = budgeted(city), city.client("social_worker")
    assert 'value="network_declined"' not in text(client.get(url(pathway, "offer/none")))
    response = post(client, url(pathway, "offer/none"), failure_reason="judged_unsuitable", failure_text="")
    assert "Say in your own words why it wasn&#39;t right" in text(response)
    post(client, url(pathway, "offer/none"), failure_reason="judged_unsuitable", failure_text="She asked me not to")
    with acting_as(city.viewer("social_worker")):
        assert NotOffered.objects.get().words == "She asked me not to"


def test_the_person_reads_what_a_yes_opens_and_about_the_money(city: City):
    pathway = offered(city, own=True)
    page = text(city.client("person").get(url(pathway, "answer")))
    assert "Would you like to meet Millbank Neighbours?" in page
    assert "the people in your life that you told us about" in page
    assert "the council gives Millbank Neighbours a share of what is left over" in page
    assert "You can change your mind at any time" in page
    assert "baseline" not in page.lower()


@pytest.mark.parametrize(
    ("answer", "reason", "state", "next_words"),
    [
        ("yes", "", "handover_sent", "will say who comes to see you"),
        ("no", "I have my sister", "council_planning", "The council plans the support together with you"),
        ("self", "", "self_planning", "You can start the plan now"),
    ],
)
def test_the_person_answers_and_hears_what_happens_next(city: City, answer, reason, state, next_words):
    pathway, client = offered(city, own=True), city.client("person")
    response = post(client, url(pathway, "answer"), answer=answer, reason=reason)
    assert response.status_code == 303, text(response)
    assert state_of(city, pathway) == state
    page = text(client.get(response["Location"]))
    assert next_words in page
    with acting_as(city.viewer("social_worker")):
        assert PersonAnswer.objects.get().said_by == "Mary Firth"


def test_a_no_asks_for_the_persons_own_reason(city: City):
    pathway = offered(city, own=True)
    response = post(city.client("person"), url(pathway, "answer"), answer="no", reason=" ")
    assert response.status_code == 422
    assert "Write the person&#39;s own reason" in text(response)
    assert 'href="#id_reason"' in text(response)


def test_the_social_worker_writes_down_a_decision_made_for_somebody(city: City):
    pathway, client = offered(city), city.client("social_worker")
    cannot_choose(city, pathway)
    form = {"answer": "yes", "said_by": "Ruth Adeyemi", "basis": "best_interests", "reason": "Company helps her"}
    response = post(client, url(pathway, "answer"), **form, consulted="")
    assert "Say who was asked before this was decided" in text(response)
    response = post(client, url(pathway, "answer"), **form, consulted="Her daughter Ann")
    assert response.status_code == 303
    assert "Her daughter Ann" in text(client.get(response["Location"]))


def test_somebody_can_plan_alone_before_any_offer(city: City):
    pathway = budgeted(city, own=True)
    page = text(city.client("person").get(url(pathway, "answer")))
    assert "Would you like to write the plan without help?" in page
    post(city.client("person"), url(pathway, "answer"), answer="self", reason="")
    assert state_of(city, pathway) == "self_planning"


def test_the_network_names_a_planner(city: City):
    pathway, client = sent(city), city.client("network_manager")
    page = text(client.get(url(pathway, "network-answer")))
    assert "Can Millbank Neighbours plan with Mary?" in page
    assert "Yes please" in page
    response = post(client, url(pathway, "network-answer"), answer="yes", planner="")
    assert "Name the planner who will visit" in text(response)
    response = post(client, url(pathway, "network-answer"), answer="yes", planner=city.users["support_planner"].pk)
    assert response.status_code == 303
    assert state_of(city, pathway) == "planning"


def test_after_a_no_the_network_is_thanked_and_sees_nothing(city: City):
    pathway, client = sent(city), city.client("network_manager")
    form = {"answer": "full", "reason": "No planner is free", "target": "council_planning"}
    response = post(client, url(pathway, "network-answer"), **form | {"target": ""})
    assert response.status_code == 422
    response = post(client, url(pathway, "network-answer"), **form)
    assert response["Location"] == "/introductions/thank-you/"
    page = text(client.get(response["Location"]))
    assert "Mary" not in page
    assert client.get(url(pathway, "network-answer")).status_code == 404
    with acting_as(city.viewer("social_worker")):
        assert NetworkAnswer.objects.get().failure_code == "network_full"


def test_asking_again_waits_until_the_answer_is_late(city: City):
    pathway = sent(city)  # NOW of the kit is in the past, so the answer is late on the page
    page = text(city.client("handover_champion").get(url(pathway, "ask-again")))
    assert "Answer due" in page
    post(city.client("handover_champion"), url(pathway, "ask-again"), step="asked", reason="Rang Priya")
    with acting_as(city.viewer("social_worker")):
        assert NetworkChase.objects.get().words == "Rang Priya"


def test_offering_another_network_from_the_late_page(city: City):
    pathway = sent(city, city.network, city.other_network)
    client = city.client("handover_champion")
    form = {"step": "re_offered", "reason": "No answer", "network": city.other_network.pk} | EXPLAINED
    assert post(client, url(pathway, "ask-again"), **form | {"reason": ""}).status_code == 422
    response = post(client, url(pathway, "ask-again"), **form)
    assert response.status_code == 303
    assert state_of(city, pathway) == "handover_offered"


def test_the_queue_shows_who_waits_who_missed_and_hides_small_numbers(city: City):
    serve(city)
    sent(city, name="Ann Ash")
    missed = budgeted(city, name="Flo Fern")
    do(city, "social_worker", not_offered, missed, failure_code="urgent_discharge", words="Home that night")
    page = text(city.client("handover_champion").get("/introductions/"))
    assert "waited longer than we promised" in page
    assert "Ann" in page
    assert url(Pathway(pk=missed.pk), "offer") not in page
    page = text(city.client("handover_champion").get("/introductions/reached/"))
    assert "Coming home from hospital could not wait" in page
    assert page.count("Not shown") >= 8


def test_the_queue_counts_when_there_are_enough(city: City, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    serve(city)
    for n in range(5):
        sent(city, name=f"Ann{n} Ash")
    page = text(city.client("handover_champion").get("/introductions/reached/?months=3"))
    assert "100.0%" in page
    assert "<svg" in page


def test_the_queue_filters_and_downloads(city: City):
    serve(city)
    missed = budgeted(city, name="=Flo Fern")
    do(city, "social_worker", not_offered, missed, failure_code="urgent_discharge")
    client = city.client("handover_champion")
    assert "=Flo" not in text(client.get("/introductions/reached/?reason=network_full"))
    file = text(client.get("/introductions/reached/?format=csv"))
    assert "'=Flo" in file
    sent(city, name="Ann Ash")
    assert "With the network" in text(client.get("/introductions/?format=csv"))


def test_a_long_queue_comes_page_by_page(city: City):
    serve(city)
    for n in range(26):
        sent(city, name=f"Ann{n} Ash")
    first, second = (text(city.client("handover_champion").get(f"/introductions/?page={n}")) for n in (1, 2))
    assert "Next" in first
    assert second.count("ll-card__") < first.count("ll-card__")


def test_an_empty_queue_says_what_will_appear(city: City):
    page = text(city.client("handover_champion").get("/introductions/"))
    assert "Nobody is waiting" in page


READ_BY_PEOPLE = [("answer", offered, "person"), ("answer", sent, "person")]
READ_BY_STAFF = [
    ("offer", budgeted, "social_worker"),
    ("offer/none", budgeted, "social_worker"),
    ("answer", offered, "social_worker"),
    ("network-answer", sent, "support_planner"),
    ("ask-again", sent, "handover_champion"),
]


@pytest.mark.parametrize(("page", "start", "role"), READ_BY_PEOPLE + READ_BY_STAFF)
def test_pages_are_easy_to_read(city: City, page: str, start, role: str):
    serve(city)
    pathway = start(city, own=True)
    words = page_words(text(city.client(role).get(url(pathway, page))))
    limit = 11 if role == Role.PERSON else 13
    assert reading_age(words) <= limit, words


def test_a_given_network_answer_redirects_to_the_person(city: City):
    pathway = pathway_in(city, make_person(city), "planning")
    response = city.client("support_planner").get(url(pathway, "network-answer"))
    assert (response.status_code, response["Location"]) == (302, f"/people/{pathway.person_id}/")
