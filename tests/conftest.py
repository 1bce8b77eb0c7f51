"""The populated city that tests/browser and tests/pages share: built once in a run, and each page fetched once."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.browser import server as servers
from tests.browser.server import Server
from tests.pages.fetched_pages import FetchedPage, load_fetched_pages


class PopulatedCity(NamedTuple):
    server: Server  # to be copied: no test changes it
    everybody: dict[str, Any]


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers of this run share, and no other run uses."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def populated_city(run_folder: Path, django_db_blocker: Any) -> Iterator[PopulatedCity]:
    """A city with somebody at every stage, and their ids (tests/browser/populate_city.py)."""
    file = run_folder / "everybody.json"
    with ExitStack() as stack:
        with one_at_a_time(file):
            everybody = json.loads(file.read_text()) if file.exists() else None
            if everybody is None or not Server(everybody["database"]).exists():  # its worker has dropped it
                with django_db_blocker.unblock():
                    server = stack.enter_context(servers.new_server())
                everybody = {**server.run("tests.browser.populate_city", "everybody"), "database": server.database}
                file.write_text(json.dumps(everybody))
        yield PopulatedCity(Server(everybody["database"]), everybody)


@pytest.fixture(scope="session")
def readings(populated_city: PopulatedCity, run_folder: Path) -> list[FetchedPage]:
    """Every page of every visit, fetched without a browser (tests/pages/fetched_pages.py)."""
    file = run_folder / "readings.json"
    with one_at_a_time(file):
        if not file.exists():
            with servers.copy_of(populated_city.server) as server:
                server.run("tests.pages.fetched_pages", str(run_folder / "everybody.json"), str(file))
    return load_fetched_pages(file)
