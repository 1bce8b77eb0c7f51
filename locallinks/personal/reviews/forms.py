"""Why a review starts, and what it found."""

from typing import Any

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.personal.reviews.choices import CanGoOn, ReviewKind, ReviewOutcome


class StartForm(Form):
    kind = fields.ChoiceField(label="What kind of review is this?", choices=ReviewKind.choices)
    asked_by = fields.PlainTextField(label="If somebody asked for it: who?", max_length=200, required=False)
    reason = fields.LongTextField(label="If something has changed: what?", max_length=2000, rows=3, required=False)
    can_take_part = fields.YesNoField(
        label="Can they take part?",
        hint="Follow it, keep it in mind, weigh it up, and say what matters. With a friend, time or pictures counts",
    )

    def __init__(
        self, *args: Any, kinds: tuple[ReviewKind, ...] = tuple(ReviewKind), ask: bool, name: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if ask:
            self.fields["can_take_part"].label = f"Can {name} take part in this?"
            self.fields["can_take_part"].settle("can_take_part")
        else:
            del self.fields["can_take_part"]
        self.fields["kind"].choices = [(kind, kind.label) for kind in kinds]


class ReviewForm(Form):
    version = fields.VersionField()
    took_part = fields.PlainTextField(
        label="Who takes part?", max_length=300, required=False, hint="For example: Elaine, her son by phone, Joan"
    )
    happened = fields.LongTextField(label="What has happened since the plan began?", required=False)
    changed = fields.LongTextField(label="What has changed?", required=False)
    words = fields.LongTextField(label="What do they say about it?", required=False, hint="In their own words")


class FinishForm(Form):
    version = fields.VersionField()
    result = fields.ChoiceField(label="What comes of it?", choices=ReviewOutcome.choices)
    next_review_on = fields.DateField(
        label="If nothing changes: when is the next review?", required=False, hint="Within a year"
    )
    reason = fields.LongTextField(label="If something changes: why?", max_length=2000, rows=3, required=False)


class LineForm(Form):
    happened = fields.LongTextField(label="What happened with it?", max_length=2000, rows=3)
    changed = fields.LongTextField(label="What has changed?", max_length=2000, rows=3, required=False)


class VoiceForm(Form):
    by_name = fields.PlainTextField(label="Your name", max_length=200)
    relation = fields.PlainTextField(
        label="Who are you to them?", max_length=100, required=False, hint="For example: daughter, neighbour"
    )
    words = fields.LongTextField(label="How is it going?", hint="What goes well, what is hard, what should change")
    can_go_on = fields.ChoiceField(
        label="If you help them: can you go on helping?", choices=CanGoOn.choices, required=False
    )


class AskForm(Form):
    to_name = fields.PlainTextField(
        label="Who is the link for?", max_length=200,
        hint="A carer, a friend, a volunteer: whoever the person wants asked",
    )  # fmt: skip
