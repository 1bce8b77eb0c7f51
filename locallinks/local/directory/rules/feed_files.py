"""From the bytes of a feed file to its entries. Every trouble is a DomainError that names the file and the remedy.

Accepts Open Referral UK 1.0 and 3.0, plain or .gz: a bare list, a page (`content` or `contents`), a list of pages, or
one service. Source: docs/rules/open-referral.md 1.
"""

import gzip
import io
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from locallinks.foundation.shared.errors import DomainError

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 20 * MEGABYTE
MAX_UNPACKED_BYTES = 200 * MEGABYTE

PAGE_LISTS = {"contents": "3.0", "content": "1.0"}
# fmt: off
MARKS_3_0 = frozenset({
    "organization_id", "schedules", "attributes", "eligibility_description", "last_modified", "assurer_email",
})
MARKS_1_0 = frozenset({
    "service_taxonomys", "regular_schedules", "eligibilitys", "holiday_schedules", "attending_type",
    "deliverable_type",
})
# fmt: on


@dataclass(frozen=True)
class Feed:
    """What a file holds. `whole`: it looks like all there is, so services missing from it may be taken off."""

    version: str
    entries: tuple[Any, ...]
    whole: bool
    organisations: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_feed(raw: bytes, name: str) -> Feed:
    """The entries of one feed file. `name` is the file's name, used in every message.

    Raises DomainError for a file that `unpacked` refuses, that is no list of services, or that holds none.
    """
    document = _document(unpacked(raw, name), name)
    pages = _pages(document)
    if pages is None:
        raise DomainError(
            f"{name} holds no list of services. We looked for a list, a page with “contents” or “content”, or one "
            "service. Download the /services list of the feed and send that file.",
            field="file",
            code="not_a_feed",
        )
    entries = tuple(entry for page in pages for entry in page.entries)
    if not entries:
        raise DomainError(
            f"{name} is an empty list: it holds no service. Check that the whole list was downloaded; send it again.",
            field="file",
            code="empty",
        )
    version = next((page.version for page in pages if page.version), "") or _version_of(entries)
    return Feed(version, entries, _whole(pages), _organisations(entries))


def unpacked(raw: bytes, name: str) -> bytes:
    """The file's bytes, unpacked if it is a .gz.

    Raises DomainError for a file that is empty, damaged, cut short, over 20 MB, or over 200 MB once unpacked.
    """
    if len(raw) > MAX_FILE_BYTES:
        raise too_big(name)
    if not raw.strip():
        raise DomainError(f"{name} is empty. Download the feed again and send that file.", field="file", code="empty")
    if raw[:2] != b"\x1f\x8b":
        return raw
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
            text = packed.read(MAX_UNPACKED_BYTES + 1)
    except EOFError:
        raise _cut_short(name, "the end of the .gz file is missing") from None
    except (OSError, zlib.error) as trouble:
        raise DomainError(
            f"{name} is damaged and cannot be unpacked ({trouble}). Download it again and send the new file.",
            field="file",
            code="damaged",
        ) from None
    if len(text) > MAX_UNPACKED_BYTES:
        raise too_big(name)
    return text


def too_big(name: str) -> DomainError:
    """The error for a file over 20 MB, or over 200 MB once unpacked; the caller raises it."""
    return DomainError(
        f"{name} is too big: the most we can read is {MAX_FILE_BYTES // MEGABYTE} MB "
        f"({MAX_UNPACKED_BYTES // MEGABYTE} MB once unpacked). Send the feed as a .gz, or in pages.",
        field="file",
        code="too_big",
    )


def _cut_short(name: str, why: str) -> DomainError:
    return DomainError(
        f"{name} was cut short: {why}. Nothing was changed. Download the whole file again and send that one.",
        field="file",
        code="cut_short",
    )


