"""Forms for the start and the end of a short spell of help, and for day 91."""

from locallinks.foundation.ui.forms import ChoiceField, DateField, Form, TextAreaField, TextField
from locallinks.personal.assessments.choices import Day91Place, ShortTermKind, ShortTermResult
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS


class ShortTermForm(Form):
    kind = ChoiceField(label="Which kind of help is it?", choices=ShortTermKind.choices)
    goals = TextAreaField(
        label="What do they want to do again?", max_length=MAX_WORDS, rows=4, hint="In their words, one on each line"
    )
    given_by = TextField(label="Who gives the help?", max_length=200)
    starts_on = DateField(label="When does it start?", name_in_words="the day it starts")
    left_hospital_on = DateField(
        label="If they come from hospital: when did they leave it?",
        name_in_words="the day they left hospital",
        required=False,
    )


class EndForm(Form):
    ended_on = DateField(label="When did it end?", name_in_words="the day it ended")
    result = ChoiceField(label="What came of it?", choices=ShortTermResult.choices)
    words = TextAreaField(
        label="What about their goals?", max_length=MAX_WORDS, rows=4, required=False, hint="In their words"
    )


class Day91Form(Form):
    where = ChoiceField(label="Where were they on day 91?", choices=Day91Place.choices)
    told_by = TextField(label="Who told you?", max_length=200)
