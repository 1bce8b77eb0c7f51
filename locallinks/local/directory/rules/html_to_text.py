"""Turning what publishers write into plain text. Nothing here raises on any text.

Source: docs/rules/open-referral.md 3: HTML in descriptions, empty strings for
missing values, tags that differ by a trailing space.
"""

import html
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any

MAX_READ = 400_000  # characters of one text we look at; a picture pasted into a description can be 100 kB
MAX_LINE = 300
MAX_BLOCK = 20_000

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]")
SURROGATE = re.compile(r"[\ud800-\udfff]")
SPACES = re.compile(r"[^\S\n]+")
LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!?]|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
ENCODED_TWICE = re.compile(r"&(?:amp|nbsp|quot|apos|#39|#160);")  # "&amp;amp;": encoded twice on its way here
MAYBE_HTML = re.compile(r"[<&]")
DATA_URL = re.compile(r"data:[\w.+-]{1,40}/[\w.+-]{1,40}[;,][^\"'>\s]*")
TAG = re.compile(r"<[^<>]{0,2000}>")
SHAPES_LINES = re.compile(r"<(?:p|div|br|li|tr|h[1-6])[\s>/]", re.IGNORECASE)

# fmt: off
PARAGRAPH = frozenset({
    "p", "div", "section", "article", "header", "footer", "main", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
    "dl", "table", "blockquote", "pre", "hr", "figure", "form", "address", "aside", "nav",
})
# fmt: on
LINE = frozenset(["br", "tr", "dt", "dd", "option", "caption", "figcaption"])
# fmt: off
DROPPED = frozenset({
    "script", "style", "template", "noscript", "svg", "iframe", "object", "button", "select", "head", "title",
    "textarea", "canvas", "audio", "video", "math",
})
# fmt: on


