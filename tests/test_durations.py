"""Durations are added up for each part of the suite."""

from collections import Counter

import pytest

from tests.durations import part_of_suite, table_lines


@pytest.mark.parametrize(
    ("nodeid", "name"),
    [
        ("tests/security/test_pages.py::test_a[x/y]", "tests/security"),
        ("tests/test_durations.py::test_a", "tests/test_durations.py"),
        ("locallinks/personal/plans/tests/test_rules.py::test_a", "locallinks/personal/plans"),
        ("locallinks/front/tests/test_today.py::test_a", "locallinks/front"),
    ],
)
def test_a_part_is_a_folder_of_tests_or_a_room(nodeid: str, name: str) -> None:
    assert part_of_suite(nodeid) == name


def test_what_takes_longest_comes_first() -> None:
    lines = table_lines(Counter({"a": 1.0, "b": 20.5}), Counter({"a": 3, "b": 2}))
    assert [line.split() for line in lines] == [
        ["20.5", "s", "2", "tests", "b"],
        ["1.0", "s", "3", "tests", "a"],
        ["21.5", "s", "5", "tests", "together"],
    ]


def test_a_run_tells_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_one(): pass")
    told = pytester.runpytest_inprocess("-p", "tests.durations", "--durations-by-part", "-p", "no:django")
    assert any("seconds by part" in line for line in told.outlines)
    assert told.outlines[-2].split()[2:] == ["1", "tests", "together"]