def _document(text: bytes, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as trouble:
        if _torn(trouble):
            raise _cut_short(name, f"it ends in the middle, at line {trouble.lineno}") from None
        raise _not_json(name, trouble.doc, f"line {trouble.lineno}, character {trouble.colno}") from None
    except UnicodeDecodeError as trouble:
        raise DomainError(
            f"{name} is not written in UTF-8: byte {trouble.start:,} cannot be read. Ask the publisher for the feed "
            "as UTF-8 JSON, or open and save it as UTF-8.",
            field="file",
            code="not_utf8",
        ) from None
    except (RecursionError, ValueError, MemoryError):
        raise _not_json(name, "", "lists inside lists too deep, or a number too long, to be a feed") from None


def _torn(trouble: json.JSONDecodeError) -> bool:
    """Did the text stop, rather than go wrong? Then nothing is left, or only the beginning of a word or number."""
    rest = trouble.doc[trouble.pos :].strip()
    begun = len(rest) < 12 and any(word.startswith(rest) for word in ("true", "false", "null", "-Infinity", "NaN"))
    return begun or trouble.msg.startswith("Unterminated") or (trouble.msg.startswith("Invalid") and len(rest) < 8)


def _not_json(name: str, text: str, where: str) -> DomainError:
    start = text.lstrip("\ufeff \n\r\t")[:60].lower()
    what = "It looks like a web page" if start.startswith(("<!doctype", "<html", "<?xml", "<")) else "It is not JSON"
    return DomainError(
        f"{name} is not a feed we can read. {what} (at {where}). Send the JSON from the feed’s /services address.",
        field="file",
        code="not_json",
    )


@dataclass(frozen=True)
class _Page:
    version: str
    entries: list[Any]
    number: int | None = None
    pages: int | None = None
    total: int | None = None
    single: bool = False


def _pages(document: Any) -> list[_Page] | None:
    """The pages of a feed, or None when this is something else."""
    if isinstance(document, dict):
        page = _page(document)
        if page:
            return [page]
        return [_Page("", [document], single=True)] if _is_service(document) else None
    if not isinstance(document, list):
        return None
    pages = [_page(item) if isinstance(item, dict) and not _is_service(item) else None for item in document]
    if document and all(pages):
        return [page for page in pages if page]
    return [_Page("", document)]


def _is_service(entry: dict[str, Any]) -> bool:
    return "name" in entry and "id" in entry


def _page(document: dict[str, Any]) -> _Page | None:
    for key, version in PAGE_LISTS.items():
        if isinstance(document.get(key), list):
            return _Page(
                version,
                document[key],
                number=_count(document, "page_number", "number"),
                pages=_count(document, "total_pages", "totalPages"),
                total=_count(document, "total_items", "totalElements"),
            )
    return None


def _count(document: dict[str, Any], *keys: str) -> int | None:
    value = next((document[key] for key in keys if key in document), None)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _whole(pages: list[_Page]) -> bool:
    """Is nothing missing, as far as the page numbers can tell? One service alone is never the whole list."""
    if any(page.single for page in pages):
        return False
    expected = max((page.pages or 1 for page in pages), default=1)
    total = max((page.total or 0 for page in pages), default=0)
    numbers = {page.number for page in pages if page.number is not None}
    enough_pages = len(numbers) >= expected if numbers else len(pages) >= expected
    return enough_pages and sum(len(page.entries) for page in pages) >= total


def _version_of(entries: tuple[Any, ...]) -> str:
    """A bare list does not say its version: the fields it uses do."""
    seen = {key for entry in entries[:50] if isinstance(entry, dict) for key in entry}
    return "3.0" if len(seen & MARKS_3_0) > len(seen & MARKS_1_0) else "1.0"


def _organisations(entries: tuple[Any, ...]) -> dict[str, dict[str, Any]]:
    """Organisations met anywhere in the file, by id: 3.0 lists may name one only by its id."""
    organisations: dict[str, dict[str, Any]] = {}
    for entry in entries:
        organisation = entry.get("organization") if isinstance(entry, dict) else None
        if isinstance(organisation, dict) and isinstance(organisation.get("id"), str) and organisation.get("name"):
            organisations[organisation["id"]] = organisation
    return organisations
