"""The forms of an administrator and a social worker."""

from typing import Any

from django import forms as django_forms

from locallinks.foundation.ui.forms import (
    ChoiceField,
    DateField,
    ErrorMessages,
    Form,
    TextAreaField,
    TextField,
    VersionField,
    WholeNumberField,
)
from locallinks.personal.exchange.choices import Resolution

LARGEST_FILE = 1_000_000


class ConnectionForm(Form):
    name = TextField(
        label="What is the other system called?",
        name_in_words="what the other system is called",
        max_length=100,
        hint="As your team says it, like Adult social care records",
    )
    ends_on = DateField(
        label="The first day its key no longer works",
        name_in_words="the day it ends",
        hint="Two years from now at most. Left empty, it is a year",
        required=False,
    )


class CsvField(ErrorMessages, django_forms.FileField):
    macro = "file"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required_message": "Choose the file to bring in", "max_length": 200, **kwargs})
        self.error_messages["empty"] = "This file is empty. Choose another one"
        self.error_messages["max_length"] = "The name of this file is too long. Give it a shorter one"

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file is not None and file.size > LARGEST_FILE:
            raise django_forms.ValidationError("Choose a file of 1 MB or less. Split a larger one in two")
        return file


class FileForm(Form):
    connection = ChoiceField(label="Which system is it from?", choices=[])
    file = CsvField(
        label="File",
        hint="A CSV file with people, calls for help or decisions, up to 1,000 rows",
        widget=django_forms.FileInput,
    )

    def __init__(self, *args: Any, connections: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["connection"].choices = connections  # type: ignore[attr-defined]


class ExportForm(Form):
    since = WholeNumberField(
        label="After which number?",
        name_in_words="the number",
        max_value=10**15,
        required=False,
        hint="The last number of the file you had before. Leave it 0 for everything",
    )
    file_type = ChoiceField(
        label="What kind of file?", choices=[("csv", "CSV, for a spreadsheet"), ("json", "JSON, as the API gives it")]
    )


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
