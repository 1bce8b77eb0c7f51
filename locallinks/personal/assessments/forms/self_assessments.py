"""Forms of a self-assessment besides those of its parts."""

from locallinks.foundation.ui.forms import ChoiceField, Form, TextAreaField, TextField
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS


class SaidByForm(Form):
    said_by = TextField(label="Whose words are these?", max_length=200, required=False)


class LendForm(Form):
    to_name = TextField(label="Who is the link for?", max_length=200)
    days = ChoiceField(
        label="How long should it work?", choices=[("7", "One week"), ("14", "Two weeks"), ("28", "Four weeks")]
    )


class VerifyForm(Form):
    how = TextAreaField(
        label="How did you go through it together?",
        max_length=MAX_WORDS,
        rows=4,
        hint="Who was there, how you talked, and what helped",
    )
    differs = TextAreaField(
        label="Where do you see it differently?",
        max_length=MAX_WORDS,
        rows=4,
        required=False,
        hint="Their words stay as they are. This stands beside them",
    )
