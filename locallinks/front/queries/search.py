"""The search box: people, services and organisations."""

from dataclasses import dataclass
from typing import Any

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.accounts.queries import search_organisations
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import may_see_people, search_people
from locallinks.foundation.shared.viewer import Viewer
from locallinks.local.directory.queries.search import search_services


@dataclass(frozen=True)
class SearchResults:
    people: list[Person]
    services: list[Any]
    organisations: list[Organisation]


def search_everything(*, viewer: Viewer, words: str) -> SearchResults:
    """Search people whom this viewer may know, and services and organisations, which everybody may. At most 20 each."""
    people = search_people(viewer=viewer, words=words, limit=20) if may_see_people(viewer) else []
    if not words.strip():
        return SearchResults(people, [], [])
    return SearchResults(people, search_services(words=words, limit=20), list(search_organisations(words)[:20]))
