"""One visit of one page, as tests/browser/visits.py lists them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Visit:
    page: str
    about: str = ""
    query: str = ""
    status: int = 200
    wrong: str = ""
    keys: dict[str, Any] = field(default_factory=dict)
