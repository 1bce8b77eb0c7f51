"""One world for all tests here: it takes seconds to build, and every test gives back what it changed."""

from collections.abc import Iterator

import pytest

from tests.security.world import World, build_world, its_own_transaction


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    with django_db_blocker.unblock(), its_own_transaction():
        yield build_world()
