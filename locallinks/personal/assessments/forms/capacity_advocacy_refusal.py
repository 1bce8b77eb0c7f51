"""Forms about an advocate, capacity for one choice, and refusing an assessment."""

from typing import Any

from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    Form,
    MultipleChoiceField,
    TextAreaField,
    TextField,
    YesNoField,
)
from locallinks.personal.assessments.choices import CapacityChoice, DecisionAbility, InvolvementDifficulty
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS


class AdvocateForm(Form):
    difficulties = MultipleChoiceField(choices=InvolvementDifficulty.choices, required=False)
    beside = TextField(max_length=200, required=False)
    is_paid = YesNoField(label="Is that person paid to care for them?", required=False)
    person_agrees = YesNoField(required=False)
    arranged_with = TextField(
        label="If an advocate is needed: who is it?",
        max_length=200,
        required=False,
        hint="Name and phone number. Leave this empty until somebody has said yes",
    )
    reason = TextAreaField(label="How did you decide?", max_length=1500, rows=4)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = {
            "difficulties": (
                f"Is any of this very hard for {name}, even with help?",
                "Tick all that are. Leave it empty if none is",
            ),
            "beside": (
                "If so: who speaks up for them?",
                "Family or a friend. Leave it empty if there is nobody",
            ),
            "person_agrees": (f"Does {name} want that person beside them?", ""),
        }
        for field, (label, hint) in questions.items():
            self.fields[field].label, self.fields[field].hint = label, hint
            self.fields[field].bind_label(field)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("difficulties") and data.get("beside"):
            if data.get("is_paid") is None:
                self.add_error("is_paid", "Choose yes or no: is that person paid to care for them?")
            if data.get("person_agrees") is None:
                self.add_error("person_agrees", "Choose yes or no: is somebody suitable beside them?")
        return data


class CapacityForm(Form):
    choice = ChoiceField(label="What is the choice about?", choices=CapacityChoice.choices)
    in_question = TextField(label="Which choice is it, in plain words?", max_length=300)
    help_given = TextAreaField(
        label="How did you help them to choose?",
        max_length=MAX_WORDS,
        rows=3,
        hint="A good time of day, pictures, a hearing aid, somebody they trust",
    )
    impaired = YesNoField(label="Does something affect how their mind or brain works?")
    cannot = MultipleChoiceField(
        label="Is there something they cannot do, even with help?", choices=DecisionAbility.choices, required=False
    )
    because = YesNoField(label="Is the one because of the other?")
    evidence = TextAreaField(label="What did you see and hear that shows this?", max_length=MAX_WORDS, rows=4)
    best_interests = TextAreaField(
        label="Only if they cannot choose: what is best for them, and why?",
        max_length=MAX_WORDS,
        rows=4,
        required=False,
        hint="What they wished before, and what limits them least",
    )
    consulted = TextAreaField(
        label="Only if they cannot choose: who was asked?", max_length=MAX_WORDS, rows=2, required=False
    )
    decision_maker = TextField(
        label="Only if they cannot choose: who decides it for them?",
        max_length=200,
        required=False,
        hint="You, another worker, or an attorney or deputy who may decide this. Next of kin as such decides nothing",
    )
    wishes = TextAreaField(
        label="Only if they cannot choose: what do they wish now, and what did they wish before?",
        max_length=MAX_WORDS,
        rows=3,
        required=False,
    )
    least_restrictive = TextAreaField(
        label="Only if they cannot choose: what would limit them less, and why will it not do?",
        max_length=MAX_WORDS,
        rows=3,
        required=False,
    )
    can_wait = TextAreaField(
        label="Only if they cannot choose: can it wait until they can? Say why",
        max_length=MAX_WORDS,
        rows=2,
        required=False,
    )


class RefuseForm(Form):
    said_by = TextField(label="Who said no?", max_length=200)
    words = TextAreaField(label="What did they say, in their own words?", max_length=MAX_WORDS, rows=3)
    at_risk = YesNoField(label="May they be at risk of harm or neglect, also from themselves?")
    risk_words = TextAreaField(
        label="If so: what is the risk, and what do you do next?", max_length=MAX_WORDS, rows=3, required=False
    )
    closing_done = BooleanField(
        label="Anything that was running for them is stopped: visits, payments and letters", required=False
    )
