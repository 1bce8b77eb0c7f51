"""Network loss while typing (issue 3, "Bad input gets"): clear, kept, nothing half-written.

Without script the browser shows its own page: whether it brings back what was typed is its own affair, not proven here.
"""

from collections.abc import Callable

from tests.browser.walker import PHONE, Walker

TYPED = "To go to the Tuesday club again, with Ann"


def words_page(walker: Walker, everybody: dict) -> str:
    walker.sign_in("support.planner")
    address = f"/pathways/{everybody['people']['Agnes Bell']['pathway_id']}/plan/about/"
    walker.open(address)
    walker.fill("What matters most", TYPED)
    return address


def kept_by_us(walker: Walker, address: str) -> str:
    """What the server has, read in a fresh page."""
    walker.open(address)
    return walker.box("What matters most").input_value()


def test_with_script_it_says_so_and_nothing_is_lost_or_half_sent(
    window: Callable[..., Walker], everybody: dict
) -> None:
    walker = window(PHONE)
    address = words_page(walker, everybody)
    walker.page.context.set_offline(True)
    walker.page.get_by_role("button", name="Save").click()
    alert = walker.page.get_by_role("alert")
    assert "You are not connected, so nothing was sent" in alert.inner_text()
    assert walker.page.evaluate("document.activeElement.classList.contains('ll-offline')")
    assert walker.path == address, "still on the page"
    assert walker.box("What matters most").input_value() == TYPED
    assert walker.page.evaluate("localStorage.length + sessionStorage.length") == 0, "nothing is kept in the browser"
    walker.page.context.set_offline(False)
    walker.page.wait_for_function("!document.querySelector('.ll-offline')")
    walker.page.wait_for_timeout(1_200)  # a second press within a second is taken for a double click
    walker.press("Save", walker.main)
    assert kept_by_us(walker, address) == TYPED
    assert not [one for one in walker.faults if "ERR_INTERNET_DISCONNECTED" not in one], walker.faults
