"""The pages of the public form, with questions to the person or about them."""

from collections.abc import Sequence
from typing import Any

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.contact_fields import EmailField, NhsNumberField, PhoneField, PostcodeField
from locallinks.foundation.ui.forms import ChoiceField, DateField, Form, TextAreaField, TextField, YesNoField
from locallinks.personal.referrals.choices import ContactBasis, DraftEnding, FitToLeave, RequestKind, TransitionStage
from locallinks.personal.referrals.rules.public_request import birth_problem

KIND_HINTS = {
    RequestKind.ME: "You, or somebody typing this in for you",
    RequestKind.NEIGHBOUR: "You do not need to know much. We will go gently",
    RequestKind.PROFESSIONAL: "For example a GP, a nurse, a housing officer",
    RequestKind.YOUNG: "From the age of 9",
}


class PartForm(Form):
    """One page. `asked_kind` is the kind of request; `councils` are the councils to choose from, if several."""

    def __init__(
        self, *args: Any, asked_kind: str = "", councils: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        self.asked_kind, self.councils = asked_kind, councils
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Change the fields of a page for its kind of request or the councils there are."""


class WhoForm(PartForm):
    kind = ChoiceField(label="Who needs help?", choices=RequestKind.choices, hints=KIND_HINTS, page_heading=True)


class NameForm(PartForm):
    full_name = TextField(label="Your full name", name_in_words="your name", autocomplete="name")
    preferred_name = TextField(
        label="What do you like to be called?", max_length=100, required=False, hint="If it is not your first name"
    )
    date_of_birth = DateField(
        label="Your date of birth",
        name_in_words="your date of birth",
        required=False,
        hint="For example, 27 3 1938",
        autocomplete="bday",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        problem = birth_problem(data.get("date_of_birth"), clock.today(), self.asked_kind)
        if problem:
            self.add_error("date_of_birth", problem.message)
        return data


class TheirNameForm(NameForm):
    full_name = TextField(label="Their full name", name_in_words="their name", autocomplete="off")
    preferred_name = TextField(
        label="What do they like to be called?", max_length=100, required=False, hint="If it is not their first name"
    )
    date_of_birth = DateField(
        label="Their date of birth",
        name_in_words="their date of birth",
        required=False,
        hint="For example, 27 3 1938. Leave it empty if you do not know",
    )


class PatientNameForm(TheirNameForm):
    """With the NHS number, which people at work have at hand."""

    nhs_number = NhsNumberField(label="NHS number", hint="10 digits, if you have it")


class YoungNameForm(TheirNameForm):
    date_of_birth = DateField(
        label="Their date of birth", name_in_words="their date of birth", hint="For example, 27 3 2014"
    )


class ReachForm(PartForm):
    phone = PhoneField(label="Phone number", required=False)
    email = EmailField(label="Email address", required=False)
    address = TextAreaField(label="Address", max_length=300, rows=3, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    home = ChoiceField(label="Which council do you pay council tax to?", required=True)
    needs_one = True
    nothing = "Enter one way to reach you: a phone number, an email or an address"

    def prepare(self) -> None:
        if self.councils:
            self.fields["home"].choices = list(self.councils)  # type: ignore[attr-defined]
        else:
            del self.fields["home"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        wrong = {"phone", "email", "address"} & set(self.errors)
        if self.needs_one and not wrong and not any(data.get(name) for name in ("phone", "email", "address")):
            self.add_error("phone", self.nothing)
        return data


class TheirReachForm(ReachForm):
    """Nothing is required that a neighbour may not know: we can reach whoever tells us instead."""

    phone = PhoneField(label="Their phone number", required=False, autocomplete="off")
    email = EmailField(label="Their email address", required=False, autocomplete="off")
    address = TextAreaField(label="Where they live", max_length=300, rows=3, required=False, hint="As much as you know")
    home = ChoiceField(label="Which council area do they live in?", required=True)
    needs_one = False


class HardForm(PartForm):
    reason = TextAreaField(
        label="What is hard for you just now?", hint="In your own words. For example: I cannot get out since I fell"
    )
    matters = TextAreaField(
        label="What matters to you?", hint="People, places, things you love to do", required=False, rows=4
    )


class TheirHardForm(HardForm):
    reason = TextAreaField(
        label="What is hard for them just now?", hint="What you have seen, or what they have told you"
    )
    matters = TextAreaField(
        label="What matters to them?", hint="People, places, things they love to do", required=False, rows=4
    )


class HospitalForm(PartForm):
    hospital = TextField(label="Which hospital?", name_in_words="the hospital")
    ward = TextField(label="Which ward?", name_in_words="the ward", hint="And its phone number")
    leaves_on = DateField(
        label="When do they leave?", name_in_words="the day they leave", hint="The day you expect, like 27 11 2026"
    )
    medically_fit = ChoiceField(label="Are they well enough to leave?", choices=FitToLeave.choices)
    to_go_home = TextAreaField(
        label="What is needed to go home?",
        rows=4,
        max_length=2000,
        hint="For example: help to wash in the morning, a bed downstairs, a key safe",
    )


class YoungForm(PartForm):
    school = TextField(label="Which school or college do they go to?", required=False)
    plan_stage = ChoiceField(label="How far is the plan for adult life?", choices=TransitionStage.choices)
    like_adult = TextAreaField(
        label="What do they want for their life as an adult?",
        rows=4,
        max_length=2000,
        required=False,
        hint="In their own words, if you can",
    )


class UrgentForm(PartForm):
    urgent = YesNoField(label="Is there anything that cannot wait two working days?")
    why_urgent = TextAreaField(
        label="What cannot wait, and until when?",
        rows=3,
        max_length=2000,
        required=False,
        hint="Only if you answered yes. If somebody is in danger now, ring 999",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("urgent") and not data.get("why_urgent") and "why_urgent" not in self.errors:
            self.add_error("why_urgent", "Say what cannot wait, and until when")
        return data


class YouForm(PartForm):
    told_by = TextField(label="Your name", name_in_words="your name", autocomplete="name")
    told_by_relation = TextField(
        label="Who are you to them?", max_length=100, hint="For example: daughter, friend, neighbour"
    )
    told_by_reach = TextField(
        label="How can we reach you?", max_length=300, hint="A phone number, an email or an address"
    )


class WorkYouForm(YouForm):
    told_by_relation = TextField(
        label="Your job", name_in_words="your job", max_length=100, hint="For example: GP, ward sister, housing officer"
    )
    organisation_name = TextField(
        label="Where you work", name_in_words="where you work", hint="For example: Mill Lane Surgery"
    )
    told_by_reach = TextField(
        label="Your phone number or email at work", name_in_words="your phone number or email at work", max_length=300
    )
    field_order = ("told_by", "told_by_relation", "organisation_name", "told_by_reach")


class MayForm(PartForm):
    may_contact = YesNoField(label="May we get in touch with you?")
    safe_contact = TextField(
        label="Is there a good or safe time to ring or write?",
        max_length=300,
        required=False,
        hint="For example: after two in the afternoon; do not leave a message",
    )
    communication_needs = TextAreaField(
        label="What helps you to talk and read?",
        max_length=1000,
        rows=3,
        required=False,
        hint="For example: large print, a hearing loop, another language, a letter and not a phone call",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("may_contact") is False:
            self.add_error("may_contact", "We can only help if we may get in touch. Choose yes to go on")
        return data


class TheirMayForm(PartForm):
    contact_basis = ChoiceField(
        label="Do they agree that we get in touch?",
        choices=[(str(basis), basis.public_label) for basis in ContactBasis],
        hints={ContactBasis.NOT_ASKED: "We will think about how to ask them kindly"},
    )
    contact_note = TextAreaField(
        label="If they cannot say: why is it best for them?", max_length=2000, rows=3, required=False
    )
    safe_contact = TextField(
        label="Is there a good or safe time to ring or write?",
        max_length=300,
        required=False,
        hint="For example: do not ring when her son is at home",
    )
    communication_needs = TextAreaField(
        label="What helps them to talk and read?",
        max_length=1000,
        rows=3,
        required=False,
        hint="For example: large print, a hearing loop, another language",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("contact_basis") == ContactBasis.BEST_INTERESTS and not data.get("contact_note"):
            self.add_error("contact_note", "Say why you think it is best for them")
        return data


MINE: dict[str, type[PartForm]] = {
    "who": WhoForm,
    "name": NameForm,
    "reach": ReachForm,
    "hard": HardForm,
    "may": MayForm,
}
THEIRS: dict[str, type[PartForm]] = {
    "who": WhoForm,
    "name": TheirNameForm,
    "reach": TheirReachForm,
    "hard": TheirHardForm,
    "hospital": HospitalForm,
    "young": YoungForm,
    "urgent": UrgentForm,
    "you": YouForm,
    "may": TheirMayForm,
}
AT_WORK = {"name": PatientNameForm, "you": WorkYouForm}
OF_KIND: dict[RequestKind, dict[str, type[PartForm]]] = {
    RequestKind.ME: MINE,
    RequestKind.KNOWN: THEIRS,
    RequestKind.NEIGHBOUR: THEIRS,
    RequestKind.PROFESSIONAL: THEIRS | AT_WORK,
    RequestKind.HOSPITAL: THEIRS | AT_WORK,
    RequestKind.YOUNG: THEIRS | {"name": YoungNameForm},
}


def forms_of(kind: str) -> dict[str, type[PartForm]]:
    """Return the form of each page for this kind of request; those in the first person until a kind is chosen."""
    return OF_KIND[RequestKind(kind)] if kind in RequestKind else MINE


class CodeForm(Form):
    code = TextField(
        label="The five words you wrote down",
        name_in_words="the five words",
        max_length=100,
        autocomplete="off",
        hint="Like this: acorn river spoon tiger amber. Capitals do not matter",
    )


class StopForm(Form):
    what = ChoiceField(
        label="What shall we do with what you wrote?", choices=DraftEnding.choices, initial=DraftEnding.KEEP
    )
