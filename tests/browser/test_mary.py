"""Mary's whole story in Chromium at phone width, as each actor in turn; with script, and without."""

from collections.abc import Callable

import pytest

from tests.browser import telling
from tests.browser.house import House
from tests.browser.walker import PHONE, Walker

MOST_CLICKS_FOR_A_LINE, MOST_VIEWS_FOR_A_PLAN = 4, 25


@pytest.mark.parametrize(("who", "script"), [(telling.MARY, True), (telling.EDNA, False)], ids=["script", "no-script"])
def test_mary(house: House, window: Callable[..., Walker], who: telling.Heroine, script: bool) -> None:
    walker = window(PHONE, script=script)
    with walker.signed_in("social.worker"):
        telling.asks_for_help(walker, who)
        telling.writes_who_she_is(walker, who)
        telling.starts_assessment(walker, who)
        telling.talks_it_through(walker, who)
        telling.decides(walker, who)
        telling.works_out_money(walker, who)
        telling.offers_and_hears_yes(walker, who)
    house.run("tests.browser.people", "let-in", who.full_name, who.sign_in)
    with walker.signed_in("network.manager"):
        telling.says_yes_and_names_planner(walker, who)
    with walker.signed_in("support.planner"):
        clicks, views = _plan(walker, who)
    with walker.signed_in("approver"):
        telling.approves(walker, who)
    with walker.signed_in("support.planner"):
        telling.arranges(walker, who)
    with walker.signed_in("social.worker"):
        telling.looks_again(walker, who)
    with walker.signed_in(who.sign_in):
        _reads_her_own_page(walker, who)
    assert not walker.faults, "\n".join(walker.faults)
    assert clicks <= MOST_CLICKS_FOR_A_LINE
    assert views <= MOST_VIEWS_FOR_A_PLAN


def _plan(walker: Walker, who: telling.Heroine) -> tuple[int, int]:
    """From Today to sent. Gives the clicks for a line from the directory, and the pages the first plan took."""
    begun = len(walker.met)
    walker.press(who.name, walker.main)
    telling.writes_about(walker, who)
    clicks = telling.finds_somewhere_to_go(walker)
    telling.adds_friend(walker)
    telling.hears_agreement_and_sends(walker, who)
    return clicks, len(walker.met) - begun


def _reads_her_own_page(walker: Walker, who: telling.Heroine) -> None:
    """She lands on her own page, and finds her plan, what it costs and who to ring there."""
    assert walker.page.locator("h1").inner_text() == who.name
    assert "Who to ring" in walker.page.locator("body").inner_text()
    walker.press("Open the plan")
    assert "Jean, a friend who visits" in walker.text()
    walker.press("Print this plan")
