"""A user of the keyboard alone: what a screen reader would say, and whether the focus can be seen."""

from tests.browser.walker import Walker

MOST_TABS = 120
# What somebody who cannot see the screen would hear of the thing that has the focus.
HEARD = """() => { const one = document.activeElement;
    if (!one.matches("a, button, input, select, textarea, summary")) return "";
    const label = one.labels?.length ? one.labels[0].innerText : one.getAttribute("aria-label") ?? one.innerText;
    const group = one.closest("fieldset")?.querySelector("legend")?.innerText ?? "";
    return `${group} > ${label}`.replace(/\\s+/g, " "); }"""


# What shows where the keyboard is: an outline, a shadow or a background that is not there without the focus.
LOOK = """() => { const one = document.activeElement;
    const shown = one.matches(".govuk-radios__input, .govuk-checkboxes__input") ? one.nextElementSibling : one;
    const part = shown === one ? null : "::before";
    const read = () => { const s = getComputedStyle(shown, part);
        const line = s.outlineStyle === "none" ? "" : s.outlineColor + s.outlineWidth;
        return [line, s.boxShadow, s.backgroundColor, s.borderColor, s.borderWidth].join("|"); };
    const held = read(); one.blur(); const left = read(); one.focus();
    const box = one.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight;
    return {seen: held !== left, inside, what: one.outerHTML.slice(0, 120)}; }"""


class Keyboard:
    """Uses Tab, Enter, Space and arrows. `strict`: at each stop the focus must be visible and on the screen."""

    def __init__(self, walker: Walker, *, strict: bool = False) -> None:
        self.walker, self.keyboard, self.strict = walker, walker.page.keyboard, strict
        self.stops = 0

    def heard(self) -> str:
        return self.walker.page.evaluate(HEARD)

    def to(self, words: str) -> None:
        """Press Tab until a screen reader would say this. With "> " before and "." after, it must be the whole name."""
        tabs, whole = [], words.startswith("> ") and words.endswith(".")
        for _ in range(MOST_TABS):
            heard = self.heard()
            if heard.strip() == words.rstrip(".") if whole else words in heard:
                return
            self.tab()
            tabs.append(self.heard())
        raise AssertionError(f"Tab never reaches “{words}” on {self.walker.path}. It reaches: {tabs[:60]}")

    def tab(self) -> None:
        self.keyboard.press("Tab")
        self.stops += 1
        if self.strict and self.heard():
            look = self.walker.page.evaluate(LOOK)
            if not look["seen"] or not look["inside"]:
                self.walker.fault(f"the focus cannot be seen here: {look}")

    def type(self, label: str, text: str) -> None:
        self.to(label)
        self.keyboard.type(text)
        self.tab()

    def choose(self, question: str, downs: int = 0) -> None:
        """Choose a radio button: Space for the first, arrows for the others."""
        self.to(question)
        self.keyboard.press("Space")
        for _ in range(downs):
            self.keyboard.press("ArrowDown")
        self.tab()

    def tick(self, *answers: str) -> None:
        """Tick each of these boxes with Space."""
        for answer in answers:
            self.to(answer)
            self.keyboard.press("Space")

    def enter(self, words: str) -> None:
        """Press Enter on a link or a button, and check the page it leads to."""
        self.to(words)
        with self.walker.page.expect_navigation() as leading:
            self.keyboard.press("Enter")
        self.walker.look(leading.value)
