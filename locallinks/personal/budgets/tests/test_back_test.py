"""A budget rule tried on past costs, with small counts hidden."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.personal.budgets.rules import (
    BANDS,
    MAX_SOURCE,
    MAX_WORDS,
    back_test,
    decision_problems,
    suppress_small_counts,
    version_problems,
    version_status,
)

TODAY, LATER, BEFORE = date(2026, 11, 16), date(2026, 12, 1), date(2026, 11, 15)


def test_within_under_and_over_by_the_tolerance_of_the_real_cost():
    """100 points at 100 pence are 10,000; ten per cent of 11,000 are 1,100."""
    costs = [10_000, 11_000, 11_112, 9_090, 9_091]
    found = back_test([(100, cost) for cost in costs], point_pence=100, tolerance_percent=10)
    assert (found.cases, found.within, found.under, found.over) == (5, 3, 1, 1)
    assert found.median_pence is None


def test_a_plan_without_cost_is_within_only_for_no_points():
    found = back_test([(20, 0), (0, 0)], point_pence=405, tolerance_percent=10)
    assert (found.within, found.over) == (1, 1)


def test_the_middle_and_the_spread_are_shown_from_ten_and_to_the_pound():
    cases = [(10, 1_000 + step * 149) for step in range(-5, 5)]
    found = back_test(cases, point_pence=100, tolerance_percent=10)
    assert (found.low_pence, found.median_pence, found.high_pence) == (-300, 0, 400)
    assert back_test(cases[:9], point_pence=100, tolerance_percent=10).high_pence is None


@pytest.mark.parametrize(
    ("difference", "band"),
    [
        (-10_000, 0),
        (-9_999, 1),
        (-5_000, 1),
        (-4_999, 2),
        (-2_001, 2),
        (-2_000, 3),
        (0, 3),
        (2_000, 3),
        (2_001, 4),
        (4_999, 4),
        (5_000, 5),
        (9_999, 5),
        (10_000, 6),
        (900_000, 6),
    ],
)
def test_each_band(difference: int, band: int):
    found = back_test([(1, 20_000)], point_pence=20_000 + difference, tolerance_percent=0)
    assert [count for _, count in found.bands] == [int(at == band) for at in range(len(BANDS))]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 200_000)), max_size=40))
def test_every_case_is_counted_once(cases: list[tuple[int, int]]):
    found = back_test(cases, point_pence=405, tolerance_percent=10)
    assert found.within + found.under + found.over == len(cases) == sum(count for _, count in found.bands)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((12, 0, 0), (12, 0, 0)),
        ((12, 3, 7), (12, None, None)),  # the 3 could be worked out from the sum, so the next smallest goes too
        ((12, 3, 4), (12, None, None)),
        ((12, 1, 2), (None, None, None)),  # three in all is small too
        ((2, 0, 0), (None, 0, 0)),
        ((), ()),
    ],
)
def test_small_counts_and_those_that_give_them_away_are_hidden(counts, shown):
    assert suppress_small_counts(counts) == shown


@given(st.lists(st.integers(0, 30), max_size=8))
def test_hidden_counts_cannot_be_worked_out(counts: list[int]):
    shown = suppress_small_counts(counts)
    hidden = [count for count, seen in zip(counts, shown, strict=True) if seen is None]
    assert all(seen is None or seen == count for count, seen in zip(counts, shown, strict=True))
    assert not any(0 < seen < 5 for seen in shown if seen is not None)
    if hidden and any(seen for seen in shown):
        assert len(hidden) > 1
        assert sum(hidden) >= 5


GOOD = {"point_pence": 405, "tolerance_percent": 10, "starts_on": TODAY, "source": "Cabinet", "why": "Wages"}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"point_pence": 0}, ["out_of_range"]),
        ({"point_pence": 4.05}, ["not_whole"]),
        ({"tolerance_percent": 101}, ["out_of_range"]),
        ({"starts_on": BEFORE}, ["past"]),
        ({"source": "x" * (MAX_SOURCE + 1), "why": "x" * (MAX_WORDS + 1)}, ["too_long", "too_long"]),
        ({"source": " ", "why": " "}, ["no_source", "no_words"]),
    ],
)
def test_problems_of_a_version(change, codes):
    assert [one.code for one in version_problems(**(GOOD | change), today=TODAY)] == codes


FAIR = {"agrees": True, "words": "", "own": False, "decided": False, "starts_on": TODAY, "today": TODAY}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"own": True}, ["own_version"]),
        ({"decided": True}, ["decided"]),
        ({"starts_on": BEFORE}, ["past"]),
        ({"starts_on": BEFORE, "agrees": False, "words": "No"}, []),
        ({"agrees": False}, ["no_words"]),
        ({"words": "x" * (MAX_WORDS + 1)}, ["too_long"]),
    ],
)
def test_who_decides_and_when(change, codes):
    assert [one.code for one in decision_problems(**(FAIR | change))] == codes


@pytest.mark.parametrize(
    ("agrees", "starts_on", "ends_on", "where"),
    [
        (None, TODAY, None, "proposed"),
        (False, TODAY, None, "turned_down"),
        (True, LATER, None, "to_come"),
        (True, TODAY, None, "in_force"),
        (True, TODAY, LATER, "in_force"),
        (True, BEFORE, TODAY, "before"),
    ],
)
def test_where_a_version_stands(agrees, starts_on, ends_on, where):
    assert version_status(agrees=agrees, starts_on=starts_on, ends_on=ends_on, today=TODAY) == where
