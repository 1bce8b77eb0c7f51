"""What is asked of those who talk about a plan: goals, tasks, words, visits, and a link to lend it."""

from collections.abc import Iterable
from typing import Any

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.personal.plans import rules

Choices = Iterable[tuple[str, str]]
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
