"""The demonstration's city, for stories told with the same actions the pages call."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from locallinks.demo import city as demo_city

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=ZoneInfo("Europe/London"))


def quiet(words: str) -> None:
    """Progress nobody needs to read here."""


@pytest.fixture
def aireborough(db: None) -> demo_city.City:
    """The invented city with its places and its directory."""
    return demo_city.build(say=quiet, password=demo_city.PASSWORD, feed=None, at=NOW)
