"""What is asked about a paper kept with a plan."""

from typing import Any

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.personal.plans import rules


class PaperForm(Form):
    file = fields.FileField(
        label="Which file?", largest=rules.LARGEST_PAPER, error_blank="Choose the file",
        hint="A JPEG or PNG photo, or a PDF, of 8 MB or less",
    )  # fmt: skip
    what = fields.ChoiceField(label="What is it?", choices=list(rules.PAPERS.items()))
    shows = fields.PlainTextField(label="What does it show?", max_length=300, hint="For whoever cannot see it")
    said_by = fields.PlainTextField(label="Whose paper is it?", max_length=200)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["said_by"]


class TakePaperForm(Form):
    reason = fields.PlainTextField(label="Why is it taken away?", max_length=300)
