"""What was agreed for one line, urgent support, and when something ends."""

from typing import Any

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form


class StartForm(Form):
    provider_name = fields.PlainTextField(
        label="Who will give it?", max_length=300, hint="A business, a group, a neighbour, or the person"
    )
    organisation_id = fields.SelectField(
        label="Do they use Local Links?", required=False, autocomplete=True, empty="No, or not known",
        hint="If they do, they will see the person's name, how to reach them, and this part of the plan only",
    )  # fmt: skip
    replaces_id = fields.SelectField(
        label="Does it take the place of urgent support?", required=False, empty="No",
        hint="If it does, the urgent support ends the day this starts",
    )  # fmt: skip
    starts_on = fields.DateField(label="When does it start?")
    price_pence = fields.MoneyField(
        label="What is the price each week?", hint="What the council is charged. £0.00 for help nobody is paid for"
    )
    minutes_per_week = fields.HoursField(label="How many hours a week?", required=False, hint="For example 8 or 1.5")
    checks_seen = fields.LongTextField(
        label="Which checks have you seen?", max_length=1000, rows=3,
        hint="For example: insurance seen on 3 November. Or: a friend of hers, no checks needed",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        organisations: tuple[tuple[str, str], ...] = (),
        urgent: tuple[tuple[str, str], ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = organisations
        if urgent:
            self.fields["replaces_id"].choices = urgent
        else:
            del self.fields["replaces_id"]


class UrgentForm(StartForm):
    what = fields.PlainTextField(label="What cannot wait?", max_length=300)
    reason = fields.LongTextField(label="Why can it not wait for the plan?", max_length=1000, rows=3)
    field_order = ("what", "reason")


class EndForm(Form):
    version = fields.VersionField()
    last_day = fields.DateField(
        label="What is the last day?", hint="If it never began, enter the day before it was to start"
    )
    reason = fields.LongTextField(label="Why is it ending?", max_length=1000, rows=3)
