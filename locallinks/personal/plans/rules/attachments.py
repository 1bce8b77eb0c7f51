"""Checks of attachments: a photo of a plan written by hand, a signed agreement, a letter.

The kind of a file is read from its bytes. Its name must agree with them; the type that a browser sends is ignored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.plans.choices import AttachmentKind

MEGABYTE = 1_000_000
MAX_FILE_BYTES = 8 * MEGABYTE
MAX_ATTACHMENTS = 30
MAX_DESCRIPTION = 300


@dataclass(frozen=True)
class FileKind:
    """An accepted kind of file: its first and last bytes, and the endings of its name."""

    code: str
    words: str
    media_type: str
    begins: bytes
    ends: bytes
    names: tuple[str, ...]


FILE_KINDS = (
    FileKind("jpeg", "a JPEG photo", "image/jpeg", b"\xff\xd8\xff", b"\xff\xd9", (".jpg", ".jpeg")),
    FileKind("png", "a PNG picture", "image/png", b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82", (".png",)),
    FileKind("pdf", "a PDF", "application/pdf", b"%PDF-", b"%%EOF", (".pdf",)),
)
FILE_KIND_OF: Mapping[str, FileKind] = MappingProxyType({kind.code: kind for kind in FILE_KINDS})
TAIL_BYTES = 2_000


def file_kind(content: bytes) -> FileKind | None:
    """Return the kind by the first and last bytes: HTML after the first bytes of a photo is not a photo."""
    end = content[-TAIL_BYTES:]
    return next((kind for kind in FILE_KINDS if content.startswith(kind.begins) and kind.ends in end), None)


def safe_file_name(name: str, kind: FileKind) -> str:
    """Return the file name without folders and control characters, with the ending of its kind."""
    last = re.split(r"[\\/]", name)[-1]
    stem = last.rpartition(".")[0] if "." in last else last
    plain = " ".join(re.sub(r"[^\w\- ]+", " ", stem).split()).strip("_- ")
    return f"{plain[:80].strip() or 'paper'}{kind.names[0]}"


def attachment_problems(*, name: str, content: bytes, what: str, description: str, kept: int) -> tuple[Problem, ...]:
    """Return what stops a file being stored. Every message says to choose again, because a browser forgets the file."""
    problems = []
    if what not in AttachmentKind:
        problems.append(Problem("Choose what kind of paper it is", "what", "unknown_paper"))
    if not description.strip():
        problems.append(Problem("Say what it shows, for those who cannot see it", "description", "no_words"))
    if len(description) > MAX_DESCRIPTION:
        problems.append(
            Problem(f"Use {MAX_DESCRIPTION} characters or fewer to say what it shows", "description", "too_long")
        )
    if kept >= MAX_ATTACHMENTS:
        problems.append(Problem(f"There are {MAX_ATTACHMENTS} papers already. Take one away first", "file", "too_many"))
    if problem := _file_problem(name, content):
        problems.append(problem)
    return tuple(problems)


def _file_problem(name: str, content: bytes) -> Problem | None:
    if not content:
        return Problem("This file is empty. Choose another", "file", "empty")
    if len(content) > MAX_FILE_BYTES:
        return Problem(
            f"This file is too big. Choose one of {MAX_FILE_BYTES // MEGABYTE} MB or less", "file", "too_big"
        )
    kind = file_kind(content)
    if kind is None:
        return Problem("Choose a JPEG or PNG photo, or a PDF. This file is none of these", "file", "unknown_file")
    ending = f".{name.lower().rpartition('.')[2]}"
    if ending not in kind.names:
        message = f"This file is {kind.words}, but its name says something else. Save it again, or take a new photo"
        return Problem(message, "file", "not_what_it_says")
    return None
