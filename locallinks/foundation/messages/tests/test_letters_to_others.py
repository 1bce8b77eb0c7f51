"""Letters to others that the person asks for, in their own words (docs/rules/local-links.md 10, Elaine)."""

import uuid

import pytest
from django.db import DatabaseError, transaction
from django.http import HttpResponse

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.messages import queries
from locallinks.foundation.messages.actions.letters_to_others import cancel_letter, queue_letter_to_other
from locallinks.foundation.messages.actions.sending import mark_letter_printed
from locallinks.foundation.messages.models import Message
from locallinks.foundation.messages.rules import MAX_WORDS, letter_problems, letter_text
from locallinks.foundation.messages.tests.builders import change, die, queue, run
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import pipeline
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import Viewer, acting_as
from tests.kit import NOW, City, make_person, share_with
from tests.readability import page_words, reading_age

WORDS = "I have stopped my antidepressants. I feel well. Please ring me."
LETTER = {"to_name": "Dr Rahman", "to_address": "Mill Lane Surgery\nMillbank", "words": WORDS, "said_by": "Mary Firth"}


@pytest.fixture
def own(city: City) -> Person:
    person = make_person(city, own=True, email="mary@demo.example", about="I led a troop for thirty years.")
    share_with(city, person)
    return person


def ask_for_letter(city: City, person: Person, role: str = "person", **changes: str) -> Message:
    with acting_as(city.viewer(role)) as viewer:
        return queue_letter_to_other(viewer=viewer, person=person, at=NOW, **(LETTER | changes))


def waiting(city: City) -> list[str]:
    with acting_as(city.viewer("social_worker")) as viewer:
        addresses = [message.to for message in queries.letters_to_print(viewer=viewer, at=NOW)]
        assert pipeline.run(queries.waiting_by_hand(viewer=viewer, at=NOW)) == sum(
            queries.counts(viewer=viewer, at=NOW).values()
        )
    return addresses


@pytest.mark.parametrize("role", ["person", "social_worker", "support_planner"])
def test_a_letter_by_hand_in_their_words_and_nothing_of_the_record(
    city: City, own: Person, job: Viewer, role: str
) -> None:
    """A letter to somebody else goes by post, whatever channel the person chose for themselves."""
    message = ask_for_letter(city, own, role)
    assert message.body == letter_text(name="Mary Firth", words=WORDS)
    assert WORDS in message.body
    for kept in filter(None, (own.about, own.nhs_number, own.phone, own.address, own.postcode)):
        assert kept not in message.body
    assert (message.recipient_name, message.asked_by) == ("Dr Rahman", "Mary Firth")
    assert waiting(city) == ["Mill Lane Surgery\nMillbank"]
    assert run(job) == (0, 0, 0)
    with acting_as(city.viewer("social_worker")) as viewer:
        entry = Entry.objects.get(verb="asked that somebody be told")
        assert entry.reason == "Dr Rahman; Mary Firth asked"
        assert WORDS not in str(list(Entry.objects.values_list("verb", "reason")))
        sending = mark_letter_printed(viewer=viewer, message_id=message.pk, at=NOW)
        assert sending.to == "Mill Lane Surgery\nMillbank"
    assert waiting(city) == []


def test_a_letter_can_be_cancelled_until_it_is_posted(city: City, own: Person) -> None:
    message, second = ask_for_letter(city, own), ask_for_letter(city, own, to_name="The nurse")
    with acting_as(city.viewer("person")) as viewer:
        with pytest.raises(DomainError) as problem:
            cancel_letter(viewer=viewer, message_id=message.pk, said_by=" ", at=NOW)
        assert problem.value.codes == {"nobody_said"}
        stop = cancel_letter(viewer=viewer, message_id=message.pk, said_by="Mary Firth", at=NOW)
        assert stop.reason == "Mary Firth called it off."
    assert len(waiting(city)) == 1
    with acting_as(city.viewer("social_worker")) as viewer:
        with pytest.raises(DomainError):
            mark_letter_printed(viewer=viewer, message_id=message.pk, at=NOW)
        mark_letter_printed(viewer=viewer, message_id=second.pk, at=NOW)
        with pytest.raises(DomainError) as problem:
            cancel_letter(viewer=viewer, message_id=second.pk, said_by="Mary Firth", at=NOW)
    assert problem.value.codes == {"already_done"}


