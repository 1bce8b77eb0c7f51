"""Papers beside a plan: a photo of a plan written by hand, a signed agreement, a letter that was shown.

What a file is, is read from its own bytes. Its name is believed only where it agrees; the browser never.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem

MEGABYTE = 1_000_000
LARGEST_PAPER = 8 * MEGABYTE
MOST_PAPERS = 30
MAX_SHOWS = 300

PAPERS: Mapping[str, str] = MappingProxyType({
    "plan": "A plan, or part of one, written on paper", "signed": "Something the person signed",
    "shown": "Something we were shown", "other": "Something else",
})  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: how it begins and ends, and what it may be called."""

    code: str
    words: str
    media_type: str
    begins: bytes
    ends: bytes
    names: tuple[str, ...]


KINDS = (
    Kind("jpeg", "a JPEG photo", "image/jpeg", b"\xff\xd8\xff", b"\xff\xd9", (".jpg", ".jpeg")),
    Kind("png", "a PNG picture", "image/png", b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82", (".png",)),
    Kind("pdf", "a PDF", "application/pdf", b"%PDF-", b"%%EOF", (".pdf",)),
)
BY_CODE: Mapping[str, Kind] = MappingProxyType({kind.code: kind for kind in KINDS})
NEAR_THE_END = 2_000


def kind_of(content: bytes) -> Kind | None:
    """By how it begins and ends: a page of HTML with a photo's first bytes before it is not a photo."""
    end = content[-NEAR_THE_END:]
    return next((kind for kind in KINDS if content.startswith(kind.begins) and kind.ends in end), None)


def clean_name(name: str, kind: Kind) -> str:
    """A name that is only a name: no folders, nothing that steers a terminal or a browser; with its own ending."""
    last = re.split(r"[\\/]", name)[-1]
    stem = last.rpartition(".")[0] if "." in last else last
    plain = " ".join(re.sub(r"[^\w\- ]+", " ", stem).split()).strip("_- ")
    return f"{plain[:80].strip() or 'paper'}{kind.names[0]}"


def paper_problems(*, name: str, content: bytes, what: str, shows: str, kept: int) -> tuple[Problem, ...]:
    """What keeps a file from being kept. A file that is refused must be chosen again, and every message says so."""
    found = []
    if what not in PAPERS:
        found.append(Problem("Choose what kind of paper it is", "what", "unknown_paper"))
    if not shows.strip():
        found.append(Problem("Say what it shows, for those who cannot see it", "shows", "no_words"))
    if len(shows) > MAX_SHOWS:
        found.append(Problem(f"Use {MAX_SHOWS} characters or fewer to say what it shows", "shows", "too_long"))
    if kept >= MOST_PAPERS:
        found.append(Problem(f"There are {MOST_PAPERS} papers already. Take one away first", "file", "too_many"))
    if problem := _file_problem(name, content):
        found.append(problem)
    return tuple(found)


def _file_problem(name: str, content: bytes) -> Problem | None:
    if not content:
        return Problem("This file is empty. Choose another", "file", "empty")
    if len(content) > LARGEST_PAPER:
        return Problem(f"This file is too big. Choose one of {LARGEST_PAPER // MEGABYTE} MB or less", "file", "too_big")
    kind = kind_of(content)
    if kind is None:
        return Problem("Choose a JPEG or PNG photo, or a PDF. This file is none of these", "file", "unknown_file")
    ending = f".{name.lower().rpartition('.')[2]}"
    if ending not in kind.names:
        message = f"This file is {kind.words}, but its name says something else. Save it again, or take a new photo"
        return Problem(message, "file", "not_what_it_says")
    return None
