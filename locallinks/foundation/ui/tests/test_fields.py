"""Each field with right and wrong input. An error always names the field and says what to do."""

from datetime import date, time
from urllib.parse import urlencode

import pytest
from django.forms import Field as DjangoField
from django.http import QueryDict

from locallinks.foundation.ui import contact_fields, file_field, forms
from locallinks.foundation.ui.contact_fields import EmailField, NhsNumberField, PhoneField, PostcodeField
from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    Form,
    HoursField,
    MoneyField,
    MultipleChoiceField,
    SelectField,
    TextAreaField,
    TextField,
    TimeField,
    VersionField,
    WholeNumberField,
    YesNoField,
)
from locallinks.foundation.ui.macros import linked_errors, macro_arguments


def clean_or_error(field, typed, *, name="answer"):
    """Return the clean value of a field, or its first error."""
    form = type("AskedForm", (Form,), {name: field})(data=QueryDict(typed))
    return form.cleaned_data[name] if form.is_valid() else str(form.errors[name][0])


CHOICES = {"choices": [("1", "One")]}
MATTERS = {"label": "What matters to Mary?", "name_in_words": "what matters to Mary"}


@pytest.mark.parametrize("typed", ["", "answer=", "answer=%20%20", "answer=%E2%80%8B"])
def test_blank_text_says_what_to_enter(typed):
    assert clean_or_error(TextAreaField(**MATTERS), typed) == "Enter what matters to Mary"


def test_a_field_without_name_in_words_uses_its_label():
    assert clean_or_error(TextField(label="What is her name?"), "") == "Answer the question “What is her name?”"
    assert clean_or_error(TextField(label="Full name"), "") == "Enter full name"
    assert clean_or_error(TextField(label="NHS trust"), "") == "Enter NHS trust"
    assert clean_or_error(TextField(), "", name="first_name") == "Enter first name"
    assert clean_or_error(TextField(label="x", required_message="Say who rang"), "") == "Say who rang"


def test_long_text_is_counted():
    message = clean_or_error(TextAreaField(**MATTERS), "answer=" + "a" * 10_000)
    assert message == "What matters to Mary must be 5,000 characters or fewer. You have used 10,000"
    assert clean_or_error(TextAreaField(**MATTERS), "answer=" + "a" * 5000) == "a" * 5000


def test_nul_is_refused_and_control_characters_dropped():
    assert clean_or_error(TextField(**MATTERS), "answer=a%00b").startswith("What matters to Mary has a sign in it")
    assert clean_or_error(TextField(**MATTERS), "answer=a%07%1Bb") == "ab"


EVERY_FIELD = {
    name: kind
    for module in (forms, contact_fields, file_field)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, DjangoField) and kind.__module__ == module.__name__
}
REQUIRED_ARGUMENTS = {
    "ChoiceField": CHOICES,
    "MultipleChoiceField": CHOICES,
    "SelectField": CHOICES,
    "FileField": {"largest": 9},
}


@pytest.mark.parametrize("name", EVERY_FIELD)
@pytest.mark.parametrize("sent", ["\x00", "a\x00b", "1\x00", "x" * 10_000, "9" * 10_000])
def test_no_field_lets_through_what_the_database_cannot_keep(name, sent):
    """Fields refuse or drop a NUL, which PostgreSQL cannot store, and text that is longer than any column."""
    form = type("AskedForm", (Form,), {"answer": EVERY_FIELD[name](**REQUIRED_ARGUMENTS.get(name, {}), required=False)})
    whole = {"answer": sent, "answer-day": sent, "answer-month": sent, "answer-year": sent}
    for data in (whole, {key: value for key, value in whole.items() if key != "answer"}):
        bound = form(data=QueryDict(urlencode(data)))
        kept = bound.cleaned_data["answer"] if bound.is_valid() else None
        assert "\x00" not in str(kept), f"{name} keeps a NUL"
        assert len(str(kept)) <= 5000, f"{name} keeps {len(str(kept))} characters"


def test_html_and_lines_are_kept_as_text():
    assert clean_or_error(TextField(), "answer=<script>alert(1)</script>") == "<script>alert(1)</script>"
    assert clean_or_error(TextAreaField(), "answer=one%0D%0Atwo") == "one\ntwo"


