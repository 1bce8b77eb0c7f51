"""Forms that pause or end support, stop sharing, and change the worker."""

from typing import Any

from locallinks.foundation.ui.contact_fields import PostcodeField
from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    Form,
    MultipleChoiceField,
    SelectField,
    TextAreaField,
    TextField,
    VersionField,
)
from locallinks.personal.pathways.choices import InformedParty, PathwayEvent, SuspendReason

ENDING_CHOICES = {
    PathwayEvent.WITHDRAW: "They want to stop",
    PathwayEvent.END: "Paused support is ending",
}


class PauseForm(Form):
    version = VersionField()
    why = ChoiceField(label="Why is support paused?", choices=SuspendReason.choices)
    words = TextAreaField(
        label="What should people know?",
        max_length=1000,
        rows=3,
        required=False,
        hint="Everybody who can open the record reads this. Write nothing here about a worry for their safety",
    )
    expected_return_on = DateField(label="When do you expect support to start again?")


class StopSharingForm(Form):
    words = TextAreaField(
        label="What did they say?", max_length=2000, rows=3, required=False, hint="They do not have to give a reason"
    )

    def __init__(self, *args: Any, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            self.fields["words"].label = "Do you want to say why?"
            self.fields["words"].hint = "You do not have to. Your social worker reads what you write here"


class CarryOnForm(Form):
    version = VersionField()
    words = TextAreaField(
        label="What did you agree with them?",
        max_length=2000,
        rows=5,
        hint="Who plans and arranges now, what changes in the plan, and who was told",
    )


class EndSupportForm(Form):
    version = VersionField()
    event = ChoiceField(label="Why is this ending?", choices=list(ENDING_CHOICES.items()))
    reason = TextAreaField(label="Say more", max_length=2000, rows=4, hint="In the person's own words where you can")
    closing = BooleanField(label="I have told everyone who visits or is paid, and stopped letters")
    refusal = BooleanField(
        label="They can make this choice and nobody is likely to be harmed",
        required=False,
        hint="Only if they want to stop. If you are not sure, the council's duty goes on",
    )
    said_by = BooleanField(label="They said this themselves, or somebody who may decide for them did", required=False)

    def __init__(self, *args: Any, events: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = [(event, label) for event, label in ENDING_CHOICES.items() if event in events]


class DeathForm(Form):
    died_on = DateField(label="The day they died")
    told_by = TextField(label="Who told us?", max_length=200)
    stopped = BooleanField(label="I have told everyone who visits or is paid")
    friends_may_be_told = TextAreaField(
        label="What would the family like friends and helpers to be told?",
        max_length=1000,
        rows=3,
        required=False,
        hint="Ask gently. Leave it empty if this is not the time",
    )


class MoveAwayForm(Form):
    version = VersionField()
    moved_on = DateField(label="On which day did they move?")
    address = TextAreaField(label="What is their new address?", max_length=500, rows=3)
    postcode = PostcodeField(label="New postcode", required=False)
    new_council = TextField(
        label="Which council is it now?",
        max_length=200,
        required=False,
        hint="Leave it empty only if they left the country, or nobody knows",
    )
    informed = MultipleChoiceField(
        label="Who has been told?", choices=InformedParty.choices, hint="Tell the first and third before you save this"
    )
    words = TextAreaField(
        label="What should people know?",
        max_length=2000,
        rows=4,
        hint="Why they moved, who helps them there, and what the new council said",
    )


class ReassignForm(Form):
    version = VersionField()
    worker = SelectField(label="Who works with them from now on?", coerce=int, autocomplete=True)
    reason = TextAreaField(label="Why?", max_length=1000, rows=3, hint="Those who can open the record read this")

    def __init__(self, *args: Any, workers: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [("", "Choose one"), *workers]
