"""Points, and the usual support they are checked against."""

from typing import Any

from django.core.exceptions import ValidationError

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.personal.budgets.rules import MAX_POINTS, MAX_WORDS, minutes_from_hours


class HoursField(fields.PlainTextField):
    """Hours in quarters, typed like 9.5; cleaned to whole minutes."""

    inputmode = "decimal"
    width = "5"

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return minutes_from_hours(text)
        except DomainError as refusal:
            raise ValidationError(refusal.problems[0].message) from None


class SetForm(Form):
    """`seen` is the sum the page last showed: nothing is saved that nobody has looked at."""

    points = fields.WholeNumberField(
        label="How many points did the assessment come to?",
        name_in_words="the points",
        min_value=1,
        max_value=MAX_POINTS,
    )
    usual_hours = HoursField(
        label="Hours a week of the usual support", name_in_words="the hours a week of the usual support", max_length=10,
        hint="What the council would most likely have bought. For example, 9.5", suffix="hours",
    )  # fmt: skip
    usual_words = fields.LongTextField(
        label="What would the usual support be?", name_in_words="what the usual support would be", max_length=MAX_WORDS,
        rows=3, hint="For example: two visits a day to help with washing and meals",
    )  # fmt: skip
    second_look = fields.LongTextField(
        label="If the two sums are far apart: why are both right?", max_length=MAX_WORDS, rows=3, required=False
    )
    seen = fields.HiddenField()
