"""What somebody types after a call, or to stop a message."""

from locallinks.foundation.ui.fields import ChoiceField, LongTextField
from locallinks.foundation.ui.forms import Form

HOW_IT_WENT = (
    ("spoke", "We spoke on the phone"),
    ("face_to_face", "I told them face to face"),
    ("no_answer", "Nobody answered"),
)


class CallForm(Form):
    how = ChoiceField(label="How did it go?", choices=HOW_IT_WENT, hints={"no_answer": "Or it was not a good time"})
    words = LongTextField(
        label="What was said", required=False, max_length=2000, rows=4, hint="Only what the next person needs to know"
    )


class StopForm(Form):
    reason = LongTextField(
        label="Why should it not go?", max_length=500, rows=3, hint="Whoever opens the message will read this"
    )
