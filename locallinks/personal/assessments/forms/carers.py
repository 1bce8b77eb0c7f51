"""Forms to find a carer, start their assessment, and write its parts."""

from typing import Any

from locallinks.foundation.ui.contact_fields import PhoneField
from locallinks.foundation.ui.forms import ChoiceField, Form, TextAreaField, TextField, VersionField, YesNoField
from locallinks.personal.assessments.choices import CarerMethod, PartKind, Willingness
from locallinks.personal.assessments.rules.eligibility import CARER_ABILITIES
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS, AssessmentPart


class FindForm(Form):
    q = TextField(
        label="Has the carer a record already?", max_length=200, required=False, hint="Their name or NHS number"
    )


class CarerStartForm(Form):
    full_name = TextField(label="What is the carer's name?", max_length=200, required=False)
    phone = PhoneField(label="Their phone number", required=False)
    relation = TextField(
        label="Who are they to each other?", max_length=100, hint="For example: his wife, her neighbour"
    )
    method = ChoiceField(label="How will you talk?", choices=CarerMethod.choices)

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["full_name"], self.fields["phone"]


class CarerPartForm(Form):
    """One part. Its kind decides which fields it has."""

    version = VersionField()
    able = ChoiceField(label="Are they able to go on?", choices=Willingness.choices)
    willing = ChoiceField(label="Do they want to go on?", choices=Willingness.choices)
    ability = ChoiceField(
        label="How is this for them now?", choices=[(str(ability), ability.label) for ability in CARER_ABILITIES]
    )
    answer = YesNoField()
    words = TextAreaField(label="In their own words, as far as you can", max_length=MAX_WORDS, rows=6, required=False)
    tried = TextAreaField(max_length=MAX_WORDS, rows=4, required=False, name_in_words="what was tried")

    def __init__(self, *args: Any, part: AssessmentPart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = {
            PartKind.OUTCOME: ("ability",),
            PartKind.YES_NO: ("answer",),
            PartKind.WILLING: ("able", "willing"),
        }.get(part.kind, ())
        for name in ("able", "willing", "ability", "answer"):
            if name not in asks:
                del self.fields[name]
        if part.kind == PartKind.YES_NO:
            self.fields["answer"].label, self.fields["answer"].hint = part.question, part.hint
            self.fields["answer"].bind_label("answer")
        else:
            self.fields["words"].hint = part.hint
        if part.tried:
            self.fields["tried"].label = part.tried
            self.fields["tried"].bind_label("tried")
        else:
            del self.fields["tried"]
