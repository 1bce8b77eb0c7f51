"""How pages behave: with the keyboard alone, when a session expires while typing, and on paper."""

from collections.abc import Callable

from locallinks.demo.stories import mary
from tests.browser.keyboard import Keyboard
from tests.browser.server import PASSWORD
from tests.browser.walker import DESK, PHONE, Walker


def test_asking_for_help_with_the_keyboard_alone(window: Callable[..., Walker], everybody: dict) -> None:
    walker = window(DESK)
    keys = Keyboard(walker)
    walker.open("/sign-in/")
    keys.keyboard.press("Tab")
    assert "Skip to main content" in keys.heard()
    keys.keyboard.press("Enter")
    keys.type("Email address", "social.worker@demo.example")
    keys.type("> Password", PASSWORD)
    walker.who = "social.worker"
    keys.enter("> Sign in")
    keys.enter("> People.")
    keys.enter("Start a new record")
    keys.type("Their name, NHS number or postcode", "Wilf Barraclough")
    keys.enter("Find them")
    keys.enter("Ask for help for somebody new")
    _fill_in_by_keyboard(keys)
    keys.enter("> Ask for help")
    assert "We have written it down" in walker.text(), walker.text()
    assert not walker.faults, "\n".join(walker.faults)


def _fill_in_by_keyboard(keys: Keyboard) -> None:
    keys.to("> Full name")
    assert keys.walker.page.evaluate("document.activeElement.value") == "Wilf Barraclough"
    keys.type("Date of birth (optional) > Day", "9")
    keys.type("Date of birth (optional) > Month", "11")
    keys.type("Date of birth (optional) > Year", "1940")
    keys.type("> Phone number", "0113 496 0188")
    keys.to("How do they like to hear from us?")
    keys.keyboard.press("ArrowDown")
    keys.keyboard.press("Tab")
    keys.to("> How do they like to read?")
    keys.keyboard.type("Large")
    keys.type("> Who told us?", "His daughter Jean")
    keys.type("> Who are they to the person?", "Daughter")
    keys.type("> Why is help needed?", "He has stopped cooking since his wife died.")
    keys.choose("May we get in touch with the person?")


def test_asking_for_help_without_signing_in(window: Callable[..., Walker], everybody: dict) -> None:
    """Every page of the public form, to the last, which says who reads it and when."""
    walker = window(PHONE)
    walker.open("/ask/who/")
    walker.choose("Who needs help?", "Me")
    walker.press("Save and go on", walker.main)
    walker.fill("Your full name", "Wilf Barraclough")
    walker.press("Save and go on", walker.main)
    walker.fill("Phone number", "0113 496 0188")
    walker.press("Save and go on", walker.main)
    walker.fill("What is hard for you just now?", mary.TALK["what-is-hard"])
    walker.press("Save and go on", walker.main)
    walker.choose("May we get in touch with you?", "Yes")
    walker.press("Save and go on", walker.main)
    for size in (DESK, PHONE):
        walker.resize(size)
        walker.look_again()
    walker.press("Send this to the council", walker.main)
    assert walker.path == "/ask/sent/"
    assert not walker.faults, "\n".join(walker.faults)


def test_what_was_typed_comes_back_after_signing_in_again(window: Callable[..., Walker], everybody: dict) -> None:
    """docs/rules/pages.md 4: what was typed survives the end of a session."""
    walker = window(PHONE)
    walker.sign_in("social.worker")
    walker.open("/referrals/new/details/")
    walker.fill("Full name", "Wilf Barraclough")
    walker.fill("Why is help needed?", mary.TALK["what-is-hard"])
    walker.page.context.clear_cookies(name="sessionid")
    walker.press("Ask for help", walker.main)
    assert "What you typed is kept" in walker.text()
    walker.fill("Email address", "social.worker@demo.example")
    walker.fill("Password", PASSWORD)
    walker.press("Sign in", walker.main)
    assert "Carry on where you left off" in walker.text()
    walker.press("Carry on", walker.main.locator("form"), wrong=True)
    assert walker.box("Full name").input_value() == "Wilf Barraclough"
    assert walker.box("Why is help needed?").input_value() == mary.TALK["what-is-hard"]
    assert not walker.faults, "\n".join(walker.faults)


def test_on_paper(window: Callable[..., Walker], everybody: dict) -> None:
    """The plan, the letter and the advice fit on few sheets of A4; large print takes more."""
    walker = window(DESK)
    walker.sign_in("social.worker")
    elaine, doris = (everybody["people"][name]["pathway_id"] for name in ("Elaine Dobson", "Doris Kemp"))
    for path, most in (
        (f"/pathways/{elaine}/plan/print/", 3),
        (f"/pathways/{elaine}/plan/print/?size=large", 5),
        (f"/pathways/{elaine}/assessment/decision/letter/", 2),
        (f"/pathways/{doris}/advice/given/", 1),
    ):
        walker.open(path)
        sheets = walker.page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
        assert 1 <= sheets <= most, f"{path} takes {sheets} sheets"
