"""Forms of the discussion: comments, goals, tasks, visits and links."""

from collections.abc import Iterable
from typing import Any

from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    Form,
    HiddenField,
    SelectField,
    TextAreaField,
    TextField,
    VersionField,
)
from locallinks.personal.plans.choices import GoalProgress, VisitPlace
from locallinks.personal.plans.rules.limits import MAX_COMMENT, MAX_GOAL, MAX_SHORT

Choices = Iterable[tuple[str, str]]
SAID_BY = "Who said this?"


class CommentForm(Form):
    """`own`: the person answers; otherwise somebody records what was said and by whom."""

    words = TextAreaField(label="What do you want to say?", rows=4, max_length=MAX_COMMENT)
    line = SelectField(label="Is it about one part of the plan?", required=False, empty="The whole plan")
    said_by = TextField(label=SAID_BY, max_length=200)

    def __init__(self, *args: Any, own: bool, lines: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = list(lines)
        if own:
            del self.fields["said_by"]
        else:
            self.fields["words"].label = "What did they say?"
            self.fields["words"].hint = "In their own words"


class AnswerForm(Form):
    words = TextAreaField(
        label="Your answer",
        rows=4,
        max_length=MAX_COMMENT,
        name_in_words="your answer",
        hint="Say what you changed, or why not. They can read this",
    )


class GoalForm(Form):
    words = TextAreaField(
        label="What do you want to happen?",
        rows=2,
        max_length=MAX_GOAL,
        name_in_words="what you want to happen",
        hint="For example: I want to teach the girls to twirl again",
    )
    important = BooleanField(label="This is one of the most important things to me", required=False)
    who_could_help = TextField(
        label="Who could help with it?", max_length=MAX_SHORT, required=False, hint="Friends, family, anybody"
    )
    said_by = TextField(label=SAID_BY, max_length=200)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["said_by"]
        else:
            self.fields["words"].label = "What do they want to happen?"
            self.fields["words"].hint = "In their own words"
            self.fields["important"].label = "They say it is one of the most important things to them"


class ProgressForm(GoalForm):
    """The goal with the progress made."""

    version = VersionField()
    progress = ChoiceField(label="How far along is it?", choices=GoalProgress.choices)
    progress_words = TextAreaField(label="What happened?", required=False, rows=3, max_length=MAX_COMMENT)
    progress_on = DateField(
        label="When was this said?", name_in_words="the day this was said", required=False, hint="Empty means today"
    )
    field_order = ("progress", "progress_words", "progress_on", "words", "important", "who_could_help", "said_by")


class TaskForm(Form):
    words = TextField(
        label="What is to be done?",
        max_length=MAX_SHORT,
        name_in_words="what is to be done",
        hint="For example: ring the bowls club about Tuesday",
    )
    who = TextField(label="Who will do it?", max_length=200, name_in_words="who will do it")
    due_on = DateField(label="By when?", name_in_words="the day it is done by", required=False)
    said_by = TextField(label="Who said so?", max_length=200)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["said_by"]


class ToggleTaskForm(Form):
    """One button, whose hidden field says what it does."""

    done = HiddenField(required=False)


class VisitForm(Form):
    on = DateField(label="When did you meet?", name_in_words="the day you met")
    how = ChoiceField(label="Where?", choices=VisitPlace.choices, inline=True)
    who_was_there = TextField(
        label="Who was there?",
        max_length=MAX_SHORT,
        required=False,
        hint="For example: Mary, and her niece Carol",
    )
    words = TextAreaField(label="What did you talk about?", rows=5, name_in_words="what you talked about")
