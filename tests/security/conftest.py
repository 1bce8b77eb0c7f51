"""One world for all tests of this folder: it takes seconds to build, and every test rolls its changes back."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.kit import City
from tests.security.page_visits import clients_of
from tests.security.sign_in_kit import HASHED
from tests.security.world import build_world
from tests.security.world_base import World, own_transaction


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    with django_db_blocker.unblock(), own_transaction():
        yield build_world()


@pytest.fixture(scope="package")
def clients(world: World) -> dict[str, Client]:
    """A client for every user, signed in. A page that raises an error answers 500."""
    found = clients_of(world)
    for client in found.values():
        client.raise_request_exception = False
    return found


@pytest.fixture
def door(world: World) -> Iterator[City]:
    """The city; two social workers and one of another council have passwords."""
    city, everybody = world.city, dict(world.city.users)
    with own_transaction():
        for role in ("social_worker", "social_worker2", "other_social_worker"):
            city.users[role].password = HASHED
            city.users[role].save()
        yield city
    city.users = everybody
    for user in everybody.values():
        user.refresh_from_db()
