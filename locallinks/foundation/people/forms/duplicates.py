"""Forms for deciding whether two records are of one person. No answer is preselected."""

from typing import Any

from locallinks.foundation.ui.forms import ChoiceField, Form, TextAreaField

DIFFERENT_PEOPLE = "apart"


class DuplicateForm(Form):
    what = ChoiceField(label="Are they the same person?", choices=[])
    reason = TextAreaField(
        label="How do you know?",
        name_in_words="how you know",
        max_length=2000,
        rows=3,
        hint="For example: I rang her, and she lived at both addresses",
    )

    def __init__(self, *args: Any, first: str = "", second: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (DIFFERENT_PEOPLE, "No, they are two people"),
            ("first", f"Yes. Keep the first record: {first}"),
            ("second", f"Yes. Keep the second record: {second}"),
        ]


class UndoMergeForm(Form):
    reason = TextAreaField(label="How do you know they are two people?", max_length=2000, rows=3)
