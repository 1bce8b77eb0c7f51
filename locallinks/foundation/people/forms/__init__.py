"""Somebody's details, the people in their life, and what they let others see."""

from typing import Any

from locallinks.foundation.people.rules import CHANNELS, DECIDERS, FORMATS, KINDS, SCOPES
from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form


class DetailsForm(Form):
    version = fields.VersionField()
    preferred_name = fields.PlainTextField(label="What do they like to be called?", max_length=100)
    full_name = fields.PlainTextField(label="Full name", max_length=200)
    date_of_birth = fields.DateField(label="Date of birth", required=False)
    nhs_number = fields.NhsNumberField(label="NHS number", hint="10 digits. Never needed to get help")
    phone = fields.PhoneField(label="Phone number", required=False)
    email = fields.EmailField(label="Email address", required=False)
    address = fields.LongTextField(label="Address", max_length=500, rows=3, required=False)
    postcode = fields.PostcodeField(label="Postcode", required=False)
    contact_by = fields.ChoiceField(label="How do they like to hear from us?", choices=list(CHANNELS.items()))
    safe_contact = fields.PlainTextField(
        label="Is there a safe way or time to get in touch?", max_length=300, required=False,
        hint="For example: do not ring when her son is at home",
    )  # fmt: skip
    never_by = fields.ChoicesField(
        label="Is there a way that is not safe?", choices=list(CHANNELS.items()), required=False,
        hint="Nothing from here ever goes by these ways. Somebody else may pick up the phone or open the post",
    )  # fmt: skip
    reading_format = fields.ChoiceField(label="How do they like to read?", choices=list(FORMATS.items()))
    language = fields.PlainTextField(label="Language", max_length=60)
    communication_needs = fields.LongTextField(
        label="What helps them to talk and understand?", max_length=1000, rows=3, required=False,
        hint="For example: a quiet room, a hearing loop, short visits in the morning",
    )  # fmt: skip
    about = fields.LongTextField(
        label="Who I am and what matters to me", max_length=5000, required=False, hint="In their own words"
    )

    def __init__(self, *args: Any, may_change_nhs_number: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_change_nhs_number:
            del self.fields["nhs_number"]


class RelationshipForm(Form):
    name = fields.PlainTextField(label="Their name", max_length=200)
    relation = fields.PlainTextField(
        label="Who are they?", max_length=100, hint="For example: daughter, neighbour, friend from chapel"
    )
    kind = fields.ChoiceField(label="How do they come into their life?", choices=list(KINDS.items()))
    closeness = fields.ChoiceField(
        label="How close are they?", choices=[("1", "Very close"), ("2", "Close"), ("3", "They know each other")]
    )
    lives_with = fields.YesNoField(label="Do they live together?", required=False)
    is_carer = fields.YesNoField(label="Do they look after them without pay?")
    phone = fields.PhoneField(label="Phone number", required=False)
    helps_with = fields.LongTextField(label="What do they help with?", max_length=1000, rows=3, required=False)
    may_be_told = fields.PlainTextField(label="What may they be told?", max_length=500, required=False)


class SafetyNoteForm(Form):
    words = fields.LongTextField(
        label="What do people need to know to keep safe?", max_length=2000, rows=4,
        hint="Only what helps. For example: the dog bites; use the side door; two people visit together",
    )  # fmt: skip
    for_visits = fields.YesNoField(label="Does whoever visits need to know this?")
    volunteer_words = fields.PlainTextField(
        label="What does a volunteer need to know?", max_length=300, required=False,
        hint="Only what they need to keep safe, with no reason why. Leave it empty if nothing",
    )  # fmt: skip
    person_knows = fields.YesNoField(label="Does the person know that this is written here?")
    why_not_told = fields.LongTextField(
        label="If not, why have they not been told?", max_length=1000, rows=3, required=False
    )
    review_on = fields.DateField(label="When will you look at this again?")


class SafetyReviewForm(Form):
    stays = fields.YesNoField(label="Is the note still needed?")
    next_on = fields.DateField(label="If it is, when will you look at it again?", required=False)
    words = fields.LongTextField(label="What did you find?", max_length=1000, rows=3)


class DeciderForm(Form):
    name = fields.PlainTextField(label="Their full name", max_length=200)
    phone = fields.PhoneField(label="Their phone number", required=False)
    kind = fields.ChoiceField(label="What are they?", choices=list(DECIDERS.items()))
    scopes = fields.ChoicesField(
        label="What may they decide?", choices=list(SCOPES.items()),
        hint="As the paper says. An appointee deals with benefits and nothing else",
    )  # fmt: skip
    document = fields.PlainTextField(
        label="Which paper did you see?", max_length=300, required=False,
        hint="For example: the lasting power of attorney with its stamp, or the court order with its number",
    )  # fmt: skip
    seen_on = fields.DateField(label="When did you see it?", required=False)
    starts_on = fields.DateField(label="From which day may they decide?")
    ends_on = fields.DateField(label="Does it run out on a day?", required=False)


class DeciderEndForm(Form):
    on = fields.DateField(label="On which day did it end?")
    why = fields.PlainTextField(label="Why did it end?", max_length=300)
