"""Caseloads, the team's worklist, cover on Today, and reassigning a pathway."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.accounts.actions.cover import arrange_cover
from locallinks.foundation.accounts.models import Team
from locallinks.foundation.audit.models import ListedPeople
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.front.queries.today import people_by_stage
from locallinks.front.views.today import whole_number
from locallinks.personal.pathways.actions import reassign_worker
from locallinks.personal.pathways.models import Pathway, WorkerChange
from tests.kit import NOW, City, make_person, pathway_in


def main(city: City, role: str, page: str) -> str:
    response = city.client(role).get(page)
    assert response.status_code == 200
    return response.content.decode().split("<main", 1)[-1].split("</main>")[0]


@pytest.fixture
def waiting(city: City) -> Pathway:
    return pathway_in(city, make_person(city, own=True), "referred")


def assign(city: City, pathway: Pathway, role: str, to: str, reason: str = "Ruth is leaving.") -> Any:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return reassign_worker(viewer=viewer, pathway_id=pathway.pk, worker_id=city.users[to].pk, reason=reason, at=NOW)


def away(city: City) -> None:
    viewer, today = city.viewer("social_worker"), clock.today()
    with acting_as(viewer):
        arrange_cover(
            viewer=viewer,
            user_id=city.users["social_worker"].pk,
            covered_by_id=city.users["social_worker2"].pk,
            starts_on=today,
            ends_on=today + timedelta(days=7),
            at=clock.now(),
        )


def test_a_reassigned_pathway_moves_to_the_colleagues_caseload(city: City, waiting: Pathway) -> None:
    assert "Mary Firth" in main(city, "social_worker", "/people/mine/")
    row = assign(city, waiting, "social_worker", "social_worker2")
    assert (row.role, row.instead_of_id) == ("social_worker", city.users["social_worker"].pk)
    assert "Mary Firth" in main(city, "social_worker2", "/people/mine/")
    assert "Nobody yet." in main(city, "social_worker", "/people/mine/")
    assert "Mary Firth" in city.client("social_worker2").get("/people/mine/?format=csv").content.decode()


def test_a_network_reassigns_only_its_own_planners(city: City) -> None:
    from tests.kit import add_user

    live = pathway_in(city, make_person(city), "live")
    add_user(city, "support_planner2", Role.SUPPORT_PLANNER, city.network)
    assert assign(city, live, "network_manager", "support_planner2").role == "planner"
    with pytest.raises(DomainError):
        assign(city, live, "network_manager", "social_worker2")
    with pytest.raises(NotAllowed):
        assign(city, live, "handover_champion", "social_worker2")


@pytest.mark.parametrize(
    ("to", "reason", "code"),
    [
        ("social_worker", "x", "unknown_worker"),
        ("provider", "x", "unknown_worker"),
        ("social_worker2", " ", "no_reason"),
    ],
)
def test_what_cannot_be(city: City, waiting: Pathway, to: str, reason: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        assign(city, waiting, "social_worker", to, reason)
    assert refused.value.codes == {code}


def test_a_closed_pathway_cannot_be_reassigned(city: City) -> None:
    with pytest.raises(DomainError) as refused:
        assign(city, pathway_in(city, make_person(city), "ended"), "social_worker", "social_worker2")
    assert refused.value.codes == {"closed"}


def test_by_the_page(city: City, waiting: Pathway) -> None:
    client, page = city.client("social_worker"), f"/pathways/{waiting.pk}/worker/"
    assert page in client.get(f"/people/{waiting.person_id}/").content.decode()
    sent = {
        "submission": str(uuid.uuid4()),
        "version": str(waiting.version),
        "reason": "Leave.",
        "worker": str(city.users["social_worker2"].pk),
    }
    assert client.post(page, sent).status_code == 303
    with acting_as(city.viewer("social_worker")):
        assert WorkerChange.objects.get().reason == "Leave."
    assert city.client("person").get(page).status_code == 403


def test_the_tasks_of_a_covered_colleague_are_on_today_without_another_query(city: City, waiting: Pathway) -> None:
    client = city.client("social_worker2")
    with CaptureQueriesContext(connection) as before:
        assert "You cover for" not in client.get("/").content.decode()
    assert "Nothing waits for you." in client.get("/?whose=mine").content.decode()
    away(city)
    with CaptureQueriesContext(connection) as after:
        assert "You cover for Ruth Adeyemi" in client.get("/").content.decode()
    assert len(after) == len(before) + 2, "those who are shown, and writing down who they were; none for the cover"
    assert "Mary" in main(city, "social_worker2", "/?whose=mine")
    assert "You cover for Ruth Adeyemi" in main(city, "social_worker2", "/people/mine/")
    assert "Yours" in main(city, "social_worker", "/?whose=mine")


def test_the_worklist_is_narrowed_to_a_worker_or_a_team(city: City, waiting: Pathway) -> None:
    team = Team.objects.create(organisation=city.council, name="West team")
    city.users["social_worker"].memberships.update(team=team)
    mine, other = city.users["social_worker"].pk, city.users["social_worker2"].pk
    for query, found in (
        ("", True),
        (f"?worker={mine}", True),
        (f"?worker={other}", False),
        (f"?team={team.pk}", True),
        ("?team=999999", True),
        ("?worker=%C2%B2", True),
        ("?show=in_time", False),
        (f"?worker={other}&team={team.pk}", False),
    ):
        assert ("With Ruth Adeyemi" in main(city, "social_worker2", f"/work/{query}")) is found, query
    assert "Ruth Adeyemi" in city.client("social_worker").get("/work/?format=csv").content.decode()
    assert city.client("volunteer_developer").get("/work/").status_code == 403
    assert city.client("handover_champion").get("/people/mine/").status_code == 403


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("", None), ("²", None), ("9" * 12, None), ("-1", None)])
def test_a_number_in_a_url(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_m4_only_the_people_on_the_page_that_is_shown_are_audited(city: City) -> None:
    """A page of Today names 25 people; its file names all."""
    for number in range(27):
        pathway_in(city, make_person(city, f"Ann Ash{number}"), "referred")
    marked = []
    for address in ("/", "/?page=2", "/?format=csv"):
        city.client("social_worker").get(address)
        with acting_as(city.viewer("social_worker")):
            marked.append(set(ListedPeople.objects.latest("pk").people))
    first, second, file = marked
    assert (len(first), len(second), len(file)) == (25, 2, 27)
    assert first | second == file


@pytest.mark.parametrize("role", ["administrator", "finance", "commissioner", "handover_champion"])
def test_roles_that_open_no_record_see_the_count_of_each_stage(city: City, role: str) -> None:
    pathway_in(city, make_person(city), "live")
    with acting_as(city.viewer(role)) as viewer:
        counted = {stage.words: stage.people for stage in people_by_stage(viewer=viewer)}
    assert counted["Support in place"] == 1
