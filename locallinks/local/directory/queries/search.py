"""Searching for services. The same for every viewer: the directory is public."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from locallinks.foundation.shared import clock
from locallinks.local.directory.choices import Freshness, ServiceStatus
from locallinks.local.directory.models import Schedule
from locallinks.local.directory.queries.matching import SearchCriteria, ServiceRow, matching_rows, terms_of
from locallinks.local.directory.rules.clean_data import Session
from locallinks.local.directory.rules.entry_fields import freshness
from locallinks.local.directory.rules.schedules import next_session, session_in_words
from locallinks.local.directory.rules.search_words import miles_in_words, summary
from locallinks.local.places.models import Postcode

FIRST_PAGE = slice(0, 20)  # fetched with the count


@dataclass(frozen=True)
class ServiceCard:
    """One service in a list of results."""

    id: int
    uuid: UUID
    name: str
    organisation: str
    summary: str
    where: str
    postcode: str
    distance_metres: float | None
    distance: str
    when: tuple[str, ...]
    next_session: datetime | None
    fees: str
    is_free: bool | None
    phone: str
    url: str
    tags: tuple[str, ...]
    status: str
    freshness: Freshness
    checked: str


class SearchResults:
    """Every service that matches, best match first, then nearest. It can be counted, sliced and iterated.

    Runs one query for synonyms, one for the count and the first page, one more where no service has all the words
    (`loosened`), and one for each other page.
    """

    def __init__(self, criteria: SearchCriteria, *, at: datetime) -> None:
        self.criteria, self.at, self.loosened = criteria, at, False
        self._terms = terms_of(criteria.words)
        self._first = self._rows(FIRST_PAGE)
        if not self._first and len(self._terms) > 1:
            self.loosened = True
            self._first = self._rows(FIRST_PAGE)
            self.loosened = bool(self._first)

    def count(self) -> int:
        return self._first[0].total if self._first else 0

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[ServiceCard]:
        known = self.count() <= FIRST_PAGE.stop or (part.stop is not None and part.stop <= FIRST_PAGE.stop)
        rows = self._first[part] if known else self._rows(part)
        now = clock.local(self.at)
        return [_card(row, now) for row in rows]

    def __iter__(self) -> Iterator[ServiceCard]:
        return iter(self[:])

    def _rows(self, part: slice) -> list[ServiceRow]:
        return matching_rows(self.criteria, self._terms, every=not self.loosened, part=part)


def search_services(
    *,
    words: str = "",
    near: Postcode | None = None,
    within_metres: int | None = None,
    day: int | None = None,
    tag: str = "",
    age: int | None = None,
    free: bool = False,
    limit: int = 20,
    offset: int = 0,
    at: datetime | None = None,
) -> list[ServiceCard]:
    """Return `limit` services that match, from `offset`. `day`: 0 is Monday; `tag`: a `TagChoice.key`."""
    criteria = SearchCriteria(words, near, within_metres, day, tag, age, free)
    return SearchResults(criteria, at=at or clock.now())[offset : offset + limit]


def _card(row: ServiceRow, here: datetime) -> ServiceCard:
    sessions = [_session(values) for values in row.times or ()]
    kind, checked = freshness(row.assured_on, clock.day(here))
    return ServiceCard(
        id=row.id,
        uuid=row.uuid,
        name=row.name,
        organisation=row.organisation,
        summary=summary(row.description),
        where=", ".join(dict.fromkeys(part for part in (row.place, row.address) if part)),
        postcode=row.postcode or "",
        distance_metres=row.metres,
        distance="" if row.metres is None else miles_in_words(row.metres),
        when=_in_words(sessions),
        next_session=next_session(sessions, here),
        fees=row.fees,
        is_free=row.is_free,
        phone=row.phone,
        url=row.url,
        tags=tuple(row.tags or ()),
        status=ServiceStatus(row.status).label,
        freshness=kind,
        checked=checked,
    )


def _session(values: list[Any]) -> Session:
    """Return a session from one item of `ServiceRow.times`."""
    weekday, nth, monthday, freq, interval, opens_at, closes_at, starts_on, ends_on, note = values
    return Session(
        weekday=weekday,
        nth=nth,
        monthday=monthday,
        freq=freq,
        interval=interval,
        opens_at=opens_at and time.fromisoformat(opens_at),
        closes_at=closes_at and time.fromisoformat(closes_at),
        starts_on=starts_on and date.fromisoformat(starts_on),
        ends_on=ends_on and date.fromisoformat(ends_on),
        note=note,
    )


def when_in_words(schedules: Iterable[Schedule]) -> tuple[str, ...]:
    """Return each schedule in words ("Every Tuesday, 10am to midday"), once, in the order of the week."""
    return _in_words(session_of(row) for row in schedules)


def _in_words(sessions: Iterable[Session]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for session in sessions if (words := session_in_words(session))))


def next_session_of(schedules: Iterable[Schedule], at: datetime) -> datetime | None:
    """Return when the session that is on at `at`, or else the next, begins; None if no schedule says."""
    return next_session([session_of(row) for row in schedules], clock.local(at))


def session_of(row: Schedule) -> Session:
    """Return a stored schedule as a session."""
    return Session(
        weekday=row.weekday,
        nth=row.nth,
        monthday=row.monthday,
        freq=row.freq,
        interval=row.interval,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        note=row.note,
    )