def test_optional_text_may_be_blank():
    assert clean_or_error(TextField(required=False), "") == ""


@pytest.mark.parametrize(
    ("field", "right", "value", "wrong", "message"),
    [
        (PostcodeField(), "ls121aa", "LS12 1AA", "Leeds", "Enter a postcode, like LS12 1AA"),
        (PostcodeField(), "LS12+1AA", "LS12 1AA", "", "Enter a postcode, like LS12 1AA"),
        (
            EmailField(label="Email"),
            "a@example.org",
            "a@example.org",
            "a@",
            "Enter an email address, like name@example.org",
        ),
        (
            PhoneField(label="Phone"),
            "0113-496-0000",
            "0113 496 0000",
            "5",
            "Enter a phone number with its area code, like 0113 496 0000",
        ),
        (NhsNumberField(), "943 476 5919", "9434765919", "12", "An NHS number has 10 digits, like 999 000 0018"),
        (TimeField(label="Time"), "10.30am", time(10, 30), "9", "Time must be a time, like 10:30am or 2pm"),
        (WholeNumberField(label="Places", max_value=20), "1%2C2", 12, "21", "Places must be between 0 and 20"),
        (WholeNumberField(label="Places"), "7", 7, "two", "Places must be a whole number, like 3"),
        (WholeNumberField(label="Places"), "0", 0, "٣", "Places must be a whole number, like 3"),
        (MoneyField(label="Price"), "£1,234.5", 123450, "lots", "Price must be an amount of money, like 19.50"),
        (MoneyField(label="Price", min_pence=100), "1", 100, "0.99", "Price must be £1.00 or more"),
        (MoneyField(label="Price", max_pence=5000), "50", 5000, "50.01", "Price must be £50.00 or less"),
    ],
)
def test_right_and_wrong(field, right, value, wrong, message):
    assert clean_or_error(field, f"answer={right}") == value
    assert clean_or_error(field, f"answer={wrong}") == message


@pytest.mark.parametrize(
    "kind",
    ["MoneyField", "WholeNumberField", "DateField", "TimeField", "PhoneField", "PostcodeField", "NhsNumberField"],
)
def test_optional_answers_may_be_blank(kind):
    assert not clean_or_error(EVERY_FIELD[kind](required=False), "")


def test_optional_money_tells_zero_from_blank():
    assert clean_or_error(MoneyField(required=False), "answer=0") == 0
    assert clean_or_error(MoneyField(required=False), "answer=") is None
    assert clean_or_error(MoneyField(label="Price"), "answer=") == "Enter price"


class TestDate:
    field = {"label": "When does it start?", "name_in_words": "the day it starts"}

    def test_three_boxes_or_one(self):
        assert clean_or_error(DateField(**self.field), "answer-day=12&answer-month=nov&answer-year=2026") == date(
            2026, 11, 12
        )
        assert clean_or_error(DateField(**self.field), "answer=2026-11-12") == date(2026, 11, 12)

    def test_what_is_wrong(self):
        assert clean_or_error(DateField(**self.field), "") == "Enter the day it starts"
        assert (
            clean_or_error(DateField(**self.field), "answer-day=12")
            == "The day it starts must include a month and a year"
        )
        message = clean_or_error(DateField(**self.field), "answer-day=31&answer-month=2&answer-year=2026")
        assert message == "The day it starts must be a real date, like 12 11 2026"

    def test_not_too_early_or_late(self):
        field = DateField(**self.field, earliest=date(2026, 11, 1), latest=date(2026, 11, 30))
        assert clean_or_error(field, "answer=2026-10-31") == "The day it starts must be 1 November 2026 or later"
        assert clean_or_error(field, "answer=2026-12-01") == "The day it starts must be 30 November 2026 or earlier"
        assert clean_or_error(field, "answer=2026-11-30") == date(2026, 11, 30)

    def test_the_error_leads_to_the_wrong_box(self):
        form = type("DayForm", (Form,), {"on": DateField(**self.field)})(
            data=QueryDict("on-day=1&on-month=1&on-year=26")
        )
        assert linked_errors(form)[0]["href"] == "#id_on-year"
        assert macro_arguments(form["on"])["bad_parts"] == {"year"}
        assert macro_arguments(form["on"])["boxes"] == ["1", "1", "26"]


