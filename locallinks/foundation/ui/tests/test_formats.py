"""The formats of dates, times and amounts."""

from datetime import UTC, date, datetime, time

import pytest
from markupsafe import Markup

from locallinks.foundation.ui import formats


def test_dates_and_times_have_one_format():
    moment = datetime(2026, 7, 12, 9, 30, tzinfo=UTC)  # summer time: 10:30 local time
    assert formats.day(date(2026, 11, 12)) == "12 November 2026"
    assert formats.short_day(date(2026, 11, 12)) == "Thursday 12 November"
    assert formats.when(moment) == "12 July 2026 at 10:30am"
    assert formats.day(datetime(2026, 7, 12, 23, 30, tzinfo=UTC)) == "13 July 2026"
    assert (formats.day(None), formats.when(None), formats.clock_time(None), formats.short_day(None)) == (
        "",
        "",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (time(0), "midnight"),
        (time(12), "midday"),
        (time(0, 5), "12:05am"),
        (time(9), "9am"),
        (time(13, 30), "1:30pm"),
    ],
)
def test_times(clock, words):
    assert formats.clock_time(clock) == words


def test_plurals():
    assert formats.plural(1, "person", "people") == "1 person"
    assert formats.plural(1200, "plan") == "1,200 plans"
    assert formats.plural(["a", "b"], "name") == "2 names"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "Not recorded"),
        ("", "Not recorded"),
        (True, "Yes"),
        (False, "No"),
        (0, 0),
        (date(2026, 1, 2), "2 January 2026"),
        (time(9, 5), "9:05am"),
        (datetime(2026, 1, 2, 9, 5, tzinfo=UTC), "2 January 2026 at 9:05am"),
    ],
)
def test_any_value_can_be_shown(value, words):
    assert formats.display(value) == words


def test_lines_are_kept_and_everything_in_them_escaped():
    assert formats.display("3 Oak Road\n<Leeds>") == Markup("3 Oak Road<br>&lt;Leeds&gt;")
