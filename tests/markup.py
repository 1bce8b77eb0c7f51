"""What the HTML of a page tells without a browser: `problems_of_page(html, own=...)` lists what is wrong with it.

Whatever depends on style, size or script is for tests/browser: contrast, overflow, what is seen, where the focus is.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from tests.readability import page_words, reading_age

AGES = {True: 11, False: 13}  # for people, and for staff (docs/rules/pages.md 2)
ENOUGH_WORDS = 25  # a sum of reading age on less than that says nothing
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEADING = re.compile(r"h[1-6]")
FORM_CONTROLS = {"input", "select", "textarea"}
NEEDS_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
ID_REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns")
ALLOWED_PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"table", "thead", "tbody", "tfoot"},
}
NAMELESS = "has no words: say in it, or in its aria-label, what it is"
# Hidden on paper by these classes (locallinks.css, @media print).
NOT_ON_PAPER = {
    "govuk-button",
    "govuk-button-group",
    "govuk-skip-link",
    "govuk-back-link",
    "ll-search",
    "ll-header__sign-in",
    "ll-nav",
    "ll-footer",
    "ll-filters",
    "ll-pages",
    "ll-action",
    "ll-no-print",
}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    inside: "list[Element | str]" = field(default_factory=list)
    all_of_page: "list[Element]" = field(default_factory=list, repr=False)  # this one's are those from first to last
    first: int = 0
    last: int = 0

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def __str__(self) -> str:
        shown = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{shown}>"[:160]

    @property
    def classes(self) -> list[str]:
        return self["class"].split()

    def walk(self, *tags: str) -> "Iterator[Element]":
        """Everything inside, in the order of the page; with tags, only those."""
        inside = self.all_of_page[self.first : self.last]
        return (one for one in inside if one.tag in tags) if tags else iter(inside)

    def around(self) -> "Iterator[Element]":
        """What it stands in, from the inside out."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent

    def text(self) -> str:
        """All words in it, and those of its pictures."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for one in self.inside:
            if isinstance(one, str):
                yield one
            else:
                yield from one._words()
                yield f" {one['alt']}{one['aria-label']} "

    def name(self) -> str:
        return self["aria-label"].strip() or self["aria-labelledby"].strip() or self["title"].strip() or self.text()


class _Tree(HTMLParser):
    """Builds the tree and notes what is closed that was not open, or left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("", {})
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        new = self._add(tag, found)
        if tag not in VOID:
            self.here = new

    def handle_startendtag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        self._add(tag, found)

    def _add(self, tag: str, found: list[tuple[str, str | None]]) -> Element:
        every = self.root.all_of_page
        place = len(every) + 1
        new = Element(tag, {name: value or "" for name, value in found}, self.here, [], every, place, place)
        every.append(new)
        self.here.inside.append(new)
        return new

    def handle_endtag(self, tag: str) -> None:
        if tag not in {self.here.tag, *(one.tag for one in self.here.around())}:
            self.problems.append(f"</{tag}> closes nothing")
            return
        while self.here.tag != tag:
            self.problems.append(f"{self.here} is not closed before </{tag}>")
            self._leave()
        self._leave()

    def _leave(self) -> None:
        self.here.last = len(self.root.all_of_page)
        self.here = self.here.parent or self.root

    def close(self) -> None:
        super().close()
        while self.here is not self.root:
            self.problems.append(f"{self.here} is never closed")
            self._leave()
        self._leave()

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


def parse_html(html: str) -> Element:
    return _read(html).root


def _read(html: str) -> _Tree:
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return tree


def problems_of_page(html: str, *, own: bool) -> list[str]:
    """Everything wrong with a page. `own`: somebody reads it about themselves, or is nobody we know."""
    tree = _read(html)
    page = tree.root
    return [
        *tree.problems,
        *_frame(page),
        *_title(page),
        *_headings(page),
        *_inline(page),
        *_names(page),
        *_references(page),
        *_questions(page),
        *_structure(page),
        *_forms(page),
        *_on_paper(page),
        *_words(html, own),
    ]


