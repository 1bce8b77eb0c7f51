"""Somebody with a role in two organisations: a list shows them nobody whom neither role would show alone."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.people.models import Share
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.scope import acting_as
from locallinks.front.queries import todays
from tests.security.access import table
from tests.security.scene import NAME, World, its_own_transaction
from tests.security.test_pages import PART, QUERY
from tests.security.visiting import address_of, addresses

LISTS = sorted(name for name, page in addresses().items() if not page.asks_for and page.view.http_method_names)
SHOWN = re.compile(rf'{NAME} \w+|href="/(?:people|pathways|messages|contacts)/\d+/')
BOTH = [  # whose account, and the role they are given at Millbank or its council as well
    ("other_support_planner", "volunteer_developer"), ("other_support_planner", "handover_champion"),
    ("other_social_worker", "handover_champion"), ("other_social_worker", "volunteer_developer"),
    ("provider", "support_planner"),
]  # fmt: skip


@pytest.fixture(params=BOTH, ids=" and ".join)
def both(request: pytest.FixtureRequest, world: World) -> Iterator[tuple[str, str]]:
    own, also = request.param
    place = world.city.council if also == "handover_champion" else world.city.network
    with its_own_transaction():
        Membership.objects.create(user=world.city.users[own], organisation=place, role=also, starts_on=date(2020, 1, 1))
        yield own, also


def shown(client: Client, name: str) -> set[str]:
    response = client.get(reverse(name), {"q": NAME})
    return set(SHOWN.findall(response.content.decode())) if response.status_code == 200 else set()


def test_h4_a_list_shows_nobody_whom_neither_role_shows_alone(
    world: World, clients: dict[str, Client], both: tuple[str, str]
) -> None:
    own, also = both
    roles = ("support_planner", own, also)
    alone = {role: {name: shown(clients[role], name) for name in LISTS} for role in roles}
    assert any(alone["support_planner"].values()), "the lists name somebody"
    more = {name: shown(world.city.client(own), name) - alone[own][name] - alone[also][name] for name in LISTS}
    assert {name: found for name, found in more.items() if found} == {}


def test_h4_no_page_about_somebody_opens_that_neither_role_opens(world: World, clients: dict[str, Client]) -> None:
    """Another council's social worker who is this council's handover champion is no social worker here."""
    pages = {
        name: address_of(world, addresses()[name], row.stage, PART.get(name, "")) + QUERY.get(name, "")
        for name, row in table().items()
        if row.stage != "-" and addresses()[name].asks_for
    }
    alone = {name for name, url in pages.items() if clients["handover_champion"].get(url).status_code == 200}
    with its_own_transaction():
        Membership.objects.create(
            user=world.city.users["other_social_worker"], organisation=world.city.council, role="handover_champion",
            starts_on=date(2020, 1, 1),
        )  # fmt: skip
        client = world.city.client("other_social_worker")
        opened = {name for name, url in pages.items() if client.get(url).status_code == 200}
    assert opened - alone == set()
    assert alone, "the champion opens some"


def test_h4_a_provider_who_also_plans_gives_support_to_nobody_more(world: World, clients: dict[str, Client]) -> None:
    """Whose support was ended for the provider is still known to the network: not on the provider's list for that."""
    client, given = clients["provider"], "/arranging/?show=given"

    def told() -> list[Any]:
        today = re.findall("In place now[^<]*", client.get("/").content.decode())
        people = re.findall(f"{NAME} \\w+", client.get(given).content.decode())
        return [today, people, client.get(f"{given}&format=csv").content]

    with its_own_transaction():
        with acting_as(world.city.viewer("social_worker")):
            Share.objects.filter(organisation=world.city.provider).update(ends_on=clock.today())
        alone = told()
        Membership.objects.create(
            user=world.city.users["provider"], organisation=world.city.network, role="support_planner",
            starts_on=date(2020, 1, 1),
        )  # fmt: skip
        assert told() == alone
        assert NAME in client.get("/arranging/").content.decode(), "what they arrange for Millbank"


def test_h4_today_counts_the_letters_of_where_they_are_ones_own(world: World, both: tuple[str, str]) -> None:
    counted = []
    for role in ("support_planner", both[0]):
        viewer = world.city.viewer(role)
        with acting_as(viewer):
            counted.append(todays(viewer=viewer, today=clock.today(), at=clock.now()))
    assert counted[0].by_hand, "somebody has letters"
    assert counted[1].by_hand == (counted[0].by_hand if both[1] == "support_planner" else 0), "theirs have none"
