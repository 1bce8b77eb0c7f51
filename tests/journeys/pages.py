"""Everything somebody can read about one person: every page whose address needs only the person or the way through."""

import html
import re
from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from locallinks.foundation.shared.scope import acting_as
from tests.journeys.watched import Watched

OPENLY = {"front:about"}  # says to everybody that a network shares in what is left over; nobody's sums are on it
VARIANTS = ("", "?version=1", "?size=large", "?show=way", "?show=acts", "?format=csv")


def everything_shown_to(who: str, told: Watched) -> dict[str, str]:
    """Address to words, for every page that opens."""
    with acting_as(told.city.viewer("social.worker")):
        known = {"person_id": told.person.pk, "pathway_id": told.pathway.pk}
    client = Client()
    client.force_login(told.city.user(who), backend="django.contrib.auth.backends.ModelBackend")
    shown = {}
    for name, needed in routes(get_resolver().url_patterns):
        if needed <= known.keys() and name not in OPENLY:
            address = reverse(name, kwargs={key: known[key] for key in needed})
            for variant in VARIANTS:
                response = client.get(address + variant)
                if response.status_code != 200:
                    break
                shown[address + variant] = words_of(response.content.decode())
    return shown


def words_of(page: str) -> str:
    """What is read, and what is in the boxes."""
    return html.unescape(re.sub(r"<(?!input|option)[^>]*>", " ", page))


def routes(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, set[str]]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            if one.app_name == "ninja":  # an API is no page
                continue
            yield from routes(one.url_patterns, f"{one.namespace}:" if one.namespace else namespace)
        else:
            yield f"{namespace}{one.name}", set(one.pattern.converters)
