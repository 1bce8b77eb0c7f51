"""Chromium, and a served copy of the populated city for it (tests/conftest.py, tests/browser/server.py)."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import server as servers
from tests.browser.server import Server
from tests.browser.walker import Walker
from tests.conftest import PopulatedCity


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(servers.ROOT / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Without Chromium these tests are skipped, saying so; in CI they fail."""
    path = servers.chromium()
    if not path:
        pytest.fail(servers.NO_CHROMIUM) if os.environ.get("CI") else pytest.skip(servers.NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=servers.CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def server(populated_city: PopulatedCity, browser: Browser) -> Iterator[Server]:
    """A city that tests may change, as each test is about another person."""
    with servers.copy_of(populated_city.server) as copy, servers.serving(copy) as server:
        yield server


@pytest.fixture(scope="package")
def everybody(populated_city: PopulatedCity) -> dict[str, Any]:
    """The ids of people and of their records."""
    return populated_city.everybody


@pytest.fixture
def window(browser: Browser, server: Server) -> Iterator[Callable[..., Walker]]:
    """`window(PHONE)` opens a window; `window(DESK, script=False)` opens one without script."""
    opened: list[Walker] = []

    def open_window(size: tuple[int, int], *, script: bool = True) -> Walker:
        opened.append(Walker(browser, server, size, script=script))
        return opened[-1]

    yield open_window
    for walker in opened:
        walker.close()
