"""Plain text, single facts, times and the words of a search."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locallinks.local.directory.rules.details import age_limits, cost, freshness, not_for_the_public, status
from locallinks.local.directory.rules.mending import mend
from locallinks.local.directory.rules.records import Notes, Session
from locallinks.local.directory.rules.text import as_text, block, cleaned, folded, line, plain_text, shortened
from locallinks.local.directory.rules.when import clock, next_session, read_clock, read_date, said_aloud, session_rules
from locallinks.local.directory.rules.whereabouts import coordinates
from locallinks.local.directory.rules.words import SYNONYMS, miles, search_terms, summary

UK = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 16, 10, 30, tzinfo=UK)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Plain words & more", "Plain words & more"),
        ("under <5 years", "under <5 years"),
        ("one\ntwo\n\n\n\nthree", "one\ntwo\n\nthree"),
        ("Tea &amp; cake\nand more", "Tea & cake\nand more"),  # no tags that shape lines: the line ends count
        ("<p>Tea\ncake</p>", "Tea cake"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One<br/>Two</div>", "One\nTwo"),
        ("<ul><li>a</li><li></li><li><p>b</p></li></ul>after", "- a\n- b\n\nafter"),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>", "- a\n- b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<script>if (a < b) x()</script>Seen<style>p{}</style>", "Seen"),
        ("<svg><svg><path/></svg>in</svg>out", "out"),
        ("<svg/>seen", "seen"),
        ("<script>never closed", ""),
        ("a<img src='data:image/png;base64,AAAA'>b", "ab"),
        ('<a href="https://a.org/">our page</a>', "our page (https://a.org/)"),
        ('<a href="https://a.org/">www.a.org</a>', "www.a.org"),
        ('<a href="mailto:a@b.org?subject=x">write</a>', "write (a@b.org)"),
        ('<a href="javascript:x()">press</a>', "press"),
        ("</a>words<a>", "words"),
        ("<b>bold<i>er", "bolder"),
        ("broken <![if <b>bold</b> &amp; end", "broken <![if bold & end"),
        ("&lt;p&gt;", "<p>"),
        ("", ""),
    ],
)
def test_plain_text(written: str, read: str) -> None:
    assert plain_text(written) == read


@settings(deadline=None)
@given(st.text(alphabet="<>/!-[]&;#xp ali\n\"'=brsctd", max_size=200))
def test_no_text_makes_the_reader_stop(written: str) -> None:
    assert "\x00" not in plain_text(written)


def test_text_the_database_cannot_hold_is_made_fit() -> None:
    assert as_text("a\x00b\ud800c\u200bd\r\ne") == "abcd\ne"
    assert [as_text(value) for value in (None, True, [], {}, 7, 1.5)] == ["", "", "", "", "7", "1.5"]
    assert line("cafe\u0301  au\nlait") == "café au lait"
    assert block("x " * 20_000).endswith("…")
    assert len(block("x" * 50_000)) == 20_000
    assert (shortened("one two three", 9), shortened("short", 9)) == ("one two…", "short")
    assert folded("  Dementia  Café ") == folded("dementia café")


def test_vendor_fields_are_cleaned_to_any_depth() -> None:
    deep: Any = "end"
    for _ in range(12):
        deep = [deep]
    assert cleaned(
        {"a": "", "b": [None, 1, "<b>x</b>"], "ASSURED_BY": "who", "c": {"d": {}}, "e": float("nan"), "f": deep}
    ) == {"b": [1, "x"]}


@pytest.mark.parametrize(
    ("raw", "lowest", "highest", "said"),
    [
        ({}, None, None, 0),
        ({"minimum_age": 18}, 18, None, 0),
        ({"minimum_age": "18", "maximum_age": 64.0}, 18, 64, 0),
        ({"minimum_age": 0, "maximum_age": ""}, None, None, 0),
        ({"minimum_age": -1, "maximum_age": -1}, None, None, 2),
        ({"minimum_age": True, "maximum_age": "old"}, None, None, 2),
        ({"maximum_age": 999}, None, None, 1),
        ({"maximum_age": 0}, None, None, 1),
        ({"minimum_age": 70, "maximum_age": 20}, None, None, 1),
        ({"eligibilitys": ["x", {"minimum_age": 60}]}, 60, None, 0),
        ({"eligibility": "anybody"}, None, None, 0),
    ],
)
def test_ages(raw: dict[str, Any], lowest: int | None, highest: int | None, said: int) -> None:
    notes = Notes()
    assert age_limits(raw, notes) == (lowest, highest)
    assert len(notes.issues) == said


@pytest.mark.parametrize(
    ("raw", "words", "free"),
    [
        ({}, "", None),
        ({"fees": "Free"}, "Free", True),
        ({"fees": "there is no charge"}, "There is no charge", True),
        ({"fees": "£3, free parking"}, "£3, free parking", False),
        ({"fees": "£0.00"}, "£0.00", None),
        ({"fees": "50p"}, "50p", False),
        ({"fees": "See website"}, "See website", None),
        ({"fees": "First visit is not free"}, "First visit is not free", False),
        ({"cost_options": [{"amount": 0}]}, "Free", True),
        ({"cost_options": [{"amount": "0.00", "option": "Members"}, {"amount": 2.5, "option": "Others"}]}, "Members: free\nOthers: £2.50", False),
        ({"cost_options": [{"amount": -5}, {"amount": True}, {"amount": "some"}, "x"]}, "", None),
        ({"fees": "Free", "cost_options": [{"amount": 1200, "amount_description": "a week"}]}, "Free\n£1,200.00 a week", False),
    ],
)  # fmt: skip
def test_cost(raw: dict[str, Any], words: str, free: bool | None) -> None:
    assert cost(raw) == (words, free)


@pytest.mark.parametrize(
    ("written", "read", "said"),
    [
        ("active", "active", 0),
        ("", "active", 0),
        ("Temporarily_Closed", "temporarily closed", 0),
        ("Open", "inactive", 1),
    ],
)
def test_status(written: str, read: str, said: int) -> None:
    notes = Notes()
    assert (status({"status": written}, notes), len(notes.issues)) == (read, said)


@pytest.mark.parametrize(
    ("raw", "mark"),
    [
        ({}, ""), ({"status": "active", "is_archived": False}, ""), ({"visibility": "Internal"}, "internal"),
        ({"pc_archived": True}, "archived"), ({"Confidential": "YES"}, "confidential"), ({"archived": "no"}, ""),
    ],
)  # fmt: skip
def test_marks_that_keep_a_record_out(raw: dict[str, Any], mark: str) -> None:
    assert not_for_the_public(raw) == mark


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("Women’s Refuge", True),
        ("Refuges of Leeds", True),
        ("Refugee Women of Bristol", False),
        ("A refuge for wildlife", False),
    ],
)
def test_refuges_are_never_loaded(name: str, refused: bool) -> None:
    raw = {"id": "1", "name": name, "organization": {"id": "o", "name": "Somebody"}}
    assert mend(raw, source="main", today=MONDAY.date()).refused is refused


def test_a_tag_or_a_description_that_speaks_of_a_refuge() -> None:
    raw = {
        "id": "1",
        "name": "Safe house",
        "organization": {"id": "o", "name": "Somebody"},
        "description": "Near our refuge.",
    }
    codes = {issue.code for issue in mend(raw, source="main", today=MONDAY.date()).issues}
    assert "mentions_refuge" in codes
    assert mend({**raw, "pc_targetAudience": [{"audienceType": "Refuge"}]}, source="main", today=MONDAY.date()).refused


@pytest.mark.parametrize(
    ("assured_on", "badge"),
    [
        (None, ("unknown", "No date of last check")),
        (date(2026, 10, 1), ("fresh", "Checked 1 October 2026")),
        (date(2026, 3, 1), ("ageing", "Checked 1 March 2026")),
        (date(2021, 1, 6), ("old", "Not checked since 6 January 2021")),
    ],
)
def test_freshness(assured_on: date | None, badge: tuple[str, str]) -> None:
    assert freshness(assured_on, MONDAY.date()) == badge


# ---- when


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-11-27", date(2024, 11, 27)), ("2024-11-27T10:30:45.123Z", date(2024, 11, 27)), ("20241127", date(2024, 11, 27)),
        ("27/11/2024", date(2024, 11, 27)), ("2024-02-30", None), ("soon", None), ("", None), (None, None), ("9999-12-31", None),
        ("0001-01-01", None),
    ],
)  # fmt: skip
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
    return session_rules(rule, None, Notes())


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}, ["Every Tuesday, 10am to midday"]),
        ({"freq": "WEEKLY", "byday": "MO, TH", "opens_at": "13:30"}, ["Every Monday, from 1:30pm", "Every Thursday, from 1:30pm"]),
        ({"freq": "WEEKLY", "byday": "SA", "interval": 2}, ["Every other Saturday"]),
        ({"freq": "WEEKLY", "byday": "SA", "interval": 3}, ["Saturdays, every 3 weeks"]),
        ({"freq": "WEEKLY", "byday": "SA", "interval": "often"}, ["Every Saturday"]),
        ({"freq": "WEEKLY", "byday": "SA", "interval": 0}, ["Every Saturday"]),
        ({"freq": "MONTHLY", "byday": "1WE,-1FR"}, ["First Wednesday of the month", "Last Friday of the month"]),
        ({"freq": "WEEKLY", "byday": "2TU"}, ["Second Tuesday of the month"]),
        ({"freq": "MONTHLY", "byday": "1WE", "interval": 3}, ["First Wednesday every 3 months"]),
        ({"freq": "MONTHLY", "byday": "TU"}, ["Some Tuesdays each month"]),
        ({"freq": "MONTHLY", "bymonthday": "1,-1,-2,99"}, ["Day 1 of the month", "Last day of the month", "Day 2 from the end of the month"]),
        ({"byday": "TU", "opens_at": "12:00", "closes_at": "10:00"}, ["Every Tuesday, from midday"]),
        ({"byday": "TU", "opens_at": "00:00", "closes_at": "23:59"}, ["Every Tuesday, midnight to 11:59pm"]),
        ({"description": "Ask in the shop"}, ["Ask in the shop"]),
        ({"opens_at": "09:00"}, ["from 9am"]),
        ({"freq": "MONTHLY"}, []),
        ({}, []),
    ],
)  # fmt: skip
def test_times_are_said_aloud(rule: dict[str, Any], words: list[str]) -> None:
    assert [said_aloud(one) for one in rules(**rule)] == words


def test_a_session_of_nothing_says_nothing() -> None:
    assert said_aloud(Session()) == ""
    assert clock(time(10, 30)) == "10:30am"


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
        ({"freq": "MONTHLY", "byday": "1WE", "interval": 3, "valid_from": "2026-10-01", "opens_at": "14:00"}, "2027-01-06 14:00"),
        ({"freq": "MONTHLY", "byday": "TU"}, None),  # some Tuesday: nobody can say which
        ({"byday": "SA", "interval": 2, "opens_at": "10:00"}, None),  # every other, from no date
        ({"byday": "SA", "interval": 2, "valid_from": "2026-11-14", "opens_at": "10:00"}, "2026-11-28 10:00"),
        ({"opens_at": "09:00"}, None),
    ],
)  # fmt: skip
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


@pytest.mark.parametrize(
    ("latitude", "longitude", "read", "said"),
    [
        (53.9, -1.7, (53.9, -1.7), 0), ("53.9", "-1.7", (53.9, -1.7), 0), (None, "", (None, None), 0), (-1.7, 53.9, (53.9, -1.7), 1),
        (0, 0, (None, None), 1), (100, 101, (None, None), 1), (53.9, None, (None, None), 1), (True, "x", (None, None), 1),
        (float("nan"), -1.7, (None, None), 1),
    ],
)  # fmt: skip
def test_coordinates(latitude: Any, longitude: Any, read: tuple[float | None, float | None], said: int) -> None:
    notes = Notes()
    assert coordinates({"latitude": latitude, "longitude": longitude}, notes) == read
    assert len(notes.issues) == said


# ---- words


def test_what_else_somebody_could_have_meant() -> None:
    terms = search_terms("Walking and Lunch Clubs", SYNONYMS)
    assert [one[0] for one in terms] == ["walking", "and", "lunch clubs"]
    assert "ramble" in terms[0]
    assert "shared meal" in terms[2]
    assert search_terms("men's shed", SYNONYMS)[0][0] == "men's shed"
    assert search_terms("bus pass", SYNONYMS) == [("bus",), ("pass",)]
    assert search_terms("!!!") == []
    assert len(search_terms("a " * 50)) == 12


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "under 100 yards"),
        (500, "0.3 miles"),
        (1609.344, "1 mile"),
        (3300, "2.1 miles"),
        (16_093, "10 miles"),
        (30_000, "19 miles"),
    ],
)
def test_distance_in_words(metres: float, words: str) -> None:
    assert miles(metres) == words


def test_a_summary_ends_at_a_sentence_or_a_word() -> None:
    assert summary("Short.\n\nStill short.") == "Short. Still short."
    sentence = "We meet every week for tea, talk and a walk around the mill pond. "
    assert summary(sentence * 5) == (sentence * 3).strip()
    assert summary("word " * 100).endswith("word…")
