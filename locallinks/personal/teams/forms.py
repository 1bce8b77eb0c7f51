"""What a neighbourhood team asks and writes."""

from collections.abc import Sequence
from typing import Any

from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    MultipleChoiceField,
    SelectField,
    TextAreaField,
    TextField,
    YesNoField,
)
from locallinks.personal.teams.choices import GoalEnding, LeavingReason

Choices = Sequence[tuple[str, str]]


SAY_IT = "They can read this. Write it as you would say it to them"


class TeamForm(Form):
    name = TextField(label="What is the team called?", name_in_words="the name of the team")
    patch = TextField(label="Which streets or wards is it for?", name_in_words="the streets or wards")


class PartnerForm(Form):
    organisation_id = SelectField(label="Which organisation joins?", name_in_words="the organisation")
    brings = TextField(
        label="What do they bring?",
        name_in_words="what they bring",
        hint="Like nursing, or the GPs of the patch",
    )

    def __init__(self, *args: Any, possible: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = [("", "Choose one"), *possible]  # type: ignore[attr-defined]


class BringForm(Form):
    team_id = ChoiceField(label="Which team?")
    why = TextAreaField(
        label="Why could a team help?",
        name_in_words="why a team could help",
        rows=3,
        max_length=2000,
        hint=SAY_IT,
    )
    organisation_ids = MultipleChoiceField(
        label="Who in the team may see it?",
        name_in_words="who in the team may see it",
        hint="Ask about each one. They see who the person is and what the team writes: not the plan, nor the money",
    )
    basis = ChoiceField(
        label="Does the person agree?",
        choices=[(AgreementBasis.AGREEMENT, "Yes, they agree")],
        hint="Where they cannot decide this, nobody decides it for them here. Talk to their social worker first",
    )
    agreed_by = TextField(label="Who said yes, or who decided?", name_in_words="who said yes")
    how_explained = TextAreaField(
        label="How did you explain it?", name_in_words="how you explained it", rows=3, max_length=1000
    )
    words = TextAreaField(label="What did they say?", rows=3, max_length=2000, required=False)
    consulted = TextAreaField(
        label="If they cannot say: who did you ask, and why is it best for them?",
        rows=3,
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, teams: Choices = (), partners: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team_id"].choices = list(teams)  # type: ignore[attr-defined]
        self.fields["organisation_ids"].choices = list(partners)  # type: ignore[attr-defined]


class TierForm(Form):
    tier = ChoiceField(label="How closely should the team keep in touch?", name_in_words="how closely")
    why = TextAreaField(
        label="Why?",
        name_in_words="why",
        rows=4,
        max_length=2000,
        hint=SAY_IT,
    )
    next_look_on = DateField(label="When will you look again?", name_in_words="when you will look again")

    def __init__(self, *args: Any, tiers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = list(tiers)  # type: ignore[attr-defined]


class GoalForm(Form):
    words = TextAreaField(
        label="What do they want, in their own words?", name_in_words="what they want", rows=3, max_length=2000
    )
    said_by = TextField(label="Who said it?", name_in_words="who said it")
    who = TextField(label="Who does something about it?", name_in_words="who does something about it")
    what = TextAreaField(label="What do they do?", name_in_words="what they do", rows=3, max_length=2000)
    by_on = DateField(label="By when?", name_in_words="by when")


class GoalEndForm(Form):
    how = ChoiceField(label="Was it done?", choices=GoalEnding.choices)
    words = TextAreaField(label="What happened?", rows=3, max_length=2000, required=False)


class MeetingForm(Form):
    met_on = DateField(label="When did you meet?", name_in_words="when you met")
    there = TextField(label="Who was there?", name_in_words="who was there", max_length=500)
    person_there = YesNoField(label="Was the person there?", name_in_words="if the person was there")
    words = TextAreaField(
        label="What was said?",
        name_in_words="what was said",
        hint=SAY_IT,
    )
    next_look_on = DateField(label="When will you look again?", name_in_words="when you will look again")


class LeaveTeamForm(Form):
    why = ChoiceField(label="Why do they leave the team?", choices=LeavingReason.choices)
    words = TextAreaField(label="What was said?", name_in_words="what was said", rows=3, max_length=2000)
    said_by = TextField(label="Who told you?", name_in_words="who told you")
