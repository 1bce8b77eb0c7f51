"""The network is lost while typing: the page says so, keeps what was typed and saves nothing half-written.

Without script the browser shows its own page. Its Reload button sends the form again, and the submission token of the
form makes sure that it acts once, even where only the response was lost.
"""

from collections.abc import Callable

from playwright.sync_api import Route

from tests.browser.walker import PHONE, Walker

TYPED = "To go to the Tuesday club again, with Ann"
TYPED_PLAINLY = "To have my own front door key again"
GOAL = "To show the girls at the club how to twirl"
THE_BROWSERS_OWN = "chrome-error://"


def words_page(walker: Walker, everybody: dict) -> str:
    walker.sign_in("support.planner")
    address = f"/pathways/{everybody['people']['Agnes Bell']['pathway_id']}/plan/about/"
    walker.open(address)
    walker.fill("What matters most", TYPED)
    return address


def kept_by_us(walker: Walker, address: str) -> str:
    """What the server has, read in a new page."""
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
    assert not [fault for fault in walker.faults if "ERR_INTERNET_DISCONNECTED" not in fault], walker.faults


def presses_save_into_nothing(walker: Walker) -> None:
    """Press the button while offline: the browser shows its own page, which is not checked."""
    walker.page.get_by_role("button", name="Save").click()
    walker.page.wait_for_url(f"{THE_BROWSERS_OWN}**")


def loads_again(walker: Walker) -> None:
    """Press the browser's Reload button, which sends the form again."""
    walker.look(walker.page.reload())


def test_without_script_nothing_is_half_sent_and_loading_again_sends_what_was_typed(
    window: Callable[..., Walker], everybody: dict
) -> None:
    walker, other = window(PHONE, script=False), window(PHONE)
    address = words_page(walker, everybody)
    walker.fill("What matters most", TYPED_PLAINLY)
    other.sign_in("support.planner")
    before = kept_by_us(other, address)
    walker.page.context.set_offline(True)
    presses_save_into_nothing(walker)
    assert kept_by_us(other, address) == before != TYPED_PLAINLY, "nothing came, not even half of it"
    walker.page.context.set_offline(False)
    loads_again(walker)
    assert not walker.page.url.startswith(THE_BROWSERS_OWN)
    assert kept_by_us(other, address) == TYPED_PLAINLY
    assert not walker.faults + other.faults, walker.faults + other.faults


def test_without_script_an_answer_lost_on_its_way_back_is_not_acted_on_twice(
    window: Callable[..., Walker], everybody: dict
) -> None:
    """The form arrived and its response was lost: sending it again adds no second goal."""
    walker = window(PHONE, script=False)
    walker.sign_in("support.planner")
    talk = f"/pathways/{everybody['people']['Agnes Bell']['pathway_id']}/plan/talk/"
    walker.open(talk.replace("talk/", "goals/add/"))
    walker.fill("What do they want to happen?", GOAL)
    walker.fill("Who said", "Agnes Bell")
    arrived: list[int] = []

    def lose_the_answer(route: Route) -> None:
        arrived.append(route.fetch(max_redirects=0).status)
        route.abort("connectionreset")

    walker.page.route("**/goals/add/", lose_the_answer)
    presses_save_into_nothing(walker)
    assert arrived == [303], "it was written"
    walker.page.unroute("**/goals/add/")
    loads_again(walker)
    assert walker.path == talk, "where the first sending led"
    walker.open(talk)
    assert walker.main.get_by_role("heading", name=GOAL).count() == 1
    assert not walker.faults, walker.faults
