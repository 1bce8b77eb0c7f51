"""Forms for agreement, sending and the decision."""

from collections.abc import Iterable
from typing import Any, ClassVar

from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    Form,
    MoneyField,
    SelectField,
    TextAreaField,
    TextField,
    VersionField,
    YesNoField,
)
from locallinks.personal.plans.choices import AGREEMENT_CHOICES, Deployment, PanelOpinion, PaymentFrequency
from locallinks.personal.plans.rules.limits import MAX_TEXT

Choices = Iterable[tuple[str, str]]


class AgreementForm(Form):
    """The `content_version` that the page showed. It has no visible field to compare after a change."""

    version = VersionField()
    stale_current: ClassVar[dict[str, Any]] = {}


class OwnAgreementForm(AgreementForm):
    agrees = YesNoField(
        label="Do you agree with this plan?",
        yes="Yes, I agree",
        no="No, there is something I do not agree with",
        inline=False,
    )
    words = TextAreaField(
        label="Is there anything you want to say?", required=False, hint="If you do not agree, please say with what"
    )


class SaidAgreementForm(AgreementForm):
    agrees = YesNoField(
        label="Do they agree with this plan?",
        yes="Yes",
        no="No, there is something they do not agree with",
        inline=False,
    )
    words = TextAreaField(
        label="Their words",
        required=False,
        hint="If they do not agree, write down with what. The plan can still be sent",
    )
    said_by = TextField(label="Who said this?", max_length=200)
    basis = ChoiceField(label="Who decided?", choices=AGREEMENT_CHOICES)
    told_of_network_share = BooleanField(
        label="They have read, or I have read out, what it says above about the network's share of the money",
        required=False,
    )

    def __init__(self, *args: Any, share: bool, lacks_capacity: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lacks_capacity and self.data.get("basis") in (None, AgreementBasis.AGREEMENT):
            del self.fields["basis"]  # no recorded lack of capacity, so the person decides
        if not share:
            del self.fields["told_of_network_share"]


class SubmitForm(Form):
    why_over_indicative = TextAreaField(
        label="It is over the first budget. That is allowed. Why is it right?",
        max_length=MAX_TEXT,
        rows=4,
        name_in_words="why more than the first budget is right",
        hint="Could it cost less and still be as good?",
    )


class DecideForm(Form):
    personal_budget_pence = MoneyField(label="Personal budget", suffix="a week", name_in_words="the personal budget")
    contribution_pence = MoneyField(
        label="What they pay of it", suffix="a week", name_in_words="what they pay", hint="The council pays the rest"
    )
    deployment = ChoiceField(label="How will the money be held?", choices=Deployment.choices)
    direct_payment_pence = MoneyField(
        label="If any of it is paid to them: how much each time?",
        required=False,
        hint="What the parts paid this way cost, less what the person pays where it is paid net. A month is 52 weeks "
        "over 12",
    )
    direct_payment_frequency = ChoiceField(
        label="If any of it is paid to them: how often?",
        required=False,
        choices=PaymentFrequency.choices,
        inline=True,
    )
    reason = TextAreaField(label="Why do you approve it?", required=False, rows=3)

    def __init__(self, *args: Any, lines: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_names = []
        ways = [choice for choice in Deployment.choices if choice[0] not in (Deployment.MIXED, Deployment.POOLED)]
        for key, title in lines:
            name = f"line_{key}"
            self.fields[name] = SelectField(label=title, required=False, choices=ways, empty="The same as the rest")
            self.fields[name].bind_label(name)
            self.line_names.append(name)


class ReturnForm(Form):
    comments = TextAreaField(
        label="What needs to change?", name_in_words="what needs to change", hint="Say it as you would to their face"
    )


class PanelForm(Form):
    view = ChoiceField(label="What do you think should happen?", choices=PanelOpinion.choices)
    words = TextAreaField(label="Why?", rows=4, max_length=2000, name_in_words="why you think so")