def _frame(page: Element) -> Iterator[str]:
    """What the whole page needs: its language, one main part that can be skipped to, and a size that may be changed."""
    root = next(page.walk("html"), Element("html", {}))
    if not root["lang"]:
        yield "the page does not say its language: <html lang>"
    if len(list(page.walk("main"))) != 1:
        yield f"has {len(list(page.walk('main')))} <main>, not one"
    first = next(page.walk("a"), Element("a", {}))
    if "govuk-skip-link" not in first.classes:
        yield f"its first link is not “Skip to main content” but {first}"
    view = next((one["content"] for one in page.walk("meta") if one["name"] == "viewport"), "")
    if "width=device-width" not in view or re.search(r"user-scalable\s*=\s*(no|0)|maximum-scale", view):
        yield "cannot be made larger on a phone: <meta name=viewport>"


def _title(page: Element) -> Iterator[str]:
    title = next((one.text() for one in page.walk("title")), "")
    if not title.partition("–")[0].strip():
        yield "has no title"
    wrong = any("govuk-error-summary" in one.classes for one in page.walk())
    if wrong != title.startswith("Error:"):
        yield "its title does not begin with “Error:”" if wrong else "its title says “Error:” and no summary says what"


def _headings(page: Element) -> Iterator[str]:
    headings = [one for one in page.walk() if HEADING.fullmatch(one.tag)]
    if (many := sum(one.tag == "h1" for one in headings)) != 1:
        yield f"has {many} h1"
    for before, one in zip(headings, headings[1:], strict=False):
        if int(one.tag[1]) > int(before.tag[1]) + 1:
            yield f"goes from {before.tag} “{before.text()}” to {one.tag} “{one.text()}”"
    yield from (f"{one} {NAMELESS}" for one in headings if not one.name())


def _inline(page: Element) -> Iterator[str]:
    """Nothing that the content security policy would throw away."""
    for one in page.walk():
        if one.tag == "style" or (one.tag == "script" and not one["src"]):
            yield f"inline {one.tag}: put it in a file"
        for name, value in one.attributes.items():
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                yield f"inline {name}: {one}"


def _names(page: Element) -> Iterator[str]:
    """Links, buttons, pictures and the parts of the page are called something, and links lead somewhere."""
    for one in page.walk("a", "button", "summary", "legend", "caption", "th", "nav", "iframe", "section", "fieldset"):
        told = next(one.walk("legend"), Element("", {})).text() if one.tag == "fieldset" else one.name()
        if not told:
            yield f"{one} {NAMELESS}"
    for one in page.walk("a"):
        if one["href"] in {"", "#"}:
            yield f"leads nowhere: {one} “{one.text()}”"
    for one in page.walk("nav"):
        if not (one["aria-label"] or one["aria-labelledby"]):
            yield f"{one} needs an aria-label: there is more than one"
    yield from (f"{one} has no alt" for one in page.walk("img") if "alt" not in one.attributes)
    for one in page.walk("svg"):
        hidden = any(part["aria-hidden"] == "true" for part in (one, *one.around()))
        if not hidden and not one.name():
            yield f"{one} {NAMELESS}, or hide it with aria-hidden"


def _references(page: Element) -> Iterator[str]:
    """An id stands once, and whatever points at one finds it."""
    ids = Counter(one["id"] for one in page.walk() if one["id"])
    yield from (f"the id “{name}” stands {times} times" for name, times in ids.items() if times > 1)
    for one in page.walk():
        told = [name for attribute in ID_REFERENCES for name in one[attribute].split()]
        if one.tag == "label" and one["for"]:
            told.append(one["for"])
        if one.tag == "a" and one["href"].startswith("#") and one["href"] != "#":
            told.append(one["href"][1:])
        yield from (f"{one} points at “{name}”, which is not here" for name in told if name not in ids)


def _questions(page: Element) -> Iterator[str]:
    """Each box has a label, and answers to choose from stand under their question."""
    labelled = {one["for"] for one in page.walk("label") if one.text()}
    for one in page.walk(*FORM_CONTROLS):
        if one["type"] in NEEDS_NO_LABEL:
            continue
        within = next((part for part in one.around() if part.tag == "label"), None)
        if not (one["id"] in labelled or (within and within.text()) or one["aria-label"] or one["aria-labelledby"]):
            yield f"{one} has no label"
        if one["type"] == "radio" and not any(part.tag == "fieldset" or part["role"] for part in one.around()):
            yield f"{one} stands in no fieldset: what is the question?"


