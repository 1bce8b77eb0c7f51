"""About how much, or why nobody can tell yet."""

from typing import Any

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.personal.charging.rules import MAX_TEXT, MAX_WEEKLY_PENCE, estimate_problem


class EstimateForm(Form):
    estimate = fields.MoneyField(
        label="About how much a week?", name_in_words="the estimate", required=False, max_pence=MAX_WEEKLY_PENCE,
        suffix="a week", hint="Enter 0 if they will pay nothing",
    )  # fmt: skip
    why_not = fields.LongTextField(
        label="Or say why you cannot tell yet", name_in_words="why not", max_length=MAX_TEXT, rows=3, required=False,
        hint="For example: we are waiting for a letter about her pension",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            problem = estimate_problem(weekly_pence=data["estimate"], why_not=data["why_not"] or "")
            if problem:
                self.add_error(problem.field, problem.message)
        return data
