"""Reads and writes in the audit. Row-level security decides which entries the viewer can see."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, overload

from django.db import connection
from django.db.models import QuerySet

from locallinks.foundation.audit.choices import EntryKind
from locallinks.foundation.audit.models import Entry


def reads_of_person(*, person_id: int) -> QuerySet[Entry]:
    """Return the reads of one person's record, newest first."""
    return Entry.objects.filter(person_id=person_id, kind=EntryKind.READ)


def writes_about_person(*, person_id: int) -> QuerySet[Entry]:
    """Return the writes about one person, newest first."""
    return Entry.objects.filter(person_id=person_id, kind=EntryKind.WRITE)


class RecordRead(NamedTuple):
    """One read about a person: their record opened, or (`listed`) their name on a list, `times` in a day."""

    at: datetime
    who: str
    organisation: str
    what: str
    times: int
    listed: bool


# Reads for a safeguarding concern are left out (docs/rules/care-act.md 9).
OPENED_SQL = """
select at, actor_name, organisation_name, verb, 1::bigint, false from audit_entry
where person_id = %(person)s and kind = 'read' and purpose <> 'concern'
"""
ON_LISTS_SQL = "select last_at, actor, organisation, list, times, true from guard.lists_naming(%(person)s)"
KINDS_OF_READ = {"": f"{OPENED_SQL} union all {ON_LISTS_SQL}", "opened": OPENED_SQL, "lists": ON_LISTS_SQL}


class RecordReads(Sequence[RecordRead]):
    """The reads about one person that the viewer may know of, newest first, fetched a slice at a time."""

    def __init__(self, *, person_id: int, show: str = "") -> None:
        self._person_id, self._sql = person_id, KINDS_OF_READ[show]

    def __len__(self) -> int:
        return int(self._execute(f"select count(*) from ({self._sql}) reads")[0][0])  # noqa: S608 - a constant of this module

    @overload
    def __getitem__(self, place: int) -> RecordRead: ...
    @overload
    def __getitem__(self, place: slice) -> list[RecordRead]: ...
    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        start, stop = place.start or 0, place.stop
        limit = "" if stop is None else f"limit {max(0, int(stop) - int(start))}"
        return [
            RecordRead(*row) for row in self._execute(f"{self._sql} order by 1 desc, 2, 4 {limit} offset {int(start)}")
        ]

    def __iter__(self) -> Iterator[RecordRead]:
        return iter(self[:])

    def _execute(self, sql: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"person": self._person_id})
            return cursor.fetchall()