def _structure(page: Element) -> Iterator[str]:
    for one in page.walk(*ALLOWED_PARENTS):
        if one.parent is not None and one.parent.tag not in ALLOWED_PARENTS[one.tag]:
            yield f"{one} stands in {one.parent}"
    for one in page.walk("table"):
        if not any(True for _ in one.walk("th")):
            yield f"{one} has no heading cells"
    for one in page.walk("a", "button"):
        if inner := next(one.walk("a", "button", *FORM_CONTROLS), None):
            yield f"{inner} stands in {one}: only one of them can be pressed"


def _forms(page: Element) -> Iterator[str]:
    for one in page.walk("form"):
        sent = one["method"].lower() == "post"
        if sent and not any(box["name"] == "csrfmiddlewaretoken" for box in one.walk("input")):
            yield f"{one} carries no csrf token"
        if not any(box.tag == "button" or box["type"] == "submit" for box in one.walk("button", "input")):
            yield f"{one} has no button: without script it cannot be sent"


def _on_paper(page: Element) -> Iterator[str]:
    """A button is of no use on paper: its class, or that of something around it, takes it away."""
    for one in page.walk("button"):
        if not any(NOT_ON_PAPER.intersection(part.classes) for part in (one, *one.around())):
            yield f"{one} would be printed: give it a class that is not (locallinks.css, @media print)"


def _words(html: str, own: bool) -> Iterator[str]:
    words = page_words(html)
    if len(words.split()) >= ENOUGH_WORDS and (age := reading_age(words)) > AGES[own]:
        yield f"reads like age {age}, not {AGES[own]}: {' / '.join(words.splitlines())[:600]}"


def kinds_of_elements(html: str) -> set[str]:
    """What style and assistive technology can tell apart on a page: each kind of element, in what it stands."""
    return {f"{_kind(one.parent)} > {_kind(one)}" for one in parse_html(html).walk() if one.parent is not None}


# Attributes of which axe reads the value, where it is a word of the language and not the id of something else.
NOTED_ATTRIBUTES = (
    "aria-expanded",
    "aria-hidden",
    "aria-live",
    "aria-sort",
    "autocomplete",
    "lang",
    "scope",
    "tabindex",
)


def _kind(one: Element) -> str:
    told = [f"{name}={one[name]}" for name in NOTED_ATTRIBUTES if name in one.attributes]
    said = [name for name in one.attributes if name.startswith("aria-")]
    return " ".join([one.tag, one["type"], one["role"], *sorted(one.classes), *sorted(said), *told])


def links_on(html: str) -> list[str]:
    """Where a page leads on this site, without the part of the page."""
    return [one["href"].partition("#")[0] for one in parse_html(html).walk("a") if one["href"].startswith("/")]


class FormSubmission(NamedTuple):
    method: str
    action: str
    fields: dict[str, list[str]]


def empty_submission(html: str, button: str) -> FormSubmission | None:
    """What pressing this button sends when nothing is filled in. None where no form of the page has it."""
    for main in parse_html(html).walk("main"):
        for form in main.walk("form"):
            if any(button.lower() in one.name().lower() for one in form.walk("button")):
                return FormSubmission(form["method"].lower() or "get", form["action"], _sent(form))
    return None


def _sent(form: Element) -> dict[str, list[str]]:
    """As a browser sends it, but for the boxes somebody types in, which are empty."""
    sent: dict[str, list[str]] = {}
    for one in form.walk(*FORM_CONTROLS):
        value, kind = one["value"], one["type"]
        if one.tag == "select":
            options = list(one.walk("option"))
            chosen = [option for option in options if "selected" in option.attributes] or options[:1]
            values = [option["value"] if "value" in option.attributes else option.text() for option in chosen]
        elif kind in {"radio", "checkbox"}:
            values = [value or "on"] if "checked" in one.attributes else []
        elif one.tag == "textarea" or kind in {"", "text", "email"}:
            values = [""]
        else:
            values = [] if kind in {"file", "submit", "button"} else [value]
        if one["name"] and "disabled" not in one.attributes:
            sent.setdefault(one["name"], []).extend(values)
    return {name: values for name, values in sent.items() if values}
