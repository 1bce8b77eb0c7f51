"""The reading age of a text, and which words of a page count for it."""

import re
from html.parser import HTMLParser

SKIPPED = {
    "script",
    "style",
    "svg",
    "table",
    "select",
    "textarea",
    "option",
    "nav",
    "header",
    "footer",
    "dd",
    "datalist",
    "code",
}
VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
SENTENCE_BREAKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "dt",
    "label",
    "legend",
    "button",
    "summary",
    "div",
    "caption",
    "figcaption",
}


class _MainWords(HTMLParser):
    """The words of <main>, without tables, pictures, what people typed, or anything marked data-reading="skip"."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside_main = False
        self.skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.inside_main = True
        skip = tag in SKIPPED or dict(attrs).get("data-reading") == "skip"
        if tag not in VOID and (skip or self.skipping):
            self.skipping.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and tag in self.skipping:
            while self.skipping.pop() != tag:
                pass
        if tag == "main":
            self.inside_main = False
        if self.inside_main and not self.skipping and tag in SENTENCE_BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self.inside_main and not self.skipping:
            self.words.append(data)


def page_words(html: str) -> str:
    """Return the sentences of the main content, without names, numbers or what people typed."""
    parser = _MainWords()
    parser.feed(html)
    lines = [" ".join(line.split()) for line in "".join(parser.words).split("\n")]
    lines = [without_names(line) for line in lines]
    sentences = [line if line[-1] in ".?!:" else f"{line}." for line in lines if len(line.split()) > 2]
    return "\n".join(sentences)


def without_names(line: str) -> str:
    """Drop amounts, dates, postcodes and capitalised words inside a sentence: no writer chose their length."""
    words = [word for word in line.split() if not re.search(r"[0-9£@]", word)]
    kept = [word for place, word in enumerate(words) if place == 0 or not word[:1].isupper() or word == "I"]
    return " ".join(kept)


def reading_age(text: str) -> float:
    """Return the age at which most people can read this: the Flesch-Kincaid grade (1975), by textstat, plus 5."""
    from textstat import textstat  # only tests measure, so only they need it

    if not re.search(r"[A-Za-z]", text):
        return 5.0
    return round(textstat.flesch_kincaid_grade(text) + 5, 1)
