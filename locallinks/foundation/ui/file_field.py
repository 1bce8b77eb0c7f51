"""A form field for a file. The room that stores the file checks its content."""

from typing import Any

from django import forms

from locallinks.foundation.ui.forms import ErrorMessages

MEGABYTE = 1_000_000


class FileField(ErrorMessages, forms.FileField):
    """One file of at most `largest` bytes. A browser forgets the chosen file, so every error asks for it again."""

    macro = "file"
    verb = "Choose"

    def __init__(self, *, largest: int, **kwargs: Any) -> None:
        self.largest = largest
        super().__init__(**{"max_length": 200, "widget": forms.FileInput, **kwargs})
        self.error_messages["empty"] = "This file is empty. Choose another"
        self.error_messages["max_length"] = "The name of this file is too long. Give it a shorter one"

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > self.largest:
            megabytes = self.largest // MEGABYTE
            raise forms.ValidationError(f"This file is too big. Choose one of {megabytes} MB or less")
        return file
