"""The capacity of a network: its rules, its record, and who reads it on which page."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.handovers.actions.network_answers import network_accepts, network_declines
from locallinks.personal.handovers.actions.network_capacity import record_capacity
from locallinks.personal.handovers.models import NetworkAnswer, NetworkCapacity
from locallinks.personal.handovers.queries import network_capacity
from locallinks.personal.handovers.rules import (
    CAPACITY_FRESH_DAYS,
    MAX_SHORT,
    capacity_in_words,
    capacity_problems,
    freshness,
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


def refusal(call, *args, **more) -> frozenset[str]:
    with pytest.raises(DomainError) as found:
        call(*args, **more)
    return found.value.codes


@pytest.mark.parametrize(
    ("places", "unit", "words"),
    [
        (12, "at_once", "12 people at the same time"),
        (1, "a_month", "1 new person a month"),
        (0, "at_once", "0 people at the same time"),
    ],
)
def test_capacity_in_words(places: int, unit: str, words: str) -> None:
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
def test_freshness(as_of: date, until: date | None, said: str) -> None:
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
def test_problems_of_a_capacity(change, codes) -> None:
    assert [one.code for one in capacity_problems(**(GOOD | change), today=DAY)] == codes


def test_every_capacity_is_kept_with_the_places_taken_that_day(city: City) -> None:
    pathway = sent(city)
    say(city, places=2)
    do(city, "network_manager", network_accepts, pathway, planner_id=city.users["support_planner"].pk)
    second = say(city, unit="a_month", until=TODAY + timedelta(days=30), words="Joan is back")
    assert second.working_with == 1
    with acting_as(city.viewer("network_manager")):
        assert [one.working_with for one in network_capacity.capacity_history(city.network.pk)] == [1, 0]
        assert Entry.objects.filter(verb="said how much room there is").count() == 2
        current = network_capacity.capacity_of(city.network.pk, TODAY)
        assert (current.places_left, current.is_full, current.freshness) == (11, False, "fresh")
        assert network_capacity.capacity_of(city.network.pk, TODAY + timedelta(days=31)) is None
        assert network_capacity.capacity_of(city.other_network.pk, TODAY) is None
    with pytest.raises(DatabaseError), transaction.atomic():
        NetworkCapacity.objects.update(places=99)


def test_a_full_network_says_how_it_will_manage_or_declines(city: City) -> None:
    """Places are counted only once the network has recorded them; a full network may decline, or say how it manages."""
    say(city, places=0)
    planner = {"planner_id": city.users["support_planner"].pk}
    pathway = sent(city)
    assert refused(city, "network_manager", network_accepts, pathway, **planner) == {"network_full"}
    page = city.client("network_manager").get(f"/pathways/{pathway.pk}/network-answer/").content.decode()
    assert "you are full" in page
    do(city, "network_manager", network_accepts, pathway, why_over=" Joan starts on Monday ", **planner)
    other = sent(city, name="Ann Ash")
    no = {"reason": "No planner free", "next_state": "council_planning", "failure_code": "network_full"}
    do(city, "network_manager", network_declines, other, **no)
    with acting_as(city.viewer("network_manager")):
        assert NetworkAnswer.objects.get(accepts=True).reason == "Joan starts on Monday"


@pytest.mark.parametrize("role", ["support_planner", "social_worker", "handover_champion", "provider", "person"])
def test_only_the_networks_manager_records_capacity(city: City, role: str) -> None:
    with pytest.raises(NotAllowed):
        say(city, role)


def test_invalid_values_are_refused(city: City) -> None:
    assert refusal(say, city, unit="", places=-1) == {"unknown_unit", "out_of_range"}


def test_the_offer_page_shows_the_capacity_with_its_date_and_freshness(city: City) -> None:
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
