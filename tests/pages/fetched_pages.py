"""Every visit of tests/browser/pages_to_open.py by Django's test client: the template, the HTML, where its links lead.

python -m tests.pages.fetched_pages EVERYBODY.json READ.json    on a city of tests/browser/server.py, as its own process
"""

import json
import re
import sys
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.markup import empty_submission, kinds_of_elements, links_on


@dataclass(frozen=True)
class PageResponse:
    """A response and its template. If the page raised an error, `html` is the traceback."""

    status: int
    html: str
    template: str = ""


@dataclass
class FetchedPage:
    """One visit.

    `wrong`: the response when its button is pressed with nothing filled in, if it has one. `links`, on the last visit
    of each user: for each link they were shown, the page that shows it and the status of the response.
    """

    who: str
    number: int
    visit: str
    page: PageResponse
    wrong: PageResponse | None = None
    links: dict[str, tuple[str, int]] = field(default_factory=dict)
    for_the_browser: bool = False
    wrong_for_the_browser: bool = False


def load_fetched_pages(path: Path) -> list[FetchedPage]:
    found = []
    for values in json.loads(path.read_text()):
        page, wrong = PageResponse(**values.pop("page")), values.pop("wrong")
        found.append(FetchedPage(**values, page=page, wrong=PageResponse(**wrong) if wrong else None))
    return found


def choose_for_the_browser(readings: list[FetchedPage]) -> None:
    """Mark the visits that show a browser something new: a template, or a kind of element in a new parent.

    The response to an empty form counts separately.
    """
    templates: set[tuple[str, bool]] = set()
    shown: set[str] = set()

    def is_new(answer: PageResponse | None, *, wrong: bool) -> bool:
        if answer is None:
            return False
        kinds = kinds_of_elements(answer.html)
        new = (answer.template, wrong) not in templates or not kinds <= shown
        templates.add((answer.template, wrong))
        shown.update(kinds)
        return new

    for reading in readings:
        is_first = is_new(reading.page, wrong=False)
        reading.wrong_for_the_browser = is_new(reading.wrong, wrong=True)
        reading.for_the_browser = is_first or reading.wrong_for_the_browser


class _Reader:
    """A user with Django's test client, and every link they were shown."""

    def __init__(self, who: str, everybody: dict[str, Any]) -> None:
        from django.test import Client

        from locallinks.foundation.accounts.models import User

        self.who, self.everybody, self.client = who, everybody, Client()
        self.links: dict[str, tuple[str, str]] = {}
        self.opened: set[str] = set()
        if who:
            user = User.objects.get(email=f"{who}@demo.example")
            self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def visit(self, number: int, visit: Any) -> FetchedPage:
        address = visit.address(self.everybody)
        reading = FetchedPage(self.who, number, str(visit), self._answer("get", address))
        if visit.wrong and reading.page.status < 400:
            reading.wrong = self._press(address, reading.page.html, visit.wrong)
        self.opened.add(address)
        for href in links_on(reading.page.html):
            self.links.setdefault(_without_numbers(href), (href, address))
        return reading

    def follow(self) -> dict[str, tuple[str, int]]:
        """Follow one link of each kind: URLs that differ only in ids are of one kind."""
        rest = {href: place for href, place in self.links.values() if href not in self.opened}
        return {href: (place, self._answer("get", href).status) for href, place in rest.items()}

    def _press(self, address: str, html: str, button: str) -> PageResponse | None:
        found = empty_submission(html, button)
        return self._answer(found.method, found.action or address, found.fields) if found else None

    def _answer(self, method: str, address: str, fields: dict[str, list[str]] | None = None) -> PageResponse:
        DRAWN.clear()
        try:
            response = getattr(self.client, method)(address, fields, follow=True)
        except Exception:  # noqa: BLE001 - the test tells it, whatever it is
            return PageResponse(500, traceback.format_exc())
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return PageResponse(response.status_code, "")
        return PageResponse(response.status_code, response.content.decode(), DRAWN[-1] if DRAWN else "")


DRAWN: list[str] = []  # the templates drawn for the page being answered, by name


def _without_numbers(href: str) -> str:
    return re.sub(r"[0-9a-f-]{36}|[0-9]+", "0", href)


def _notice_templates() -> None:
    from locallinks.foundation.ui.jinja_backend import Template

    draw = Template.render

    def render(self: Template, *given: Any, **named: Any) -> str:
        DRAWN.append(self.template.name)
        return draw(self, *given, **named)

    Template.render = render  # type: ignore[method-assign]


def main(everybody: Path, out: Path) -> None:
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    _notice_templates()
    from tests.browser.pages_to_open import VISITS

    readings = []
    for who, visits in VISITS.items():
        reader = _Reader(who, json.loads(everybody.read_text()))
        readings += [reader.visit(number, visit) for number, visit in enumerate(visits)]
        readings[-1].links = reader.follow()
    choose_for_the_browser(readings)
    out.write_text(json.dumps([asdict(reading) for reading in readings]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
