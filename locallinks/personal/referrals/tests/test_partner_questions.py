"""One question to somebody without an account: the link shows the least, works once, and can be called back."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Invitation, InvitationEnd
from locallinks.foundation.people.queries.records import invited_viewer
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.actions.partner_questions import answer_partner, ask_partner, withdraw_question
from locallinks.personal.referrals.models import PartnerAnswer, PartnerQuestion
from locallinks.personal.referrals.queries.partner_questions import questions_of
from tests.kit import City, make_person, pathway_in, share_with
from tests.prebuilt import built_once
from tests.readability import page_words, reading_age

ASKED = {
    "organisation_name": "Mill Lane Surgery",
    "to_name": "Dr Jean Pike",
    "question": "Is the <b>falls</b> class open?",
    "basis": "agreed",
    "basis_note": "",
}
ANSWER = {"words": "Yes, Mondays at ten", "by_role": "Practice nurse"}


@built_once
def way(city: City) -> Pathway:
    return pathway_in(city, make_person(city, own=True, address="4 Canal Row"), "referred")


def ask(city: City, pathway: Pathway, role: str = "social_worker", at=None, **changes) -> tuple[PartnerQuestion, str]:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return ask_partner(viewer=viewer, pathway_id=pathway.pk, at=at or clock.now(), **ASKED | changes)


def send(client: Client, url: str, **data: str):
    return client.post(url, {"submission": str(uuid.uuid4()), **data})


def test_a_link_is_shown_once_and_its_answer_comes_back(city: City) -> None:
    pathway = way(city)
    client, here = city.client("social_worker"), f"/pathways/{pathway.pk}/questions/"
    assert "Nobody has been asked yet" in client.get(here).content.decode()
    assert send(client, f"{here}new/", **ASKED).headers["Location"] == here
    link = re.search(r"http://testserver(/with/[^<]+/answer/)", client.get(here).content.decode())[1]
    again = client.get(here).content.decode()
    assert "/with/" not in again
    assert "Waiting for an answer" in again
    holder = Client()
    page = holder.get(link).content.decode()
    assert "Is the &lt;b&gt;falls&lt;/b&gt; class open?" in page
    assert "Ruth Adeyemi" in page
    for kept_back in ("Firth", "Canal Row", "0113 496", "Search"):
        assert kept_back not in page
    assert reading_age(page_words(page)) <= 11
    bad = send(holder, link, words=" ", by_role="Nurse")
    assert bad.status_code == 422
    assert 'value="Nurse"' in bad.content.decode()
    assert "Your answer has been sent" in send(holder, link, **ANSWER).content.decode()
    assert holder.get(link).status_code == 410
    assert send(holder, link, **ANSWER).status_code == 410
    assert "Yes, Mondays at ten" in client.get(here).content.decode()
    with acting_as(city.viewer("social_worker")):
        assert PartnerAnswer.objects.get().by_name == "Dr Jean Pike"
        assert Entry.objects.filter(verb="answered our question", actor_name="Dr Jean Pike, by a link").exists()
        assert Entry.objects.filter(kind="read", verb="looked at a question to answer").count() >= 1


def test_a_double_click_answers_once(city: City) -> None:
    question, token = ask(city, way(city))
    viewer = invited_viewer(token, clock.now())
    with acting_as(viewer):
        answer_partner(viewer=viewer, at=clock.now(), **ANSWER)
    with acting_as(viewer), pytest.raises(DomainError) as problem:
        answer_partner(viewer=viewer, at=clock.now(), **ANSWER)
    assert problem.value.codes == {"answered"}
    with acting_as(city.viewer("social_worker")):
        assert InvitationEnd.objects.get().why == "used"
        with pytest.raises(DatabaseError, match="history"), transaction.atomic():
            PartnerAnswer.objects.filter(question=question).update(words="other")


def test_expired_tampered_and_called_back_links_open_nothing(city: City) -> None:
    pathway = way(city)
    old = ask(city, pathway, at=clock.now() - timedelta(days=15))[1]
    question, token = ask(city, pathway)
    for link, status in (
        (f"/with/{old}/answer/", 410),
        (f"/with/{token}x/answer/", 404),
        (f"/with/{token}/plan/", 404),
    ):
        assert Client().get(link).status_code == status
    client = city.client("social_worker")
    there = f"/pathways/{pathway.pk}/questions/{question.pk}/call-back/"
    assert "Dr Jean Pike" in client.get(there).content.decode()
    assert send(client, there).status_code == 303
    assert Client().get(f"/with/{token}/answer/").status_code == 410
    assert "The link no longer works" in client.get(f"/pathways/{pathway.pk}/questions/").content.decode()
    with acting_as(city.viewer("social_worker")):
        assert Invitation.objects.count() == 2
        assert [one.works_until for one in questions_of(pathway, clock.now())] == [None, None]


def test_an_answer_is_not_called_back(city: City) -> None:
    pathway = way(city)
    question, token = ask(city, pathway)
    viewer, worker = invited_viewer(token, clock.now()), city.viewer("social_worker")
    with acting_as(viewer):
        answer_partner(viewer=viewer, at=clock.now(), **ANSWER)
    with acting_as(worker), pytest.raises(DomainError):
        withdraw_question(viewer=worker, question_id=question.pk, at=clock.now())
    there = f"/pathways/{pathway.pk}/questions/{question.pk}/call-back/"
    assert city.client("social_worker").get(there).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"organisation_name": " "}, "organisation_name"),
        ({"to_name": ""}, "to_name"),
        ({"question": ""}, "question"),
        ({"basis": ""}, "basis"),
        ({"basis": "best_interests"}, "basis_note"),
    ],
)
def test_each_refusal_names_its_question(city: City, changes: dict, field: str) -> None:
    with pytest.raises(DomainError) as problem:
        ask(city, way(city), **changes)
    assert [one.field for one in problem.value.problems] == [field]


@pytest.mark.parametrize("role", ["handover_champion", "finance", "support_planner"])
def test_only_the_social_worker_asks(city: City, role: str) -> None:
    person = make_person(city)
    pathway = pathway_in(city, person, "referred")
    share_with(city, person)
    with pytest.raises(NotAllowed):
        ask(city, pathway, role)
    assert city.client(role).get(f"/pathways/{pathway.pk}/questions/new/").status_code == 403


def test_without_the_link_nobody_answers_and_a_signed_in_stranger_reads_nothing(city: City) -> None:
    pathway = way(city)
    ask(city, pathway)
    viewer = city.viewer("social_worker")
    with acting_as(viewer), pytest.raises(DomainError):
        answer_partner(viewer=viewer, at=clock.now(), **ANSWER)
    for role, seen in (("social_worker", 1), ("other_social_worker", 0), ("support_planner", 0), ("provider", 0)):
        with acting_as(city.viewer(role)):
            assert PartnerQuestion.objects.count() == seen
    assert city.client("other_social_worker").get(f"/pathways/{pathway.pk}/questions/").status_code == 404
