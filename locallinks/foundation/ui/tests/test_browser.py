"""The style guide in a browser: accessibility by axe, no sideways scrolling, and use by keyboard alone."""

import mimetypes
import os
import shutil
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from locallinks.foundation.ui.tests.example_page import request
from locallinks.foundation.ui.views import StyleGuide

pytestmark = pytest.mark.browser
STATES = ("", "errors", "stale", "empty")
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"


@pytest.fixture
def pages(settings):
    """The pages, rendered before the browser starts, because Django does not run inside its event loop."""
    settings.DEMO = True
    return {show: StyleGuide.as_view()(request(f"/style/?show={show}")).content for show in STATES}


@pytest.fixture
def browser(pages):
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        message = "There is no Chromium here: the style guide was not looked at. On Debian: apt install chromium"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser, pages, show, width):
    """Open the page of one state with its static files; return it with all errors that the browser reports."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def answer(route):
        path = urlsplit(route.request.url).path
        if path == "/style/":
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=pages[show], headers=headers)
            return
        violations = finders.find(path.removeprefix("/static/"))
        if violations:
            route.fulfill(path=violations, content_type=mimetypes.guess_type(violations)[0] or "font/woff2")
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)
    page.goto("http://localhost/style/")
    page.wait_for_load_state("networkidle")
    return page, complaints


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(browser, pages, width):
    from axe_playwright_python.sync_playwright import Axe

    for show in STATES:
        page, complaints = opened(browser, pages, show, width)
        violations = Axe().run(page).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert complaints == []
        page.close()


def test_the_keyboard_alone_is_enough(browser, pages):
    page, _ = opened(browser, pages, "", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.focus("#id_service")
    page.keyboard.type("walk")
    page.wait_for_selector(".autocomplete__option")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('select[name=service]').value") == "Wortley walking group"


def test_text_that_is_not_in_the_list_is_not_an_answer(browser, pages):
    page, _ = opened(browser, pages, "", 1280)
    page.fill("#id_service", "Armley lunch club")
    page.keyboard.press("Enter")
    page.fill("#id_service", "somewhere else")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('select[name=service]').value") == ""


def test_errors_take_you_to_the_question(browser, pages):
    page, _ = opened(browser, pages, "errors", 390)
    assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
    page.click("text=The day it starts must be a real date, like 12 11 2026")
    assert page.evaluate("document.activeElement.id") == "id_starts_on-day"


def test_leaving_with_something_typed_asks_first(browser, pages):
    page, _ = opened(browser, pages, "", 1280)
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.accept()))
    page.locator("#id_full_name").press_sequentially("Mary")
    page.reload()
    assert "beforeunload" in dialogs
