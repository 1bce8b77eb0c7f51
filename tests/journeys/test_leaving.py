"""Two endings, told through the pages: a move to another council's area, and a death (docs/rules/local-links.md 7)."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.messages.models import Message
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.tests.builders import elaine
from locallinks.personal.plans.models import Plan
from tests.kit import City
from tests.security.form_filling import fill_in


def day(name: str, value: date) -> dict[str, Any]:
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def send(client: Client, page: str, **answers: Any) -> str:
    """Open a page, fill it in, send it, and read the page it leads to."""
    opened = client.get(page)
    assert opened.status_code == 200, page
    sent = client.post(page, fill_in(opened.content.decode(), "As agreed.") | answers)
    assert sent.status_code == 303, sent.content.decode()
    return read(client, sent["Location"])


def read(client: Client, page: str) -> str:
    return client.get(page).content.decode().split("<main", 1)[1].split("</main>")[0]


def waiting_letter(city: City, person_id: int) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        person = Person.objects.get(pk=person_id)
        queue_message(
            viewer=viewer,
            person=person,
            kind="news",
            key="news",
            subject="We will visit",
            body="On Tuesday.",
            at=clock.now(),
        )


def letters_left(city: City) -> int:
    with acting_as(city.viewer("social_worker")):
        return Message.objects.filter(finished_at=None).count()


def end_what_is_arranged(city: City, client: Client, plan: Plan, words: str) -> None:
    """Each part gets its last day, by hand: nothing is ended behind anybody's back."""
    with acting_as(city.viewer("social_worker")):
        running = list(Arrangement.objects.filter(person_id=plan.person_id, ends_on=None).values_list("pk", flat=True))
    assert running
    for pk in running:
        page = reverse("brokerage:end_arrangement", kwargs={"pathway_id": plan.pathway_id, "arrangement_id": pk})
        send(client, page, reason=words, **day("last_day", clock.today()))


def test_elaine_moves_to_her_sons(city: City) -> None:
    """Given a life in place; when she moves to Hull; then everybody is told and nothing is left running."""
    plan = elaine(city)
    home, person = f"/people/{plan.person_id}/", plan.person_id
    client = city.client("social_worker")
    waiting_letter(city, person)
    page = f"/pathways/{plan.pathway_id}/moved/"
    assert page in read(client, home)
    after = send(
        client,
        page,
        address="4 Quay Street, Hull",
        new_council="Hull",
        words="To be near her son.",
        **day("moved_on", clock.today()),
    )
    assert "Support still to end" in after
    assert "4 Quay Street" in after
    assert letters_left(city) == 0
    end_what_is_arranged(city, client, plan, "She moved to Hull.")
    assert city.client("provider").get(home).status_code == 404
    story = read(city.client("social_worker"), f"{home}timeline/")
    assert "recorded a move away" in story
    assert "recorded where they moved to" in story
    assert "Ask for help again" in read(client, home)  # if she comes back, nothing is lost


def test_elaine_dies(city: City) -> None:
    """Given a life in place and a letter on its way; when she dies; then quiet, and friends are told as asked."""
    plan = elaine(city)
    home, person = f"/people/{plan.person_id}/", plan.person_id
    client = city.client("support_planner")
    waiting_letter(city, person)
    page = f"{home}death/"
    assert page in read(client, home)
    after = send(
        client,
        page,
        told_by="Her daughter Carol",
        friends_may_be_told="The funeral is on Friday.",
        **day("died_on", clock.today()),
    )
    assert "No letters, texts or calls will go out." in after
    assert "The funeral is on Friday." in after
    assert "!" not in after.split("<h2")[0].replace("<!", "")
    assert letters_left(city) == 0
    running = reverse("brokerage:arrangements", kwargs={"pathway_id": plan.pathway_id})
    assert "/end/" not in read(client, running), "the network only reads from now on"
    end_what_is_arranged(city, city.client("social_worker"), plan, "She died.")
    for role in ("support_planner", "social_worker"):
        assert "Elaine" not in read(city.client(role), "/"), "nobody is asked to do anything more for her"
    assert city.client("provider").get(home).status_code == 404
    assert city.client("social_worker").get(page).status_code == 302, "it is asked once"
