"""The form that decides what becomes of a record that came in."""

from typing import Any

from locallinks.foundation.ui.forms import ChoiceField, Form, TextAreaField, VersionField
from locallinks.personal.exchange.choices import Resolution


class ResolveForm(Form):
    """Deciding about a record. Nothing is preselected."""

    version = VersionField()
    choice = ChoiceField(label="What shall we do with this?", choices=[])
    person_id = ChoiceField(label="If you join it, who is it about?", choices=[], required=False)
    reason = TextAreaField(
        label="Why do you choose this?",
        name_in_words="why",
        max_length=2000,
        rows=3,
        required=False,
        hint="Needed where you leave it out. Others will read it",
    )

    def __init__(self, *args: Any, choices: dict[str, str], alike: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = list(choices.items())  # type: ignore[attr-defined]
        if alike:
            self.fields["person_id"].choices = alike  # type: ignore[attr-defined]
        else:
            del self.fields["person_id"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("choice") == Resolution.JOIN and not data.get("person_id") and "person_id" not in self.errors:
            self.add_error("person_id", "Choose who it is about")
        if data.get("choice") == Resolution.LEAVE_OUT and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Say why this is left out")
        return data
