"""Each template is opened once, at the width of a phone and of a desk, by somebody who may open it.

Checks that need a browser: axe, nothing wider than the screen, the skip link first for the keyboard, no menus on
paper, and the page that comes back when nothing is filled in. tests/pages/fetched_pages.py works out which visits show
something new; tests/pages/test_markup.py checks the HTML of all of them.
"""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import server as servers
from tests.browser.pages_to_open import VISITS
from tests.browser.server import Server
from tests.browser.visit import Visit
from tests.browser.walker import DESK, PHONE, Walker
from tests.conftest import PopulatedCity
from tests.markup import NOT_ON_PAPER
from tests.pages.fetched_pages import FetchedPage

# The next Tab begins at the top again: there is no other way to say so without opening the page anew.
TO_THE_TOP = """() => { const top = document.createElement("span");
    top.tabIndex = -1; document.body.prepend(top); top.focus({preventScroll: true}); top.remove(); }"""
# Where something is wrong, that is where reading begins.
SKIPS = """() => document.activeElement.classList.contains("govuk-skip-link")
    || document.querySelector(".govuk-error-summary") !== null"""
SHOWN_ON_PAPER = f"""() => [...document.querySelectorAll("{", ".join(f".{name}" for name in sorted(NOT_ON_PAPER))}")]
    .filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 100))"""
AT_MOST = 40  # lines of one person in one test, so that workers share them


def _parts() -> Iterator[tuple[str, range]]:
    for who, visits in VISITS.items():
        for first in range(0, len(visits), AT_MOST):
            yield who, range(first, min(first + AT_MOST, len(visits)))


def _named(part: tuple[str, range]) -> str:
    who, lines = part
    return f"{who or 'nobody'}-{lines.start // AT_MOST + 1}"


@pytest.fixture(scope="module")
def server(populated_city: PopulatedCity, browser: Browser) -> Iterator[Server]:
    """A copy that no other test changes, so that these visits are as they were fetched."""
    with servers.copy_of(populated_city.server) as copy, servers.serving(copy) as server:
        yield server


@pytest.mark.parametrize("part", list(_parts()), ids=_named)
def test_pages(
    readings: list[FetchedPage], everybody: dict, window: Callable[..., Walker], part: tuple[str, range]
) -> None:
    """Open each page once, at the width of a desk, and narrow the window to that of a phone."""
    who, lines = part
    chosen = [
        reading for reading in readings if reading.who == who and reading.number in lines and reading.for_the_browser
    ]
    if not chosen:
        return  # all that they see is seen by others
    walker = window(PHONE)
    if who:
        walker.signed_in_already(who, everybody["sessions"][who])
    for reading in chosen:
        _look_at(walker, VISITS[who][reading.number], everybody, press=reading.wrong_for_the_browser)
    assert not walker.faults, "\n".join(walker.faults)


def _look_at(walker: Walker, visit: Visit, everybody: dict, *, press: bool) -> None:
    walker.resize(DESK)
    response = walker.open(visit.address(everybody), whole=True)
    if response is None or response.status != visit.status:
        walker.fault(f"answered {response and response.status}, not {visit.status}")
        return
    if walker.who and walker.path.startswith("/sign-in/"):
        walker.fault("is not signed in any more")
        return
    _picture(walker, str(visit))
    _by_keyboard(walker)
    _on_paper(walker)
    walker.resize(PHONE)
    walker.page.evaluate(TO_THE_TOP)
    walker.look_again()
    _picture(walker, str(visit))
    _by_keyboard(walker)
    if press:
        _with_nothing_filled_in(walker, visit)


def _by_keyboard(walker: Walker) -> None:
    walker.page.keyboard.press("Tab")
    if not walker.page.evaluate(SKIPS):
        walker.fault("the first Tab does not reach “Skip to main content”")


def _on_paper(walker: Walker) -> None:
    walker.page.emulate_media(media="print")
    for shown in walker.page.evaluate(SHOWN_ON_PAPER):
        walker.fault(f"printed, and should not be: {shown}")
    walker.page.emulate_media(media="screen")


def _picture(walker: Walker, name: str) -> None:
    """Save a picture of the page: LOCALLINKS_PICTURES=/tmp/pictures bin/test tests/browser"""
    if folder := os.environ.get("LOCALLINKS_PICTURES"):
        plain = re.sub(r"[^a-zA-Z0-9]+", "-", f"{walker.who or 'nobody'} {name}").strip("-")
        walker.page.screenshot(path=f"{folder}/{walker.size[0]}/{plain}.png", full_page=True)


def _with_nothing_filled_in(walker: Walker, visit: Visit) -> None:
    """The page comes back and shows what is missing; tests/pages/test_markup.py checks its words."""
    for box in walker.main.locator("input[type=text]:visible, input[type=email]:visible, textarea:visible").all():
        box.fill("")
    walker.press(visit.wrong, walker.main.locator("form"), wrong=True)
    _picture(walker, f"{visit.page} wrong")
    if not walker.main.locator(".govuk-error-summary").count():
        walker.fault(f"“{visit.wrong}” with nothing filled in shows no list of problems")
    elif not walker.page.title().startswith("Error:"):
        walker.fault("its title does not begin with “Error:”")
