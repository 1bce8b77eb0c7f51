"""Somebody's details, the people in their life, and what they let others see."""

from locallinks.foundation.people.rules import CHANNELS, FORMATS, KINDS
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
    reading_format = fields.ChoiceField(label="How do they like to read?", choices=list(FORMATS.items()))
    language = fields.PlainTextField(label="Language", max_length=60)
    communication_needs = fields.LongTextField(
        label="What helps them to talk and understand?", max_length=1000, rows=3, required=False,
        hint="For example: a quiet room, a hearing loop, short visits in the morning",
    )  # fmt: skip
    about = fields.LongTextField(
        label="Who I am and what matters to me", max_length=5000, required=False, hint="In their own words"
    )


class RelationshipForm(Form):
    name = fields.PlainTextField(label="Their name", max_length=200)
    relation = fields.PlainTextField(
        label="Who are they?", max_length=100, hint="For example: daughter, neighbour, friend from chapel"
    )
    kind = fields.ChoiceField(label="How do they come into their life?", choices=list(KINDS.items()))
    closeness = fields.ChoiceField(
        label="How close are they?", choices=[("1", "Very close"), ("2", "Close"), ("3", "They know each other")]
    )
    is_carer = fields.YesNoField(label="Do they look after them without pay?")
    phone = fields.PhoneField(label="Phone number", required=False)
    helps_with = fields.LongTextField(label="What do they help with?", max_length=1000, rows=3, required=False)
    may_be_told = fields.PlainTextField(label="What may they be told?", max_length=500, required=False)


class WithdrawForm(Form):
    words = fields.LongTextField(
        label="What did they say?", max_length=2000, rows=3, required=False, hint="They do not have to give a reason"
    )
