"""Whom the council trusts to assess what, what they found, and a second look."""

from typing import Any

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.personal.assessments.rules import MAX_WORDS, SCOPES


class TrustForm(Form):
    name = fields.PlainTextField(label="What is the assessor's name?", max_length=200)
    works_for = fields.PlainTextField(label="Who do they work for?", max_length=200)
    scopes = fields.ChoicesField(label="What may they assess?", choices=list(SCOPES.items()))
    training = fields.PlainTextField(label="Which training did you see?", max_length=500)
    since = fields.DateField(label="From when are they trusted?", name_in_words="the first day")
    until = fields.DateField(label="Until when, if it ends?", name_in_words="the last day", required=False)
    delegation_id = fields.SelectField(
        label="Under which delegation?", choices=[], required=False,
        hint="Most assess under none: the council then accepts each assessment as its own",
    )  # fmt: skip

    def __init__(self, *args: Any, delegations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegation_id"].choices = [("", "None"), *delegations]


class AcceptForm(Form):
    assessor_id = fields.SelectField(label="Who assessed?", choices=[])
    scope = fields.ChoiceField(label="What did they assess?", choices=list(SCOPES.items()))
    assessed_on = fields.DateField(label="When?", name_in_words="the day")
    found = fields.LongTextField(label="What did they find?", max_length=MAX_WORDS, rows=4)
    advised = fields.LongTextField(label="What do they advise?", max_length=MAX_WORDS, rows=3)

    def __init__(self, *args: Any, assessors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessor_id"].choices = [("", "Choose one"), *assessors]


class CheckForm(Form):
    agrees = fields.YesNoField(label="Would you have found the same?")
    words = fields.LongTextField(label="How did you look at it again?", max_length=MAX_WORDS, rows=4)
