"""The pages of the outbox: who may open them, what each list shows, and what each form does."""

import csv
import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.messages.models import FailedAttempt, Message, SentMessage, StopRequest
from locallinks.foundation.people.actions.records import record_death
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import City, make_person, share_with
from tests.readability import page_words, reading_age

WORKERS = ("social_worker", "support_planner")


@pytest.fixture
def mary(city: City) -> Person:
    person = make_person(
        city,
        contact_by="phone",
        address="1 High Street\nAireborough",
        own=True,
        safe_contact="Never before noon. Ask for Mary by name.",
        communication_needs="Speak slowly",
    )
    share_with(city, person)
    return person


def queue(city: City, person: Person, **changes: Any) -> Message:
    viewer = city.viewer("social_worker")
    given = {
        "kind": "plan_ready",
        "key": str(uuid.uuid4()),
        "subject": "Your plan is ready",
        "body": "Joan comes on Monday.",
        **changes,
    }
    with acting_as(viewer):
        message = queue_message(viewer=viewer, person=person, at=clock.now() - timedelta(hours=1), **given)
    assert message
    return message


def change(city: City, person: Person, **details: Any) -> None:
    with acting_as(city.viewer("social_worker")):
        Person.objects.filter(pk=person.pk).update(**details)


def sent(**data: object) -> dict:
    return {"submission": str(uuid.uuid4()), **data}


def page(city: City, url: str, role: str = "support_planner") -> str:
    response = city.client(role).get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def urls(message: Message) -> list[str]:
    own = f"/messages/{message.pk}/"
    return ["/messages/", "/messages/?show=sent&format=csv", own, f"{own}rang/", f"{own}stop/"]


@pytest.mark.parametrize("role", WORKERS)
def test_those_who_do_the_work_open_every_page(city: City, mary: Person, role: str) -> None:
    message = queue(city, mary)
    assert [city.client(role).get(url).status_code for url in urls(message)] == [200] * 5


@pytest.mark.parametrize("role", ["other_support_planner", "other_social_worker"])
def test_other_organisations_cannot_tell_it_exists(city: City, mary: Person, role: str) -> None:
    message = queue(city, mary)
    client = city.client(role)
    assert "Mary" not in client.get("/messages/").content.decode()
    assert [client.get(url).status_code for url in urls(message)[2:]] == [404] * 3


def test_signed_out_is_asked_to_sign_in(city: City, mary: Person) -> None:
    assert [city.client().get(url).status_code for url in urls(queue(city, mary))] == [302] * 5


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("calls", "No calls to make"),
        ("letters", "No letters to print"),
        ("stuck", "Nothing is stuck"),
        ("sent", "Nothing sent yet"),
    ],
)
def test_an_empty_list_says_what_will_be_there(city: City, show: str, words: str) -> None:
    assert words in page(city, f"/messages/?show={show}")


def test_the_list_of_calls_shows_all_that_a_call_needs(city: City, mary: Person) -> None:
    queue(city, mary)
    html = page(city, "/messages/")
    for words in (
        "Calls to make (1)",
        "tel:01134960000",
        "Never before noon.",
        "Speak slowly",
        "Joan comes on Monday.",
        "I rang",
    ):
        assert words in html


def test_no_answer_keeps_the_call_and_a_talk_ends_it(city: City, mary: Person) -> None:
    message = queue(city, mary)
    client = city.client("support_planner")
    url = f"/messages/{message.pk}/rang/"
    assert client.post(url, sent(how="no_answer", words="Her son answered")).url == "/messages/?show=calls"
    assert "Rang 1 time already" in page(city, "/messages/")
    form = sent(how="spoke", words="She was glad")
    assert [client.post(url, form).url for _ in range(2)] == [f"/messages/{message.pk}/"] * 2, (
        "a double click acts once"
    )
    assert "She was glad" in page(city, f"/messages/{message.pk}/")
    assert "Your plan is ready" in page(city, "/messages/?show=sent")
    with acting_as(city.viewer("social_worker")):
        assert SentMessage.objects.get().by_name == "Joan Whitlock"
        assert FailedAttempt.objects.count() == 1


def test_a_letter_shows_as_it_prints_and_is_marked(city: City, mary: Person) -> None:
    change(city, mary, contact_by="letter", reading_format="large_print")
    message = queue(city, mary)
    assert "In large print" in page(city, "/messages/")
    html = page(city, f"/messages/{message.pk}/", "social_worker")
    for words in (
        "ll-letter ll-large-print",
        "Dear Mary,",
        "1 High Street<br>Aireborough",
        "Aireborough Council",
        "Mary Firth",
    ):
        assert words in html
    assert city.client("social_worker").post(f"/messages/{message.pk}/", sent()).status_code == 303
    html = page(city, f"/messages/{message.pk}/")
    assert "Letter: done on" in html
    assert "by Ruth Adeyemi" in html
    assert "Dear Mary," not in html
    again = city.client("support_planner").post(f"/messages/{message.pk}/", sent())
    assert again.status_code == 422
    assert "already dealt with" in again.content.decode()


