"""The peopled city of tests/browser and tests/pages: built once a run, whoever asks first, and read once."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.browser import server as houses
from tests.browser.server import Server
from tests.pages.fetched_pages import FetchedPage, load_fetched_pages


class Peopled(NamedTuple):
    house: Server  # to copy: nobody changes it
    everybody: dict[str, Any]


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers of one run share, and no other run knows."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def peopled(of_this_run: Path, django_db_blocker: Any) -> Iterator[Peopled]:
    """A city with somebody at every stage, and where to find them (tests/browser/populate_city.py)."""
    file = of_this_run / "everybody.json"
    with ExitStack() as until_the_end:
        with one_at_a_time(file):
            told = json.loads(file.read_text()) if file.exists() else None
            if told is None or not Server(told["database"]).exists():  # dropped by the worker that built it
                with django_db_blocker.unblock():
                    house = until_the_end.enter_context(houses.new_server())
                told = {**house.run("tests.browser.populate_city", "everybody"), "database": house.database}
                file.write_text(json.dumps(told))
        yield Peopled(Server(told["database"]), told)


@pytest.fixture(scope="session")
def readings(peopled: Peopled, of_this_run: Path) -> list[FetchedPage]:
    """What everybody's visits show, without a browser (tests/pages/fetched_pages.py)."""
    file = of_this_run / "readings.json"
    with one_at_a_time(file):
        if not file.exists():
            with houses.copy_of(peopled.house) as house:
                house.run("tests.pages.fetched_pages", str(of_this_run / "everybody.json"), str(file))
    return load_fetched_pages(file)
