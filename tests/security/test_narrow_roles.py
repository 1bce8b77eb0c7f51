"""Roles that open little of a record: clinician, team manager, broker. access.txt says which pages they open."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.permissions import may_end
from locallinks.personal.brokerage.queries.board import arranging_roles
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent
from locallinks.personal.pathways.models import Pathway
from tests.security.page_visits import form_of, page_url, rolled_back, url_patterns
from tests.security.test_row_level import seen_by
from tests.security.world_base import MARKED_WORDS, NAME, WORDS, World

BY_THE_COUNCIL = "council_approved"
TEAM_TABLES = {"teams_teammembership", "teams_teamtier", "teams_teamgoal", "teams_teamgoalend"}


def here(world: World, page: str, stage: str) -> str:
    return reverse(page, kwargs={"pathway_id": world.pathways[stage].pk})


def test_a_broker_arranges_what_the_council_planned_and_opens_nothing_else(
    world: World, clients: dict[str, Client]
) -> None:
    broker = clients["broker"]
    assert broker.get(here(world, "brokerage:arrangements", BY_THE_COUNCIL)).status_code == 200
    for stage in ("approved", "brokering", "live"):  # planned by the network
        assert broker.get(here(world, "brokerage:arrangements", stage)).status_code == 403, stage
    for page in (
        "plans:plan",
        "pathways:step_history",
        "outcomes:outcomes",
        "assessments:assessment",
        "budgets:budget",
    ):
        assert broker.get(here(world, page, BY_THE_COUNCIL)).status_code == 403, page
    person = reverse("front:person", kwargs={"person_id": world.people[BY_THE_COUNCIL].pk})
    assert broker.get(person).status_code == 403


def test_a_brokers_board_and_today_hold_what_the_council_planned_alone(
    world: World, clients: dict[str, Client]
) -> None:
    theirs = here(world, "brokerage:arrangements", BY_THE_COUNCIL)
    with acting_as(world.city.viewer("social_worker")):
        council = arranging_roles([world.pathways[stage] for stage in world.pathways])
    others = [
        here(world, "brokerage:arrangements", stage)
        for stage, way in world.pathways.items()
        if way.pk in council and "broker" not in council[way.pk]
    ]
    assert others
    for page in (reverse("brokerage:board"), "/"):
        body = clients["broker"].get(page).content.decode()
        assert theirs in body, page
        assert not [url for url in others if url in body], page
        assert theirs not in clients["other_broker"].get(page).content.decode()


def test_a_broker_starts_to_arrange(world: World, clients: dict[str, Client]) -> None:
    url = here(world, "brokerage:arrangements", BY_THE_COUNCIL)
    with rolled_back(world, clients["broker"]) as changed:
        assert clients["other_broker"].post(url, {}).status_code in {403, 404}
        form = form_of(clients["broker"].get(url), WORDS)
        assert clients["broker"].post(url, form).status_code == 303
        assert clients["broker"].get(url).status_code == 200
    assert "pathways_pathway" in changed


def test_a_broker_arranges_and_ends_nothing_once_the_pathway_has_closed(
    world: World, clients: dict[str, Client]
) -> None:
    arranging = here(world, "brokerage:arrangements", BY_THE_COUNCIL)
    with rolled_back(world):
        world.act(
            "social_worker",
            move_pathway,
            pathway_id=world.pathways[BY_THE_COUNCIL].pk,
            event=PathwayEvent.WITHDRAW,
            facts=dict.fromkeys(("said_by_person", "closing_routine", "refusal_may_stand", "reason_given"), True),
            reason="They asked to stop",
        )
        for role, met, may in (("broker", 403, False), ("social_worker", 200, True)):
            assert clients[role].get(arranging).status_code == met, role
            with acting_as(world.city.viewer(role)) as viewer:
                pathway = Pathway.objects.get(pk=world.pathways[BY_THE_COUNCIL].pk)
                assert may_end(viewer, pathway) == may, role


def test_a_team_manager_sees_the_people_of_the_team_and_gives_one_to_a_colleague(
    world: World, clients: dict[str, Client]
) -> None:
    manager = clients["team_manager"]
    assert NAME in manager.get(reverse("front:caseload")).content.decode()
    assert NAME not in clients["other_team_manager"].get(reverse("front:caseload")).content.decode()
    url = here(world, "pathways:reassign_worker", "live")
    with rolled_back(world, manager) as changed:
        colleague = world.city.users["social_worker2"].pk
        form = form_of(manager.get(url), WORDS, worker=[str(colleague)])
        assert manager.post(url, form).status_code == 303
    assert "pathways_pathway" in changed


def test_a_team_managers_list_says_who_works_with_each(world: World, clients: dict[str, Client]) -> None:
    page = clients["team_manager"].get(reverse("front:caseload"))
    assert "The team&#39;s people, and who works with each" in page.content.decode()
    assert world.city.users["social_worker"].name in page.content.decode()
    today = clients["team_manager"].get("/").content.decode()
    assert "The team&#39;s people, and who works with each" in today
    assert "working with" not in today


@pytest.mark.parametrize(
    ("role", "page", "kwargs"),
    [
        ("team_manager", "front:person", {"person_id": "live"}),
        ("team_manager", "handovers:introduction_queue", {}),
        ("broker", "brokerage:board", {}),
        ("broker", "brokerage:arrangements", {"pathway_id": BY_THE_COUNCIL}),
    ],
)
def test_no_link_on_their_pages_refuses(
    world: World, clients: dict[str, Client], role: str, page: str, kwargs: dict[str, str]
) -> None:
    keys = {name: (world.people if name == "person_id" else world.pathways)[stage].pk for name, stage in kwargs.items()}
    body = clients[role].get(reverse(page, kwargs=keys)).content.decode()
    links = sorted(
        {link for link in re.findall(r'href="(/[^"#]*)"', body) if not link.startswith(("/static/", "/sign-"))}
    )
    refused = [link for link in links if clients[role].get(unescape(link)).status_code >= 400]
    assert not refused


@pytest.mark.parametrize("page", ["plans:plan", "assessments:assessment", "budgets:budget", "brokerage:arrangements"])
def test_a_team_manager_reads_no_plan_and_no_money(world: World, clients: dict[str, Client], page: str) -> None:
    assert clients["team_manager"].get(here(world, page, "live")).status_code == 403


def test_a_clinicians_lists_name_those_who_agreed_and_nobody_else(world: World, clients: dict[str, Client]) -> None:
    name = MARKED_WORDS["a person's name"]
    for url in ("/", "/search/?q=zephyrine", "/teams/", "/worry/"):
        assert name not in clients["clinician"].get(url).content.decode(), url
    page = page_url(world, url_patterns()["teams:team"], "-")
    assert name in clients["clinician"].get(page).content.decode()
    assert name not in clients["nurse"].get(page).content.decode()
    for url in ("/people/", "/people/?q=zephyrine"):
        assert clients["clinician"].get(url).status_code == 403


def test_the_database_shows_a_clinician_the_team_and_who_it_is_about(world: World) -> None:
    seen = {table for table, found in seen_by(world, "clinician").items() if found}
    assert seen - {"audit_entry", "teams_teammeeting", "people_death"} == TEAM_TABLES | {
        "people_person",
        "people_share",
    }
    for role in ("nurse", "other_clinician"):
        assert not any(found for found in seen_by(world, role).values()), role
    with acting_as(world.city.viewer("clinician")):
        assert world.people["in_review"].pk not in {row.pk for row in type(world.people["live"]).objects.all()}
