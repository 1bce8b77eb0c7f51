"""One served city and one Chromium for all browser tests of a run (tests/browser/house.py)."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import house as houses
from tests.browser.house import House
from tests.browser.walker import Walker


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
def house(browser: Browser) -> Iterator[House]:
    with houses.standing() as house:
        yield house


@pytest.fixture(scope="package")
def everybody(house: House) -> dict[str, Any]:
    """Somebody at every stage of the way through; gives where to find them (tests/browser/people.py)."""
    return house.run("tests.browser.people", "everybody")


@pytest.fixture
def window(browser: Browser, house: House) -> Iterator[Callable[..., Walker]]:
    """`window(PHONE)` opens one; `window(DESK, script=False)` one without script. All are closed at the end."""
    opened: list[Walker] = []

    def open_one(size: tuple[int, int], *, script: bool = True) -> Walker:
        opened.append(Walker(browser, house, size, script=script))
        return opened[-1]

    yield open_one
    for walker in opened:
        walker.close()
