"""Checks of the HTML of a page that need no browser: `problems_of_page(html, own=...)`.

Whatever depends on style, size or script is checked in tests/browser: contrast, overflow, visibility and focus.
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
        """All descendants in document order; with tags, only those."""
        inside = self.all_of_page[self.first : self.last]
        return (element for element in inside if element.tag in tags) if tags else iter(inside)

    def around(self) -> "Iterator[Element]":
        """Its ancestors, the nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def text(self) -> str:
        """All its text, with the text alternatives of pictures."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for element in self.inside:
            if isinstance(element, str):
                yield element
            else:
                yield from element._words()
                yield f" {element['alt']}{element['aria-label']} "

    def name(self) -> str:
        return self["aria-label"].strip() or self["aria-labelledby"].strip() or self["title"].strip() or self.text()


class _Tree(HTMLParser):
    """Builds the tree, and notes tags that are closed without being open, or never closed."""

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
        if tag not in {self.here.tag, *(element.tag for element in self.here.around())}:
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
    """Return everything that is wrong with a page. `own`: its reader reads about themselves, or is not signed in."""
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
    """The page says its language, has one main part with a link to skip to it, and can be enlarged."""
    root = next(page.walk("html"), Element("html", {}))
    if not root["lang"]:
        yield "the page does not say its language: <html lang>"
    if len(list(page.walk("main"))) != 1:
        yield f"has {len(list(page.walk('main')))} <main>, not one"
    first = next(page.walk("a"), Element("a", {}))
    if "govuk-skip-link" not in first.classes:
        yield f"its first link is not “Skip to main content” but {first}"
    view = next((element["content"] for element in page.walk("meta") if element["name"] == "viewport"), "")
    if "width=device-width" not in view or re.search(r"user-scalable\s*=\s*(no|0)|maximum-scale", view):
        yield "cannot be made larger on a phone: <meta name=viewport>"


def _title(page: Element) -> Iterator[str]:
    title = next((element.text() for element in page.walk("title")), "")
    if not title.partition("–")[0].strip():
        yield "has no title"
    wrong = any("govuk-error-summary" in element.classes for element in page.walk())
    if wrong != title.startswith("Error:"):
        yield "its title does not begin with “Error:”" if wrong else "its title says “Error:” and no summary says what"


def _headings(page: Element) -> Iterator[str]:
    headings = [element for element in page.walk() if HEADING.fullmatch(element.tag)]
    if (many := sum(element.tag == "h1" for element in headings)) != 1:
        yield f"has {many} h1"
    for before, element in zip(headings, headings[1:], strict=False):
        if int(element.tag[1]) > int(before.tag[1]) + 1:
            yield f"goes from {before.tag} “{before.text()}” to {element.tag} “{element.text()}”"
    yield from (f"{element} {NAMELESS}" for element in headings if not element.name())


def _inline(page: Element) -> Iterator[str]:
    """There are no inline styles or scripts, which the content security policy would block."""
    for element in page.walk():
        if element.tag == "style" or (element.tag == "script" and not element["src"]):
            yield f"inline {element.tag}: put it in a file"
        for name, value in element.attributes.items():
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                yield f"inline {name}: {element}"


def _names(page: Element) -> Iterator[str]:
    """Links, buttons, pictures and landmarks have a name, and links lead somewhere."""
    for element in page.walk(
        "a", "button", "summary", "legend", "caption", "th", "nav", "iframe", "section", "fieldset"
    ):
        told = next(element.walk("legend"), Element("", {})).text() if element.tag == "fieldset" else element.name()
        if not told:
            yield f"{element} {NAMELESS}"
    for element in page.walk("a"):
        if element["href"] in {"", "#"}:
            yield f"leads nowhere: {element} “{element.text()}”"
    for element in page.walk("nav"):
        if not (element["aria-label"] or element["aria-labelledby"]):
            yield f"{element} needs an aria-label: there is more than one"
    yield from (f"{element} has no alt" for element in page.walk("img") if "alt" not in element.attributes)
    for element in page.walk("svg"):
        hidden = any(part["aria-hidden"] == "true" for part in (element, *element.around()))
        if not hidden and not element.name():
            yield f"{element} {NAMELESS}, or hide it with aria-hidden"


def _references(page: Element) -> Iterator[str]:
    """Ids are unique, and each reference to an id finds one."""
    ids = Counter(element["id"] for element in page.walk() if element["id"])
    yield from (f"the id “{name}” stands {times} times" for name, times in ids.items() if times > 1)
    for element in page.walk():
        told = [name for attribute in ID_REFERENCES for name in element[attribute].split()]
        if element.tag == "label" and element["for"]:
            told.append(element["for"])
        if element.tag == "a" and element["href"].startswith("#") and element["href"] != "#":
            told.append(element["href"][1:])
        yield from (f"{element} points at “{name}”, which is not here" for name in told if name not in ids)


def _questions(page: Element) -> Iterator[str]:
    """Each form control has a label, and radio buttons are in a fieldset."""
    labelled = {element["for"] for element in page.walk("label") if element.text()}
    for element in page.walk(*FORM_CONTROLS):
        if element["type"] in NEEDS_NO_LABEL:
            continue
        within = next((part for part in element.around() if part.tag == "label"), None)
        if not (
            element["id"] in labelled
            or (within and within.text())
            or element["aria-label"]
            or element["aria-labelledby"]
        ):
            yield f"{element} has no label"
        if element["type"] == "radio" and not any(part.tag == "fieldset" or part["role"] for part in element.around()):
            yield f"{element} stands in no fieldset: what is the question?"


def _structure(page: Element) -> Iterator[str]:
    for element in page.walk(*ALLOWED_PARENTS):
        if element.parent is not None and element.parent.tag not in ALLOWED_PARENTS[element.tag]:
            yield f"{element} stands in {element.parent}"
    for element in page.walk("table"):
        if not any(True for _ in element.walk("th")):
            yield f"{element} has no heading cells"
    for element in page.walk("a", "button"):
        if inner := next(element.walk("a", "button", *FORM_CONTROLS), None):
            yield f"{inner} stands in {element}: only one of them can be pressed"


def _forms(page: Element) -> Iterator[str]:
    for element in page.walk("form"):
        sent = element["method"].lower() == "post"
        if sent and not any(box["name"] == "csrfmiddlewaretoken" for box in element.walk("input")):
            yield f"{element} carries no csrf token"
        if not any(box.tag == "button" or box["type"] == "submit" for box in element.walk("button", "input")):
            yield f"{element} has no button: without script it cannot be sent"


def _on_paper(page: Element) -> Iterator[str]:
    """Buttons are not printed: their class, or that of an ancestor, hides them."""
    for element in page.walk("button"):
        if not any(NOT_ON_PAPER.intersection(part.classes) for part in (element, *element.around())):
            yield f"{element} would be printed: give it a class that is not (locallinks.css, @media print)"


def _words(html: str, own: bool) -> Iterator[str]:
    words = page_words(html)
    if len(words.split()) >= ENOUGH_WORDS and (age := reading_age(words)) > AGES[own]:
        yield f"reads like age {age}, not {AGES[own]}: {' / '.join(words.splitlines())[:600]}"


def kinds_of_elements(html: str) -> set[str]:
    """Return the kinds of elements that styles and assistive technology can tell apart, each with its parent's."""
    return {
        f"{_kind(element.parent)} > {_kind(element)}"
        for element in parse_html(html).walk()
        if element.parent is not None
    }


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


