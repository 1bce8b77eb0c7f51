"""A user with roles in two organisations: no list shows a person whom neither role would show alone."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from locallinks.foundation.accounts.models import Membership, Organisation
from locallinks.foundation.people.models import Share
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import ROLES, Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.front.queries.today import today_page
from tests.security.access_table import table
from tests.security.page_visits import url_for, url_patterns
from tests.security.world_base import NAME, World, own_transaction

LISTS = sorted(name for name, page in url_patterns().items() if not page.asks_for and page.view.http_method_names)
SHOWN = re.compile(rf'{NAME} \w+|href="/(?:people|pathways|messages|contacts)/\d+/')
BOTH = [  # whose account, and the role they are given at Millbank or its council as well
    ("other_support_planner", "volunteer_developer"),
    ("other_support_planner", "handover_champion"),
    ("other_social_worker", "handover_champion"),
    ("other_social_worker", "volunteer_developer"),
    ("provider", "support_planner"),
    ("other_person", "broker"),
    ("volunteer_developer", "broker"),
    ("other_social_worker", "broker"),
]


@contextmanager
def also_as(world: World, own: str, also: str) -> Iterator[None]:
    city, kinds = world.city, ROLES[Role(also)].kinds
    place = city.council if "council" in kinds else city.network
    if "health" in kinds:
        place = Organisation.objects.get(name="Mill Lane Surgery")
    with own_transaction():
        Membership.objects.create(user=city.users[own], organisation=place, role=also, starts_on=date(2020, 1, 1))
        yield


@pytest.fixture(scope="module")
def alone(world: World, clients: dict[str, Client]) -> Callable[[str], dict[str, set[str]]]:
    """Return whom each list shows to a user with one role, before they are given another."""
    return cache(lambda role: {name: shown(clients[role], name) for name in LISTS})


def shown(client: Client, name: str) -> set[str]:
    response = client.get(reverse(name), {"q": NAME})
    return set(SHOWN.findall(response.content.decode())) if response.status_code == 200 else set()


@pytest.mark.parametrize(("own", "also"), BOTH)
def test_h4_a_list_shows_nobody_whom_neither_role_shows_alone(
    world: World, clients: dict[str, Client], alone: Callable[[str], dict[str, set[str]]], own: str, also: str
) -> None:
    assert any(alone("support_planner").values()), "the lists name somebody"
    granted = {f'href="/people/{pk}/' for pk in world.city.viewer(own).people}
    by_either = {name: alone(own)[name] | alone(also)[name] | granted for name in LISTS}
    with also_as(world, own, also):
        more = {name: shown(clients[own], name) - by_either[name] for name in LISTS}
    assert {name: found for name, found in more.items() if found} == {}


@pytest.mark.parametrize("also", ["broker", "team_manager", "safeguarding_lead", "clinician"])
@pytest.mark.parametrize("page", ["timeline/?format=csv", "looks/?format=csv", "sharing/"])
def test_h4_a_page_about_somebody_shows_no_line_that_neither_role_shows(
    world: World, clients: dict[str, Client], page: str, also: str
) -> None:
    own, url = "network_manager", f"/people/{world.people['live'].pk}/{page}"
    names = [world.city.users[role].name for role in (own, also)]  # their looks are made by this test

    def lines(role: str) -> set[str]:
        response = clients[role].get(url)
        body = response.content.decode().split("<main", 1)[-1] if response.status_code == 200 else ""
        told = re.sub("<[^>]+>", "", body).splitlines()
        return {line.strip() for line in told if not any(name in line for name in names)}

    with own_transaction():
        by_either = lines(own) | lines(also)
    with also_as(world, own, also):
        assert lines(own) - by_either == set()


def test_h4_no_page_about_somebody_opens_that_neither_role_opens(world: World, clients: dict[str, Client]) -> None:
    """Another council's social worker who is this council's handover champion is no social worker here."""
    rows = {name: row for name, row in table().items() if row.stage != "-" and url_patterns()[name].asks_for}
    alone = {name for name, row in rows.items() if row.cells["handover_champion"] in {"yes", "look"}}
    urls = {name: url_for(world, name) for name in rows.keys() - alone}
    with also_as(world, "other_social_worker", "handover_champion"):
        opened = {name for name, url in urls.items() if clients["other_social_worker"].get(url).status_code == 200}
    assert opened == set()
    assert alone, "the champion opens some"


def test_h4_a_provider_who_also_plans_gives_support_to_nobody_more(world: World, clients: dict[str, Client]) -> None:
    """A person whose support by the provider has ended is known to the network, and not on the provider's list."""
    client, given = clients["provider"], "/arranging/?show=given"

    def told() -> list[Any]:
        today = re.findall("In place now[^<]*", client.get("/").content.decode())
        people = re.findall(f"{NAME} \\w+", client.get(given).content.decode())
        return [today, people, client.get(f"{given}&format=csv").content]

    with own_transaction():
        with acting_as(world.city.viewer("social_worker")):
            Share.objects.filter(organisation=world.city.provider).update(ends_on=clock.today())
        alone = told()
        Membership.objects.create(
            user=world.city.users["provider"],
            organisation=world.city.network,
            role=Role.SUPPORT_PLANNER,
            starts_on=date(2020, 1, 1),
        )
        assert told() == alone
        assert NAME in client.get("/arranging/").content.decode(), "what they arrange for Millbank"


@pytest.mark.parametrize(("own", "also"), BOTH)
def test_h4_today_counts_the_letters_of_where_they_are_ones_own(world: World, own: str, also: str) -> None:
    counted = []
    with also_as(world, own, also):
        for role in ("support_planner", own):
            viewer = world.city.viewer(role)
            with acting_as(viewer):
                counted.append(today_page(viewer=viewer, today=clock.today(), at=clock.now()))
    assert counted[0].by_hand, "somebody has letters"
    assert counted[1].by_hand == (counted[0].by_hand if also == "support_planner" else 0), "theirs have none"
