"""Forms of offers, of the answers to them, of network capacity and of coaching notes."""

from collections.abc import Iterable
from typing import Any

from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    Form,
    SelectField,
    TextAreaField,
    TextField,
    WholeNumberField,
)
from locallinks.personal.handovers.choices import CapacityUnit, ChaseStep, FailureCode, OfferAnswer
from locallinks.personal.handovers.rules import MAX_CAPACITY, MAX_NOTE, MAX_SHORT, MAX_TEXT
from locallinks.personal.pathways.choices import PathwayState

Choices = Iterable[tuple[str, str]]

# Answers that these forms tell apart from a plain no.
PRIVATE, FULL = "private", "full"


class OfferForm(Form):
    network = ChoiceField(label="Which network?", coerce=int)
    explained_how = TextAreaField(
        label="How did you explain it?",
        max_length=MAX_TEXT,
        rows=3,
        hint="For example: read it aloud at home, with her daughter there. She told it back to me",
    )
    reading_format = ChoiceField(label="How did they get it to keep?")

    def __init__(self, *args: Any, networks: Choices, formats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].choices = list(networks)
        self.fields["reading_format"].choices = list(formats)


class NotOfferedForm(Form):
    failure_reason = ChoiceField(label="Why was no introduction offered?")
    failure_text = TextAreaField(
        label="In your own words",
        max_length=MAX_TEXT,
        rows=3,
        required=False,
        hint="You must fill this in if you thought it wasn't right for them",
    )

    def __init__(self, *args: Any, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["failure_reason"].choices = [(code, FailureCode(code).label) for code in codes]


class OwnAnswerForm(Form):
    """The person's own answer."""

    answer = ChoiceField(label="What would you like?")
    reason = TextAreaField(
        label="Is there anything you want to say?",
        max_length=MAX_TEXT,
        rows=3,
        required=False,
        hint="If you say no, please tell us why. Any reason is fine",
    )

    def __init__(self, *args: Any, answers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = list(answers)


class SaidAnswerForm(OwnAnswerForm):
    """The person's answer, or the decision made for them, as the social worker writes it down."""

    answer = ChoiceField(label="What did they say?")
    said_by = TextField(
        label="Who gave this answer?",
        max_length=200,
        name_in_words="who gave this answer",
        hint="If it was decided for them: the name of whoever decided",
    )
    reason = TextAreaField(
        label="Their words",
        max_length=MAX_TEXT,
        rows=3,
        required=False,
        hint="A no needs their own reason. If it was decided for them, say why it is best",
    )
    basis = ChoiceField(label="Who decided?")
    consulted = TextAreaField(
        label="If it was decided for them: who was asked?",
        max_length=MAX_TEXT,
        rows=2,
        required=False,
        hint="Family, friends, an advocate: their names and what they thought",
    )
    help_offered = BooleanField(
        label="If they will plan it themselves: I told them they can ask for help at any time", required=False
    )

    def __init__(self, *args: Any, bases: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].choices = list(bases)


class NetworkAnswerForm(Form):
    answer = ChoiceField(
        label="Can you plan with them?",
        choices=[
            (OfferAnswer.YES, "Yes, we will visit"),
            (FULL, "No, we are full"),
            (OfferAnswer.NO, "No, for another reason"),
        ],
    )
    planner = SelectField(label="If yes: who will visit?", coerce=int, required=False, empty="Choose a planner")
    why_over = TextAreaField(
        label="If yes, though you are full: how will you manage one more?", max_length=MAX_TEXT, rows=2, required=False
    )
    reason = TextAreaField(label="If no: say why", max_length=MAX_TEXT, rows=3, required=False)
    target = ChoiceField(
        label="If no: what should happen then?",
        required=False,
        choices=[
            (PathwayState.HANDOVER_OFFERED, "The council offers another network"),
            (PathwayState.COUNCIL_PLANNING, "The council plans with them"),
        ],
    )

    def __init__(self, *args: Any, planners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planner"].choices = list(planners)


class ChaseForm(Form):
    step = ChoiceField(label="What will you do?")
    reason = TextAreaField(
        label="Why, or what was said",
        max_length=MAX_TEXT,
        rows=3,
        required=False,
        hint="You must fill this in if you stop waiting for this network",
    )
    network = ChoiceField(label="If you offer another network: which one?", coerce=int, required=False)
    explained_how = TextAreaField(
        label="If you offer another network: how did you explain it?", max_length=MAX_TEXT, rows=3, required=False
    )
    reading_format = SelectField(label="How did they get it to keep?", required=False)

    def __init__(self, *args: Any, networks: Choices, formats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = list(networks)
        self.fields["step"].choices = [
            (ChaseStep.ASKED, "Ask them again"),
            *([(ChaseStep.RE_OFFERED, "Offer another network")] if networks else []),
            (ChaseStep.MOVED_ON, "Plan with the council instead"),
        ]
        if not networks:
            for name in ("network", "explained_how", "reading_format"):
                del self.fields[name]
            return
        self.fields["network"].choices = networks
        self.fields["reading_format"].choices = list(formats)


class CapacityForm(Form):
    places = WholeNumberField(
        label="How many places do you have, all in all?",
        name_in_words="the number of places",
        min_value=0,
        max_value=MAX_CAPACITY,
        hint="Those taken too. 0 if you can take nobody on",
    )
    unit = ChoiceField(label="What does this number count?", choices=CapacityUnit.choices)
    as_of = DateField(label="On which day was it so?", name_in_words="the day it was so")
    until = DateField(label="Until when does it hold, if you know?", name_in_words="the last day", required=False)
    words = TextField(
        label="Anything the council should know?",
        max_length=MAX_SHORT,
        required=False,
        hint="For example: a planner starts in March",
    )


class CoachingNoteForm(Form):
    team = SelectField(label="For which team?", coerce=int, required=False, empty="No whole team")
    worker = SelectField(label="Or for one social worker only?", coerce=int, required=False, empty="Nobody by name")
    about = SelectField(
        label="What is it about?", required=False, empty="Nothing on this list", choices=FailureCode.choices
    )
    words = TextAreaField(
        label="What could be tried?",
        max_length=MAX_NOTE,
        rows=5,
        hint="About how we work. Never name the person it was about, nor say where they live",
    )

    def __init__(self, *args: Any, teams: Choices, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = list(teams)
        self.fields["worker"].choices = list(workers)
