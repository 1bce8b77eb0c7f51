"""Forms of a reply to a scale, and of a licence."""

from typing import Any

from locallinks.foundation.ui.forms import ChoiceField, DateField, Form, TextField, YesNoField
from locallinks.personal.outcomes.choices import Mode, Moment
from locallinks.personal.outcomes.rules import Scale


class ReplyForm(Form):
    """The questions of the scale, each optional, and then how, when and by whom they were answered."""

    moment = ChoiceField(label="When is this?", choices=Moment.choices)
    taken_on = DateField(label="On which day was it answered?")
    mode = ChoiceField(label="How was it asked?", choices=Mode.choices)
    completed_by = TextField(label="Who answered?", max_length=200)
    proxy = YesNoField(label="Did somebody else answer for the person?")
    language = TextField(label="In which language?", max_length=60)

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(value), words) for value, words in scale.choices]
        questions = {}
        for item in scale.items:
            field = ChoiceField(
                label=item.words, choices=choices, coerce=int, required=False, inline=len(choices) == 11
            )
            field.bind_label(item.code)
            questions[item.code] = field
        self.fields = {**questions, **self.fields}


class LicenceForm(Form):
    organisation_id = ChoiceField(label="Whose licence is it?", coerce=int)
    reference = TextField(label="What is the licence's number or date?", max_length=200)
    ends_on = DateField(label="Until when does it run?", required=False, hint="Leave empty if it has no end")

    def __init__(self, *args: Any, scale: Scale, organisations: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = organisations
        labels = [(item.code, f"The words of: {item.label}") for item in scale.items]
        labels += [(f"choice_{value}", f"The words of answer {value}") for value, _ in scale.choices]
        for key, label in labels:
            self.fields[key] = TextField(label=label, max_length=300)
            self.fields[key].bind_label(key)
