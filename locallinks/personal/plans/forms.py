"""What is asked while a plan is written, agreed, sent and decided."""

from collections.abc import Iterable
from typing import Any

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.local.unmet_needs.queries import WHY_CHOICES
from locallinks.personal.plans import rules
from locallinks.personal.plans.queries import WELLBEING

Choices = Iterable[tuple[str, str]]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MILES = {"1": "Within 1 mile", "3": "Within 3 miles", "10": "Within 10 miles"}


class MeForm(Form):
    """In the person's words. `own` asks them; otherwise the planner is asked what they said."""

    version = fields.VersionField()
    what_matters = fields.LongTextField(required=False, rows=4)
    about_me = fields.LongTextField(required=False, rows=5)
    good_week = fields.LongTextField(required=False, rows=5)

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
    version = fields.VersionField()
    wellbeing = fields.ChoicesField(
        label="Which parts of life is this support for?", required=False, choices=list(WELLBEING.items())
    )
    advice = fields.LongTextField(
        label="Advice on staying well, and on needing less help", required=False, rows=5,
        hint="For example: eat with others, ask for the falls class, have your eyes tested each year",
    )  # fmt: skip


class LaterForm(Form):
    version = fields.VersionField()
    contingency = fields.LongTextField(
        label="What happens when something goes wrong?", required=False, rows=4,
        hint="For example: if nobody comes, ring Ann first, then the network",
    )  # fmt: skip
    review_on = fields.DateField(
        label="When will you look at this plan together?", name_in_words="the day you will look at this plan",
        required=False, hint="Within a year of approval",
    )  # fmt: skip


class WhatIfForm(Form):
    """Who does what if: a few rows, each with the same four boxes."""

    version = fields.VersionField()
    BOXES = (
        ("if", "What may happen", "For example: Jean is ill on a Monday"), ("then", "What is done then", ""),
        ("who", "Who does it", ""), ("phone", "Their phone number", ""),
    )  # fmt: skip

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in range(rows):
            for key, label, hint in self.BOXES:
                name = f"{key}_{row}"
                self.fields[name] = fields.PlainTextField(
                    label=label, required=False, max_length=rules.MAX_SHORT, hint=hint if row == 0 else ""
                )
                self.fields[name].settle(name)

    def row_fields(self) -> list[list[Any]]:
        return [[self[f"{key}_{row}"] for key, _, _ in self.BOXES] for row in range(self.rows)]


class SearchForm(Form):
    """In the address, so that a search can be shared. An unknown postcode is left out, and said so."""

    words = fields.PlainTextField(label="What are you looking for?", max_length=200, required=False)
    near = fields.PostcodeField(label="Near this postcode", required=False)
    within = fields.SelectField(label="How far?", required=False, choices=list(MILES.items()), empty="Any distance")
    day = fields.SelectField(
        label="Which day?", required=False, choices=[(str(n), day) for n, day in enumerate(DAYS)], empty="Any day"
    )


LINE = (
    "title", "outcomes", "given_by", "what_when", "giver_agreed", "minutes_per_week", "weekly_cost_pence",
    "nhs_cost_pence", "own_cost_pence", "personal_care", "regulated", "check_seen", "essential", "contingency",
    "starts_on", "ends_on", "kind",
)  # fmt: skip


