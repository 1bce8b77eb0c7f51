"""After signing out, the Back button shows nothing, in Chromium with its back/forward cache.

Playwright turns that cache off, so these tests start their own browser with it on, and first prove that it works.
Playwright gets no event for a page from that cache, so the page records itself where another page reads it.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import server as servers
from tests.browser.server import PASSWORD, Server

# What a page does when it comes back whole. One that is fetched again knows nothing of this.
WRITE_IT_DOWN = """addEventListener("pageshow", event => {
    if (event.persisted) localStorage.setItem("came back", document.body.innerText);
})"""
GO_BACK = "setTimeout(() => history.back(), 0)"
CAME_BACK = """localStorage.getItem("came back")"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    remembering = browser.browser_type.launch(
        executable_path=servers.chromium(),
        args=servers.CHROMIUM_ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = remembering.new_context().new_page()
    page.set_default_timeout(20_000)
    yield page
    remembering.close()


def beside(page: Page, server: Server) -> Page:
    """Another window of the same browser, which shares local storage."""
    other = page.context.new_page()
    other.set_default_timeout(20_000)
    other.goto(f"{server.address}/about/")
    return other


def test_m2_the_browser_does_keep_whole_pages(page: Page, server: Server) -> None:
    """The next test depends on this: a public page comes back from the cache."""
    page.goto(f"{server.address}/privacy/")
    page.evaluate(WRITE_IT_DOWN)
    page.goto(f"{server.address}/accessibility/")
    page.evaluate(GO_BACK)
    other = beside(page, server)
    other.wait_for_function(CAME_BACK)
    assert "rivacy" in other.evaluate(CAME_BACK)


def test_m2_back_after_signing_out_shows_nothing(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/sign-in/")
    page.fill("[name=email]", "administrator.2@demo.example")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{server.address}/")
    page.goto(f"{server.address}/accounts/")
    assert "social.worker@demo.example" in page.content()
    page.evaluate(WRITE_IT_DOWN)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{server.address}/")
    page.evaluate(GO_BACK)
    other = beside(page, server)
    page.wait_for_url(f"{server.address}/sign-in/**")
    assert "social.worker@demo.example" not in page.content()
    assert other.evaluate(CAME_BACK) is None
