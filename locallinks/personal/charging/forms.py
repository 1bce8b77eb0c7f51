"""The form of the estimate, or of the reason for none."""

from typing import Any

from locallinks.foundation.ui.forms import ChoiceField, Form, MoneyField, TextAreaField, YesNoField
from locallinks.personal.charging.choices import FeePeriod
from locallinks.personal.charging.rules import (
    MAX_FEE_PENCE,
    MAX_TEXT,
    MAX_WEEKLY_PENCE,
    estimate_problem,
    fee_problems,
)


class EstimateForm(Form):
    estimate = MoneyField(
        label="About how much a week?",
        name_in_words="the estimate",
        required=False,
        max_pence=MAX_WEEKLY_PENCE,
        suffix="a week",
        hint="Enter 0 if they will pay nothing",
    )
    reason_for_none = TextAreaField(
        label="Or say why you cannot tell yet",
        name_in_words="why not",
        max_length=MAX_TEXT,
        rows=3,
        required=False,
        hint="For example: we are waiting for a letter about her pension",
    )
    pays_for_all = YesNoField(
        label="Do they pay for all of their support, and ask us to arrange it?",
        required=False,
        name_in_words="if they pay for all of it",
    )
    fee = MoneyField(
        label="Fee for arranging it, if there is one",
        name_in_words="the fee",
        required=False,
        max_pence=MAX_FEE_PENCE,
        hint="Only at home, never in a care home. It is no part of the personal budget",
    )
    fee_every = ChoiceField(
        label="How often is the fee paid?",
        choices=[(str(period), period.question_label) for period in FeePeriod],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            estimate = estimate_problem(weekly_pence=data["estimate"], reason_for_none=data["reason_for_none"] or "")
            fee = fee_problems(
                fee_pence=data["fee"] or 0, every=data["fee_every"] or "", pays_for_all=bool(data["pays_for_all"])
            )
            for problem in [estimate, *fee]:
                if problem:
                    self.add_error(problem.field, problem.message)
        return data
