"""What is asked while a plan is written: who they are, its lines, and what could not be found."""

from collections.abc import Iterable
from typing import Any, ClassVar

from locallinks.foundation.ui.contact_fields import PostcodeField
from locallinks.foundation.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    HoursField,
    MoneyField,
    MultipleChoiceField,
    SelectField,
    TextAreaField,
    TextField,
    VersionField,
    YesNoField,
)
from locallinks.local.unmet_needs.choices import UnmetNeedReason
from locallinks.personal.assessments.choices import WellbeingArea
from locallinks.personal.plans.choices import LineKind
from locallinks.personal.plans.rules.checks import VOLUNTEER_QUESTIONS
from locallinks.personal.plans.rules.limits import MAX_SHORT

Choices = Iterable[tuple[str, str]]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MILES = {"1": "Within 1 mile", "3": "Within 3 miles", "10": "Within 10 miles"}


class OwnWordsForm(Form):
    """In the person's words. `own` asks them; otherwise the planner is asked what they said."""

    version = VersionField()
    what_matters = TextAreaField(required=False, rows=4)
    about_me = TextAreaField(required=False, rows=5)
    good_week = TextAreaField(required=False, rows=5)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        you = name or "you"
        self.fields["what_matters"].label = f"What matters most to {you}?"
        self.fields["what_matters"].hint = "In their own words" if name else "In your own words"
        self.fields["about_me"].label = (
            f"Who is {name}? What have they done, and what are they good at?"
            if name
            else ("Who are you? What have you done, and what are you good at?")
        )
        self.fields["good_week"].label = f"What does a good week look like for {you}?"
        self.fields["good_week"].hint = "For example: a bath on Sunday, chapel tea on Tuesday, Joan on Thursday"


class WellbeingForm(Form):
    version = VersionField()
    wellbeing = MultipleChoiceField(
        label="Which parts of life is this support for?", required=False, choices=WellbeingArea.choices
    )
    advice = TextAreaField(
        label="Advice on staying well, and on needing less help",
        required=False,
        rows=5,
        hint="For example: eat with others, ask for the falls class, have your eyes tested each year",
    )


class ContingencyForm(Form):
    version = VersionField()
    contingency = TextAreaField(
        label="What happens when something goes wrong?",
        required=False,
        rows=4,
        hint="For example: if nobody comes, ring Ann first, then the network",
    )
    review_on = DateField(
        label="When will you look at this plan together?",
        name_in_words="the day you will look at this plan",
        required=False,
        hint="Within a year of approval",
    )


class WhatIfForm(Form):
    """Who does what if: a few rows, each with the same four boxes."""

    version = VersionField()
    BOXES = (
        ("if", "What may happen", "For example: Jean is ill on a Monday"),
        ("then", "What is done then", ""),
        ("who", "Who does it", ""),
        ("phone", "Their phone number", ""),
    )

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in range(rows):
            for key, label, hint in self.BOXES:
                name = f"{key}_{row}"
                self.fields[name] = TextField(
                    label=label, required=False, max_length=MAX_SHORT, hint=hint if row == 0 else ""
                )
                self.fields[name].bind_label(name)

    def row_fields(self) -> list[list[Any]]:
        return [[self[f"{key}_{row}"] for key, _, _ in self.BOXES] for row in range(self.rows)]


class SearchForm(Form):
    """In the address, so that a search can be shared. An unknown postcode is left out, and said so."""

    words = TextField(label="What are you looking for?", max_length=200, required=False)
    near = PostcodeField(label="Near this postcode", required=False)
    within = SelectField(label="How far?", required=False, choices=list(MILES.items()), empty="Any distance")
    day = SelectField(
        label="Which day?", required=False, choices=[(str(n), day) for n, day in enumerate(DAYS)], empty="Any day"
    )


