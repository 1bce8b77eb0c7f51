"""Asking and answering, what was agreed for one line, urgent support, pauses, changes, and when something ends."""

from typing import Any

from locallinks.foundation.ui import fields
from locallinks.foundation.ui.forms import Form
from locallinks.personal.brokerage.rules import PAUSE_REASONS, PERSON_REASONS, PROVIDER_REASONS, WANTS_NEXT


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
    check_until = fields.DateField(label="Does a check run out? If so, when?", required=False)

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
    another = fields.TickField(label="Start another one as well: both are needed", required=False)
    field_order = ("another", "what", "reason")


class EndForm(Form):
    version = fields.VersionField()
    last_day = fields.DateField(
        label="What is the last day?", hint="If it never began, enter the day before it was to start"
    )
    reason = fields.LongTextField(label="Why is it ending?", max_length=1000, rows=3)


class AskForm(Form):
    organisation_ids = fields.ChoicesField(
        label="Who do you want to ask?", required=False, coerce=int, hint="These use Local Links already"
    )
    names = fields.LongTextField(
        label="Anybody else?", required=False, max_length=2000, rows=3, hint="One name on each line"
    )
    what = fields.PlainTextField(
        label="What is needed?", max_length=300,
        hint="They see a first name and the part of town. Leave out the surname, the address and the phone number",
    )  # fmt: skip
    what_when = fields.PlainTextField(label="Which days and times?", max_length=300, required=False)
    minutes_per_week = fields.HoursField(label="How many hours a week?", required=False, hint="For example 8 or 1.5")
    wanted_on = fields.DateField(label="From which day?")
    urgent = fields.TickField(label="This is urgent", required=False)

    def __init__(self, *args: Any, organisations: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_ids"].choices = organisations


class AnswerForm(Form):
    can_help = fields.YesNoField(label="Can you help?", yes="Yes, we can", no="No, we cannot")
    price_pence = fields.MoneyField(
        label="If you can: what is the price each week?", required=False, hint="£0.00 if there is nothing to pay"
    )
    minutes_per_week = fields.HoursField(label="If you can: how many hours a week?", required=False)
    from_on = fields.DateField(label="If you can: what is the first day you could come?", required=False)
    reason = fields.ChoiceField(label="If you cannot: why?", choices=list(PROVIDER_REASONS.items()), required=False)
    words = fields.LongTextField(
        label="Is there anything else to say?", max_length=1000, rows=3, required=False,
        hint="For example, which days you could come",
    )  # fmt: skip
    by_name = fields.PlainTextField(label="Your name", max_length=200)


class ToldForm(AnswerForm):
    """The same, typed in by whoever arranges, for somebody who rang or wrote."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("can_help", "Can they help?"), ("price_pence", "If they can: what is the price each week?"),
            ("minutes_per_week", "If they can: how many hours a week?"),
            ("from_on", "If they can: what is the first day they could come?"),
            ("reason", "If they cannot: why?"), ("words", "Did they say anything else?"), ("by_name", "Who told you?"),
        ):  # fmt: skip
            self.fields[name].label = label
        self.fields["can_help"].choices = [("yes", "Yes"), ("no", "No")]


class ChooseForm(Form):
    wants = fields.YesNoField(label="Is this the one?", yes="Yes, this one", no="No")
    reason = fields.ChoiceField(label="If not: why?", choices=list(PERSON_REASONS.items()), required=False)
    words = fields.LongTextField(label="In the person's own words", max_length=2000, rows=3)
    said_by = fields.PlainTextField(label="Who said this?", max_length=200)


class PriceForm(Form):
    price_pence = fields.MoneyField(label="What is the price each week?")
    reason = fields.LongTextField(
        label="Why does it cost more than the plan says?", max_length=2000, rows=3,
        hint="For example: three were asked, and this was the lowest price",
    )  # fmt: skip


class DecidePriceForm(Form):
    agreed = fields.YesNoField(label="Do you agree to this price?", yes="Yes, up to this price", no="No")
    words = fields.LongTextField(label="Why?", max_length=2000, rows=3)


class ChangeForm(Form):
    version = fields.VersionField()
    from_on = fields.DateField(label="What is the first day of the change?", hint="It may have passed already")
    price_pence = fields.MoneyField(label="What is the price each week from then?")
    minutes_per_week = fields.HoursField(label="How many hours a week from then?", required=False)
    reason = fields.LongTextField(label="Why does it change?", max_length=1000, rows=3)


class PauseForm(Form):
    arrangement_ids = fields.ChoicesField(label="What pauses?", coerce=int)
    first_day = fields.DateField(label="What is the first day without it?", hint="It may have passed already")
    back_on = fields.DateField(
        label="What is the first day with it again?", required=False, hint="Leave this empty if it is not known yet"
    )
    expected_on = fields.DateField(label="If it is not known: when do you expect it?", required=False)
    reason = fields.ChoiceField(label="Why does it pause?", choices=list(PAUSE_REASONS.items()))
    words = fields.LongTextField(label="Anything to add?", max_length=1000, rows=2, required=False)
    still_pence = fields.MoneyField(
        label="Is anything paid each week to keep the place?", required=False,
        hint="Only if it was agreed. Pause one part at a time then",
    )  # fmt: skip

    def __init__(self, *args: Any, arrangements: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arrangement_ids"].choices = arrangements


class BackForm(Form):
    back_on = fields.DateField(label="What is the first day with it again?", hint="It may have passed already")


class PartingForm(Form):
    words = fields.LongTextField(label="What do they say about it?", max_length=2000, rows=4)
    wants = fields.ChoiceField(label="What would they like next?", choices=list(WANTS_NEXT.items()))
    said_by = fields.PlainTextField(label="Who said this?", max_length=200)
