"""A visit of a page, as tests/browser/pages_to_open.py lists them, and its URL."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Visit:
    page: str
    about: str = ""
    query: str = ""
    status: int = 200
    wrong: str = ""
    keys: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.page, self.about, self.query, *map(str, self.keys.values())]).strip()

    def address(self, everybody: dict[str, Any]) -> str:
        """The URL, with ids from what `populate_city.add_everybody` printed."""
        if self.page.startswith("/"):
            return self.page
        known = {**everybody, **everybody["people"].get(self.about, {})}
        given = {key: known.get(value, value) if isinstance(value, str) else value for key, value in self.keys.items()}
        keys = {key: given.get(key, known.get(key)) for key in routes()[self.page]}
        return reverse(self.page, kwargs=keys) + (f"?{self.query}" if self.query else "")


def routes() -> dict[str, list[str]]:
    """Return every named URL, with the names of its parameters."""
    return dict(_under(get_resolver().url_patterns, ""))


def _under(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[tuple[str, list[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name == "ninja":  # an API is no page
                continue
            yield from _under(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield f"{namespace}{pattern.name}", list(pattern.pattern.converters)
