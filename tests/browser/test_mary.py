"""Mary's whole story in Chromium at phone width, as each actor in turn; with script, and without."""

from collections.abc import Callable

import pytest

from tests.browser import marys_story
from tests.browser.server import Server
from tests.browser.walker import PHONE, Walker

MOST_CLICKS_FOR_A_LINE, MOST_VIEWS_FOR_A_PLAN = 4, 25


@pytest.mark.parametrize(
    ("who", "script"), [(marys_story.MARY, True), (marys_story.EDNA, False)], ids=["script", "no-script"]
)
def test_mary(server: Server, window: Callable[..., Walker], who: marys_story.StoryPerson, script: bool) -> None:
    walker = window(PHONE, script=script)
    with walker.signed_in("social.worker"):
        marys_story.asks_for_help(walker, who)
        marys_story.writes_who_she_is(walker, who)
        marys_story.starts_assessment(walker, who)
        marys_story.talks_it_through(walker, who)
        marys_story.decides(walker, who)
        marys_story.works_out_money(walker, who)
        marys_story.offers_and_hears_yes(walker, who)
    server.run("tests.browser.populate_city", "give-access", who.full_name, who.sign_in)
    with walker.signed_in("network.manager"):
        marys_story.says_yes_and_names_planner(walker, who)
    with walker.signed_in("support.planner"):
        clicks, views = _plan(walker, who)
    with walker.signed_in("approver"):
        marys_story.approves(walker, who)
    with walker.signed_in("support.planner"):
        marys_story.arranges(walker, who)
    with walker.signed_in("social.worker"):
        marys_story.looks_again(walker, who)
    with walker.signed_in(who.sign_in):
        _reads_her_own_page(walker, who)
    assert not walker.faults, "\n".join(walker.faults)
    assert clicks <= MOST_CLICKS_FOR_A_LINE
    assert views <= MOST_VIEWS_FOR_A_PLAN


def _plan(walker: Walker, who: marys_story.StoryPerson) -> tuple[int, int]:
    """From Today to the plan that is sent. Return the clicks for a directory line, and the pages for the plan."""
    begun = len(walker.met)
    walker.press(who.name, walker.main)
    marys_story.writes_about(walker, who)
    clicks = marys_story.finds_somewhere_to_go(walker)
    marys_story.adds_friend(walker)
    marys_story.hears_agreement_and_sends(walker, who)
    return clicks, len(walker.met) - begun


def _reads_her_own_page(walker: Walker, who: marys_story.StoryPerson) -> None:
    """She arrives at her own page, with her plan, what it costs and who to ring."""
    assert walker.page.locator("h1").inner_text() == who.name
    assert "Who to ring" in walker.page.locator("body").inner_text()
    walker.press("Open the plan")
    assert "Jean, a friend who visits" in walker.text()
    walker.press("Print this plan")
