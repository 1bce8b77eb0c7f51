"""How much room a network has, and coaching notes: rules, acts, and who reads them on which page."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.accounts.models import Membership, Team
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.handovers import queries
from locallinks.personal.handovers.actions.coaching_and_capacity import record_capacity, write_coaching_note
from locallinks.personal.handovers.actions.introductions import network_accepts, network_declines
from locallinks.personal.handovers.models import CoachingNote, NetworkAnswer, NetworkCapacity
from locallinks.personal.handovers.rules import (
    CAPACITY_FRESH_DAYS,
    MAX_NOTE,
    MAX_SHORT,
    capacity_in_words,
    capacity_problems,
    freshness,
    note_problems,
)
from locallinks.personal.handovers.tests.builders import budgeted, do, refused, sent, serve
from tests.kit import NOW, TODAY, City
from tests.readability import page_words, reading_age

DAY = date(2026, 11, 16)
PLACES = {"places": 12, "unit": "at_once", "as_of": TODAY}


def act(city: City, role: str, action, *, at=NOW, **more):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return action(viewer=viewer, at=at, **more)


def say(city: City, role: str = "network_manager", **more) -> NetworkCapacity:
    return act(city, role, record_capacity, **(PLACES | more))


def note(city: City, role: str = "handover_champion", **more) -> CoachingNote:
    return act(city, role, write_coaching_note, **({"team_id": None, "words": "Offer it in the first visit"} | more))


def refusal(call, *args, **more) -> frozenset[str]:
    with pytest.raises(DomainError) as found:
        call(*args, **more)
    return found.value.codes


# ---- rules ----


@pytest.mark.parametrize(
    ("places", "unit", "words"),
    [
        (12, "at_once", "12 people at the same time"),
        (1, "a_month", "1 new person a month"),
        (0, "at_once", "0 people at the same time"),
    ],
)
def test_places_in_words(places: int, unit: str, words: str) -> None:
    assert capacity_in_words(places, unit) == words


@pytest.mark.parametrize(
    ("as_of", "until", "said"),
    [
        (DAY, None, "fresh"),
        (DAY - timedelta(days=CAPACITY_FRESH_DAYS), None, "fresh"),
        (DAY - timedelta(days=CAPACITY_FRESH_DAYS + 1), None, "old"),
        (DAY, DAY, "fresh"),
        (DAY - timedelta(days=5), DAY - timedelta(days=1), "over"),
    ],
)
def test_how_fresh_it_is(as_of: date, until: date | None, said: str) -> None:
    assert freshness(as_of=as_of, until=until, today=DAY) == said


GOOD = {"places": 3, "unit": "a_month", "as_of": DAY, "until": None, "words": ""}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"places": -1}, ["out_of_range"]),
        ({"places": 10_000, "unit": "x"}, ["out_of_range", "unknown_unit"]),
        ({"as_of": DAY + timedelta(days=1)}, ["in_the_future"]),
        ({"until": DAY - timedelta(days=1)}, ["ends_before_start"]),
        ({"until": DAY}, []),
        ({"words": "x" * (MAX_SHORT + 1)}, ["too_long"]),
    ],
)
def test_what_places_must_say(change, codes) -> None:
    assert [one.code for one in capacity_problems(**(GOOD | change), today=DAY)] == codes


@pytest.mark.parametrize(
    ("about", "words", "codes"),
    [
        ("", "Try", []),
        ("network_full", "Try", []),
        ("nothing", " ", ["unknown_failure_code", "no_words"]),
        ("", "x" * (MAX_NOTE + 1), ["too_long"]),
    ],
)
def test_what_a_note_must_say(about: str, words: str, codes: list[str]) -> None:
    assert [one.code for one in note_problems(about=about, words=words)] == codes


# ---- how much room there is ----


def test_every_word_of_a_network_is_kept_with_what_was_taken_then(city: City) -> None:
    pathway = sent(city)
    say(city, places=2)
    do(city, "network_manager", network_accepts, pathway, planner_id=city.users["support_planner"].pk)
    second = say(city, unit="a_month", until=TODAY + timedelta(days=30), words="Joan is back")
    assert second.working_with == 1
    with acting_as(city.viewer("network_manager")):
        assert [one.working_with for one in queries.capacity_history(city.network.pk)] == [1, 0]
        assert Entry.objects.filter(verb="said how much room there is").count() == 2
        room = queries.capacity_of(city.network.pk, TODAY)
        assert (room.left, room.is_full, room.freshness) == (11, False, "fresh")
        assert queries.capacity_of(city.network.pk, TODAY + timedelta(days=31)) is None
        assert queries.capacity_of(city.other_network.pk, TODAY) is None
    with pytest.raises(DatabaseError), transaction.atomic():
        NetworkCapacity.objects.update(places=99)


def test_a_full_network_says_how_or_says_no(city: City) -> None:
    """rules.answer_problems: nothing is counted until the network has said; a full one may say no, or how."""
    say(city, places=0)
    planner = {"planner_id": city.users["support_planner"].pk}
    pathway = sent(city)
    assert refused(city, "network_manager", network_accepts, pathway, **planner) == {"network_full"}
    page = city.client("network_manager").get(f"/pathways/{pathway.pk}/network-answer/").content.decode()
    assert "you are full" in page
    do(city, "network_manager", network_accepts, pathway, why_over=" Joan starts on Monday ", **planner)
    other = sent(city, name="Ann Ash")
    no = {"reason": "No planner free", "then": "council_planning", "why": "network_full"}
    do(city, "network_manager", network_declines, other, **no)
    with acting_as(city.viewer("network_manager")):
        assert NetworkAnswer.objects.get(accepts=True).reason == "Joan starts on Monday"


@pytest.mark.parametrize("role", ["support_planner", "social_worker", "handover_champion", "provider", "person"])
def test_only_the_networks_manager_says_it(city: City, role: str) -> None:
    with pytest.raises(NotAllowed):
        say(city, role)


def test_what_cannot_be_is_refused(city: City) -> None:
    assert refusal(say, city, unit="", places=-1) == {"unknown_unit", "out_of_range"}


def test_the_offer_shows_what_was_said_with_its_date_and_whether_it_is_old(city: City) -> None:
    serve(city)
    pathway = budgeted(city)
    client, url = city.client("social_worker"), f"/pathways/{pathway.pk}/offer/"
    assert "has not said how much room it has" in client.get(url).content.decode()
    say(city, places=4, as_of=TODAY - timedelta(days=60), words="Two planners away")
    with CaptureQueriesContext(connection) as ran:
        page = client.get(url).content.decode()
    assert sum("handovers_networkcapacity" in one["sql"] for one in ran.captured_queries) == 1
    for said in ("4 people at the same time", "room for 4 more", "Said over 4 weeks ago", "Two planners away"):
        assert said in page, said
    say(city, places=0, as_of=clock.today(), at=clock.now())
    page = client.get(url).content.decode()
    assert "so full" in page
    assert "?reason=network_full" in page
    assert "Said lately" in page


def test_the_networks_page(city: City) -> None:
    client = city.client("network_manager")
    assert "You have not said yet" in client.get("/introductions/places/").content.decode()
    today = clock.today()
    typed = {"places": "9", "unit": "at_once", "words": ""}
    typed |= {f"as_of-{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    assert client.post("/introductions/places/", {"submission": str(uuid.uuid4()), "places": "x"}).status_code == 422
    response = client.post("/introductions/places/", {"submission": str(uuid.uuid4()), **typed})
    assert response.status_code == 303, response.content.decode()
    page = client.get("/introductions/places/").content.decode()
    assert "9 people at the same time" in page
    assert reading_age(page_words(page)) <= 13
    assert "Working with then" in client.get("/introductions/places/?format=csv").content.decode()
    look = city.client("support_planner").get("/introductions/places/").content.decode()
    assert "Your network’s manager keeps this up to date" in look
    assert city.client("social_worker").get("/introductions/places/").status_code == 403
    assert city.client("other_network_manager").get("/introductions/places/").content.decode().count("9 people") == 0


# ---- coaching notes ----


def team_of(city: City, role: str) -> Team:
    team = Team.objects.create(organisation=city.council, name="West team")
    Membership.objects.filter(user=city.users[role]).update(team=team)
    return team


def read_by(city: City, role: str) -> list[str]:
    return act(city, role, lambda viewer, at: [one.words for one in queries.coaching_notes(viewer=viewer, on=TODAY)])


def test_a_note_is_read_by_the_champion_and_those_it_is_for(city: City) -> None:
    team = team_of(city, "social_worker")
    note(city, team_id=team.pk, about="not_told_about_option", words="For the team")
    note(city, worker_id=city.users["social_worker2"].pk, words="For one")
    assert set(read_by(city, "handover_champion")) == {"For the team", "For one"}
    assert read_by(city, "social_worker") == ["For the team"]
    assert read_by(city, "social_worker2") == ["For one"]
    assert read_by(city, "other_social_worker") == []
    with pytest.raises(NotAllowed):
        read_by(city, "commissioner")


def test_a_note_for_one_is_not_the_teams(city: City) -> None:
    team = team_of(city, "social_worker")
    note(city, team_id=team.pk, worker_id=city.users["social_worker2"].pk, words="For one")
    assert read_by(city, "social_worker") == []


def test_a_note_is_for_somebody_here_and_says_something(city: City) -> None:
    assert refusal(note, city) == {"for_nobody"}
    assert refusal(note, city, worker_id=city.users["other_social_worker"].pk) == {"for_nobody"}
    elsewhere = Team.objects.create(organisation=city.other_council, name="East")
    assert refusal(note, city, team_id=elsewhere.pk, words=" ", about="x") == {
        "for_nobody",
        "no_words",
        "unknown_failure_code",
    }
    for role in ("social_worker", "commissioner", "network_manager"):
        with pytest.raises(NotAllowed):
            note(city, role, worker_id=city.users["social_worker"].pk)


def test_the_pages_of_coaching(city: City) -> None:
    team = team_of(city, "social_worker")
    client = city.client("handover_champion")
    assert "No notes yet" in client.get("/introductions/coaching/").content.decode()
    url = "/introductions/coaching/new/"
    empty = {"team": "", "worker": "", "about": "", "words": "Ring first"}
    response = client.post(url, {"submission": str(uuid.uuid4()), **empty})
    assert response.status_code == 422
    assert "Choose the team or the worker it is for" in response.content.decode()
    client.post(url, {"submission": str(uuid.uuid4()), **empty, "team": str(team.pk), "about": "network_full"})
    page = city.client("social_worker").get("/introductions/coaching/").content.decode()
    assert "Everybody in West team" in page
    assert "Ring first" in page
    assert "Write a coaching note" not in page
    assert reading_age(page_words(page)) <= 13
    assert "Ring first" in client.get("/introductions/coaching/?format=csv").content.decode()
    assert city.client("social_worker").get(url).status_code == 403
    for role in ("commissioner", "finance", "support_planner", "person"):
        assert city.client(role).get("/introductions/coaching/").status_code == 403
