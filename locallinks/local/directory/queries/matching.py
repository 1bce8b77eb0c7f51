"""What somebody looks for, and the one question to the database that answers it (sql/services_found.sql)."""

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
    """What somebody is looking for. Empty means it does not matter."""

    words: str = ""
    near: Postcode | None = None
    within_metres: int | None = None
    day: int | None = None
    tag: str = ""
    age: int | None = None
    free: bool = False
    also_closed: bool = False


class ServiceRow(NamedTuple):
    """One service as the database gives it, with all that a card needs. `total`: how many services fit."""

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
    """Each word or group of words, with what else people call it."""
    if not words.strip():
        return []
    return search_terms(words, run(SYNONYMS))


def matching_rows(asked: SearchCriteria, terms: Terms, *, every: bool, part: slice) -> list[ServiceRow]:
    """This part of the services that fit: by every word, or by some. None fits when nothing comes of the first part."""
    skip = part.start or 0
    most = None if part.stop is None else max(0, part.stop - skip)
    query, alternatives = _query(terms, " && " if every else " || ")
    found = f"select * from services_found({query}, %s" + ", %s" * 14 + ")"  # noqa: S608 - our own words, never theirs
    with connection.cursor() as cursor:
        cursor.execute(found, [*alternatives, *_narrowing(asked), skip, most])
        return [ServiceRow._make(row) for row in cursor.fetchall()]


def _query(terms: Terms, joint: str) -> tuple[str, list[str]]:
    """The words as PostgreSQL looks for them: a place for each, and what goes there."""
    either = [" || ".join(["phraseto_tsquery('english', %s)"] * len(term)) for term in terms]
    query = joint.join(f"({one})" for one in either) or "null"
    return query, [one for term in terms for one in term]


def _narrowing(asked: SearchCriteria) -> list[Any]:
    """The arguments of `services_found` after its query, but for the last two."""
    near, far = asked.near, asked.within_metres or None
    here = (near.latitude, near.longitude) if near else (None, None)
    box = box_around(near.latitude, near.longitude, far) if near and far else NO_BOUNDING_BOX
    within = far if near else None
    return [
        asked.words[:100],
        *here,
        within,
        *box,
        asked.day,
        fold_case_and_accents(asked.tag) if asked.tag else None,
        asked.age,
        asked.free,
        asked.also_closed,
    ]
