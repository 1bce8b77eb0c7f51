"""Forms to start, write and finish a review, and for the contributions of others."""

from typing import Any

from locallinks.foundation.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    TextAreaField,
    TextField,
    VersionField,
    YesNoField,
)
from locallinks.personal.reviews.choices import CanGoOn, ReviewKind, ReviewOutcome


class StartReviewForm(Form):
    kind = ChoiceField(label="What kind of review is this?", choices=ReviewKind.choices)
    asked_by = TextField(label="If somebody asked for it: who?", max_length=200, required=False)
    reason = TextAreaField(label="If something has changed: what?", max_length=2000, rows=3, required=False)
    can_take_part = YesNoField(
        label="Can they take part?",
        hint="Follow it, keep it in mind, weigh it up, and say what matters. With a friend, time or pictures counts",
    )

    def __init__(
        self, *args: Any, kinds: tuple[ReviewKind, ...] = tuple(ReviewKind), ask: bool, name: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if ask:
            self.fields["can_take_part"].label = f"Can {name} take part in this?"
            self.fields["can_take_part"].bind_label("can_take_part")
        else:
            del self.fields["can_take_part"]
        self.fields["kind"].choices = [(kind, kind.label) for kind in kinds]


class ReviewForm(Form):
    version = VersionField()
    took_part = TextField(
        label="Who takes part?", max_length=300, required=False, hint="For example: Elaine, her son by phone, Joan"
    )
    happened = TextAreaField(label="What has happened since the plan began?", required=False)
    changed = TextAreaField(label="What has changed?", required=False)
    words = TextAreaField(label="What do they say about it?", required=False, hint="In their own words")


class FinishReviewForm(Form):
    version = VersionField()
    result = ChoiceField(label="What comes of it?", choices=ReviewOutcome.choices)
    next_review_on = DateField(
        label="If nothing changes: when is the next review?", required=False, hint="Within a year"
    )
    reason = TextAreaField(label="If something changes: why?", max_length=2000, rows=3, required=False)


class LineReviewForm(Form):
    happened = TextAreaField(label="What happened with it?", max_length=2000, rows=3)
    changed = TextAreaField(label="What has changed?", max_length=2000, rows=3, required=False)


class ContributionForm(Form):
    by_name = TextField(label="Your name", max_length=200)
    relation = TextField(
        label="Who are you to them?", max_length=100, required=False, hint="For example: daughter, neighbour"
    )
    words = TextAreaField(label="How is it going?", hint="What goes well, what is hard, what should change")
    can_go_on = ChoiceField(label="If you help them: can you go on helping?", choices=CanGoOn.choices, required=False)


class RequestContributionForm(Form):
    to_name = TextField(
        label="Who is the link for?",
        max_length=200,
        hint="A carer, a friend, a volunteer: whoever the person wants asked",
    )
