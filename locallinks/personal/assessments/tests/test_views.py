"""The pages of the conversation, the decision and the letter: who opens them, what they say, what is kept."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.choices import WellbeingArea
from locallinks.personal.assessments.rules.needs_assessment import PARTS
from locallinks.personal.assessments.tests.builders import answered, at, decided, read, saved, sent, started
from locallinks.personal.pathways.models import Pathway
from tests.kit import City, share_with
from tests.readability import page_words, reading_age

NAMES = ("start_assessment", "assessment", "decide_eligibility", "decision_letter", "introduce", "advocacy")
WRITERS_ONLY = ("start_assessment", "decide_eligibility", "introduce", "write_part")


# ---- starting ----


def test_the_advocate_is_asked_about_first(city: City, client: Client, pathway: Pathway) -> None:
    assert client.get(at("start_assessment", pathway)).headers["Location"] == at("advocacy", pathway)
    page = read(client, at("advocacy", pathway))
    assert "Is any of this very hard for Mary, even with help?" in page
    response = client.post(at("advocacy", pathway), sent(reason="She follows everything"))
    assert response.headers["Location"] == at("start_assessment", pathway)
    page = read(client, at("start_assessment", pathway))
    assert "She follows everything" in page
    response = client.post(at("start_assessment", pathway), sent(method="face_to_face"))
    assert response.headers["Location"] == at("assessment", pathway)
    assert saved(city, pathway).method == "face_to_face"
    assert client.get(at("start_assessment", pathway)).headers["Location"] == at("assessment", pathway)


def test_an_advocate_not_arranged_holds_the_start(city: City, client: Client, pathway: Pathway) -> None:
    response = client.post(at("advocacy", pathway), sent(difficulties="weigh", beside="Ann", reason="Asked her"))
    assert response.status_code == 422
    assert "is somebody suitable beside them?" in response.content.decode()
    client.post(at("advocacy", pathway), sent(difficulties="weigh", beside="", reason="Asked her"))
    page = read(client, at("start_assessment", pathway))
    assert "An advocate is needed and not yet arranged" in page
    assert "Start the assessment</button>" not in page
    response = client.post(at("start_assessment", pathway), sent(method="remote"))
    assert response.status_code == 422
    assert saved(city, pathway) is None


def test_how_you_will_talk_must_be_chosen(client: Client, pathway: Pathway) -> None:
    client.post(at("advocacy", pathway), sent(reason="Fine"))
    response = client.post(at("start_assessment", pathway), sent())
    assert response.status_code == 422
    assert "How will you talk?" in response.content.decode()


def test_before_it_starts_the_page_says_what_will_be_there(city: City, client: Client, pathway: Pathway) -> None:
    page = read(client, at("assessment", pathway))
    assert "There is no assessment yet" in page
    assert at("start_assessment", pathway) in page
    assert at("start_assessment", pathway) not in read(city.client("person"), at("assessment", pathway))
    assert "There is no decision yet" in read(client, at("decision_letter", pathway))


# ---- writing ----


def test_the_list_says_that_no_plan_is_written_here(city: City, client: Client, pathway: Pathway) -> None:
    started(city, pathway)
    page = read(client, at("assessment", pathway))
    assert "You do not write the plan here, and this cannot be used to write it." in page
    assert "Mary will plan after the offer." in page
    for part in PARTS.values():
        assert at("write_part", pathway, part.slug) in page
    assert "Not started" in page
    assert at("decide_eligibility", pathway) not in page
    assert 'name="plan"' not in page


def test_each_part_leads_to_the_next_and_is_kept_as_typed(city: City, client: Client, pathway: Pathway) -> None:
    assessment = started(city, pathway)
    given = {
        "words": {"words": "I led a <troop>\nEvery summer"},
        "outcome": {"ability": "able", "words": ""},
        "health": {"answer": "yes", "words": "The accident"},
        "wellbeing": {**dict.fromkeys(WellbeingArea, "some"), "answer": "yes", "words": "Low"},
    }
    url, seen = at("write_part", pathway, "what-matters"), []
    while url != at("assessment", pathway):
        slug = url.rstrip("/").rsplit("/", 1)[1]
        seen.append(slug)
        page = read(client, url)
        assert f"part {len(seen)} of 18" in page
        response = client.post(url, sent(version=str(assessment.version), **given[PARTS[slug].kind]))
        assert response.status_code == 303, response.content.decode()
        url, assessment = response.headers["Location"], saved(city, pathway)
    assert seen == list(PARTS)
    page = read(client, at("write_part", pathway, "strengths"))
    assert "I led a &lt;troop&gt;\nEvery summer" in page
    assert at("decide_eligibility", pathway) in read(client, at("assessment", pathway))


def test_the_carer_blind_rule_stands_on_every_question_of_the_test(
    city: City, client: Client, pathway: Pathway
) -> None:
    started(city, pathway)
    for slug, said in (("a7", True), ("health", True), ("wellbeing", True), ("strengths", False)):
        assert ("Answer as if nobody helped." in read(client, at("write_part", pathway, slug))) is said


def test_an_error_keeps_what_was_typed(city: City, client: Client, pathway: Pathway) -> None:
    started(city, pathway)
    response = client.post(at("write_part", pathway, "a7"), sent(version="1", words="Nobody comes any more"))
    assert response.status_code == 422
    assert "Nobody comes any more" in response.content.decode()
    response = client.post(at("write_part", pathway, "strengths"), sent(version="1", words="x" * 10_000))
    assert response.status_code == 422
    assert "must be 5,000 characters or fewer" in response.content.decode()
    response = client.post(at("write_part", pathway, "wellbeing"), sent(version="1", home="big", words="Cold"))
    assert response.status_code == 422
    assert "Choose the effect on “being treated with respect”" in response.content.decode()


def test_somebody_else_saved_first(city: City, client: Client, pathway: Pathway) -> None:
    started(city, pathway)
    client.post(at("write_part", pathway, "community"), sent(version="1", words="Chapel"))
    response = client.post(at("write_part", pathway, "community"), sent(version="1", words="The library"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Chapel" in page
    assert "The library" in page
    assert 'name="version" id="id_version" value="2"' in page


def test_parts_that_are_not_there(city: City, client: Client, pathway: Pathway) -> None:
    assert client.get(at("write_part", pathway)).status_code == 404  # not started
    started(city, pathway)
    assert client.get(at("write_part", pathway, "plan")).status_code == 404


# ---- reading it afterwards ----


def test_the_person_and_the_planner_read_it_and_cannot_write(
    city: City, client: Client, person: Person, pathway: Pathway
) -> None:
    decided(city, pathway)
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=pathway.pk).update(network=city.network, state="planning")
    share_with(city, person)
    assert "Your assessment" in read(city.client("person"), at("assessment", pathway))
    page = read(city.client("support_planner"), at("assessment", pathway))
    assert "Mary&#39;s assessment" in page
    assert "Cannot do this without help or reminding" in page
    assert "Start a new assessment" not in page
    for role in ("person", "support_planner"):
        for name in WRITERS_ONLY:
            assert city.client(role).get(at(name, pathway)).status_code == 403, (role, name)
            assert city.client(role).post(at(name, pathway), sent()).status_code == 403, (role, name)
    assert city.client("person").get(at("advocacy", pathway)).status_code == 403
    assert "Does Mary need an advocate?" in read(city.client("support_planner"), at("advocacy", pathway))


def test_after_needs_changed_a_new_one_begins(city: City, client: Client, pathway: Pathway) -> None:
    decided(city, pathway)
    client.post(at("advocacy", pathway), sent(reason="Fine"))
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=pathway.pk).update(state="assessing")
    assert "Start a new assessment" in read(client, at("assessment", pathway))
    assert client.post(at("start_assessment", pathway), sent(method="remote")).status_code == 303
    assert saved(city, pathway).number == 2


# ---- who may open what ----


def test_a_refusal_is_no_look(city: City, person: Person, pathway: Pathway) -> None:
    decided(city, pathway)
    share_with(city, person)
    share_with(city, person, city.provider, purpose="arrangement")
    for role in ("network_manager", "provider", "finance"):
        for name in (*NAMES, "write_part"):
            assert city.client(role).get(at(name, pathway)).status_code == 403, (role, name)
            assert city.client(role).post(at(name, pathway), sent()).status_code in (403, 405), (role, name)
    with acting_as(city.viewer("social_worker")):
        assert not Entry.objects.filter(kind="read").exists()


@pytest.mark.parametrize("role", ["other_social_worker", "other_support_planner"])
def test_another_organisation_finds_nothing(city: City, pathway: Pathway, role: str) -> None:
    decided(city, pathway)
    for name in (*NAMES, "write_part"):
        assert city.client(role).get(at(name, pathway)).status_code == 404, name


# ---- how they read, and what they cost ----


def test_pages_read_plainly(city: City, client: Client, pathway: Pathway) -> None:
    def staff(url: str, most: float = 13) -> None:
        age = reading_age(page_words(read(client, url)))
        assert age <= most, (url, age)

    staff(at("advocacy", pathway))
    client.post(at("advocacy", pathway), sent(reason="Fine"))
    staff(at("start_assessment", pathway))
    assessment = started(city, pathway)
    staff(at("assessment", pathway))
    staff(at("decide_eligibility", pathway))
    for slug in PARTS:  # read aloud at the kitchen table
        staff(at("write_part", pathway, slug), 11)
    answered(city, assessment, unable={})
    staff(at("decide_eligibility", pathway))
    client.post(at("decide_eligibility", pathway), sent(decided_eligible="no", reasons="x"))
    staff(at("introduce", pathway))
    for name in ("decision_letter", "assessment"):
        assert reading_age(page_words(read(city.client("person"), at(name, pathway)))) <= 11, name


def test_an_eligible_letter_reads_plainly(city: City, pathway: Pathway) -> None:
    decided(city, pathway)
    assert reading_age(page_words(read(city.client("person"), at("decision_letter", pathway)))) <= 11


@pytest.mark.parametrize(("name", "most"), [("assessment", 15), ("write_part", 15), ("decide_eligibility", 15)])
def test_writing_asks_the_database_little(city: City, client: Client, pathway: Pathway, name: str, most: int) -> None:
    answered(city, started(city, pathway), unable={"A7": "unable_assist", "A9": "unable_pain"})
    with CaptureQueriesContext(connection) as asked:
        read(client, at(name, pathway))
    assert len(asked) <= most, [query["sql"][:90] for query in asked]


@pytest.mark.parametrize(("name", "most"), [("assessment", 15), ("decision_letter", 14)])
def test_reading_asks_the_database_little(city: City, client: Client, pathway: Pathway, name: str, most: int) -> None:
    decided(city, pathway)
    with CaptureQueriesContext(connection) as asked:
        read(client, at(name, pathway))
    assert len(asked) <= most, [query["sql"][:90] for query in asked]


def test_each_look_is_written_down(city: City, client: Client, pathway: Pathway) -> None:
    decided(city, pathway)
    for name in ("assessment", "decision_letter"):
        read(client, at(name, pathway))
    with acting_as(city.viewer("social_worker")):
        looks = Entry.objects.filter(kind="read").order_by("pk").values_list("verb", "actor_name")
        assert list(looks) == [
            ("looked at the assessment", "Ruth Adeyemi"),
            ("looked at the letter about the decision", "Ruth Adeyemi"),
        ]