class _Reader(HTMLParser):
    """Collects text, paragraphs, list items and the targets of links; leaves out scripts and pictures."""

    def __init__(self, keep_line_ends: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.line_end = "\n" if keep_line_ends else " "
        self.parts: list[str] = []
        self.dropping = ""
        self.depth = 0
        self.links: list[tuple[str, int]] = []

    def updatepos(self, i: int, j: int) -> int:
        """Do not count line numbers, which would take a third of the time."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.dropping:
            self.depth += tag == self.dropping
        elif tag in DROPPED:
            self.dropping, self.depth = tag, 1
        elif tag in PARAGRAPH:
            self.parts.append("\n\n")
        elif tag in LINE:
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        elif tag == "a":
            self.links.append((_useful_link(dict(attrs).get("href") or ""), len(self.parts)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in DROPPED:  # <script/> and <svg/> hold nothing
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.dropping:
            self.depth -= tag == self.dropping
            if self.depth <= 0:
                self.dropping = ""
        elif tag in PARAGRAPH:
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append("\n")
        elif tag == "a" and self.links:
            link, start = self.links.pop()
            words = "".join(self.parts[start:])
            if link and _bare(link) not in _bare(words):
                self.parts.append(f" ({link})")

    def handle_data(self, data: str) -> None:
        if not self.dropping:
            self.parts.append(data.replace("\n", self.line_end))


def _useful_link(href: str) -> str:
    """Return the target of a link if it is of use on paper: a web page, an email address or a phone number."""
    href = href.strip()
    if href.lower().startswith(("mailto:", "tel:")):
        return href.split(":", 1)[1].split("?", 1)[0]
    return href if href.lower().startswith(("http://", "https://")) and len(href) <= 200 else ""


def _bare(text: str) -> str:
    return re.sub(r"^https?://(www\.)?|[\s/]+", "", text.strip().lower())


def to_text(value: Any) -> str:
    """Return a value as text that PostgreSQL can store: no NUL, no lone surrogates, normalised to NFC."""
    if value is None or isinstance(value, bool | dict | list):
        return ""
    text = value if isinstance(value, str) else str(value)
    if text.isascii() and text.isprintable() and len(text) <= MAX_READ:
        return text  # nearly every value: nothing to put right
    text = SURROGATE.sub("", text[:MAX_READ]).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROL.sub("", text))


def looks_like_html(text: str) -> bool:
    """Return whether the text has a tag or a character reference; a lone < or & is plain text."""
    return bool(LOOKS_LIKE_HTML.search(text))


def plain_text(text: str) -> str:
    """Return HTML as plain text, with paragraphs and lists, without scripts and pictures."""
    if looks_like_html(text):
        reader = _Reader(keep_line_ends=not SHAPES_LINES.search(text))
        try:
            reader.feed(DATA_URL.sub("", text))
            reader.close()
            text = ENCODED_TWICE.sub(lambda match: html.unescape(match[0]), "".join(reader.parts))
        except (AssertionError, ValueError):  # the standard parser gives up on broken "<![" sections
            text = html.unescape(TAG.sub(" ", text))
    return _tidy_block(text)


def _tidy_block(text: str) -> str:
    """Tidy spaces, empty bullets, and empty lines between paragraphs and list items."""
    text = CONTROL.sub("", SURROGATE.sub("", text))
    lines = [SPACES.sub(" ", line).strip() for line in text.split("\n")]
    kept: list[str] = []
    pending = ""
    for line in lines:
        if line == "-" or (pending and not line):  # <li><p>words</p></li> puts the bullet and its words on two lines
            pending = "-"
            continue
        if pending:
            line, pending = (line if line.startswith("- ") else f"- {line}"), ""
        if not line and (not kept or not kept[-1]):
            continue
        if line.startswith("- ") and len(kept) > 1 and not kept[-1] and kept[-2].startswith("- "):
            kept.pop()
        kept.append(line)
    return "\n".join(kept).strip()


def clean_block(value: Any, longest: int = MAX_BLOCK) -> str:
    """Return paragraphs of plain text, cut at a word if they are too long."""
    text = to_text(value)
    if not MAYBE_HTML.search(text) and "\n" not in text:
        return shorten(" ".join(text.split()), longest)
    return shorten(plain_text(text), longest)


def clean_line(value: Any, longest: int = MAX_LINE) -> str:
    """Return one line of plain text."""
    return shorten(" ".join(clean_block(value, MAX_READ).split()), longest)


def shorten(text: str, longest: int) -> str:
    """Return at most `longest` characters, cut at a word with an ellipsis."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    at_word = cut[-1:].isspace() or text[longest - 1].isspace()
    head = cut if at_word or " " not in cut[-60:] else cut.rsplit(None, 1)[0]
    return head.rstrip(" ,;:-") + "…"


def fold_case_and_accents(text: str) -> str:
    """Return the same key for spellings that differ in case, accents or spaces: "Dementia " and "dementia"."""
    return " ".join(text.split()).casefold()


def clean_json(value: Any, depth: int = 0) -> Any:
    """Return vendor fields as JSON that PostgreSQL accepts, without empty values and record-keepers' contacts."""
    if depth > 8:
        return None
    if isinstance(value, dict):
        kept = {
            to_text(key)[:100]: clean_json(inner, depth + 1)
            for key, inner in value.items()
            if to_text(key).strip().lower() not in RECORD_KEEPERS
        }
        return {key: inner for key, inner in kept.items() if inner not in (None, "", [], {})}
    if isinstance(value, list):
        return [
            inner for inner in (clean_json(item, depth + 1) for item in value[:500]) if inner not in (None, "", [], {})
        ]
    if isinstance(value, str):
        return clean_block(value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    return value


# Who keeps the record is nobody's business but the publisher's (docs/rules/open-referral.md 1: never record-keepers'
# personal contacts).
# fmt: off
RECORD_KEEPERS = frozenset({
    "assured_by", "assurer", "assurer_email", "assurer_name", "created_by", "modified_by", "last_modified_by",
    "updated_by", "verified_by", "approved_by", "owner_email", "editor", "editor_email", "author", "author_email",
})
# fmt: on
