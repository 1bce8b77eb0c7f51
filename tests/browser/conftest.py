"""Chromium, and a served copy of the peopled city for it (tests/conftest.py, tests/browser/server.py)."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import server as houses
from tests.browser.server import Server
from tests.browser.walker import Walker
from tests.conftest import Peopled


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(houses.ROOT / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Without Chromium a person is told and goes on; in CI that is a failure."""
    path = houses.chromium()
    if not path:
        pytest.fail(houses.NO_CHROMIUM) if os.environ.get("CI") else pytest.skip(houses.NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=houses.CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def house(peopled: Peopled, browser: Browser) -> Iterator[Server]:
    """For tests that change what is in it; they tell stories of different people."""
    with houses.copy_of(peopled.house) as copy, houses.serving(copy) as house:
        yield house


@pytest.fixture(scope="package")
def everybody(peopled: Peopled) -> dict[str, Any]:
    """Where to find whom."""
    return peopled.everybody


@pytest.fixture
def window(browser: Browser, house: Server) -> Iterator[Callable[..., Walker]]:
    """`window(PHONE)` opens one; `window(DESK, script=False)` one without script. All are closed at the end."""
    opened: list[Walker] = []

    def open_one(size: tuple[int, int], *, script: bool = True) -> Walker:
        opened.append(Walker(browser, house, size, script=script))
        return opened[-1]

    yield open_one
    for walker in opened:
        walker.close()
