"""One city for all journeys: it takes seconds to build. Each journey gives back what it changed."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from locallinks.demo import city as demo
from locallinks.demo.city import City
from tests.journeys.recorded_story import STORY_START, rolled_back

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=ZoneInfo("Europe/London"))


def quiet(words: str) -> None:
    """Progress nobody needs to read here."""


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[City]:
    """The invented city with its places and its directory, and nobody in it to support."""
    with django_db_blocker.unblock(), rolled_back():
        yield demo.build(say=quiet, password="quick-brown-foxes", feed=None, at=STORY_START)


@pytest.fixture
def aireborough(built: City) -> Iterator[City]:
    """For one journey."""
    with rolled_back():
        yield built