class LineForm(Form):
    """One thing in the plan. Only what its kind can need is asked; the kind itself can be changed at the end."""

    version = fields.VersionField()
    title = fields.PlainTextField(
        label="What will happen?", max_length=rules.MAX_SHORT, name_in_words="what will happen",
        hint="For example: Joan visits for tea and a walk",
    )  # fmt: skip
    outcomes = fields.ChoicesField(label="What is it for?", required=False)
    given_by = fields.PlainTextField(label="Who gives it?", max_length=rules.MAX_SHORT, required=False)
    what_when = fields.PlainTextField(
        label="When, and how often?",
        max_length=rules.MAX_SHORT,
        required=False,
        hint="For example: Thursdays, 2pm to 4pm",
    )
    giver_agreed = fields.YesNoField(
        label="Have they been asked, and do they agree?", yes="Yes, they agree", no="Not yet", required=False,
        hint="They give this freely, and may stop at any time",
    )  # fmt: skip
    minutes_per_week = fields.HoursField(label="Hours a week", required=False, hint="In quarters, like 1.25")
    weekly_cost_pence = fields.MoneyField(
        label="What does the council pay?", required=False, suffix="a week", name_in_words="the weekly cost"
    )
    nhs_cost_pence = fields.MoneyField(label="What does the NHS pay?", required=False, suffix="a week")
    own_cost_pence = fields.MoneyField(
        label="What will they pay for it themselves?", required=False, suffix="a week",
        hint="Their own money, for example a bus fare or lunch",
    )  # fmt: skip
    personal_care = fields.YesNoField(
        label="Is it personal care?", required=False, hint="Help with washing, dressing, using the toilet or eating"
    )
    regulated = fields.YesNoField(
        label="Does it mean handling money or bills, or taking them to treatment?", required=False
    )
    check_seen = fields.YesNoField(label="If yes: have you seen the DBS check?", required=False)
    essential = fields.YesNoField(label="Is it something they cannot do without?", required=False)
    contingency = fields.LongTextField(label="What happens if it cannot go ahead?", required=False, rows=2)
    starts_on = fields.DateField(
        label="When does it start, if you know?", name_in_words="the day it starts", required=False
    )
    ends_on = fields.DateField(label="When does it end, if it does?", name_in_words="the day it ends", required=False)
    kind = fields.SelectField(
        label="What kind of help is this?", choices=list(rules.LINE_KINDS.items()), empty="Choose a kind"
    )

    NOT_ASKED = {
        "statutory": ("giver_agreed", "regulated", "check_seen"),
        "local_paid": ("giver_agreed", "regulated", "check_seen"),
        "voluntary": ("personal_care",),
        "informal": ("weekly_cost_pence", "nhs_cost_pence", "regulated", "check_seen"),
        "community_asset": ("giver_agreed", "personal_care", "regulated", "check_seen", "minutes_per_week"),
        "equipment": ("giver_agreed", "personal_care", "regulated", "check_seen", "minutes_per_week"),
        "self": (
            "giver_agreed",
            "weekly_cost_pence",
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
        for name in self.NOT_ASKED.get(kind, ()):
            del self.fields[name]
        if "weekly_cost_pence" in self.fields:
            self.fields["weekly_cost_pence"].hint = price_hint


class RemoveForm(Form):
    version = fields.VersionField()
    reason = fields.LongTextField(label="Why is it being taken out?", required=False, rows=2)


class UnmetForm(Form):
    outcome = fields.ChoiceField(label="What is it for?")
    looked_for = fields.LongTextField(label="What did you look for?", rows=2, max_length=2000)
    where_looked = fields.LongTextField(label="Where did you look, and whom did you ask?", rows=2, max_length=2000)
    why = fields.ChoiceField(label="Why could it not be found?", choices=WHY_CHOICES)
    why_words = fields.LongTextField(label="Say more", required=False, rows=2, max_length=2000)

    def __init__(self, *args: Any, outcomes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = list(outcomes)


class OwnAgreementForm(Form):
    agrees = fields.YesNoField(
        label="Do you agree with this plan?",
        yes="Yes, I agree",
        no="No, there is something I do not agree with",
        inline=False,
    )
    words = fields.LongTextField(
        label="Is there anything you want to say?", required=False, hint="If you do not agree, please say with what"
    )


class SaidAgreementForm(Form):
    agrees = fields.YesNoField(
        label="Do they agree with this plan?",
        yes="Yes",
        no="No, there is something they do not agree with",
        inline=False,
    )
    words = fields.LongTextField(
        label="Their words",
        required=False,
        hint="If they do not agree, write down with what. The plan can still be sent",
    )
    said_by = fields.PlainTextField(label="Who said this?", max_length=200)
    told_share = fields.TickField(
        label="They have read, or I have read out, what it says above about the network's share of the money",
        required=False,
    )

    def __init__(self, *args: Any, share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not share:
            del self.fields["told_share"]


class StartForm(Form):
    can_take_part = fields.YesNoField(label="Can they take part in planning?", hint="With a friend, or time, counts")


class SendForm(Form):
    why_over_indicative = fields.LongTextField(
        label="It is over the first budget. That is allowed. Why is it right?", max_length=rules.MAX_TEXT, rows=4,
        name_in_words="why more than the first budget is right", hint="Could it cost less and still be as good?",
    )  # fmt: skip


class DecideForm(Form):
    personal_budget_pence = fields.MoneyField(
        label="Personal budget", suffix="a week", name_in_words="the personal budget"
    )
    contribution_pence = fields.MoneyField(
        label="What they pay of it", suffix="a week", name_in_words="what they pay", hint="The council pays the rest"
    )
    deployment = fields.ChoiceField(label="How will the money be held?", choices=list(rules.DEPLOYMENTS.items()))
    direct_payment_pence = fields.MoneyField(label="If any of it is paid to them: how much each time?", required=False)
    direct_payment_frequency = fields.ChoiceField(
        label="If any of it is paid to them: how often?", required=False, choices=list(rules.FREQUENCIES.items()),
        inline=True,
    )  # fmt: skip
    reason = fields.LongTextField(label="Why do you approve it?", required=False, rows=3)

    def __init__(self, *args: Any, lines: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_names = []
        ways = [one for one in rules.DEPLOYMENTS.items() if one[0] not in ("mixed", "pooled")]
        for key, title in lines:
            name = f"line_{key}"
            self.fields[name] = fields.SelectField(
                label=title, required=False, choices=ways, empty="The same as the rest"
            )
            self.fields[name].settle(name)
            self.line_names.append(name)


class CommentsForm(Form):
    comments = fields.LongTextField(
        label="What needs to change?", name_in_words="what needs to change", hint="Say it as you would to their face"
    )


SAID_BY = "Who said this?"


class SayForm(Form):
    """`own`: the person is asked; otherwise somebody writes down what they said, and who said it."""

    words = fields.LongTextField(label="What do you want to say?", rows=4, max_length=2000)
    line = fields.SelectField(label="Is it about one part of the plan?", required=False, empty="The whole plan")
    said_by = fields.PlainTextField(label=SAID_BY, max_length=200)

    def __init__(self, *args: Any, own: bool, lines: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = list(lines)
        if own:
            del self.fields["said_by"]
        else:
            self.fields["words"].label = "What did they say?"
            self.fields["words"].hint = "In their own words"


class AnswerForm(Form):
    words = fields.LongTextField(
        label="Your answer", rows=4, max_length=2000, name_in_words="your answer",
        hint="Say what you changed, or why not. They can read this",
    )  # fmt: skip


class GoalForm(Form):
    words = fields.LongTextField(
        label="What do you want to happen?", rows=2, max_length=500, name_in_words="what you want to happen",
        hint="For example: I want to teach the girls to twirl again",
    )  # fmt: skip
    important = fields.TickField(label="This is one of the most important things to me", required=False)
    who_could_help = fields.PlainTextField(
        label="Who could help with it?", max_length=rules.MAX_SHORT, required=False, hint="Friends, family, anybody"
    )
    said_by = fields.PlainTextField(label=SAID_BY, max_length=200)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["said_by"]
        else:
            self.fields["words"].label = "What do they want to happen?"
            self.fields["words"].hint = "In their own words"
            self.fields["important"].label = "They say it is one of the most important things to them"


class ProgressForm(GoalForm):
    """The same goal, and how far they have come."""

    version = fields.VersionField()
    progress = fields.ChoiceField(label="How far along is it?", choices=list(rules.PROGRESS.items()))
    progress_words = fields.LongTextField(label="What happened?", required=False, rows=3, max_length=2000)
    progress_on = fields.DateField(
        label="When was this said?", name_in_words="the day this was said", required=False, hint="Empty means today"
    )
    field_order = ("progress", "progress_words", "progress_on", "words", "important", "who_could_help", "said_by")


class TaskForm(Form):
    words = fields.PlainTextField(
        label="What is to be done?", max_length=rules.MAX_SHORT, name_in_words="what is to be done",
        hint="For example: ring the bowls club about Tuesday",
    )  # fmt: skip
    who = fields.PlainTextField(label="Who will do it?", max_length=200, name_in_words="who will do it")
    due_on = fields.DateField(label="By when?", name_in_words="the day it is done by", required=False)
    said_by = fields.PlainTextField(label="Who said so?", max_length=200)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["said_by"]


class TickForm(Form):
    """One button, which carries what it does."""

    done = fields.HiddenField(required=False)


class VisitForm(Form):
    on = fields.DateField(label="When did you meet?", name_in_words="the day you met")
    how = fields.ChoiceField(label="Where?", choices=list(rules.VISITS.items()), inline=True)
    who_was_there = fields.PlainTextField(
        label="Who was there?",
        max_length=rules.MAX_SHORT,
        required=False,
        hint="For example: Mary, and her niece Carol",
    )
    words = fields.LongTextField(label="What did you talk about?", rows=5, name_in_words="what you talked about")


DAYS_OF_LINK = {"7": "One week", "14": "Two weeks", "28": "Four weeks"}


class LendForm(Form):
    to_name = fields.PlainTextField(
        label="Who is the link for?", max_length=200, name_in_words="who the link is for",
        hint="The person, or somebody they trust. Whoever holds it reads the plan and answers for them",
    )  # fmt: skip
    days = fields.ChoiceField(label="How long should it work?", choices=list(DAYS_OF_LINK.items()), inline=True)


class PanelForm(Form):
    view = fields.ChoiceField(label="What do you think should happen?", choices=list(rules.PANEL_VIEWS.items()))
    words = fields.LongTextField(label="Why?", rows=4, max_length=2000, name_in_words="why you think so")


class PaperForm(Form):
    file = fields.FileField(
        label="Which file?", largest=rules.LARGEST_PAPER, error_blank="Choose the file",
        hint="A JPEG or PNG photo, or a PDF, of 8 MB or less",
    )  # fmt: skip
    what = fields.ChoiceField(label="What is it?", choices=list(rules.PAPERS.items()))
    shows = fields.PlainTextField(label="What does it show?", max_length=300, hint="For those who cannot see it")
    said_by = fields.PlainTextField(label="Whose paper is it?", max_length=200)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["said_by"]


class TakePaperForm(Form):
    reason = fields.PlainTextField(label="Why is it taken away?", max_length=300)