def _kind(element: Element) -> str:
    told = [f"{name}={element[name]}" for name in NOTED_ATTRIBUTES if name in element.attributes]
    said = [name for name in element.attributes if name.startswith("aria-")]
    return " ".join([element.tag, element["type"], element["role"], *sorted(element.classes), *sorted(said), *told])


def links_on(html: str) -> list[str]:
    """Return the links of a page to this site, without fragments."""
    return [
        element["href"].partition("#")[0] for element in parse_html(html).walk("a") if element["href"].startswith("/")
    ]


class FormSubmission(NamedTuple):
    method: str
    action: str
    fields: dict[str, list[str]]


def empty_submission(html: str, button: str) -> FormSubmission | None:
    """Return what pressing this button sends when nothing is filled in; None if no form has such a button."""
    for main in parse_html(html).walk("main"):
        for form in main.walk("form"):
            if any(button.lower() in element.name().lower() for element in form.walk("button")):
                return FormSubmission(form["method"].lower() or "get", form["action"], _sent(form))
    return None


def _sent(form: Element) -> dict[str, list[str]]:
    """The fields as a browser sends them, with empty text boxes."""
    sent: dict[str, list[str]] = {}
    for element in form.walk(*FORM_CONTROLS):
        value, kind = element["value"], element["type"]
        if element.tag == "select":
            options = list(element.walk("option"))
            chosen = [option for option in options if "selected" in option.attributes] or options[:1]
            values = [option["value"] if "value" in option.attributes else option.text() for option in chosen]
        elif kind in {"radio", "checkbox"}:
            values = [value or "on"] if "checked" in element.attributes else []
        elif element.tag == "textarea" or kind in {"", "text", "email"}:
            values = [""]
        else:
            values = [] if kind in {"file", "submit", "button"} else [value]
        if element["name"] and "disabled" not in element.attributes:
            sent.setdefault(element["name"], []).extend(values)
    return {name: values for name, values in sent.items() if values}
