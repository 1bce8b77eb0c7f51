"""Forms for signing in, memberships, passwords, cover, the duty rota and delegations."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from locallinks.foundation.accounts.choices import DelegableDuty
from locallinks.foundation.accounts.rules import WEEKDAYS
from locallinks.foundation.shared.roles import GIVEN_ROLES
from locallinks.foundation.ui.contact_fields import EmailField
from locallinks.foundation.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    HiddenField,
    MoneyField,
    MultipleChoiceField,
    PasswordField,
    SelectField,
    TextField,
)


class SignInForm(Form):
    email = EmailField(label="Email address", autocomplete="username")
    password = PasswordField(label="Password", autocomplete="current-password")


class MemberForm(Form):
    name = TextField(label="Their name", max_length=200)
    email = EmailField(label="Their email address")
    role = ChoiceField(label="What do they do?", choices=[(role, role.label) for role in GIVEN_ROLES])
    starts_on = DateField(label="Their first day")
    approval_limit_pence = MoneyField(
        label="Most they may approve for one plan a week",
        required=False,
        hint="Only for a social worker. Leave it empty and they cannot approve plans",
    )

    def __init__(self, *args: Any, roles: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, role.label) for role in GIVEN_ROLES if role in roles]


class ConfirmForm(Form):
    """The second administrator's answer."""

    answer = ChoiceField(
        label="May this begin?", choices=[("yes", "Yes: I know them, and they need this role"), ("no", "No")]
    )
    reason = TextField(label="Why not?", max_length=500, required=False, hint="Only for a no. Whoever asked reads it")


class AnswerForm(Form):
    """The answer of somebody who was invited to a role."""

    membership = HiddenField(required=False)
    answer = ChoiceField(label="Will you?", choices=[("yes", "Yes"), ("no", "No")])
    code = TextField(
        label="If you say yes, the code they told you",
        max_length=40,
        required=False,
        hint="Whoever asks you has it, and tells it to you in person or on the phone",
    )


class ShutForm(Form):
    reason = TextField(label="Why now?", max_length=500)


class LeaveForm(Form):
    ends_on = DateField(label="The first day they no longer do this")


class PasswordForm(Form):
    old = PasswordField(label="Your password now", autocomplete="current-password")
    new = PasswordField(label="Your new password", hint="At least 10 characters", autocomplete="new-password")

    def __init__(self, *args: Any, check: Callable[[str], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if not self.check(old):
            raise ValidationError("This is not the password you use now. Type it again", code="wrong_password")
        return old


class CoverForm(Form):
    user = SelectField(label="Who is away?", coerce=int)
    covered_by = SelectField(label="Who covers for them?", coerce=int)
    starts_on = DateField(label="First day away")
    ends_on = DateField(label="First day back")

    def __init__(self, *args: Any, names: dict[int, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = [(str(pk), name) for pk, name in (names or {}).items()]
        self.fields["user"].choices = [("", "Choose one"), *colleagues]
        # The user of the form comes first among those away, and so last among those who cover.
        self.fields["covered_by"].choices = [("", "Choose one"), *colleagues[1:], *colleagues[:1]]


class DutyForm(Form):
    """Who is on duty, on which days of the week, in which period."""

    user = SelectField(label="Who is on duty?", hint="“Nobody” leaves the days to the whole team")
    first_on = DateField(label="First day")
    last_on = DateField(label="Last day", hint="The same day, for one day")
    weekdays = MultipleChoiceField(label="Which days of the week?", choices=list(WEEKDAYS.items()))

    def __init__(self, *args: Any, names: dict[int, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = ((str(pk), name) for pk, name in (names or {}).items())
        self.fields["user"].choices = [("", "Choose one"), ("nobody", "Nobody: the whole team"), *team]


class DelegationForm(Form):
    duty = ChoiceField(label="Which duty?", choices=DelegableDuty.choices)
    to_name = TextField(label="Who does it for the council?", max_length=200)
    agreement = TextField(
        label="Which agreement does it stand on?", max_length=500, hint="Its name and date, and where it is kept"
    )
    starts_on = DateField(label="From which day?", name_in_words="the first day")
    ends_on = DateField(
        label="The first day it no longer stands, if you know it", name_in_words="the day it ends", required=False
    )


class EndDelegationForm(Form):
    ends_on = DateField(label="The first day it no longer stands", name_in_words="the day it ends")
    reason = TextField(label="Why does it end?", max_length=500)