class TestChoices:
    ways = [("letter", "A letter"), ("phone", "A phone call")]

    def test_one(self):
        field = ChoiceField(label="Way to tell her", choices=self.ways)
        assert clean_or_error(field, "answer=phone") == "phone"
        assert clean_or_error(field, "") == "Choose way to tell her"
        assert clean_or_error(field, "answer=pigeon") == "Choose way to tell her from the list"

    def test_coerced(self):
        field = SelectField(choices=[("1", "One")], coerce=int, required=False)
        assert clean_or_error(field, "answer=1") == 1
        assert clean_or_error(field, "") is None

    def test_several(self):
        field = MultipleChoiceField(label="Days", choices=[("1", "Monday"), ("2", "Tuesday")], coerce=int)
        assert clean_or_error(field, "answer=1&answer=2") == [1, 2]
        assert clean_or_error(field, "") == "Choose days"
        assert clean_or_error(field, "answer=9") == "Choose days from the list"

    def test_yes_or_no(self):
        assert clean_or_error(YesNoField(label="Lives alone"), "answer=yes") is True
        assert clean_or_error(YesNoField(label="Lives alone"), "answer=no") is False
        assert clean_or_error(YesNoField(label="Lives alone"), "") == "Choose yes or no for lives alone"
        assert clean_or_error(YesNoField(label="Alone?"), "") == "Answer the question “Alone?”"
        assert clean_or_error(YesNoField(required=False), "") is None

    def test_a_box_to_tick(self):
        assert clean_or_error(BooleanField(label="I agree"), "answer=on") is True
        assert clean_or_error(BooleanField(label="I agree"), "") == "Tick the box if this is right: “I agree”"
        assert clean_or_error(BooleanField(required=False), "") is False


@pytest.mark.parametrize(
    ("field", "initial", "shown"),
    [
        (MoneyField(), 11700, "117.00"),
        (MoneyField(), 5, "0.05"),
        (TimeField(), time(14, 5), "2:05pm"),
        (TimeField(), time(12), "midday"),
        (NhsNumberField(), "9434765919", "943 476 5919"),
        (YesNoField(), False, "no"),
        (DateField(), date(2026, 1, 2), date(2026, 1, 2)),
    ],
)
def test_what_a_form_opens_with(field, initial, shown):
    form = type("OpenForm", (Form,), {"answer": field})(initial={"answer": initial})
    assert form["answer"].value() == shown


def test_what_was_typed_comes_back_as_typed():
    form = type("BackForm", (Form,), {"answer": MoneyField(label="Price")})(data=QueryDict("answer=lots"))
    assert not form.is_valid()
    assert form["answer"].value() == "lots"


def test_a_form_may_ask_for_its_version():
    form = type("VersionForm", (Form,), {"version": VersionField()})(data=QueryDict("version=3"))
    assert form.is_valid()
    assert form.cleaned_data == {"version": 3}


HOURS = {"label": "Hours a week", "required": False}


@pytest.mark.parametrize(
    ("typed", "minutes"), [("9.5", 570), ("0", 0), ("0.25", 15), (" 8 ", 480), ("336", 20160), ("", None)]
)
def test_hours_are_cleaned_to_minutes(typed, minutes):
    assert clean_or_error(HoursField(**HOURS), f"answer={typed}") == minutes


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("lots", "Hours a week must be a number, like 9.5"),
        ("9.4", "Hours a week must be in quarters, like 9.25 or 9.5"),
        ("0.001", "Hours a week must be in quarters, like 9.25 or 9.5"),
        ("-1", "Hours a week must be from 0 to 336"),
        ("336.25", "Hours a week must be from 0 to 336"),
        ("NaN", "Hours a week must be from 0 to 336"),
        ("Infinity", "Hours a week must be from 0 to 336"),
    ],
)
def test_hours_that_cannot_be(typed, message):
    assert clean_or_error(HoursField(**HOURS), f"answer={typed}") == message
