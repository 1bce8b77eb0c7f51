"""Recording a move away, and a death that stops every kind of message."""

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import locallinks
from locallinks.foundation.messages.actions.sending import queue_message, send_due, stop_finished
from locallinks.foundation.messages.jobs import job_viewer
from locallinks.foundation.messages.models import Message, SentMessage
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways import actions
from locallinks.personal.pathways.choices import InformedParty
from locallinks.personal.pathways.models import MoveAway, Pathway
from locallinks.personal.pathways.rules.moving_away import move_away_problems
from locallinks.personal.pathways.tests.test_views import at, day, now, post, text
from tests.kit import NOW, TODAY, City, make_person, pathway_in

MOVED: dict[str, Any] = {
    "moved_on": TODAY,
    "address": "4 Quay Street, Hull",
    "postcode": "ZZ9 9ZZ",
    "new_council": "Hull",
    "informed": list(InformedParty),
    "words": "To be near her son.",
}


@pytest.fixture
def live(city: City) -> Pathway:
    return pathway_in(city, make_person(city, own=True, contact_by="email", email="mary@demo.example"), "live")


def moved(city: City, live: Pathway, role: str = "social_worker", **changes: Any) -> MoveAway:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return actions.record_move_away(viewer=viewer, pathway_id=live.pk, at=NOW, **{**MOVED, **changes})


def kinds_of_message() -> set[str]:
    """Return every kind of message that a room queues, read from the source so that new kinds are tested too."""
    all_kinds: set[str] = set()
    for path in Path(locallinks.__file__).parent.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", ""))
            if name == "queue_message":
                kinds = [keyword.value for keyword in node.keywords if keyword.arg == "kind"]
                all_kinds |= {kind.value for kind in kinds if isinstance(kind, ast.Constant)}
    return all_kinds


def queue(city: City, live: Pathway, kind: str, when: str) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        person = Person.objects.get(pk=live.person_id)
        queue_message(viewer=viewer, person=person, kind=kind, key=f"{when}-{kind}", subject="Hello", body="x", at=NOW)


def test_a_death_stops_every_kind_of_message(city: City, live: Pathway) -> None:
    kinds = kinds_of_message()
    assert {"plan_approved", "introduction_offered", "planner_named"} <= kinds
    for kind in kinds:
        queue(city, live, kind, "before")
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        actions.record_death(
            viewer=viewer,
            person=Person.objects.get(pk=live.person_id),
            died_on=TODAY,
            told_by="Her son",
            stopped=True,
            at=NOW,
        )
        assert not Message.objects.filter(finished_at=None).exists()
    for kind in kinds:  # as if it had been on its way to the outbox
        queue(city, live, kind, "after")
    job = job_viewer("The message job")
    with acting_as(job):
        assert send_due(viewer=job, at=NOW + timedelta(minutes=1)).sent == 0
        stop_finished(viewer=job, at=NOW + timedelta(minutes=1))
        assert not Message.objects.filter(finished_at=None).exists()
        assert not SentMessage.objects.exists()


def test_a_move_ends_the_pathway_and_records_the_new_address(city: City, live: Pathway) -> None:
    queue(city, live, "news", "before")
    away = moved(city, live)
    with acting_as(city.viewer("social_worker")):
        person = Person.objects.get(pk=live.person_id)
        assert not Message.objects.filter(finished_at=None).exists()
    assert (now(city, live).state, person.address, person.home_id) == ("ended", MOVED["address"], city.council.pk)
    assert away.informed == sorted(InformedParty)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"informed": ["person"]}, "somebody_not_told"),
        ({"informed": ["person", "visits"]}, "somebody_not_told"),
        ({"informed": [*InformedParty, "the cat"]}, "unknown_told"),
        ({"moved_on": TODAY + timedelta(days=1)}, "not_moved_yet"),
    ],
)
def test_invalid_moves_are_refused(city: City, live: Pathway, changes: dict, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        moved(city, live, **changes)
    assert refused.value.codes == {code}
    assert now(city, live).state == "live"


def test_a_new_council_is_informed_only_where_it_is_known() -> None:
    assert move_away_problems(informed=["person", "visits"], new_council="", moved_on=TODAY, today=TODAY) == []


@pytest.mark.parametrize("role", ["support_planner", "person", "network_manager"])
def test_only_the_council_records_a_move(city: City, live: Pathway, role: str) -> None:
    with pytest.raises(NotAllowed):
        moved(city, live, role)
    assert city.client(role).get(at(live, "moved/")).status_code == 403


def test_recording_a_move_on_the_page(city: City, live: Pathway) -> None:
    client = city.client("social_worker")
    data = {key: value for key, value in MOVED.items() if key != "moved_on"}
    sent = {"version": str(live.version), **data, **day("moved_on", TODAY)}
    missing = post(client, at(live, "moved/"), **{**sent, "informed": ["person"]})
    assert missing.status_code == 422
    assert "everybody who visits or is paid" in text(missing)
    assert post(client, at(live, "moved/"), **sent).status_code == 303
    assert "4 Quay Street" in text(client.get(f"/people/{live.person_id}/"))


class TestContactsToRing:
    def test_are_on_every_page_of_the_person_and_on_none_for_staff(self, city: City, live: Pathway) -> None:
        city.users["support_planner"].phone = "0113 496 0155"
        city.users["support_planner"].save()
        for page in (at(live), f"/people/{live.person_id}/looks/", f"/people/{live.person_id}/timeline/"):
            mine = text(city.client("person").get(page))
            assert "Who to ring" in mine, page
            assert "tel:01134960155" in mine
            assert "Joan Whitlock, support planner at Millbank Neighbours" in mine
            assert "Who to ring" not in text(city.client("social_worker").get(page))

    def test_are_the_council_where_nobody_is_assigned(self, city: City) -> None:
        person = make_person(city, own=True)
        page = text(city.client("person").get(f"/people/{person.pk}/looks/"))
        assert "Aireborough Council, the council" in page
