"""The forms that bring in a CSV file, and give out one."""

from typing import Any

from django import forms as django_forms

from locallinks.foundation.ui.forms import ChoiceField, ErrorMessages, Form, WholeNumberField

LARGEST_FILE = 1_000_000


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
