"""Points, and the usual support they are checked against."""

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.personal.budgets.rules import MAX_POINTS, MAX_RATE_PENCE, MAX_SOURCE, MAX_WORDS


class SetForm(Form):
    """`seen` is the sum the page last showed: nothing is saved that nobody has looked at."""

    points = fields.WholeNumberField(
        label="How many points did the assessment come to?",
        name_in_words="the points",
        min_value=1,
        max_value=MAX_POINTS,
    )
    usual_hours = fields.HoursField(
        label="Hours a week of the usual support", name_in_words="the hours a week of the usual support",
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


class CheckForm(Form):
    agrees = fields.YesNoField(label="Do the hours and the cost look right?")
    words = fields.LongTextField(label="If not: what looks wrong?", max_length=MAX_WORDS, rows=4, required=False)


class ProposeForm(Form):
    point_pence = fields.MoneyField(
        label="What should one point be worth a week?", name_in_words="what one point is worth", min_pence=1,
        max_pence=MAX_RATE_PENCE, hint="For example, 4.05",
    )  # fmt: skip
    tolerance_percent = fields.WholeNumberField(
        label="How far may the budget and the usual cost differ?", name_in_words="how far they may differ", min_value=0,
        max_value=100, suffix="%", hint="Further apart than this asks for a second look",
    )  # fmt: skip
    starts_on = fields.DateField(
        label="From which day?", name_in_words="the day it starts",
        hint="Today or later. Budgets already set keep their rate",
    )  # fmt: skip
    source = fields.PlainTextField(
        label="Where does the figure come from?", max_length=MAX_SOURCE, hint="The paper or the decision, with its date"
    )
    why = fields.LongTextField(label="Why should it change?", max_length=MAX_WORDS, rows=4)


class DecideForm(Form):
    agrees = fields.YesNoField(label="Do you agree to this version?")
    words = fields.LongTextField(label="If not: why?", max_length=MAX_WORDS, rows=3, required=False)
    verified = fields.TickField(label="I compared the figures with their source", required=False)
