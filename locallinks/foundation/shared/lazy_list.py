"""Long lists that fetch only what is shown: light rows to sort and count by, full items for one page of them.

A city's worklist has thousands of rows, and a page shows twenty-five. Fetching names, addresses and colleagues for all
of them made the page slower with every person the council knows (docs/operations/city.md).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

Row = TypeVar("Row")
Item = TypeVar("Item")


class LazyList(Sequence[Item], Generic[Row, Item]):
    """A sequence of items, made from light `rows` when they are read.

    `fetch` returns the items of some rows, in their order. It is called once for each slice, iteration or single
    index, with all the rows this covers; counting, filtering and sorting do not call it.
    """

    def __init__(self, rows: Sequence[Row], fetch: Callable[[Sequence[Row]], list[Item]]) -> None:
        self.rows, self._fetch = rows, fetch

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return self._items(self.rows[index])
        return self._fetch([self.rows[index]])[0]

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items(self.rows))

    def filter(self, predicate: Callable[[Row], bool]) -> "LazyList[Row, Item]":
        """Return a list of those rows for which the predicate holds, none of them fetched."""
        return LazyList([row for row in self.rows if predicate(row)], self._fetch)

    def sorted(self, key: Callable[[Row], Any], reverse: bool = False) -> "LazyList[Row, Item]":
        """Return a list of the same rows in another order, none of them fetched."""
        return LazyList(sorted(self.rows, key=key, reverse=reverse), self._fetch)

    def _items(self, rows: Sequence[Row]) -> list[Item]:
        return self._fetch(rows) if rows else []
