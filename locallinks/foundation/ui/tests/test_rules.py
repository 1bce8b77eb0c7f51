"""Pure checks of what people type."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.ui import rules


@pytest.mark.parametrize(
    "number", ["9434765919", "943 476 5919", "943-476-5919", "4010232137", "9990000018", "9990000026", "9990000034"]
)
def test_right_nhs_numbers(number):
    assert rules.nhs_number_problem(number) is None


@pytest.mark.parametrize("number", ["9434765918", "9991234560", "2222222222", "0000000000", "1111111111"])
def test_a_wrong_nhs_number_has_a_message_to_check_it(number):
    assert rules.nhs_number_problem(number).startswith("Check the NHS number")


@pytest.mark.parametrize("number", ["", "12345", "94347659190", "94347659AB", "９４３４７６５９１９"])
def test_an_nhs_number_of_the_wrong_length_has_a_message_with_an_example(number):
    assert rules.nhs_number_problem(number) == "An NHS number has 10 digits, like 999 000 0018"


@given(st.integers(0, 999_999_999), st.integers(1, 9))
def test_one_changed_digit_is_always_noticed(nine, change):
    digits = f"{nine:09d}"
    right = [f"{digits}{check}" for check in range(10) if rules.nhs_number_problem(f"{digits}{check}") is None]
    assert len(right) <= 1
    for number in right:
        other = f"{number[:4]}{(int(number[4]) + change) % 10}{number[5:]}"
        assert rules.nhs_number_problem(other) is not None


def test_nhs_number_is_kept_as_digits_and_shown_in_groups():
    assert rules.normalise_nhs_number("943 476-5919") == "9434765919"
    assert rules.spaced_nhs_number("9434765919") == "943 476 5919"
    assert rules.spaced_nhs_number("") == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ls121aa", "LS12 1AA"),
        (" LS12  1AA ", "LS12 1AA"),
        ("m1 1ae", "M1 1AE"),
        ("w1a-0ax", "W1A 0AX"),
        ("gir0aa", "GIR 0AA"),
    ],
)
def test_postcodes_are_normalised(typed, kept):
    assert rules.normalise_postcode(typed) == kept


@pytest.mark.parametrize("typed", ["", "Leeds", "LS12", "LS12 1A", "12 1AA", "LS12 1CC", "LSLS12 1AA"])
def test_other_text_is_not_a_postcode(typed):
    assert rules.normalise_postcode(typed) is None


@given(st.text(max_size=30))
def test_a_normal_postcode_stays_as_it_is(text):
    postcode = rules.normalise_postcode(text)
    assert postcode is None or rules.normalise_postcode(postcode) == postcode


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0113 496 0000", "0113 496 0000"),
        ("(0113) 496-0000", "0113 496 0000"),
        ("+44 113 496 0000", "0113 496 0000"),
        ("+44 (0)113 496 0000", "0113 496 0000"),
        ("(+44) 113 496 0000", "0113 496 0000"),
        ("0044 113 496 0000", "0113 496 0000"),
        ("01134960000", "0113 496 0000"),
        ("0113.496.0000", "0113 496 0000"),
        ("01632960141", "01632 960141"),  # kept for drama: possible and never assigned, as the next ones
        ("07700 900 123", "07700 900123"),
        ("020 79460123", "020 7946 0123"),
        ("08081570123", "0808 157 0123"),
        ("0169772345", "016977 2345"),  # the longest area code
        ("0800 1111", "0800 1111"),  # Childline: short and whole
        ("0500 123456", "0500123456"),  # of a range that is closed
        ("+353 12345678", "+353 1 234 5678"),
        ("00353 12345678", "+353 1 234 5678"),
        ("+1 (202) 555-0100", "+1 202-555-0100"),
    ],
)
def test_phone_numbers(typed, kept):
    assert rules.normalise_phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "496 0000",
        "phone me",
        "+12",
        "0113 496 0000 ext 5",
        "٠١١٣٤٩٦٠٠٠٠",
        "+441134960000000000",
        "+",
        "00",
        "999",
        "0113 496",
        "1134960000",
        "(1134) 960000",
        "0800 FLOWERS",
        "0000000000",
        "+999 123456789",
        "0113 496 0000 0",
    ],
)
def test_other_text_is_not_a_phone_number(typed):
    assert rules.normalise_phone(typed) is None


@given(st.from_regex(r"\A(0|00|\+|\+44|\+353|\+1|\+39)[0-9]{5,13}\Z"))
def test_a_normal_phone_number_stays_as_it_is(typed):
    shown = rules.normalise_phone(typed)
    assert shown is None or (rules.normalise_phone(shown), rules.phone_key(shown)) == (shown, rules.phone_key(typed))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("0113 496 0000", "+44 113 496 0000", True),
        ("0113 496 0000", "(0113) 496-0000", True),
        ("0113 496 0000", "0113 496 0001", False),
        ("+353 1 234 5678", "01 234 5678", False),
        ("496 0000", "4960000", True),  # no number to ring, and still the same digits
    ],
)
def test_whether_two_phone_numbers_are_the_same(one, other, same):
    assert (rules.phone_key(one) == rules.phone_key(other)) is same


def test_text_is_tidied_but_never_changed_in_meaning():
    assert rules.tidy_text("  Mary\u200b said\r\n yes ") == "Mary said yes"
    assert rules.tidy_text("one\r\ntwo\x0bthree\x0cfour\rfive", lines=True) == "one\ntwo\nthree\nfour\nfive"
    assert rules.tidy_text("<b>&amp; “quoted”</b>") == "<b>&amp; “quoted”</b>"
    assert rules.tidy_text("safe\u202etxt\x07\x9f") == "safetxt"
    assert rules.tidy_text("Rene\u0301e") == "Ren\u00e9e"
    assert rules.has_nul("a\x00b")
    assert not rules.has_nul("ab")


@given(st.text())
def test_tidying_is_idempotent(text):
    for lines in (False, True):
        once = rules.tidy_text(text, lines=lines)
        assert rules.tidy_text(once, lines=lines) == once
        assert "\x00" not in once


@pytest.mark.parametrize("month", ["11", "November", "nov", "NOV"])
def test_dates_from_three_boxes(month):
    assert rules.parse_date_parts("12", month, "2026", name="The day") == date(2026, 11, 12)


@pytest.mark.parametrize(
    ("boxes", "message", "part"),
    [
        (("", "11", "2026"), "The day must include a day", "day"),
        (("12", "", ""), "The day must include a month and a year", "month"),
        (("12", "13", "2026"), "The day needs a month from 1 to 12, like 11", "month"),
        (("12", "Smarch", "2026"), "The day needs a month from 1 to 12, like 11", "month"),
        (("12", "ma", "2026"), "The day needs a month from 1 to 12, like 11", "month"),
        (("12", "11", "26"), "The day needs a year with 4 numbers, like 2026", "year"),
        (("12", "11", "0026"), "The day needs a year between 1900 and 2100", "year"),
        (("twelve", "11", "2026"), "The day needs a day from 1 to 31", "day"),
        (("31", "2", "2026"), "The day must be a real date, like 12 11 2026", "day"),
    ],
)
def test_what_is_wrong_with_a_date_and_where(boxes, message, part):
    assert rules.parse_date_parts(*boxes, name="The day") == rules.DateProblem(message, part)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_real_date_is_read(day):
    assert rules.parse_date_parts(str(day.day), str(day.month), str(day.year), name="x") == day


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10:30am", time(10, 30)),
        ("10.30 AM", time(10, 30)),
        ("9am", time(9)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12noon", time(12)),
        ("midday", time(12)),
        ("Midnight", time(0)),
        ("2pm", time(14)),
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("00:05", time(0, 5)),
    ],
)
def test_times_as_people_say_them(typed, read):
    assert rules.parse_time(typed) == read


@pytest.mark.parametrize("typed", ["", "9", "soon", "25:00", "10:75", "13pm", "0am", "-1:00"])
def test_other_text_is_not_a_time(typed):
    assert rules.parse_time(typed) is None


def test_submission_tokens():
    assert rules.is_submission_token("b3aaa829-e994-440a-af90-5c521c719736")
    for wrong in ("", "x", "B3AAA829-E994-440A-AF90-5C521C719736", "b3aaa829-e994-140a-af90-5c521c719736", "1" * 36):
        assert not rules.is_submission_token(wrong)


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@sum", "\tx", "\r=x", "=HYPERLINK(1)"])
def test_nothing_in_a_csv_file_runs(text):
    assert rules.csv_cell(text) == f"'{text}"


def test_numbers_and_words_in_a_csv_file_stay_as_they_are():
    assert [rules.csv_cell(cell) for cell in (None, "", -5, -2.5, "-5", "+44", "Mary")] == [
        "",
        "",
        "-5",
        "-2.5",
        "-5",
        "+44",
        "Mary",
    ]


@given(st.text(min_size=1))
def test_no_cell_begins_like_a_formula(text):
    cell = rules.csv_cell(text)
    assert cell[0] not in "=@\t\r"
    assert cell[0] not in "+-" or cell[1:].replace(".", "").isdigit()
