"""The questions of the conversation, one part a page; the decision; and whether an advocate is needed."""

from typing import Any

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.personal.assessments.rules import (
    ABILITIES,
    CARER_BLIND_NOTE,
    DIFFICULTIES,
    EFFECTS,
    MAX_WORDS,
    METHODS,
    WELLBEING_AREAS,
    Part,
)


class StartForm(Form):
    method = fields.ChoiceField(label="How will you talk?", choices=list(METHODS.items()))


class PartForm(Form):
    """One part. Its words come from `rules.PARTS`; `name` is what the person likes to be called."""

    version = fields.VersionField()

    def __init__(self, *args: Any, part: Part, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, label, hint in self.worded(part, name):
            self.fields[field].label, self.fields[field].hint = label, hint
            self.fields[field].settle(field)

    def worded(self, part: Part, name: str) -> list[tuple[str, str, str]]:
        raise NotImplementedError


class WordsForm(PartForm):
    words = fields.LongTextField(max_length=MAX_WORDS, rows=8, required=False, name_in_words="what was said")

    def worded(self, part: Part, name: str) -> list[tuple[str, str, str]]:
        return [("words", f"In {name}'s own words, as far as you can", part.hint)]


class OutcomeForm(PartForm):
    ability = fields.ChoiceField(choices=list(ABILITIES.items()))
    words = fields.LongTextField(max_length=MAX_WORDS, rows=4, required=False, name_in_words="what was said")

    def worded(self, part: Part, name: str) -> list[tuple[str, str, str]]:
        return [("ability", f"What can {name} do?", ""), ("words", f"What did {name} say about it?", "")]


class HealthForm(PartForm):
    answer = fields.YesNoField()
    words = fields.LongTextField(max_length=MAX_WORDS, rows=4, required=False, name_in_words="what was said")

    def worded(self, part: Part, name: str) -> list[tuple[str, str, str]]:
        return [("answer", part.question, "In body or mind. Nobody needs a diagnosis."), ("words", "Say more", "")]


class WellbeingForm(PartForm):
    """The nine areas, then the third condition: is the effect on the whole a big one?"""

    answer = fields.YesNoField()
    words = fields.LongTextField(max_length=MAX_WORDS, rows=4, required=False, name_in_words="what was said")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        choices = list(EFFECTS.items())
        areas = {
            area: fields.ChoiceField(
                label=label, name_in_words=f"the effect on “{label.lower()}”", choices=choices, inline=True
            )
            for area, label in WELLBEING_AREAS.items()
        }
        self.base_fields = {"version": self.base_fields["version"], **areas, **self.base_fields}
        super().__init__(*args, **kwargs)

    def worded(self, part: Part, name: str) -> list[tuple[str, str, str]]:
        asked = f"Is there a big effect on {name}'s wellbeing, now or likely soon?"
        return [
            ("answer", asked, "Look at all nine together."),
            ("words", f"What difference does it make to {name}?", ""),
        ]


FORMS = {"words": WordsForm, "outcome": OutcomeForm, "health": HealthForm, "wellbeing": WellbeingForm}
CARER_BLIND = CARER_BLIND_NOTE


class DecideForm(Form):
    decided_eligible = fields.YesNoField(
        label="What do you decide?", yes="Yes, support from the council is due", inline=False,
        no="No, support from the council is not due", error_blank="Choose what you decide",
    )  # fmt: skip
    reasons = fields.LongTextField(max_length=MAX_WORDS, rows=8, name_in_words="the reasons for your decision")
    why_different = fields.LongTextField(
        label="If you decide against the sum: why?", max_length=2000, rows=3, required=False,
        hint="Stays on the record with the sum. It is not in the letter",
    )  # fmt: skip

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = self.fields["reasons"]
        reasons.label = f"Write the reasons to {name}"
        reasons.hint = f"Plain words: this goes into the letter. Begin with what {name} told you"
        reasons.settle("reasons")


class IntroduceForm(Form):
    to_whom = fields.PlainTextField(
        label="Who will they meet?", max_length=300, hint="For example: the Thursday lunch club, and Pat who runs it"
    )
    agrees = fields.YesNoField(label="Do they agree to be introduced?")


class AdvocateForm(Form):
    difficulties = fields.ChoicesField(choices=list(DIFFICULTIES.items()), required=False)
    somebody_suitable = fields.YesNoField(required=False)
    arranged_with = fields.PlainTextField(
        label="If an advocate is needed: who is it?", max_length=200, required=False,
        hint="Name and phone number. Leave this empty until somebody has said yes",
    )  # fmt: skip
    reason = fields.LongTextField(label="How did you decide?", max_length=1500, rows=4)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            "difficulties": (
                f"Is any of this very hard for {name}, even with help?",
                "Tick all that are. Leave it empty if none is",
            ),
            "somebody_suitable": (
                f"If so: is there somebody suitable who {name} wants beside them?",
                "Family or a friend who speaks up for them. Nobody who is paid to care for them",
            ),
        }
        for field, (label, hint) in asked.items():
            self.fields[field].label, self.fields[field].hint = label, hint
            self.fields[field].settle(field)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("difficulties") and data.get("somebody_suitable") is None:
            self.add_error("somebody_suitable", "Choose yes or no: is somebody suitable beside them?")
        return data
