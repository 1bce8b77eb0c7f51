"""Fills in every field of a page's form, so that a new form is tested without more code."""

from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

from locallinks.foundation.shared import clock

TYPED = {
    "email": "quillwort@demo.example",
    "tel": "0113 496 0123",
    "number": "2",
    "password": "quillwort-and-more",
    "file": "",
    "search": "",
}
UNTICKED = {"radio", "checkbox"}


class _Reader(HTMLParser):
    """Every form with method POST: its fields in order, as (name, kind, value, chosen)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[dict[str, Any]] = []
        self.form: dict[str, Any] | None = None
        self.select = self.area = ""
        self.text = ""

    def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in found}
        if tag == "form" and attributes.get("method", "").lower() == "post":
            self.form = {"action": attributes.get("action", ""), "fields": []}
            self.forms.append(self.form)
        if self.form is None:
            return
        name = attributes.get("name", "")
        if tag == "input" and name:
            kind = attributes.get("type", "text")
            mode = "number" if attributes.get("inputmode") in {"numeric", "decimal"} and kind == "text" else kind
            self.form["fields"].append((name, mode, attributes.get("value", ""), "checked" in attributes))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            value = attributes.get("value", "")
            self.form["fields"].append((self.select, "option", value, "selected" in attributes))
        elif tag == "textarea":
            self.area, self.text = name, ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.area and self.form is not None:
            self.form["fields"].append((self.area, "textarea", self.text.removeprefix("\n"), False))
            self.area = ""


def forms_on(html: str) -> list[dict[str, Any]]:
    """Return the forms of a page, without the one to sign out, which every page has."""
    reader = _Reader()
    reader.feed(html)
    return [form for form in reader.forms if not form["action"].endswith("/sign-out/")]


def fill_in(html: str, words: str, day: date | None = None, **answers: Any) -> dict[str, list[str]]:
    """Return what would be posted: `answers` first, then what the page holds, and the rest filled in.

    Of radio buttons and lists the chosen or first value, of boxes to tick all; dates are `day`. An answer that is a
    function chooses from the values that are offered.
    """
    (form,) = forms_on(html)[:1] or [{"fields": []}]
    day = day or clock.today() + timedelta(days=1)
    filled: dict[str, list[str]] = {}
    offered: dict[str, list[str]] = {}
    for name, kind, value, chosen in form["fields"]:
        offered.setdefault(name, []).append(value)
        if kind == "radio":
            if chosen or name not in filled:
                filled[name] = [value]
        elif kind == "checkbox":
            filled.setdefault(name, []).append(value)
        elif kind == "option":
            if value and (chosen or name not in filled):
                filled[name] = [value]
        else:
            filled[name] = [value or _typed(name, kind, words, day)]
    for name, answer in answers.items():
        value = answer(offered[name]) if callable(answer) else answer
        filled[name] = [str(part) for part in (value if isinstance(value, list) else [value])]
    return filled


def _typed(name: str, kind: str, words: str, day: date) -> str:
    for box, part in (("-day", day.day), ("-month", day.month), ("-year", day.year)):
        if name.endswith(box):
            return str(part)
    if kind == "hidden":
        return ""
    if "postcode" in name:
        return "ZZ1 1AA"
    if "nhs" in name:
        return ""
    return TYPED.get(kind, words)
