"""Which steps are sent out to the council's own system, and in what pages. Never a baseline or a saving."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.exchange.choices import OutboundKind
from locallinks.personal.pathways.choices import PathwayEvent

# Which step of the way through becomes which kind of entry (pathways/rules/transitions.py).
OUTBOUND_KIND_OF_EVENT: Mapping[str, str] = MappingProxyType(
    {
        PathwayEvent.SUBMIT: OutboundKind.PLAN,
        PathwayEvent.APPROVE: OutboundKind.APPROVAL,
        PathwayEvent.NO_CHANGE: OutboundKind.REVIEW,
        PathwayEvent.REVISE: OutboundKind.REVIEW,
        PathwayEvent.NEEDS_CHANGED: OutboundKind.REVIEW,
        PathwayEvent.ADVISE_AND_CLOSE: OutboundKind.ENDING,
        PathwayEvent.INTRODUCE: OutboundKind.ENDING,
        PathwayEvent.END: OutboundKind.ENDING,
        PathwayEvent.DIE: OutboundKind.ENDING,
        PathwayEvent.MOVE: OutboundKind.ENDING,
        PathwayEvent.WITHDRAW: OutboundKind.ENDING,
    }
)
MAX_PAGE_SIZE = 100
LARGEST = 2**63 - 1
CSV_COLUMNS = (
    "number",
    "reference",
    "kind",
    "event",
    "happened_at",
    "person",
    "your_reference",
    "full_name",
    "date_of_birth",
    "nhs_number",
    "way",
    "details",
)


def parse_since(text: str) -> int | Problem:
    """Return the number of the last entry that the reader has (0 for none), or a problem."""
    if text.isascii() and text.isdecimal() and len(text) <= 19 and int(text) <= LARGEST:
        return int(text)
    return Problem("Send since as a whole number: the next of the page before, or 0", "since", "since")


def parse_page_size(text: str) -> int | Problem:
    """Return how many entries a page may hold, from 1 to 100, or a problem."""
    if text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= MAX_PAGE_SIZE:
        return int(text)
    return Problem(f"Send limit as a whole number from 1 to {MAX_PAGE_SIZE}", "limit", "limit")


def csv_row(entry: Mapping[str, Any]) -> list[Any]:
    """Return one entry as a row of a CSV file: the person in columns, the details as JSON in the last."""
    person = entry["person"]
    known = {**entry, **person, "person": person["reference"], "reference": entry["reference"]}
    known["details"] = json.dumps(entry["details"], ensure_ascii=False)
    return ["" if known[name] is None else known[name] for name in CSV_COLUMNS]
