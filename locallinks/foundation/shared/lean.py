"""Long lists kept lean: light rows to sort and count by, and whole ones only for the page that is shown.

A city's worklist is thousands of rows; a page of it is twenty-five. Reading names, addresses and colleagues for all of
them made the page slower with every person the council knows (docs/operations/city.md).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from django.conf import settings
from django.db.models import DateField, F, Func, Value

Light = TypeVar("Light")
Whole = TypeVar("Whole")


class Lean(Sequence[Whole], Generic[Light, Whole]):
    """Looks like the list of whole rows; `rows` are the light ones. A slice or a walk fetches all it covers at once."""

    def __init__(self, rows: Sequence[Light], fill: Callable[[Sequence[Light]], list[Whole]]) -> None:
        self.rows, self._fill = rows, fill

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Whole: ...
    @overload
    def __getitem__(self, place: slice) -> list[Whole]: ...
    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return self._filled(self.rows[place])
        return self._fill([self.rows[place]])[0]

    def __iter__(self) -> Iterator[Whole]:
        return iter(self._filled(self.rows))

    def where(self, wanted: Callable[[Light], bool]) -> "Lean[Light, Whole]":
        """The same list with fewer rows, none of them fetched."""
        return Lean([row for row in self.rows if wanted(row)], self._fill)

    def sorted(self, key: Callable[[Light], Any], reverse: bool = False) -> "Lean[Light, Whole]":
        return Lean(sorted(self.rows, key=key, reverse=reverse), self._fill)

    def _filled(self, rows: Sequence[Light]) -> list[Whole]:
        return self._fill(rows) if rows else []


class DayHere(Func):
    """The day of a moment on the clock here, read as a day: what Django reads of `__date` it converts row by row."""

    template = "(%(expressions)s)::date"
    arg_joiner = " at time zone "
    output_field = DateField()

    def __init__(self, moment: str) -> None:
        super().__init__(F(moment), Value(settings.TIME_ZONE))
