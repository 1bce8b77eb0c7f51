"""Forms to add and remove an attachment."""

from typing import Any

from locallinks.foundation.ui.file_field import FileField
from locallinks.foundation.ui.forms import ChoiceField, Form, TextField
from locallinks.personal.plans.choices import AttachmentKind
from locallinks.personal.plans.rules.attachments import MAX_FILE_BYTES


class AttachmentForm(Form):
    file = FileField(
        label="Which file?",
        largest=MAX_FILE_BYTES,
        required_message="Choose the file",
        hint="A JPEG or PNG photo, or a PDF, of 8 MB or less",
    )
    what = ChoiceField(label="What is it?", choices=AttachmentKind.choices)
    description = TextField(label="What does it show?", max_length=300, hint="For whoever cannot see it")
    said_by = TextField(label="Whose paper is it?", max_length=200)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["said_by"]


class RemoveAttachmentForm(Form):
    reason = TextField(label="Why is it taken away?", max_length=300)
