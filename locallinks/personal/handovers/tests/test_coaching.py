"""Coaching notes: their rules, who writes them, and who reads them on which page."""

import uuid

import pytest

from locallinks.foundation.accounts.models import Membership, Team
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.handovers.actions.coaching import write_coaching_note
from locallinks.personal.handovers.models import CoachingNote
from locallinks.personal.handovers.queries import coaching
from locallinks.personal.handovers.rules import (
    MAX_NOTE,
    note_problems,
)
from tests.kit import NOW, TODAY, City
from tests.readability import page_words, reading_age


def act(city: City, role: str, action, *, at=NOW, **more):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return action(viewer=viewer, at=at, **more)


def note(city: City, role: str = "handover_champion", **more) -> CoachingNote:
    return act(city, role, write_coaching_note, **({"team_id": None, "words": "Offer it in the first visit"} | more))


def refusal(call, *args, **more) -> frozenset[str]:
    with pytest.raises(DomainError) as found:
        call(*args, **more)
    return found.value.codes


@pytest.mark.parametrize(
    ("about", "words", "codes"),
    [
        ("", "Try", []),
        ("network_full", "Try", []),
        ("nothing", " ", ["unknown_failure_code", "no_words"]),
        ("", "x" * (MAX_NOTE + 1), ["too_long"]),
    ],
)
def test_problems_of_a_note(about: str, words: str, codes: list[str]) -> None:
    assert [one.code for one in note_problems(about=about, words=words)] == codes


def team_of(city: City, role: str) -> Team:
    team = Team.objects.create(organisation=city.council, name="West team")
    Membership.objects.filter(user=city.users[role]).update(team=team)
    return team


def read_by(city: City, role: str) -> list[str]:
    return act(city, role, lambda viewer, at: [one.words for one in coaching.coaching_notes(viewer=viewer, on=TODAY)])


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


def test_a_note_for_one_worker_is_not_read_by_the_team(city: City) -> None:
    team = team_of(city, "social_worker")
    note(city, team_id=team.pk, worker_id=city.users["social_worker2"].pk, words="For one")
    assert read_by(city, "social_worker") == []


def test_a_note_needs_an_addressee_of_the_council_and_words(city: City) -> None:
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
