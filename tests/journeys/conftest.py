"""One city for all journeys: it takes seconds to build. Each journey gives back what it changed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from locallinks.demo import city as demo
from locallinks.demo.city import City
from tests.journeys.watched import BEGUN


@contextmanager
def given_back() -> Iterator[None]:
    """A transaction that is undone at the end, in which `acting_as` may open its own, as pytest-django does it."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def aireborough(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[City]:
    with django_db_blocker.unblock(), given_back():
        yield demo.build(say=lambda words: None, password="quick-brown-foxes", feed=None, at=BEGUN)


@pytest.fixture
def city(aireborough: City) -> Iterator[City]:
    """For a journey of its own."""
    with given_back():
        yield aireborough
