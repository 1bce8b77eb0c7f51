"""How the pages behave: with the keyboard alone, when a sign-in runs out half-way, and on paper."""

from collections.abc import Callable

from locallinks.demo import mary
from tests.browser.house import PASSWORD
from tests.browser.walker import DESK, PHONE, Walker

MOST_TABS = 120
# What somebody who cannot see the screen would hear of the thing that has the focus.
HEARD = """() => { const one = document.activeElement;
    if (!one.matches("a, button, input, select, textarea, summary")) return "";
    const label = one.labels?.length ? one.labels[0].innerText : one.getAttribute("aria-label") ?? one.innerText;
    const group = one.closest("fieldset")?.querySelector("legend")?.innerText ?? "";
    return `${group} > ${label}`.replace(/\\s+/g, " "); }"""


class Keys:
    """Somebody with a keyboard and nothing else."""

    def __init__(self, walker: Walker) -> None:
        self.walker, self.keyboard = walker, walker.page.keyboard

    def heard(self) -> str:
        return self.walker.page.evaluate(HEARD)

    def to(self, words: str) -> None:
        """Tab until this is heard. Words that begin with "> " and end with "." are all that is said of it."""
        tabs, whole = [], words.startswith("> ") and words.endswith(".")
        for _ in range(MOST_TABS):
            heard = self.heard()
            if heard.strip() == words.rstrip(".") if whole else words in heard:
                return
            self.keyboard.press("Tab")
            tabs.append(self.heard())
        raise AssertionError(f"Tab never reaches “{words}” on {self.walker.path}. It reaches: {tabs[:60]}")

    def type(self, label: str, text: str) -> None:
        self.to(label)
        self.keyboard.type(text)
        self.keyboard.press("Tab")

    def choose(self, question: str, downs: int = 0) -> None:
        """Space takes the first answer, arrows go down the others."""
        self.to(question)
        self.keyboard.press("Space")
        for _ in range(downs):
            self.keyboard.press("ArrowDown")
        self.keyboard.press("Tab")

    def enter(self, words: str) -> None:
        """Enter on a link or a button, and the page it leads to."""
        self.to(words)
        with self.walker.page.expect_navigation() as leading:
            self.keyboard.press("Enter")
        self.walker.look(leading.value)


def test_asking_for_help_with_the_keyboard_alone(window: Callable[..., Walker], everybody: dict) -> None:
    walker = window(DESK)
    keys = Keys(walker)
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


def _fill_in_by_keyboard(keys: Keys) -> None:
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


def test_what_was_typed_comes_back_after_signing_in_again(window: Callable[..., Walker], everybody: dict) -> None:
    """pages.md, Behaviour: times out softly."""
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
        (f"/pathways/{elaine}/plan/print/", 3), (f"/pathways/{elaine}/plan/print/?size=large", 5),
        (f"/pathways/{elaine}/assessment/decision/letter/", 2), (f"/pathways/{doris}/advice/given/", 1),
    ):  # fmt: skip
        walker.open(path)
        sheets = walker.page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
        assert 1 <= sheets <= most, f"{path} takes {sheets} sheets"
