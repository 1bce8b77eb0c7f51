"""Everything somebody can read about one person: every page whose address needs only the person or the way through."""

import html
import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from locallinks.foundation.shared.viewer import acting_as
from tests.journeys.recorded_story import RecordedStory

OPENLY = {"front:about"}  # says to everybody that a network shares in what is left over; nobody's sums are on it
VARIANTS = ("version=1", "size=large", "show=way", "show=acts", "format=csv")
ALL = "*"


def pages_shown_to(who: str, told: RecordedStory) -> dict[str, str]:
    """Address to words, for every page that opens, and for every variant of it.

    A page that never asks for `version` is the same page with `?version=1`: only the variants it asks for are opened.
    """
    with acting_as(told.city.viewer("social.worker")):
        known = {"person_id": told.person.pk, "pathway_id": told.pathway.pk}
    client = Client()
    client.force_login(told.city.user(who), backend="django.contrib.auth.backends.ModelBackend")
    shown = {}
    for name, needed in routes(get_resolver().url_patterns):
        if needed <= known.keys() and name not in OPENLY:
            address = reverse(name, kwargs={key: known[key] for key in needed})
            asked: set[str] = set()
            with patch.object(
                WSGIRequest, "GET", property(lambda request, asked=asked: recording_query_dict(request, asked))
            ):
                plain = client.get(address)
            wanted = [variant for variant in VARIANTS if asked & {ALL, variant.partition("=")[0]}]
            for variant in ["", *(f"?{variant}" for variant in wanted)]:
                response = client.get(address + variant) if variant else plain
                if response.status_code != 200:
                    break
                shown[address + variant] = visible_text(response.content.decode())
    return shown


class RecordingQueryDict(QueryDict):
    """What stands after the "?"; `asked` grows by what a page reads of it, and by ALL where it reads it as a whole."""

    asked: set[str] = set()  # nobody's: of copies, and while it is being filled

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().getlist(key, default)

    def __getattribute__(self, name: str) -> Any:
        if name in {"items", "lists", "values", "keys", "copy", "dict", "urlencode"}:
            self.asked.add(ALL)
        return super().__getattribute__(name)

    def __iter__(self) -> Iterator[str]:
        self.asked.add(ALL)
        return super().__iter__()

    def __len__(self) -> int:
        self.asked.add(ALL)
        return super().__len__()


def recording_query_dict(request: WSGIRequest, asked: set[str]) -> RecordingQueryDict:
    found = RecordingQueryDict(request.META.get("QUERY_STRING", ""), encoding=request.encoding)
    found.asked = asked
    return found


def visible_text(page: str) -> str:
    """What is read, and what is in the boxes."""
    return html.unescape(re.sub(r"<(?!input|option)[^>]*>", " ", page))


def routes(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, set[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name == "ninja":  # an API is no page
                continue
            yield from routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield f"{namespace}{pattern.name}", set(pattern.pattern.converters)
