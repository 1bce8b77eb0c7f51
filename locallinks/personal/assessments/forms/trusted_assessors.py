"""Forms to register a trusted assessor, accept an assessment, and check one."""

from typing import Any

from locallinks.foundation.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    MultipleChoiceField,
    SelectField,
    TextAreaField,
    TextField,
    YesNoField,
)
from locallinks.personal.assessments.choices import AssessorScope
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS


class TrustForm(Form):
    name = TextField(label="What is the assessor's name?", max_length=200)
    works_for = TextField(label="Who do they work for?", max_length=200)
    scopes = MultipleChoiceField(label="What may they assess?", choices=AssessorScope.choices)
    training = TextField(label="Which training did you see?", max_length=500)
    since = DateField(label="From when are they trusted?", name_in_words="the first day")
    until = DateField(label="Until when, if it ends?", name_in_words="the last day", required=False)
    delegation_id = SelectField(
        label="Under which delegation?",
        choices=[],
        required=False,
        hint="Most assess under none: the council then accepts each assessment as its own",
    )

    def __init__(self, *args: Any, delegations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegation_id"].choices = [("", "None"), *delegations]


class AcceptForm(Form):
    assessor_id = SelectField(label="Who assessed?", choices=[])
    scope = ChoiceField(label="What did they assess?", choices=AssessorScope.choices)
    assessed_on = DateField(label="When?", name_in_words="the day")
    findings = TextAreaField(label="What did they find?", max_length=MAX_WORDS, rows=4)
    advised = TextAreaField(label="What do they advise?", max_length=MAX_WORDS, rows=3)

    def __init__(self, *args: Any, assessors: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessor_id"].choices = [("", "Choose one"), *assessors]


class CheckForm(Form):
    agrees = YesNoField(label="Would you have found the same?")
    words = TextAreaField(label="How did you look at it again?", max_length=MAX_WORDS, rows=4)
