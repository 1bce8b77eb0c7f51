"""A plan with the keyboard alone: from sign-in to a line from the directory and the plan sent (issue 3, Done when)."""

from collections.abc import Callable

from tests.browser.keyboard import Keyboard
from tests.browser.server import PASSWORD
from tests.browser.walker import DESK, Walker


def test_a_plan_is_written_and_sent_with_the_keyboard_alone(window: Callable[..., Walker], everybody: dict) -> None:
    """Ivy Ramsden has accepted the network; Joan writes the plan without a mouse."""
    walker = window(DESK)
    keys = Keyboard(walker, strict=True)
    walker.open("/sign-in/")
    keys.type("Email address", "support.planner@demo.example")
    keys.type("> Password", PASSWORD)
    walker.who = "support.planner"
    keys.enter("> Sign in")
    keys.enter("Ivy")
    keys.enter("Start the plan")
    keys.choose("Can they take part in planning?")
    keys.enter("> Start the plan")
    _writes_about(keys)
    _adds(keys)
    keys.enter("Write down what Ivy says")
    keys.choose("Do they agree with this plan?")
    keys.type("Their words", "It will do me nicely.")
    keys.enter("Save this answer")
    keys.enter("Send plan for approval")
    keys.enter("Send plan for approval")
    assert "Waiting for a decision" in walker.text(), walker.text()
    assert keys.stops > 100
    assert not walker.faults, "\n".join(walker.faults)


def _writes_about(keys: Keyboard) -> None:
    keys.enter("Write what matters")
    keys.type("What matters most", "My garden")
    keys.type("Who is Ivy", "A choir singer")
    keys.enter("> Save")
    keys.enter("parts of life it is for")
    keys.tick("> Family, home life and friends")
    keys.type("Advice on staying well", "The falls class on Mondays")
    keys.enter("> Save")


def _adds(keys: Keyboard) -> None:
    """Add a line from the directory for the first need, which is ticked already, and for the second."""
    keys.enter("Add something for")
    keys.type("What are you looking for?", "lunch")
    keys.enter("> Search")
    keys.enter("Choose this")
    keys.tick("Getting out and about", "Have they been asked")
    keys.choose("Is it personal care?", 1)
    keys.choose("Does it mean", 1)
    keys.enter("Save to the plan")
