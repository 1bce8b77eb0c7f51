"""Every page, on a phone and on a desk, by somebody who may open it: with people, with nobody, with something wrong.

For each: axe, one h1, a title, nothing wider than the screen, no inline style (tests/browser/walker.py); the skip link
first for the keyboard; no menus on paper; and words as easy as pages.md asks.
"""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from locallinks.foundation.ui.reading import page_words, reading_age
from tests.browser.visits import PEOPLE_THEMSELVES, SEEN_ELSEWHERE, VISITS, Visit
from tests.browser.walker import DESK, PHONE, Walker

AGES = {True: 11, False: 13}  # for people, and for staff (pages.md, Voice)
ENOUGH_WORDS = 25  # a sum of reading age on less than that says nothing
NOT_ON_PAPER = ".ll-doors, .ll-search, .ll-header__door, .ll-footer, .govuk-skip-link, .govuk-back-link, .govuk-button"
# The next Tab begins at the top again: there is no other way to say so without opening the page anew.
TO_THE_TOP = """() => { const top = document.createElement("span");
    top.tabIndex = -1; document.body.prepend(top); top.focus({preventScroll: true}); top.remove(); }"""
HREFS = """() => [...document.querySelectorAll('a[href^="/"]')].map(link => link.getAttribute("href"))"""
SHOWN_ON_PAPER = f"""() => [...document.querySelectorAll("{NOT_ON_PAPER}")]
    .filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("who", VISITS, ids=lambda who: who or "nobody")
def test_pages(everybody: dict, window: Callable[..., Walker], who: str) -> None:
    """Opened once and looked at twice, on a desk and then on a phone: what has to change does so by itself."""
    walker = window(PHONE)
    if who:
        walker.sign_in(who)
    links: dict[str, tuple[str, str]] = {}
    for visit in VISITS[who]:
        _look_at(walker, visit, everybody, links)
    _follow(walker, links)
    assert not walker.faults, "\n".join(walker.faults)


def _look_at(walker: Walker, visit: Visit, everybody: dict, links: dict[str, tuple[str, str]]) -> None:
    walker.resize(DESK)
    response = walker.open(_address(visit, everybody))
    if response is None or response.status != visit.status:
        walker.fault(f"answered {response and response.status}, not {visit.status}")
        return
    name = f"{visit.page} {visit.about} {visit.query} {' '.join(map(str, visit.keys.values()))}"
    _picture(walker, name)
    _by_keyboard(walker)
    _on_paper(walker)
    _words(walker, walker.sent(response))
    walker.resize(PHONE)
    walker.page.evaluate(TO_THE_TOP)
    walker.look(response)
    _picture(walker, name)
    _by_keyboard(walker)
    _collect(walker, links)
    if visit.wrong:
        _with_nothing_filled_in(walker, visit)


def _collect(walker: Walker, links: dict[str, tuple[str, str]]) -> None:
    """Every address this page leads to, one of each kind: links to two people are the same kind of link."""
    for href in walker.page.evaluate(HREFS):
        links.setdefault(re.sub(r"[0-9a-f-]{36}|[0-9]+", "0", href.partition("#")[0]), (href, walker.path))


def _follow(walker: Walker, links: dict[str, tuple[str, str]]) -> None:
    """No link leads nowhere, or to a page this person may not open."""
    for href, found_on in links.values():
        response = walker.page.request.get(walker.house.address + href)
        if response.status >= 400:
            walker.fault(f"its link to {href} (from {found_on}) answers {response.status}")
        response.dispose()


def _address(visit: Visit, everybody: dict) -> str:
    if visit.page.startswith("/"):
        return visit.page
    route = _routes()[visit.page]
    known = {**everybody, **everybody["people"].get(visit.about, {})}
    given = {key: known.get(value, value) if isinstance(value, str) else value for key, value in visit.keys.items()}
    keys = {key: given.get(key, known.get(key)) for key in route}
    return reverse(visit.page, kwargs=keys) + (f"?{visit.query}" if visit.query else "")


def _by_keyboard(walker: Walker) -> None:
    walker.page.keyboard.press("Tab")
    reached = walker.page.evaluate("document.activeElement.className")
    summary = walker.page.locator(".govuk-error-summary").count()  # where there is one, that is where reading begins
    if "govuk-skip-link" not in reached and not summary:
        walker.fault("the first Tab does not reach “Skip to main content”")


def _on_paper(walker: Walker) -> None:
    walker.page.emulate_media(media="print")
    for shown in walker.page.evaluate(SHOWN_ON_PAPER):
        walker.fault(f"printed, and should not be: {shown}")
    walker.page.emulate_media(media="screen")


def _words(walker: Walker, html: str) -> None:
    own, words = walker.who in PEOPLE_THEMSELVES, page_words(html)
    age = reading_age(words)
    if len(words.split()) >= ENOUGH_WORDS and age > AGES[own]:
        walker.fault(f"reads like age {age}, not {AGES[own]}: {' / '.join(words.splitlines())[:600]}")


def _picture(walker: Walker, name: str) -> None:
    """For whoever wants to look: LOCALLINKS_PICTURES=/tmp/pictures bin/test tests/browser"""
    if folder := os.environ.get("LOCALLINKS_PICTURES"):
        plain = re.sub(r"[^a-zA-Z0-9]+", "-", f"{walker.who or 'nobody'} {name}").strip("-")
        walker.page.screenshot(path=f"{folder}/{walker.size[0]}/{plain}.png", full_page=True)


def _with_nothing_filled_in(walker: Walker, visit: Visit) -> None:
    """The page comes back, says what is missing, and its summary leads to the question."""
    for box in walker.main.locator("input[type=text]:visible, input[type=email]:visible, textarea:visible").all():
        box.fill("")
    walker.press(visit.wrong, walker.main.locator("form"), wrong=True)
    _picture(walker, f"{visit.page} wrong")
    if not walker.main.locator(".govuk-error-summary").count():
        walker.fault(f"“{visit.wrong}” with nothing filled in shows no list of problems")
    elif not walker.page.title().startswith("Error:"):
        walker.fault("its title does not begin with “Error:”")


def test_every_page_is_looked_at() -> None:
    """A new page needs a line in tests/browser/visits.py."""
    looked_at = {visit.page for visits in VISITS.values() for visit in visits} | set(SEEN_ELSEWHERE)
    assert sorted(set(_routes()) - looked_at) == []


def _routes() -> dict[str, list[str]]:
    """Every named address of the house, with what it needs filled in."""
    return dict(_under(get_resolver().url_patterns, ""))


def _under(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[tuple[str, list[str]]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            if one.app_name == "ninja":  # an API is no page
                continue
            yield from _under(one.url_patterns, f"{one.namespace}:" if one.namespace else namespace)
        else:
            yield f"{namespace}{one.name}", list(one.pattern.converters)
