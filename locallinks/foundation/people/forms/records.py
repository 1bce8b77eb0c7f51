"""Forms for details, relationships, safety notes and legal representatives."""

from typing import Any

from locallinks.foundation.people.choices import (
    Channel,
    DecisionScope,
    ReadingFormat,
    RelationshipKind,
    RepresentativeKind,
)
from locallinks.foundation.ui.contact_fields import EmailField, NhsNumberField, PhoneField, PostcodeField
from locallinks.foundation.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    MultipleChoiceField,
    TextAreaField,
    TextField,
    VersionField,
    YesNoField,
)


class DetailsForm(Form):
    version = VersionField()
    preferred_name = TextField(label="What do they like to be called?", max_length=100)
    full_name = TextField(label="Full name", max_length=200)
    date_of_birth = DateField(label="Date of birth", required=False)
    nhs_number = NhsNumberField(label="NHS number", hint="10 digits. Never needed to get help")
    phone = PhoneField(label="Phone number", required=False)
    email = EmailField(label="Email address", required=False)
    address = TextAreaField(label="Address", max_length=500, rows=3, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    contact_by = ChoiceField(label="How do they like to hear from us?", choices=Channel.choices)
    safe_contact = TextField(
        label="Is there a safe way or time to get in touch?",
        max_length=300,
        required=False,
        hint="For example: do not ring when her son is at home",
    )
    unsafe_channels = MultipleChoiceField(
        label="Is there a way that is not safe?",
        choices=Channel.choices,
        required=False,
        hint="Nothing from here ever goes by these ways. Somebody else may pick up the phone or open the post",
    )
    reading_format = ChoiceField(label="How do they like to read?", choices=ReadingFormat.choices)
    language = TextField(label="Language", max_length=60)
    communication_needs = TextAreaField(
        label="What helps them to talk and understand?",
        max_length=1000,
        rows=3,
        required=False,
        hint="For example: a quiet room, a hearing loop, short visits in the morning",
    )
    about = TextAreaField(
        label="Who I am and what matters to me", max_length=5000, required=False, hint="In their own words"
    )

    def __init__(self, *args: Any, may_change_nhs_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_change_nhs_number:
            del self.fields["nhs_number"]


class RelationshipForm(Form):
    name = TextField(label="Their name", max_length=200)
    relation = TextField(
        label="Who are they?", max_length=100, hint="For example: daughter, neighbour, friend from chapel"
    )
    kind = ChoiceField(label="How do they come into their life?", choices=RelationshipKind.choices)
    closeness = ChoiceField(
        label="How close are they?", choices=[("1", "Very close"), ("2", "Close"), ("3", "They know each other")]
    )
    lives_with = YesNoField(label="Do they live together?", required=False)
    is_carer = YesNoField(label="Do they look after them without pay?")
    phone = PhoneField(label="Phone number", required=False)
    helps_with = TextAreaField(label="What do they help with?", max_length=1000, rows=3, required=False)
    may_be_told = TextField(label="What may they be told?", max_length=500, required=False)


class SafetyNoteForm(Form):
    words = TextAreaField(
        label="What do people need to know to keep safe?",
        max_length=2000,
        rows=4,
        hint="Only what helps. For example: the dog bites; use the side door; two people visit together",
    )
    for_visits = YesNoField(label="Does whoever visits need to know this?")
    volunteer_words = TextField(
        label="What does a volunteer need to know?",
        max_length=300,
        required=False,
        hint="Only what they need to keep safe, with no reason why. Leave it empty if nothing",
    )
    person_knows = YesNoField(label="Does the person know that this is written here?")
    why_not_told = TextAreaField(label="If not, why have they not been told?", max_length=1000, rows=3, required=False)
    review_on = DateField(label="When will you look at this again?")


class SafetyReviewForm(Form):
    stays = YesNoField(label="Is the note still needed?")
    next_on = DateField(label="If it is, when will you look at it again?", required=False)
    words = TextAreaField(label="What did you find?", max_length=1000, rows=3)


class LegalRepresentativeForm(Form):
    name = TextField(label="Their full name", max_length=200)
    phone = PhoneField(label="Their phone number", required=False)
    kind = ChoiceField(label="What are they?", choices=RepresentativeKind.choices)
    scopes = MultipleChoiceField(
        label="What may they decide?",
        choices=DecisionScope.choices,
        hint="As the paper says. An appointee deals with benefits and nothing else",
    )
    document = TextField(
        label="Which paper did you see?",
        max_length=300,
        required=False,
        hint="For example: the lasting power of attorney with its stamp, or the court order with its number",
    )
    seen_on = DateField(label="When did you see it?", required=False)
    starts_on = DateField(label="From which day may they decide?")
    ends_on = DateField(label="Does it run out on a day?", required=False)


class LegalRepresentativeEndForm(Form):
    on = DateField(label="On which day did it end?")
    why = TextField(label="Why did it end?", max_length=300)