@pytest.mark.parametrize(
    ("reading_format", "words"), [("braille", "asked for Braille"), ("easy_read", "asked for easy read")]
)
def test_a_letter_says_what_to_do_before_posting(city: City, mary: Person, reading_format: str, words: str) -> None:
    change(city, mary, contact_by="letter", reading_format=reading_format)
    message = queue(city, mary)
    assert words in page(city, "/messages/")
    assert words in page(city, f"/messages/{message.pk}/")


def test_after_a_death_nothing_is_left_to_send(city: City, mary: Person) -> None:
    change(city, mary, contact_by="letter")
    message = queue(city, mary)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_death(viewer=viewer, person=mary, died_on=clock.today(), told_by="Her daughter", at=clock.now())
    assert "No letters to print" in page(city, "/messages/?show=letters")
    html = page(city, f"/messages/{message.pk}/")
    assert "Mary has died." in html
    assert "Dear Mary" not in html
    refused = city.client("social_worker").post(f"/messages/{message.pk}/", sent())
    assert refused.status_code == 422
    assert "Do not send this any more" in refused.content.decode()


def test_a_stuck_message_says_why_and_links_to_the_details(city: City, mary: Person) -> None:
    change(city, mary, contact_by="email")
    message = queue(city, mary)
    html = page(city, "/messages/?show=stuck")
    assert "There is no email address." in html
    assert f"/people/{mary.pk}/" in html
    assert (
        city.client("support_planner")
        .post(f"/messages/{message.pk}/rang/", sent(how="face_to_face", words=""))
        .status_code
        == 303
    )
    assert "Nothing is stuck" in page(city, "/messages/?show=stuck")


def test_stopping_asks_why(city: City, mary: Person) -> None:
    message = queue(city, mary)
    client = city.client("support_planner")
    assert client.post(f"/messages/{message.pk}/stop/", sent(reason=" ")).status_code == 422
    assert client.post(f"/messages/{message.pk}/stop/", sent(reason="She <b>knows</b>")).status_code == 303
    html = page(city, f"/messages/{message.pk}/")
    assert "She &lt;b&gt;knows&lt;/b&gt;" in html
    assert "This will not go" in html
    with acting_as(city.viewer("social_worker")):
        assert StopRequest.objects.get().reason == "She <b>knows</b>"


def test_a_mistake_keeps_what_was_typed(city: City, mary: Person) -> None:
    message = queue(city, mary)
    response = city.client("support_planner").post(f"/messages/{message.pk}/rang/", sent(how="", words="A long talk"))
    assert response.status_code == 422
    assert "A long talk" in response.content.decode()
    assert "How did it go?" in response.content.decode()


def test_opening_a_message_is_audited(city: City, mary: Person) -> None:
    message = queue(city, mary)
    page(city, f"/messages/{message.pk}/")
    with acting_as(city.viewer("social_worker")):
        entry = Entry.objects.get(kind="read", person_id=mary.pk)
    assert (entry.actor_name, entry.verb) == ("Joan Whitlock", "looked at a message")


def test_each_list_downloads_safely(city: City, mary: Person) -> None:
    queue(city, mary, subject="=cmd()")
    for show, name in (("calls", "'=cmd()"), ("sent", None)):
        response = city.client("support_planner").get(f"/messages/?show={show}&format=csv")
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert [row["What"] for row in rows] == ([name] if name else [])


def test_the_words_are_easy_enough(city: City, mary: Person) -> None:
    message = queue(city, mary)
    for url in [f"/messages/?show={show}" for show in ("calls", "letters", "stuck", "sent")] + urls(message)[2:]:
        assert reading_age(page_words(page(city, url))) <= 13, url


@pytest.mark.parametrize(("url", "most"), [("/messages/", 4), ("/messages/?show=sent", 3), ("/messages/{}/", 4)])
def test_the_number_of_queries_does_not_grow_with_the_messages(city: City, mary: Person, url: str, most: int) -> None:
    """Counts the queries on the tables of this room, on deaths and on the audit, not those of every page."""
    for _ in range(3):
        message = queue(city, mary)
    client = city.client("support_planner")
    with CaptureQueriesContext(connection) as captured:
        client.get(url.format(message.pk))
    own = [
        query["sql"]
        for query in captured
        if any(table in query["sql"] for table in ("outbox_", "people_death", "audit_entry"))
    ]
    assert len(own) <= most, own
