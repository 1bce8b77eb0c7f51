"""A long list fetches only what is shown."""

from collections.abc import Sequence

from django.core.paginator import Paginator

from locallinks.foundation.shared.lean import Lean


def kept() -> tuple[Lean[int, str], list[list[int]]]:
    asked: list[list[int]] = []

    def fill(rows: Sequence[int]) -> list[str]:
        asked.append(list(rows))
        return [f"row {row}" for row in rows]

    return Lean(range(100), fill), asked


def test_counting_fetches_nothing() -> None:
    rows, asked = kept()
    assert len(rows) == 100
    assert rows
    assert not asked
    assert len(rows.where(lambda row: row > 89)) == 10
    assert not asked


def test_a_page_fetches_itself_alone_and_at_once() -> None:
    rows, asked = kept()
    assert list(Paginator(rows, 3).get_page(2).object_list) == ["row 3", "row 4", "row 5"]
    assert asked == [[3, 4, 5]]


def test_it_reads_like_a_list() -> None:
    rows, asked = kept()
    assert [rows[7], rows[-1]] == ["row 7", "row 99"]
    assert asked == [[7], [99]]
    assert list(rows.where(lambda row: row < 2)) == ["row 0", "row 1"]


def test_nothing_is_asked_for_an_empty_list() -> None:
    rows, asked = kept()
    none = rows.where(lambda row: False)
    assert [*none, *none[0:5], *asked] == []
    assert not none
