"""Forms for the parts of an assessment, the rainbow, the decision, and an introduction."""

from typing import Any

from locallinks.foundation.ui.forms import ChoiceField, Form, TextAreaField, TextField, VersionField, YesNoField
from locallinks.personal.assessments.choices import Ability, AssessmentMethod, PartKind, WellbeingArea, WellbeingEffect
from locallinks.personal.assessments.rules.eligibility import CARER_BLIND_NOTE
from locallinks.personal.assessments.rules.needs_assessment import (
    MAX_WORDS,
    AssessmentPart,
)
from locallinks.personal.assessments.rules.support_tiers import TIERS


class StartForm(Form):
    method = ChoiceField(label="How will you talk?", choices=AssessmentMethod.choices)


class PartForm(Form):
    """One part of `PARTS`. `name` is what the person likes to be called; empty where they write about themselves."""

    version = VersionField()

    def __init__(self, *args: Any, part: AssessmentPart, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, label, hint in self.worded(part, name):
            self.fields[field].label, self.fields[field].hint = label, hint
            self.fields[field].bind_label(field)

    def worded(self, part: AssessmentPart, name: str) -> list[tuple[str, str, str]]:
        raise NotImplementedError


class WordsForm(PartForm):
    words = TextAreaField(max_length=MAX_WORDS, rows=8, required=False, name_in_words="what was said")
    tried = TextAreaField(max_length=MAX_WORDS, rows=4, required=False, name_in_words="what was tried")

    def worded(self, part: AssessmentPart, name: str) -> list[tuple[str, str, str]]:
        field = ("words", f"In {name}'s own words, as far as you can" if name else "In your own words", part.hint)
        if not part.tried:
            del self.fields["tried"]
            return [field]
        return [field, ("tried", part.tried, "")]


class OutcomeForm(PartForm):
    ability = ChoiceField(choices=Ability.choices)
    words = TextAreaField(max_length=MAX_WORDS, rows=4, required=False, name_in_words="what was said")

    def worded(self, part: AssessmentPart, name: str) -> list[tuple[str, str, str]]:
        if not name:
            return [("ability", "What can you do?", ""), ("words", "Tell us more, if you like", "")]
        return [("ability", f"What can {name} do?", ""), ("words", f"What did {name} say about it?", "")]


class HealthForm(PartForm):
    answer = YesNoField()
    words = TextAreaField(max_length=MAX_WORDS, rows=4, required=False, name_in_words="what was said")

    def worded(self, part: AssessmentPart, name: str) -> list[tuple[str, str, str]]:
        return [("answer", part.question, "In body or mind. Nobody needs a diagnosis."), ("words", "Say more", "")]


class WellbeingForm(PartForm):
    """The effect on each of the nine areas, and whether it is significant altogether (condition 3)."""

    answer = YesNoField()
    words = TextAreaField(max_length=MAX_WORDS, rows=4, required=False, name_in_words="what was said")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        areas = {
            str(area): ChoiceField(
                label=area.label,
                name_in_words=f"the effect on “{area.label.lower()}”",
                choices=WellbeingEffect.choices,
                inline=True,
            )
            for area in WellbeingArea
        }
        self.base_fields = {"version": self.base_fields["version"], **areas, **self.base_fields}
        super().__init__(*args, **kwargs)

    def worded(self, part: AssessmentPart, name: str) -> list[tuple[str, str, str]]:
        whose, whom = (f"{name}'s", name) if name else ("your", "you")
        return [
            (
                "answer",
                f"Is there a big effect on {whose} wellbeing, now or likely soon?",
                "Look at all nine together.",
            ),
            ("words", f"What difference does it make to {whom}?", ""),
        ]


FORMS = {
    PartKind.WORDS: WordsForm,
    PartKind.OUTCOME: OutcomeForm,
    PartKind.HEALTH: HealthForm,
    PartKind.WELLBEING: WellbeingForm,
}
CARER_BLIND = CARER_BLIND_NOTE


class RainbowForm(Form):
    """The tier for each need. Every one may be left open."""

    version = VersionField()

    def __init__(self, *args: Any, needs: list[tuple[str, str]], **kwargs: Any) -> None:
        bands = [(tier.key, f"{number}. {tier.words}") for number, tier in enumerate(TIERS.values(), start=1)]
        questions = {
            code.lower(): ChoiceField(label=label, choices=[*bands, ("open", "Not sure yet")], required=False)
            for code, label in needs
        }
        self.base_fields = {**self.base_fields, **questions}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return {name: "" if value == "open" else value for name, value in data.items()}


class DecideForm(Form):
    decided_eligible = YesNoField(
        label="What do you decide?",
        yes="Yes, support from the council is due",
        inline=False,
        no="No, support from the council is not due",
        required_message="Choose what you decide",
    )
    reasons = TextAreaField(max_length=MAX_WORDS, rows=8, name_in_words="the reasons for your decision")
    why_different = TextAreaField(
        label="If you decide against the sum: why?",
        max_length=2000,
        rows=3,
        required=False,
        hint="Stays on the record with the sum. It is not in the letter",
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = self.fields["reasons"]
        reasons.label = f"Write the reasons to {name}"
        reasons.hint = f"Plain words: this goes into the letter. Begin with what {name} told you"
        reasons.bind_label("reasons")


class IntroduceForm(Form):
    to_whom = TextField(
        label="Who will they meet?", max_length=300, hint="For example: the Thursday lunch club, and Pat who runs it"
    )
    agrees = YesNoField(label="Do they agree to be introduced?")