class LineForm(Form):
    """One thing in the plan. Only what its kind can need is asked; the kind itself can be changed at the end."""

    version = VersionField()
    title = TextField(
        label="What will happen?",
        max_length=MAX_SHORT,
        name_in_words="what will happen",
        hint="For example: Joan visits for tea and a walk",
    )
    outcomes = MultipleChoiceField(label="What is it for?", required=False)
    given_by = TextField(label="Who gives it?", max_length=MAX_SHORT, required=False)
    what_when = TextField(
        label="When, and how often?",
        max_length=MAX_SHORT,
        required=False,
        hint="For example: Thursdays, 2pm to 4pm",
    )
    giver_agreed = YesNoField(
        label="Have they been asked, and do they agree?",
        yes="Yes, they agree",
        no="Not yet",
        required=False,
        hint="They give this freely, and may stop at any time",
    )
    minutes_per_week = HoursField(label="Hours a week", required=False, hint="In quarters, like 1.25")
    council_cost_pence = MoneyField(
        label="What does the council pay?", required=False, suffix="a week", name_in_words="the weekly cost"
    )
    nhs_cost_pence = MoneyField(label="What does the NHS pay?", required=False, suffix="a week")
    own_cost_pence = MoneyField(
        label="What will they pay for it themselves?",
        required=False,
        suffix="a week",
        hint="Their own money, for example a bus fare or lunch",
    )
    personal_care = YesNoField(
        label="Is it personal care?", required=False, hint="Help with washing, dressing, using the toilet or eating"
    )
    regulated = YesNoField(
        label="Does it mean handling money or bills, taking them to care or treatment, or giving care?",
        required=False,
        hint="Shopping with their money counts. Care is help with washing, dressing, eating or using the toilet",
    )
    check_seen = YesNoField(label="If yes: have you seen the DBS check?", required=False)
    essential = YesNoField(label="Is it something they cannot do without?", required=False)
    contingency = TextAreaField(label="What happens if it cannot go ahead?", required=False, rows=2)
    starts_on = DateField(label="When does it start, if you know?", name_in_words="the day it starts", required=False)
    ends_on = DateField(label="When does it end, if it does?", name_in_words="the day it ends", required=False)
    kind = SelectField(label="What kind of help is this?", choices=LineKind.choices, empty="Choose a kind")

    NOT_ASKED: ClassVar[dict[str, tuple[str, ...]]] = {
        LineKind.STATUTORY: ("giver_agreed", "regulated", "check_seen"),
        LineKind.LOCAL_PAID: ("giver_agreed", "regulated", "check_seen"),
        LineKind.VOLUNTARY: (),
        LineKind.INFORMAL: ("council_cost_pence", "nhs_cost_pence", "regulated", "check_seen"),
        LineKind.COMMUNITY_ASSET: ("giver_agreed", "personal_care", "regulated", "check_seen", "minutes_per_week"),
        LineKind.EQUIPMENT: ("giver_agreed", "personal_care", "regulated", "check_seen", "minutes_per_week"),
        LineKind.SELF: (
            "giver_agreed",
            "council_cost_pence",
            "nhs_cost_pence",
            "personal_care",
            "regulated",
            "check_seen",
            "minutes_per_week",
        ),
    }

    def __init__(self, *args: Any, kind: str, outcomes: Choices, price_hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcomes"].choices = list(outcomes)
        # Where the kind is changed as the form is sent, what only the new kind is asked comes with it.
        chosen = str(self.data.get("kind") or kind)
        for name in set(self.NOT_ASKED.get(kind, ())) & set(self.NOT_ASKED.get(chosen, self.NOT_ASKED.get(kind, ()))):
            del self.fields[name]
        if chosen == LineKind.VOLUNTARY:
            for name, ask in VOLUNTEER_QUESTIONS.items():
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = ask
        if "council_cost_pence" in self.fields:
            self.fields["council_cost_pence"].hint = price_hint

    def clean(self) -> dict[str, Any]:
        """A sum, or hours, left empty are 0."""
        cleaned = super().clean() or {}
        counted = [name for name, field in self.fields.items() if isinstance(field, MoneyField | HoursField)]
        return cleaned | {name: 0 for name in counted if cleaned.get(name, 0) is None}


class RemoveLineForm(Form):
    version = VersionField()
    reason = TextAreaField(label="Why is it being taken out?", required=False, rows=2)


class UnmetNeedForm(Form):
    outcome = ChoiceField(label="What is it for?")
    looked_for = TextAreaField(label="What did you look for?", rows=2, max_length=2000)
    where_looked = TextAreaField(label="Where did you look, and whom did you ask?", rows=2, max_length=2000)
    why = ChoiceField(label="Why could it not be found?", choices=UnmetNeedReason.choices)
    why_words = TextAreaField(label="Say more", required=False, rows=2, max_length=2000)

    def __init__(self, *args: Any, outcomes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = list(outcomes)


class StartPlanForm(Form):
    can_take_part = YesNoField(label="Can they take part in planning?", hint="With a friend, or time, counts")
