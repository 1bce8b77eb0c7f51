"""Forms to set and verify rates and bank holidays."""

from typing import Any

from locallinks.foundation.reference.choices import RateUnit
from locallinks.foundation.reference.rules import is_money
from locallinks.foundation.ui.forms import (
    DateField,
    Form,
    MoneyField,
    TextAreaField,
    TextField,
    WholeNumberField,
    YesNoField,
)

SOURCE_HINT = "The document, decision or web page, with its date"


class RateForm(Form):
    """A new amount, typed in pounds or as a whole number, according to `unit`."""

    starts_on = DateField(label="From which day?", name_in_words="the day it starts")
    source = TextField(
        label="Where does it come from?", name_in_words="where it comes from", hint=SOURCE_HINT, max_length=500
    )
    verified = YesNoField(label="Have you compared it with that source?")
    note = TextAreaField(label="Anything to add", required=False, max_length=1000, rows=3)
    field_order = ("amount", "starts_on", "source", "verified", "note")

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        self.base_fields = {"amount": self.amount_field(unit), **self.base_fields}
        super().__init__(*args, **kwargs)

    @staticmethod
    def amount_field(unit: str) -> MoneyField | WholeNumberField:
        if is_money(unit):
            return MoneyField(label="New amount", name_in_words="the new amount", max_pence=10_000_000_00)
        suffixes = {RateUnit.PERCENT: "%", RateUnit.WORKING_DAYS: "working days", RateUnit.MONTHS: "months"}
        suffix = suffixes.get(RateUnit(unit), "")
        return WholeNumberField(label="New amount", name_in_words="the new amount", suffix=suffix, max_value=100_000)


class VerifyForm(Form):
    source = TextField(
        label="What did you compare it with?",
        name_in_words="what you compared it with",
        hint=SOURCE_HINT,
        max_length=500,
    )


class HolidayForm(Form):
    day = DateField(label="Which day?", name_in_words="the day")
    name = TextField(label="What is it called?", name_in_words="what it is called", max_length=100)
    source = TextField(
        label="Where does it come from?", name_in_words="where it comes from", hint=SOURCE_HINT, max_length=500
    )
