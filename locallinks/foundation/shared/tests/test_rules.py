"""Money, working days, and errors: plain values in, plain values out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.money import parse_pounds, pounds
from locallinks.foundation.shared.working_days import add_working_days, is_working_day, working_days_between

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})


@pytest.mark.parametrize(
    ("pence", "words"), [(0, "£0.00"), (5, "£0.05"), (11700, "£117.00"), (123456789, "£1,234,567.89"), (-500, "-£5.00")]
)
def test_pounds(pence: int, words: str) -> None:
    assert pounds(pence) == words


@pytest.mark.parametrize(
    ("typed", "pence"), [("19.50", 1950), ("£1,234.5", 123450), (" 7 ", 700), ("£0.05", 5), ("0", 0)]
)
def test_parse_pounds(typed: str, pence: int) -> None:
    assert parse_pounds(typed) == pence


@pytest.mark.parametrize("typed", ["", "-5", "1.234", "12,34", "nineteen", "1e5", "£", "9999999999"])
def test_parse_pounds_names_the_field(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_pounds(typed, field="price")
    assert refused.value.problems[0].field == "price"


@given(st.integers(min_value=0, max_value=99_999_999_999))
def test_a_printed_amount_can_be_parsed(pence: int) -> None:
    assert parse_pounds(pounds(pence)) == pence


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 16), 2, date(2026, 11, 18)),  # Monday to Wednesday
        (date(2026, 11, 20), 2, date(2026, 11, 24)),  # Friday over the weekend to Tuesday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday to Monday
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # over Christmas
        (date(2026, 11, 16), 0, date(2026, 11, 16)),
    ],
)
def test_add_working_days(start: date, days: int, end: date) -> None:
    assert add_working_days(start, days, CHRISTMAS) == end


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_adding_and_counting_agree(start: date, days: int) -> None:
    end = add_working_days(start, days)
    assert is_working_day(end)
    assert working_days_between(start, end) == days
    assert working_days_between(end, start) == -days
    assert working_days_between(start, end - timedelta(days=1)) == days - 1


def test_an_error_carries_every_problem() -> None:
    error = DomainError(problems=[Problem("Enter a name", "name", "blank"), Problem("Enter a date", "day", "no_date")])
    assert str(error) == "Enter a name; Enter a date"
    assert error.codes == {"blank", "no_date"}
    assert str(DomainError("No", field="x").problems[0]) == "No"
