"""Forms to find somebody we may know, and to record a referral."""

from typing import Any

from locallinks.foundation.people.choices import Channel, ReadingFormat
from locallinks.foundation.ui.contact_fields import EmailField, NhsNumberField, PhoneField, PostcodeField
from locallinks.foundation.ui.forms import ChoiceField, DateField, Form, SelectField, TextAreaField, TextField
from locallinks.personal.referrals.queries.referral_and_advice import CHANNELS, FORMATS
from locallinks.personal.referrals.rules.referral_and_advice import CONTACT_BASES, request_problems

PERSON_FIELDS = ("full_name", "preferred_name", "date_of_birth", "nhs_number")
CONTACT_FIELDS = ("phone", "email", "address", "postcode", "contact_by", "safe_contact")
COMMUNICATION_FIELDS = ("reading_format", "communication_needs")
REFERRER_FIELDS = ("told_by", "told_by_relation")
CONTACT_BASIS_FIELDS = ("contact_basis", "contact_note")


REACHED_BY = ("full_name", "phone", "email", "address")
REFERRAL_FIELDS = (*REFERRER_FIELDS, "reason", *CONTACT_BASIS_FIELDS)


class FindForm(Form):
    q = TextField(
        label="Their name, NHS number or postcode",
        name_in_words="a name, an NHS number or a postcode",
        hint="It does not matter if you are not sure how to spell the name",
    )


class KnownPersonForm(Form):
    """A referral of somebody whose record we have: only what is new."""

    told_by = TextField(label="Who told us?", name_in_words="who told us", max_length=200)
    told_by_relation = TextField(
        label="Who are they to the person?", max_length=100, hint="For example: herself, daughter, GP, neighbour"
    )
    reason = TextAreaField(
        label="Why is help needed?",
        hint="What has happened, and what would they like? The person can read this: write it so",
    )
    contact_basis = ChoiceField(
        label="May we get in touch with the person?",
        choices=CONTACT_BASES,
        hint="Ask before you send this, if you can",
    )
    contact_note = TextAreaField(
        label="If they cannot say: why is contact best for them, and who did you ask?",
        max_length=2000,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Add what the rule finds missing to the errors of the fields."""
        data = super().clean() or {}
        for problem in request_problems(
            **self.reached_by(data), **{name: data.get(name) or "" for name in REFERRAL_FIELDS}
        ):
            if problem.field in self.fields and problem.field not in self.errors:
                self.add_error(problem.field, problem.message)
        return data

    def reached_by(self, data: dict[str, Any]) -> dict[str, str]:
        """Return placeholders: the action checks what the record has."""
        return dict.fromkeys(REACHED_BY, "known")


class NewPersonForm(KnownPersonForm):
    """A referral of somebody new. Only a name, one way to reach them and the reason are needed."""

    full_name = TextField(label="Full name", name_in_words="the person's name", max_length=200)
    preferred_name = TextField(
        label="What do they like to be called?", max_length=100, required=False, hint="If it is not their first name"
    )
    date_of_birth = DateField(
        label="Date of birth", name_in_words="the date of birth", required=False, hint="For example, 27 3 1938"
    )
    nhs_number = NhsNumberField(label="NHS number", hint="10 digits. Nobody needs it to get help")
    phone = PhoneField(label="Phone number", required=False, autocomplete="off")
    email = EmailField(label="Email address", required=False, autocomplete="off")
    address = TextAreaField(label="Address", max_length=300, rows=3, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    contact_by = ChoiceField(label="How do they like to hear from us?", choices=CHANNELS, initial=Channel.PHONE)
    safe_contact = TextField(
        label="Is there a safe way or time to get in touch?",
        max_length=300,
        required=False,
        hint="For example: do not ring when her son is at home",
    )
    reading_format = SelectField(
        label="How do they like to read?", choices=FORMATS, initial=ReadingFormat.STANDARD, empty=""
    )
    communication_needs = TextAreaField(
        label="What helps them to talk and understand?",
        max_length=1000,
        rows=3,
        required=False,
        hint="For example: a hearing loop, a language other than English, short visits",
    )
    field_order = (
        *PERSON_FIELDS,
        *CONTACT_FIELDS,
        *COMMUNICATION_FIELDS,
        *REFERRER_FIELDS,
        "reason",
        *CONTACT_BASIS_FIELDS,
    )

    def reached_by(self, data: dict[str, Any]) -> dict[str, str]:
        wrong = "known" if {"phone", "email", "address"} & set(self.errors) else ""
        return {name: data.get(name) or wrong for name in REACHED_BY}
