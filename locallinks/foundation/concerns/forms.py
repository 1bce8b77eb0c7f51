"""Forms to raise a concern, open it to a colleague, decide, and record the outcome."""

from collections.abc import Iterable, Mapping
from typing import Any

from locallinks.foundation.concerns.choices import Decision, HarmKind, RiskOutcome, SafeToContact, WishesMet
from locallinks.foundation.concerns.queries import councils, organisations_to_name
from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    Form,
    MultipleChoiceField,
    SelectField,
    TextAreaField,
    TextField,
    VersionField,
    YesNoField,
    choices_from,
)

LABELS_ABOUT_SELF = {  # for a concern about the reporter themselves
    "person_knows": "Are you telling us this yourself?",
    "wants": "What would you like to happen?",
    "safe_to_contact": "Is it safe for us to get in touch with you?",
    "danger_now": "Are you in danger right now?",
}


class ConcernForm(Form):
    danger_now = YesNoField(label="Is somebody in danger right now?", hint="If yes, ring 999 first, then tell us here")
    what_happened = TextAreaField(
        label="What happened, or what worries you?",
        max_length=5000,
        rows=6,
        hint="What you saw or heard, when and where. You do not need proof",
    )
    kinds = MultipleChoiceField(
        label="What kind of harm might it be?",
        choices=HarmKind.choices,
        required=False,
        hints={kind: kind.hint for kind in HarmKind},
        hint="Leave it empty if you are not sure",
    )
    wants = TextAreaField(
        label="What does the person want to happen?",
        max_length=2000,
        rows=3,
        required=False,
        hint="In their words, if you know. Leave it empty if it was not safe to ask",
    )
    person_knows = YesNoField(label="Do they know you are telling us?")
    safe_to_contact = ChoiceField(label="Is it safe for us to get in touch with them?", choices=SafeToContact.choices)
    safe_how = TextField(
        label="Is there a safe way or time?", max_length=300, required=False, hint="For example: ring on Tuesdays only"
    )
    source_name = TextField(
        label="Who might have done it?",
        max_length=200,
        required=False,
        hint="Their name, if you know it. Only the people who read this will see what you write here",
    )
    source_organisation = SelectField(
        label="Do they work for one of these?",
        required=False,
        autocomplete=True,
        coerce=int,
        empty="None of these",
        hint="Nobody who works there will see this, unless it is the council you tell: then tick below who must not",
    )
    hidden_from = MultipleChoiceField(
        label="Is it about one of the people who would read this?",
        required=False,
        coerce=int,
        hint="The people you tick will not see this. Leave it empty if it is about none of them",
    )
    said_by = TextField(
        label="Did somebody else tell you this?", max_length=200, required=False, hint="Their name. You may leave it"
    )

    def __init__(self, *args: Any, leads: Mapping[int, str], own: bool = False, **kwargs: Any) -> None:
        """`leads`: the names of those who would read it, by key. `own`: whether it is about the reporter themselves."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # the browser must not offer this text to its next user
            field.autocomplete = "off"
        self.fields["hidden_from"].choices = [(str(pk), name) for pk, name in leads.items()]
        if not leads:
            del self.fields["hidden_from"]
        for name, label in LABELS_ABOUT_SELF.items() if own else ():
            self.fields[name].label = label
        self.fields["source_organisation"].choices = [("", "None of these"), *choices_from(organisations_to_name())]


class ConcernToCouncilForm(ConcernForm):
    """About a person whose home organisation is not a council: the reporter chooses the council."""

    council = SelectField(label="Which council is it?", coerce=int)
    field_order: tuple[str, ...] = ("danger_now", "council")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = choices_from(councils())
        self.fields["council"].choices = [("", "Choose one"), *choices]
        if len(choices) == 1:
            self.initial.setdefault("council", choices[0][0])


class ConcernAboutSomebodyForm(ConcernToCouncilForm):
    about_name = TextField(label="Who are you worried about?", max_length=200, hint="Their name")
    about_where = TextField(label="Where do they live, or where can they be found?", max_length=300, required=False)
    field_order = ("danger_now", "about_name", "about_where", "council")


class ColleagueForm(Form):
    user = SelectField(label="Who should work on it?", coerce=int, autocomplete=True)
    why = TextAreaField(
        label="What do you ask them to do?", max_length=1000, rows=3, hint="They read this with the concern"
    )
    not_them = BooleanField(
        label="I have read who might have done it. This colleague is not one of them, and is not close to one of them",
        required=True,
    )

    def __init__(self, *args: Any, colleagues: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [("", "Choose one"), *choices_from(colleagues)]


class DecisionForm(Form):
    version = VersionField()
    has_needs = YesNoField(
        label="Do they have needs for care and support?", hint="Whether or not anybody meets them now"
    )
    at_risk = YesNoField(label="Are they being abused or neglected, or at risk of it?")
    cannot_protect = YesNoField(label="Do those needs stop them from protecting themselves?")
    wants = TextAreaField(
        label="What does the person want to happen?",
        max_length=2000,
        rows=3,
        required=False,
        hint="Ask them, if it is safe to. In their words",
    )
    decision = ChoiceField(label="What happens now?", choices=Decision.choices)
    reasons = TextAreaField(
        label="Why?", max_length=5000, rows=5, hint="What you know, who you asked, and what keeps them safe today"
    )


class OutcomeForm(Form):
    version = VersionField()
    findings = TextAreaField(label="What was found?", max_length=5000, rows=6)
    risk = ChoiceField(label="What became of the risk?", choices=RiskOutcome.choices)
    wishes = ChoiceField(label="Did what the person wanted happen?", choices=WishesMet.choices)
    words = TextAreaField(
        label="What does the person say about it?", max_length=2000, rows=3, required=False, hint="In their words"
    )
    keeps_safe = TextAreaField(label="What keeps them safe from now on?", max_length=2000, rows=4)
