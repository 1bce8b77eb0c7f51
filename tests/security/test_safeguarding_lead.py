"""Safeguarding leads open the concerns of their council, and a worker opens a concern that was opened to them.

access.txt says which pages the role opens. Here: both leads of a council, a worker whom a concern was opened to, what
the database shows, and that a lead it is hidden from sees the same as if there were none.
"""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from locallinks.foundation.concerns.actions import raise_concern
from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from tests.security.page_visits import page_url, rolled_back, url_patterns
from tests.security.test_pages import without_numbers
from tests.security.test_row_level import ONLY_READERS, count, seen_by
from tests.security.world_base import MARKED_WORDS, WORDS, World, own_transaction

NAME = MARKED_WORDS["a person's name"]
OURS = ("concerns:concern", "concerns:decide_concern", "concerns:finish_concern", "concerns:open_concern_to_colleague")
LEADS = ("safeguarding_lead", "safeguarding_lead2")


def there(world: World, name: str, stage: str = "live") -> str:
    return page_url(world, url_patterns()[name], stage)


def of_a_concern(world: World) -> list[str]:
    return ["/worries/", "/worries/?format=csv", *(there(world, name) for name in OURS)]


def post(client: Client, url: str) -> HttpResponse:
    return client.post(url, {"submission": str(uuid.uuid4()), "why": "x"})


def test_both_leads_open_them(world: World, clients: dict[str, Client]) -> None:
    for lead in LEADS:
        for url in of_a_concern(world):
            assert clients[lead].get(url).status_code == 200, (lead, url)
        assert NAME in clients[lead].get("/worries/").content.decode()


def test_whoever_it_was_opened_to_opens_that_one_and_opens_it_to_nobody(
    world: World, clients: dict[str, Client]
) -> None:
    client = clients["safeguarding_worker"]
    for name, met in (
        ("concerns:concern", 200),
        ("concerns:finish_concern", 200),
        ("concerns:open_concern_to_colleague", 403),
    ):
        assert client.get(there(world, name, "in_review")).status_code == met, name
        assert client.get(there(world, name, "live")).status_code == 404, name
    assert client.get("/worries/").content.decode().count("/worries/") >= 1
    with acting_as(world.city.viewer("safeguarding_worker")):
        assert {table: count(table) for table in ONLY_READERS} == {
            "concerns_concern": 1,
            "concerns_concerndecision": 1,
            "concerns_concernreader": 1,
            "concerns_concernoutcome": 0,
        }


def test_nobody_else_opens_or_sends_them(world: World, clients: dict[str, Client]) -> None:
    """Every other user, whatever their role: the list as a file, a concern, and the decision about it."""
    faults, concern, decision = [], there(world, "concerns:concern"), there(world, "concerns:decide_concern")
    with rolled_back(world) as changed:
        for role, client in clients.items():
            if role in (*LEADS, "safeguarding_worker", "nobody"):
                continue
            listed = client.get("/worries/?format=csv")
            refused = listed.status_code == 403 or role == "other_safeguarding_lead"
            if not refused or NAME in listed.content.decode():
                faults.append(f"{role} meets {listed.status_code} on the list")
            answer, sent = client.get(concern), post(client, decision)
            if not {answer.status_code, sent.status_code} <= {403, 404} or NAME in answer.content.decode():
                faults.append(f"{role} meets {answer.status_code} on {concern} and {sent.status_code} on {decision}")
    assert not faults, "\n".join(faults)
    assert not changed


@pytest.fixture
def kept(world: World, clients: dict[str, Client]) -> Any:
    """What the first lead sees before and after a concern that is hidden from them was raised."""

    def met(role: str) -> list[str]:
        pages = ("/", "/?format=csv", "/worries/", "/worries/?show=waiting", "/worries/?format=csv", "/people/")
        return [without_numbers(clients[role].get(page)) for page in pages]

    def raised(told: Callable[[], dict[str, Any]]) -> tuple[list[str], list[str], list[str], Concern]:
        first, deputy = met("safeguarding_lead"), met("safeguarding_lead2")
        world.act(
            "person",
            raise_concern,
            person=world.people["suspended"],
            what_happened=WORDS,
            danger_now=True,
            person_knows=True,
            safe_to_contact="no",
            **told(),
        )
        with acting_as(world.city.viewer("safeguarding_lead2")):
            concern = Concern.objects.get(person=world.people["suspended"])
        assert met("safeguarding_lead2") != deputy
        return first, met("safeguarding_lead"), deputy, concern

    with own_transaction():
        yield raised


def ticks(world: World) -> dict[str, Any]:
    return {"hidden_from": [world.city.users["safeguarding_lead"].pk]}


def works_for_the_network(world: World) -> dict[str, Any]:
    """A user in a role that opens no record."""
    network = world.city.network
    world.city.users["safeguarding_lead"].memberships.create(
        organisation=network, role=Role.ADMINISTRATOR, starts_on="2020-01-01"
    )
    return {"source_organisation_id": network.pk}


def test_h5_a_ticked_lead_meets_the_same_as_where_there_is_none(
    world: World, clients: dict[str, Client], kept: Any
) -> None:
    before, after, _, concern = kept(lambda: ticks(world))
    assert after == before
    check_it_is_nowhere(world, clients, concern)


def test_h5_a_lead_who_also_works_for_the_named_organisation_meets_none(
    world: World, clients: dict[str, Client], kept: Any
) -> None:
    *_, concern = kept(lambda: works_for_the_network(world))
    check_it_is_nowhere(world, clients, concern)


def check_it_is_nowhere(world: World, clients: dict[str, Client], concern: Concern) -> None:
    deputy, person = world.city.viewer("safeguarding_lead2"), world.people["suspended"]
    with acting_as(deputy):
        queue_message(
            viewer=deputy,
            person=person,
            kind="concern",
            key="concern",
            subject="x",
            body="x",
            purpose="concern",
            user=world.city.users["safeguarding_lead2"],
            at=world.at,
        )
    client, never = clients["safeguarding_lead"], uuid.uuid4()
    for part in ("", "decision/", "end/", "open/"):
        url, of_none = f"/worries/{concern.pk}/{part}", f"/worries/{never}/{part}"
        assert client.get(url).status_code == client.get(of_none).status_code == 404
        assert post(client, url).status_code == post(client, of_none).status_code
        bodies = [without_numbers(client.get(address)) for address in (url, of_none)]
        keys = [re.sub(r"\d+", "", str(pk)) for pk in (concern.pk, never)]
        assert bodies[0].replace(keys[0], "") == bodies[1].replace(keys[1], "")
    for viewer, seen in ((deputy, True), (world.city.viewer("safeguarding_lead"), False)):
        with acting_as(viewer):
            found = {
                "concern": count("concerns_concern", f"id = '{concern.pk}'"),
                "audit": count("audit_entry", f"purpose = 'concern' and person_id = {person.pk}"),
                "messages": count("outbox_message", "purpose = 'concern'"),
            }
        assert all(bool(many) is seen for many in found.values()), (viewer.name, found)


def test_the_database_shows_a_lead_of_another_council_nothing(world: World) -> None:
    assert not any(found for found in seen_by(world, "other_safeguarding_lead").values())
