"""A user in a browser, who opens pages, presses buttons and notes everything that is wrong on each page.

Every page that loads is checked: its HTML (tests/markup.py), axe, nothing wider than the screen, no error in the
console. Faults are collected, so that one test reports all of them.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Response

from tests.browser.pages_of_people import PEOPLE_THEMSELVES
from tests.browser.server import PASSWORD, ROOT, Server
from tests.markup import kinds_of_elements, problems_of_page

PHONE, DESK = (390, 844), (1280, 900)
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """rules => axe.run(document, {resultTypes: ["violations"], ...(rules && {runOnly: rules})}).then(
    found => found.violations.flatMap(
        rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")} (${rule.help})`)))"""
# A phone shows nothing that a desk does not: what another width can change is where things are and what is behind them.
OF_LAYOUT = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
# How far the page is wider than the screen, and what sticks out.
TOO_WIDE = """() => {
    const over = document.documentElement.scrollWidth - window.innerWidth;
    if (over <= 0) return "";
    const sticksOut = one => one.getBoundingClientRect().right > window.innerWidth + 1;
    const out = [...document.querySelectorAll("body *")].filter(sticksOut);
    return `${over}px wider than the screen: ` + out.slice(0, 3).map(one => one.outerHTML.slice(0, 120)).join(" | ");
}"""
# Kinds of elements that axe found nothing wrong with, by size of the window and whether script runs.
_FINE: dict[tuple[tuple[int, int], bool], set[str]] = {}
BOXES = "input, textarea, select"
LOOKED_AT = "/looked-at/"


class Walker:
    """One browser window. `met` lists the paths of the pages, `clicks` counts the buttons and links pressed."""

    def __init__(self, browser: Browser, server: Server, size: tuple[int, int], *, script: bool = True) -> None:
        self.server, self.size, self.script = server, size, script
        self.faults: list[str] = []
        self.met: list[str] = []
        self.clicks = 0
        self.who = ""
        shape = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=shape, java_script_enabled=script, locale="en-GB")  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        self.page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.fault(f"script broke: {error}"))
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.on("response", self._answered)
        self._inspector = self._looking_glass(browser, shape) if not script else None
        if script:
            context.add_init_script(path=AXE)

    def _looking_glass(self, browser: Browser, shape: dict[str, int]) -> Page:
        """Where script is off, axe cannot run either: it checks the same HTML in a window without our script."""
        context = browser.new_context(viewport=shape)  # type: ignore[arg-type]
        context.add_init_script(path=AXE)
        context.route("**/locallinks.js", lambda route: route.abort())
        return context.new_page()

    def close(self) -> None:
        self.page.context.close()
        if self._inspector:
            self._inspector.context.close()

    # ---- going about

    def open(self, path: str, *, whole: bool = False) -> Response | None:
        response = self.page.goto(self.server.address + path)
        self.look(response, whole=whole)
        return response

    def resize(self, size: tuple[int, int]) -> None:
        """The same page in a window of another size."""
        self.size = size
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def press(self, words: str, within: Locator | None = None, *, wrong: bool = False) -> None:
        """Press a button or a link by its text, and check the page it leads to. `wrong`: a refusal is expected."""
        place = within or self.page.locator("body")
        target = place.get_by_role("button", name=words).or_(place.get_by_role("link", name=words)).first
        self.clicks += 1
        with self.page.expect_navigation() as leading:
            target.click()
        self.look(leading.value)
        if leading.value.status >= 400 and not wrong:
            raise AssertionError(f"“{words}” led to {leading.value.status} at {self.path}:\n{self.text()[:1500]}")

    def sign_in(self, who: str) -> None:
        self.open("/sign-in/")
        self.fill("Email address", f"{who}@demo.example")
        self.fill("Password", PASSWORD)
        self.who = who
        self.press("Sign in", self.main)

    def signed_in_already(self, who: str, session: str) -> None:
        """Use a session that exists already (sign_everybody_in.py)."""
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.server.address}]
        )
        self.who = who

    def sign_out(self) -> None:
        self.press("Sign out", self.page.locator("header"))
        self.who = ""

    @contextmanager
    def signed_in(self, who: str) -> Iterator["Walker"]:
        """Sign in for the block, then sign out."""
        self.sign_in(who)
        yield self
        self.sign_out()

    # ---- filling in

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def box(self, label: str) -> Locator:
        """The form control whose label begins with these words."""
        return self.main.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).and_(self.page.locator(BOXES)).first

    def fill(self, label: str, value: str) -> None:
        self.box(label).fill(value)

    def choose(self, question: str, *answers: str) -> None:
        """Choose a radio button, or tick one or more boxes."""
        for answer in answers:
            self.page.get_by_role("group", name=question).first.get_by_label(answer).first.check()

    def date(self, question: str, day: date) -> None:
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.page.get_by_role("group", name=question).first.get_by_label(part).fill(str(value))

    def pick(self, label: str, option: str) -> None:
        """Choose from a list; with script some lists are typed into."""
        box = self.box(label)
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(label=option)
            return
        box.fill(option)
        self.page.get_by_role("option", name=option).first.click()

    # ---- looking

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def text(self) -> str:
        return self.main.inner_text()

    def look(self, response: Response | None, *, whole: bool = False) -> None:
        """Check a page. The HTML is read as it was sent, before script changed it.

        axe runs only where a kind of element is new to it, unless `whole` is set.
        """
        self.met.append(self.path)
        html = self.sent(response)
        if response is not None and response.status >= 500:
            self.fault(f"answered {response.status}")
        for problem in problems_of_page(html, own=self.who in PEOPLE_THEMSELVES):
            self.fault(problem)
        if too_wide := self.page.evaluate(TOO_WIDE):
            self.fault(too_wide)
        fine, kinds = _FINE.setdefault((self.size, self.script), set()), kinds_of_elements(html)
        if whole or not kinds <= fine:
            violations = self._axe(html)
            for found in violations:
                self.fault(found)
            if not violations:
                fine |= kinds

    def look_again(self) -> None:
        """The same page in a window of another size."""
        if too_wide := self.page.evaluate(TOO_WIDE):
            self.fault(too_wide)
        for found in self.page.evaluate(RUN_AXE, OF_LAYOUT):
            self.fault(found)

    def sent(self, response: Response | None) -> str:
        """The page as the server sent it."""
        if response is not None and self.script:
            try:
                return response.text()
            except Error:  # the browser no longer has it
                pass
        return self.page.content()

    def _axe(self, html: str) -> list[str]:
        if self._inspector is None:
            return self.page.evaluate(RUN_AXE)
        self._inspector.unroute(f"**{LOOKED_AT}")
        self._inspector.route(
            f"**{LOOKED_AT}", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
        )
        self._inspector.goto(self.server.address + LOOKED_AT)
        return self._inspector.evaluate(RUN_AXE)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(
            "Failed to load resource"
        ):  # `_answered` tells those
            self.fault(f"the browser complains: {message.text[:300]}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.fault(f"{response.url} answered {response.status}")

    def fault(self, words: str) -> None:
        self.faults.append(f"{self.path} as {self.who or 'nobody'} at {self.size[0]}px: {words}")
