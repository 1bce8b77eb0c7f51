"""The criteria of a search, and the query that finds matching services (sql/services_found.sql)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from locallinks.foundation.shared.pipeline import Statement, run
from locallinks.local.directory.rules.html_to_text import fold_case_and_accents
from locallinks.local.directory.rules.search_words import search_terms
from locallinks.local.places.models import Postcode
from locallinks.local.places.queries import box_around

Terms = list[tuple[str, ...]]
SYNONYMS: Statement[list[list[str]]] = Statement(
    "select words from directory_synonymgroup", (), lambda rows: [words for (words,) in rows]
)
NO_BOUNDING_BOX = (None, None, None, None)


@dataclass(frozen=True)
class SearchCriteria:
    """What somebody is looking for. An empty value does not narrow the search."""

    words: str = ""
    near: Postcode | None = None
    within_metres: int | None = None
    day: int | None = None
    tag: str = ""
    age: int | None = None
    free: bool = False
    also_closed: bool = False


class ServiceRow(NamedTuple):
    """One row of `services_found`, with all that a card needs. `total`: how many services match."""

    total: int
    id: int
    uuid: UUID
    name: str
    organisation: str
    description: str
    fees: str
    is_free: bool | None
    phone: str
    url: str
    status: str
    assured_on: date | None
    metres: float | None
    place: str | None
    address: str | None
    postcode: str | None
    times: list[list[Any]] | None
    tags: list[str] | None


def terms_of(words: str) -> Terms:
    """Return each word or phrase with its synonyms."""
    if not words.strip():
        return []
    return search_terms(words, run(SYNONYMS))


def matching_rows(criteria: SearchCriteria, terms: Terms, *, every: bool, part: slice) -> list[ServiceRow]:
    """Return a slice of the services that match every term, or (`every` false) any of them."""
    skip = part.start or 0
    most = None if part.stop is None else max(0, part.stop - skip)
    query, alternatives = _query(terms, " && " if every else " || ")
    statement = f"select * from services_found({query}, %s" + ", %s" * 14 + ")"  # noqa: S608 - built from constants only
    with connection.cursor() as cursor:
        cursor.execute(statement, [*alternatives, *_narrowing(criteria), skip, most])
        return [ServiceRow._make(row) for row in cursor.fetchall()]


def _query(terms: Terms, joint: str) -> tuple[str, list[str]]:
    """Return the terms as a text search query with placeholders, and its parameters."""
    either = [" || ".join(["phraseto_tsquery('english', %s)"] * len(term)) for term in terms]
    query = joint.join(f"({alternatives})" for alternatives in either) or "null"
    return query, [alternative for term in terms for alternative in term]


def _narrowing(criteria: SearchCriteria) -> list[Any]:
    """Return the arguments of `services_found` between its query and the last two."""
    near, far = criteria.near, criteria.within_metres or None
    here = (near.latitude, near.longitude) if near else (None, None)
    box = box_around(near.latitude, near.longitude, far) if near and far else NO_BOUNDING_BOX
    within = far if near else None
    return [
        criteria.words[:100],
        *here,
        within,
        *box,
        criteria.day,
        fold_case_and_accents(criteria.tag) if criteria.tag else None,
        criteria.age,
        criteria.free,
        criteria.also_closed,
    ]
