"""When a service meets: dates, clocks, rules said aloud, and the next session."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.local.directory.rules.clean_data import IssueLog, Session
from locallinks.local.directory.rules.schedules import (
    next_session,
    read_clock,
    read_date,
    session_in_words,
    session_rules,
)

UK = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 16, 10, 30, tzinfo=UK)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-11-27", date(2024, 11, 27)),
        ("2024-11-27T10:30:45.123Z", date(2024, 11, 27)),
        ("20241127", date(2024, 11, 27)),
        ("27/11/2024", date(2024, 11, 27)),
        ("2024-02-30", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("9999-12-31", None),
        ("0001-01-01", None),
    ],
)
def test_dates(written: Any, read: date | None) -> None:
    assert read_date(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10:00", time(10)),
        ("9:05:00", time(9, 5)),
        ("18:00Z", time(18)),
        ("24:00", None),
        ("10:60", None),
        ("ten", None),
        (None, None),
    ],
)
def test_clocks(written: Any, read: time | None) -> None:
    assert read_clock(written) == read


def rules(**rule: Any) -> list[Session]:
    return session_rules(rule, None, IssueLog())


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            {"freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"},
            ["Every Tuesday, 10am to midday"],
        ),
        (
            {"freq": "WEEKLY", "byday": "MO, TH", "opens_at": "13:30"},
            ["Every Monday, from 1:30pm", "Every Thursday, from 1:30pm"],
        ),
        ({"freq": "WEEKLY", "byday": "SA", "interval": 2}, ["Every other Saturday"]),
        ({"freq": "WEEKLY", "byday": "SA", "interval": 3}, ["Saturdays, every 3 weeks"]),
        ({"freq": "WEEKLY", "byday": "SA", "interval": "often"}, ["Every Saturday"]),
        ({"freq": "WEEKLY", "byday": "SA", "interval": 0}, ["Every Saturday"]),
        ({"freq": "MONTHLY", "byday": "1WE,-1FR"}, ["First Wednesday of the month", "Last Friday of the month"]),
        ({"freq": "WEEKLY", "byday": "2TU"}, ["Second Tuesday of the month"]),
        ({"freq": "MONTHLY", "byday": "1WE", "interval": 3}, ["First Wednesday every 3 months"]),
        ({"freq": "MONTHLY", "byday": "TU"}, ["Some Tuesdays each month"]),
        (
            {"freq": "MONTHLY", "bymonthday": "1,-1,-2,99"},
            ["Day 1 of the month", "Last day of the month", "Day 2 from the end of the month"],
        ),
        ({"byday": "TU", "opens_at": "12:00", "closes_at": "10:00"}, ["Every Tuesday, from midday"]),
        ({"byday": "TU", "opens_at": "00:00", "closes_at": "23:59"}, ["Every Tuesday, midnight to 11:59pm"]),
        ({"description": "Ask in the shop"}, ["Ask in the shop"]),
        ({"opens_at": "09:00"}, ["from 9am"]),
        ({"freq": "MONTHLY"}, []),
        ({}, []),
    ],
)
def test_times_are_said_aloud(rule: dict[str, Any], words: list[str]) -> None:
    assert [session_in_words(one) for one in rules(**rule)] == words


def test_a_session_of_nothing_says_nothing() -> None:
    assert session_in_words(Session()) == ""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"byday": "MO", "opens_at": "14:00"}, "2026-11-16 14:00"),
        ({"byday": "MO", "opens_at": "10:00", "closes_at": "11:00"}, "2026-11-16 10:00"),  # on at this moment
        ({"byday": "MO", "opens_at": "08:00", "closes_at": "09:00"}, "2026-11-23 08:00"),
        ({"byday": "MO"}, "2026-11-16 00:00"),  # no times: it lasts all day
        ({"byday": "SU,TU", "opens_at": "10:00"}, "2026-11-17 10:00"),
        ({"byday": "TU", "opens_at": "10:00", "valid_from": "2026-12-01"}, "2026-12-01 10:00"),
        ({"byday": "TU", "opens_at": "10:00", "valid_to": "2026-11-16"}, None),
        ({"freq": "MONTHLY", "byday": "1WE", "opens_at": "14:00"}, "2026-12-02 14:00"),
        ({"freq": "MONTHLY", "byday": "-1FR", "opens_at": "14:00"}, "2026-11-27 14:00"),
        ({"freq": "MONTHLY", "bymonthday": "15", "opens_at": "19:00"}, "2026-12-15 19:00"),
        ({"freq": "MONTHLY", "bymonthday": "-1", "opens_at": "19:00"}, "2026-11-30 19:00"),
        (
            {"freq": "MONTHLY", "byday": "1WE", "interval": 3, "valid_from": "2026-10-01", "opens_at": "14:00"},
            "2027-01-06 14:00",
        ),
        ({"freq": "MONTHLY", "byday": "TU"}, None),  # some Tuesday: nobody can say which
        ({"byday": "SA", "interval": 2, "opens_at": "10:00"}, None),  # every other, from no date
        ({"byday": "SA", "interval": 2, "valid_from": "2026-11-14", "opens_at": "10:00"}, "2026-11-28 10:00"),
        ({"opens_at": "09:00"}, None),
        ({"freq": "MONTHLY", "byday": "6TU"}, None),  # no month has a sixth Tuesday
        ({"freq": "MONTHLY", "byday": "-9WE"}, None),
        ({"freq": "MONTHLY", "byday": "5TH", "opens_at": "14:00"}, "2026-12-31 14:00"),
        ({"freq": "MONTHLY", "bymonthday": "31", "interval": 2, "valid_from": "2026-02-10"}, "2026-12-31 00:00"),
        ({"freq": "MONTHLY", "byday": "1TU", "valid_from": "2026-12-15", "opens_at": "10:00"}, "2027-01-05 10:00"),
        ({"byday": "TH", "interval": 3, "valid_from": "1900-01-03", "opens_at": "10:00"}, "2026-11-26 10:00"),
        ({"byday": "TH", "interval": 52, "valid_from": "2026-11-12", "opens_at": "10:00"}, "2027-11-11 10:00"),
        ({"byday": "MO", "interval": 2, "valid_from": "2026-11-10", "opens_at": "10:00"}, "2026-11-23 10:00"),
        ({"byday": "MO", "opens_at": "08:00", "closes_at": "09:00", "valid_to": "2026-11-22"}, None),
        ({"byday": "MO", "valid_from": "2100-12-31"}, "2101-01-03 00:00"),  # counted from the first day
        ({"freq": "MONTHLY", "bymonthday": "5", "interval": 18, "valid_from": "2026-11-06"}, None),  # over a year away
    ],
)
def test_the_next_session(rule: dict[str, Any], expected: str | None) -> None:
    found = next_session(rules(**rule), MONDAY)
    assert (found.strftime("%Y-%m-%d %H:%M") if found else None) == expected


def test_sessions_keep_their_hour_when_the_clocks_change() -> None:
    found = next_session(rules(byday="SU", opens_at="10:00"), datetime(2026, 10, 24, 12, tzinfo=UK))
    assert found is not None
    assert (found.hour, found.utcoffset().total_seconds()) == (10, 0)  # type: ignore[union-attr]


@given(st.integers(0, 6), st.integers(1, 4), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 23))
def test_the_next_session_is_on_its_day_and_not_past(weekday: int, interval: int, start: date, hour: int) -> None:
    rule = Session(weekday=weekday, freq="WEEKLY", interval=interval, opens_at=time(hour), starts_on=start)
    found = next_session([rule], MONDAY)
    assert found is not None
    assert found >= MONDAY
    assert found.weekday() == weekday