def test_a_death_stops_it(city: City, own: Person, job: Viewer) -> None:
    message = ask_for_letter(city, own)
    die(city, own)
    assert waiting(city) == []
    assert run(job) == (0, 1, 0)
    with acting_as(city.viewer("social_worker")):
        assert Message.objects.get(pk=message.pk).finished_at


def test_channels_unsafe_for_the_person_do_not_stop_a_letter_to_others(city: City, own: Person) -> None:
    message = ask_for_letter(city, own)
    change(city, own, unsafe_channels=["letter"], contact_by="phone", reading_format="braille")
    with acting_as(city.viewer("social_worker")) as viewer:
        shown = Message.objects.with_channel().select_related("person").get(pk=message.pk)
        assert (shown.channel, shown.reading_note) == ("letter", "")
        mark_letter_printed(viewer=viewer, message_id=message.pk, at=NOW)


@pytest.mark.parametrize("role", ["network_manager", "volunteer_developer", "provider", "commissioner", "finance"])
def test_no_other_role_asks_for_a_letter(city: City, own: Person, role: str) -> None:
    with pytest.raises(NotAllowed):
        ask_for_letter(city, own, role)


def test_everything_that_is_missing_is_reported_at_once(city: City, own: Person) -> None:
    with pytest.raises(DomainError) as problem:
        ask_for_letter(city, own, to_name="", to_address=" ", words="", said_by="")
    assert [missing.field for missing in problem.value.problems] == ["to_name", "to_address", "words", "said_by"]
    problems = letter_problems(to_name="n", to_address="a", words="w" * (MAX_WORDS + 1), said_by="s")
    assert [(problem.field, problem.code) for problem in problems] == [("words", "too_long")]


def test_a_constraint_requires_who_asked_for_the_letter(city: City, own: Person) -> None:
    message = queue(city, own)
    assert message
    with acting_as(city.viewer("social_worker")), pytest.raises(DatabaseError), transaction.atomic():
        Message.objects.create(
            person=own,
            kind="asked",
            key="x",
            recipient_name="Dr",
            subject="s",
            body="b",
            created_at=NOW,
            to_address="Somewhere",
        )


def text(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def test_the_pages(city: City, own: Person) -> None:
    person, worker, page = city.client("person"), city.client("social_worker"), f"/people/{own.pk}/tell/"
    assert f'href="{page}"' in text(person.get(f"/people/{own.pk}/"))
    assert "Nobody is told anything" in text(person.get(page))
    empty = person.post(page, {"submission": str(uuid.uuid4()), "words": WORDS})
    assert empty.status_code == 422
    assert WORDS in text(empty)
    assert person.post(page, LETTER | {"submission": str(uuid.uuid4())}).status_code == 303
    shown = text(worker.get(page))
    assert "Waits to be posted" in shown
    with acting_as(city.viewer("social_worker")):
        message = Message.objects.get()
    letter = text(worker.get(f"/messages/{message.pk}/"))
    for words in ("Dear Dr Rahman", "Mill Lane Surgery", "Who asked for it"):
        assert words in letter, words
    off = f"/messages/{message.pk}/call-off/"
    for url in (page, off):
        assert reading_age(page_words(person.get(url).content.decode())) <= 11, url
        assert city.client("handover_champion").get(url).status_code in (403, 404)
        assert city.client("other_social_worker").get(url).status_code == 404
    assert person.post(off, {"submission": str(uuid.uuid4()), "said_by": "Mary Firth"}).status_code == 303
    assert "Mary Firth called it off." in text(person.get(page))
