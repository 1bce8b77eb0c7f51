"""Telling the council, opening it to a colleague, the three-part test, and how it ended."""

from collections.abc import Iterable, Mapping
from typing import Any

from locallinks.foundation.concerns.queries import councils, organisations_to_name
from locallinks.foundation.concerns.rules import DECISIONS, KIND_WORDS, KINDS, RISKS, SAFE, WISHES
from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form

OWN_WORDS = {  # for somebody who tells about themselves
    "person_knows": "Are you telling us this yourself?",
    "wants": "What would you like to happen?",
    "safe_to_contact": "Is it safe for us to get in touch with you?",
    "danger_now": "Are you in danger right now?",
}


class ConcernForm(Form):
    danger_now = fields.YesNoField(
        label="Is somebody in danger right now?", hint="If yes, ring 999 first, then tell us here"
    )
    what_happened = fields.LongTextField(
        label="What happened, or what worries you?", max_length=5000, rows=6,
        hint="What you saw or heard, when and where. You do not need proof",
    )  # fmt: skip
    kinds = fields.ChoicesField(
        label="What kind of harm might it be?", choices=list(KIND_WORDS.items()), required=False,
        hints={kind: hint for kind, (_, hint) in KINDS.items()}, hint="Leave it empty if you are not sure",
    )  # fmt: skip
    wants = fields.LongTextField(
        label="What does the person want to happen?", max_length=2000, rows=3, required=False,
        hint="In their words, if you know. Leave it empty if it was not safe to ask",
    )  # fmt: skip
    person_knows = fields.YesNoField(label="Do they know you are telling us?")
    safe_to_contact = fields.ChoiceField(
        label="Is it safe for us to get in touch with them?", choices=list(SAFE.items())
    )
    safe_how = fields.PlainTextField(
        label="Is there a safe way or time?", max_length=300, required=False, hint="For example: ring on Tuesdays only"
    )
    source_name = fields.PlainTextField(
        label="Who might have done it?", max_length=200, required=False,
        hint="Their name, if you know it. Only the people who read this will see what you write here",
    )  # fmt: skip
    source_organisation = fields.SelectField(
        label="Do they work for one of these?", required=False, autocomplete=True, coerce=int, empty="None of these",
        hint="Nobody who works there will see this, unless it is the council you tell: then tick below who must not",
    )  # fmt: skip
    hidden_from = fields.ChoicesField(
        label="Is it about one of the people who would read this?", required=False, coerce=int,
        hint="The people you tick will not see this. Leave it empty if it is about none of them",
    )  # fmt: skip
    said_by = fields.PlainTextField(
        label="Did somebody else tell you this?", max_length=200, required=False, hint="Their name. You may leave it"
    )

    def __init__(self, *args: Any, leads: Mapping[int, str], own: bool = False, **kwargs: Any) -> None:
        """leads: who would read it, by their number."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # a browser offers these words to nobody who sits here next
            field.autocomplete = "off"
        self.fields["hidden_from"].choices = [(str(pk), name) for pk, name in leads.items()]
        if not leads:
            del self.fields["hidden_from"]
        for name, words in OWN_WORDS.items() if own else ():
            self.fields[name].label = words
        self.fields["source_organisation"].choices = [
            ("", "None of these"), *fields.as_choices(organisations_to_name())
        ]  # fmt: skip


class ConcernToCouncilForm(ConcernForm):
    """About somebody whose record no council keeps: which council is told is chosen."""

    council = fields.SelectField(label="Which council is it?", coerce=int)
    field_order: tuple[str, ...] = ("danger_now", "council")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = fields.as_choices(councils())
        self.fields["council"].choices = [("", "Choose one"), *choices]
        if len(choices) == 1:
            self.initial.setdefault("council", choices[0][0])


class ConcernAboutSomebodyForm(ConcernToCouncilForm):
    about_name = fields.PlainTextField(label="Who are you worried about?", max_length=200, hint="Their name")
    about_where = fields.PlainTextField(
        label="Where do they live, or where can they be found?", max_length=300, required=False
    )
    field_order = ("danger_now", "about_name", "about_where", "council")


class ColleagueForm(Form):
    user = fields.SelectField(label="Who should work on it?", coerce=int, autocomplete=True)
    why = fields.LongTextField(
        label="What do you ask them to do?", max_length=1000, rows=3, hint="They read this with the concern"
    )
    not_them = fields.TickField(
        label="I have read who might have done it. This colleague is not one of them, and is not close to one of them",
        required=True,
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [("", "Choose one"), *fields.as_choices(colleagues)]


class DecisionForm(Form):
    version = fields.VersionField()
    has_needs = fields.YesNoField(
        label="Do they have needs for care and support?", hint="Whether or not anybody meets them now"
    )
    at_risk = fields.YesNoField(label="Are they being abused or neglected, or at risk of it?")
    cannot_protect = fields.YesNoField(label="Do those needs stop them from protecting themselves?")
    wants = fields.LongTextField(
        label="What does the person want to happen?", max_length=2000, rows=3, required=False,
        hint="Ask them, if it is safe to. In their words",
    )  # fmt: skip
    decision = fields.ChoiceField(label="What happens now?", choices=list(DECISIONS.items()))
    reasons = fields.LongTextField(
        label="Why?", max_length=5000, rows=5, hint="What you know, who you asked, and what keeps them safe today"
    )


class OutcomeForm(Form):
    version = fields.VersionField()
    found = fields.LongTextField(label="What was found?", max_length=5000, rows=6)
    risk = fields.ChoiceField(label="What became of the risk?", choices=list(RISKS.items()))
    wishes = fields.ChoiceField(label="Did what the person wanted happen?", choices=list(WISHES.items()))
    words = fields.LongTextField(
        label="What does the person say about it?", max_length=2000, rows=3, required=False, hint="In their words"
    )
    keeps_safe = fields.LongTextField(label="What keeps them safe from now on?", max_length=2000, rows=4)
