"""Forms of the first budget, of the check of a baseline, and of versions of the budget rule."""

from locallinks.foundation.ui.forms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    HoursField,
    MoneyField,
    TextAreaField,
    TextField,
    WholeNumberField,
    YesNoField,
)
from locallinks.personal.budgets.rules import MAX_POINTS, MAX_RATE_PENCE, MAX_SOURCE, MAX_WORDS


class SetBudgetForm(Form):
    """`seen` holds the figures of the sum that the page showed last, so that nothing is saved unseen."""

    points = WholeNumberField(
        label="How many points did the assessment come to?",
        name_in_words="the points",
        min_value=1,
        max_value=MAX_POINTS,
    )
    usual_hours = HoursField(
        label="Hours a week of the usual support",
        name_in_words="the hours a week of the usual support",
        hint="What the council would most likely have bought. For example, 9.5",
        suffix="hours",
    )
    usual_words = TextAreaField(
        label="What would the usual support be?",
        name_in_words="what the usual support would be",
        max_length=MAX_WORDS,
        rows=3,
        hint="For example: two visits a day to help with washing and meals",
    )
    second_look = TextAreaField(
        label="If the two sums are far apart: why are both right?", max_length=MAX_WORDS, rows=3, required=False
    )
    seen = HiddenField()


class BaselineCheckForm(Form):
    agrees = YesNoField(label="Do the hours and the cost look right?")
    words = TextAreaField(label="If not: what looks wrong?", max_length=MAX_WORDS, rows=4, required=False)


class ProposeVersionForm(Form):
    point_pence = MoneyField(
        label="What should one point be worth a week?",
        name_in_words="what one point is worth",
        min_pence=1,
        max_pence=MAX_RATE_PENCE,
        hint="For example, 4.05",
    )
    tolerance_percent = WholeNumberField(
        label="How far may the budget and the usual cost differ?",
        name_in_words="how far they may differ",
        min_value=0,
        max_value=100,
        suffix="%",
        hint="Further apart than this asks for a second look",
    )
    starts_on = DateField(
        label="From which day?",
        name_in_words="the day it starts",
        hint="Today or later. Budgets already set keep their rate",
    )
    source = TextField(
        label="Where does the figure come from?", max_length=MAX_SOURCE, hint="The paper or the decision, with its date"
    )
    why = TextAreaField(label="Why should it change?", max_length=MAX_WORDS, rows=4)


class DecideVersionForm(Form):
    agrees = YesNoField(label="Do you agree to this version?")
    words = TextAreaField(label="If not: why?", max_length=MAX_WORDS, rows=3, required=False)
    verified = BooleanField(label="I compared the figures with their source", required=False)
