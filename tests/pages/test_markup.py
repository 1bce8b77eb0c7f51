"""Checks of the HTML of every visit in tests/browser/pages_to_open.py.

Checks that need a browser are in tests/browser/test_pages.py.
"""

import pytest
from django.template import engines
from django.test import RequestFactory
from jinja2 import meta

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.ui.jinja import GOVUK
from locallinks.foundation.ui.pages import render
from tests.browser.pages_of_people import PEOPLE_THEMSELVES
from tests.browser.pages_to_open import SEEN_ELSEWHERE, VISITS
from tests.browser.visit import Visit, routes
from tests.markup import parse_html, problems_of_page
from tests.pages.fetched_pages import FetchedPage, PageResponse

# Like 403 and 404, which a browser opens, with other words: read below.
REFUSALS = ["accounts/locked_out.html", *(f"ui/errors/{n}.html" for n in (409, 410, 413, 422, 429, 500, "csrf"))]
DRAWN_ELSEWHERE = {
    **dict.fromkeys(
        ["referrals/public_request_check.html", "referrals/public_request_sent.html", "ui/resume_form.html"],
        "test_behaviour.py",
    ),
    **dict.fromkeys(REFUSALS, "test_markup_of_refusals"),
}


@pytest.mark.parametrize("who", VISITS, ids=lambda who: who or "nobody")
def test_markup(readings: list[FetchedPage], who: str) -> None:
    faults = [
        fault for reading in readings if reading.who == who for fault in _faults(reading, VISITS[who][reading.number])
    ]
    assert not faults, "\n".join(faults)


def _faults(reading: FetchedPage, visit: Visit) -> list[str]:
    own = reading.who in PEOPLE_THEMSELVES
    faults = [
        f"its link to {href} (from {place}) answers {status}"
        for href, (place, status) in reading.links.items()
        if status >= 400
    ]
    if reading.page.status != visit.status:
        return [*faults, f"{visit} answered {reading.page.status}, not {visit.status}: {reading.page.html[-1500:]}"]
    faults += [f"{visit}: {problem}" for problem in problems_of_page(reading.page.html, own=own)]
    if visit.wrong:
        pressed = f"{visit}, “{visit.wrong}” with nothing filled in"
        faults += [f"{pressed}: {problem}" for problem in _refused(reading.wrong, own)]
    return faults


def _refused(answer: PageResponse | None, own: bool) -> list[str]:
    """The page comes back, says what is missing, and its error summary links to the question."""
    if answer is None:
        return ["no form has that button"]
    if answer.status not in {200, 422}:  # a search is asked again with GET
        return [f"answered {answer.status}: {answer.html[-1500:]}"]
    summaries = [element for element in parse_html(answer.html).walk("div") if "govuk-error-summary" in element.classes]
    if not summaries or not summaries[0].text():
        return ["shows no list of problems"]
    return problems_of_page(answer.html, own=own)


def test_every_page_is_looked_at() -> None:
    """A new page needs a line in tests/browser/pages_to_open.py."""
    looked_at = {visit.page for visits in VISITS.values() for visit in visits} | set(SEEN_ELSEWHERE)
    assert sorted(set(routes()) - looked_at) == []


def test_every_template_is_opened_by_a_browser(readings: list[FetchedPage]) -> None:
    """A page is a template that no other template uses. A browser makes the first visit that shows it."""
    drawn = {reading.page.template for reading in readings if reading.for_the_browser}
    drawn |= {reading.wrong.template for reading in readings if reading.wrong and reading.wrong_for_the_browser}
    pages = _pages()
    assert len(pages) > 200
    missing = sorted(pages - drawn - set(DRAWN_ELSEWHERE))
    assert not missing, f"No visit shows {missing}: add one that does to tests/browser/pages_to_open.py."
    assert set(DRAWN_ELSEWHERE) <= pages - drawn, "These are gone, or a visit shows them: take them off the list."


def _pages() -> set[str]:
    """The templates of all rooms that no other template includes."""
    ours = engines["jinja_backend"].env
    names = {name for name in ours.list_templates() if not name.startswith(f"{GOVUK}/")}
    sources = {name: ours.loader.get_source(ours, name)[0] for name in names}
    return names - {used for source in sources.values() for used in meta.find_referenced_templates(ours.parse(source))}


@pytest.mark.parametrize("template", REFUSALS)
def test_markup_of_refusals(template: str) -> None:
    known = {"title": "Wait", "problems": [Problem("It cannot be done twice.")], "megabytes": 10, "minutes": 15}
    known |= {"path": "/ask/check/", "fields": [("submission", "1")], "councils": [("Aireborough", "0113 496 0100")]}
    html = render(RequestFactory().get("/nowhere/"), template, known).content.decode()
    assert problems_of_page(html, own=True) == []
