"""A long list fetches only what is shown."""

from collections.abc import Sequence

from django.core.paginator import Paginator

from locallinks.foundation.shared.lazy_list import LazyList


def hundred() -> tuple[LazyList[int, str], list[list[int]]]:
    """A list of a hundred rows, and the slices fetched from it."""
    fetched: list[list[int]] = []

    def fetch(rows: Sequence[int]) -> list[str]:
        fetched.append(list(rows))
        return [f"row {row}" for row in rows]

    return LazyList(range(100), fetch), fetched


def test_counting_fetches_nothing() -> None:
    rows, fetched = hundred()
    assert len(rows) == 100
    assert rows
    assert not fetched
    assert len(rows.filter(lambda row: row > 89)) == 10
    assert not fetched


def test_a_slice_fetches_only_its_own_rows_at_once() -> None:
    rows, fetched = hundred()
    assert list(Paginator(rows, 3).get_page(2).object_list) == ["row 3", "row 4", "row 5"]
    assert fetched == [[3, 4, 5]]


def test_it_behaves_like_a_list() -> None:
    rows, fetched = hundred()
    assert [rows[7], rows[-1]] == ["row 7", "row 99"]
    assert fetched == [[7], [99]]
    assert list(rows.filter(lambda row: row < 2)) == ["row 0", "row 1"]


def test_nothing_is_fetched_for_an_empty_list() -> None:
    rows, fetched = hundred()
    none = rows.filter(lambda row: False)
    assert [*none, *none[0:5], *fetched] == []
    assert not none
