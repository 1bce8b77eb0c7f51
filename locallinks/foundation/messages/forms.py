"""Forms to record a call, stop a message, and ask for a letter to somebody else."""

from locallinks.foundation.messages.choices import CallOutcome
from locallinks.foundation.messages.rules import MAX_ADDRESS, MAX_NAME, MAX_WORDS
from locallinks.foundation.ui.forms import ChoiceField, Form, TextAreaField, TextField


class CallForm(Form):
    how = ChoiceField(
        label="How did it go?", choices=CallOutcome.choices, hints={CallOutcome.NO_ANSWER: "Or it was not a good time"}
    )
    words = TextAreaField(
        label="What was said", required=False, max_length=2000, rows=4, hint="Only what the next person needs to know"
    )


class StopForm(Form):
    reason = TextAreaField(
        label="Why should it not go?", max_length=500, rows=3, hint="Whoever opens the message will read this"
    )


class LetterForm(Form):
    to_name = TextField(
        label="Who should be told?",
        name_in_words="who should be told",
        max_length=MAX_NAME,
        hint="For example: Dr Rahman, at the surgery",
    )
    to_address = TextAreaField(label="Where does the letter go?", max_length=MAX_ADDRESS, rows=3)
    words = TextAreaField(
        label="What should they be told?",
        max_length=MAX_WORDS,
        rows=5,
        hint="In their own words. Add a date of birth if the surgery needs it to know who this is",
    )
    said_by = TextField(label="Who asked for this?", name_in_words="who asked", max_length=MAX_NAME)


class CancelLetterForm(Form):
    said_by = TextField(label="Who called it off?", name_in_words="who called it off", max_length=MAX_NAME)
