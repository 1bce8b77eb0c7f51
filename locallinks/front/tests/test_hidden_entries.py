"""What the timeline, the list of reads and the whole record hide from the person and from roles without the plan."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.actions.sharing import give_access
from locallinks.foundation.people.models import Person, SafetyNote
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.front.rules import EVENTS_WITH_OPEN_REASON
from locallinks.personal.brokerage.tests.builders import elaine
from locallinks.personal.handovers.actions.offers import not_offered
from locallinks.personal.handovers.tests.builders import budgeted
from locallinks.personal.pathways.choices import PathwayEvent
from locallinks.personal.plans.actions.discussion import add_goal
from tests.kit import NOW, City, make_person, share_with

WITH_THE_PERSONS_ACCESS = ("person", "daughter")


@pytest.fixture
def mary(city: City) -> Person:
    """Mary, who also gave her daughter access."""
    person = make_person(city, own=True)
    share_with(city, person)
    viewer = city.viewer("social_worker")
    daughter = User.objects.create_user(email="daughter@demo.example", name="Ann Firth")
    city.users["daughter"] = daughter
    with acting_as(viewer):
        give_access(viewer=viewer, person=person, user=daughter, kind="trusted", given_by="Mary", at=NOW)
    return person


def write_note(city: City, person: Person, role: str = "social_worker", knows: str = "no") -> None:
    """Write a keeping-safe note by its page, review it, and end it."""
    client, day = city.client(role), clock.today() + timedelta(days=30)
    when = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    answer = client.post(
        f"/people/{person.pk}/safety/new/",
        {
            "submission": str(uuid.uuid4()),
            "words": "Wolfsbane",
            "for_visits": "no",
            "volunteer_words": "",
            "person_knows": knows,
            "why_not_told": "Not safe to tell",
            **{f"review_on-{k}": v for k, v in when.items()},
        },
    )
    assert answer.status_code == 303, answer.content.decode()
    with acting_as(city.viewer("social_worker")):
        note = SafetyNote.objects.latest("pk")
    for stays in ("yes", "no"):
        answer = client.post(
            f"/people/{person.pk}/safety/{note.pk}/",
            {
                "submission": str(uuid.uuid4()),
                "stays": stays,
                "words": "Still so",
                **{f"next_on-{k}": v for k, v in when.items() if stays == "yes"},
            },
        )
        assert answer.status_code == 303, answer.content.decode()


def pages_of(city: City, person: Person, role: str) -> str:
    """Return the text of all pages and files that show acts: the timeline, the list of reads, and the whole record."""
    client, pages = city.client(role), []
    for page in ("timeline/", "timeline/?format=csv", "looks/", "looks/?format=csv", "record/", "record/?format=json"):
        response = client.get(f"/people/{person.pk}/{page}")
        assert response.status_code == 200 or (page.startswith("record") and role == "daughter"), page
        pages.append(response.content.decode() if response.status_code == 200 else "")
    return "\n".join(pages)


ANNOUNCED = ("wrote a keeping-safe note", "looked again at a keeping-safe note", "ended a keeping-safe note")


@pytest.mark.parametrize("role", WITH_THE_PERSONS_ACCESS)
def test_m3_a_note_hidden_from_the_person_is_not_announced_to_them(city: City, mary: Person, role: str) -> None:
    write_note(city, mary)
    shown = pages_of(city, mary, role)
    assert [words for words in ANNOUNCED if words in shown] == []
    assert [words for words in ANNOUNCED if words in pages_of(city, mary, "social_worker")] == list(ANNOUNCED)


@pytest.mark.parametrize("role", WITH_THE_PERSONS_ACCESS)
def test_m3_a_note_that_the_person_knows_of_is_on_the_timeline(city: City, mary: Person, role: str) -> None:
    write_note(city, mary, knows="yes")
    shown = pages_of(city, mary, role)
    assert [words for words in ANNOUNCED if words in shown] == list(ANNOUNCED)


@pytest.mark.parametrize("role", [*WITH_THE_PERSONS_ACCESS, "provider", "other_support_planner"])
def test_m3_the_database_hides_the_note(city: City, mary: Person, role: str) -> None:
    write_note(city, mary, role=Role.SUPPORT_PLANNER)
    share_with(city, mary, city.provider, "arrangement")
    sql = "select count(*) from audit_entry where person_id = %s and verb like '%%keeping-safe note'"

    def visible_entries(viewer_role: str) -> int:
        with acting_as(city.viewer(viewer_role)), connection.cursor() as cursor:
            cursor.execute(sql, [mary.pk])
            return int(cursor.fetchone()[0])

    assert visible_entries(role) == 0
    assert visible_entries("social_worker") == visible_entries("support_planner") == 3, (
        "the home, and the network that wrote it"
    )


def test_m3_a_relative_who_works_there_reads_the_page_as_a_relative(city: City, mary: Person) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        give_access(
            viewer=viewer, person=mary, user=city.users["social_worker2"], kind="trusted", given_by="Mary", at=NOW
        )
    write_note(city, mary)
    shown = city.client("social_worker2").get(f"/people/{mary.pk}/timeline/").content.decode()
    assert [words for words in ANNOUNCED if words in shown] == []


SECRETS = ("Quillwort goal", "Home care, morning and evening", "Beck Home Care", "£")


@pytest.mark.parametrize("page", ["timeline/", "timeline/?format=csv"])
def test_l4_the_timeline_of_a_champion_shows_nothing_of_the_plan(city: City, page: str) -> None:
    plan = elaine(city)
    viewer = city.viewer("support_planner")
    with acting_as(viewer):
        add_goal(viewer=viewer, pathway_id=plan.pathway_id, words="Quillwort goal", said_by="Elaine", at=NOW)
    person = plan.person_id
    assert city.client("handover_champion").get(f"/pathways/{plan.pathway_id}/plan/").status_code == 403

    def timeline(role: str) -> str:
        response = city.client(role).get(f"/people/{person}/{page}")
        assert response.status_code == 200
        return response.content.decode()

    champion = timeline("handover_champion")
    assert [words for words in SECRETS if words in champion] == []
    assert "added a goal" in champion
    planner = timeline("support_planner")
    assert "Quillwort goal" in planner
    assert "Home care, morning and evening" in planner


def test_l4_the_champion_still_reads_why_somebody_was_not_introduced(city: City) -> None:
    pathway, viewer = budgeted(city), city.viewer("social_worker")
    with acting_as(viewer):
        not_offered(viewer=viewer, pathway_id=pathway.pk, failure_code="network_full", words="No room there", at=NOW)
    page = city.client("handover_champion").get(f"/people/{pathway.person_id}/timeline/").content.decode()
    assert "No room there" in page


def test_l4_the_events_with_an_open_reason_are_events() -> None:
    """Otherwise the reason of a renamed event would be hidden without anybody noticing."""
    assert not EVENTS_WITH_OPEN_REASON - set(PathwayEvent)
