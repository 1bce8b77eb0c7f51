"""Forms for quotes, arrangements, urgent support, pauses, changes and endings."""

from typing import Any

from locallinks.foundation.ui.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    Form,
    HoursField,
    MoneyField,
    MultipleChoiceField,
    SelectField,
    TextAreaField,
    TextField,
    VersionField,
    YesNoField,
)
from locallinks.personal.brokerage.choices import HelperWish, PauseReason, PersonReason, ProviderReason


class StartLineForm(Form):
    provider_name = TextField(
        label="Who will give it?", max_length=300, hint="A business, a group, a neighbour, or the person"
    )
    organisation_id = SelectField(
        label="Do they use Local Links?",
        required=False,
        autocomplete=True,
        empty="No, or not known",
        hint="If they do, they will see the person's name, how to reach them, and this part of the plan only",
    )
    replaces_id = SelectField(
        label="Does it take the place of urgent support?",
        required=False,
        empty="No",
        hint="If it does, the urgent support ends the day this starts",
    )
    starts_on = DateField(label="When does it start?")
    price_pence = MoneyField(
        label="What is the price each week?", hint="What the council is charged. £0.00 for help nobody is paid for"
    )
    minutes_per_week = HoursField(label="How many hours a week?", required=False, hint="For example 8 or 1.5")
    checks_seen = TextAreaField(
        label="Which checks have you seen?",
        max_length=1000,
        rows=3,
        hint="For example: insurance seen on 3 November. Or: a friend of hers, no checks needed",
    )
    check_until = DateField(label="Does a check run out? If so, when?", required=False)

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


class UrgentForm(StartLineForm):
    what = TextField(label="What cannot wait?", max_length=300)
    reason = TextAreaField(label="Why can it not wait for the plan?", max_length=1000, rows=3)
    another = BooleanField(label="Start another one as well: both are needed", required=False)
    field_order = ("another", "what", "reason")


class EndArrangementForm(Form):
    version = VersionField()
    last_day = DateField(label="What is the last day?", hint="If it never began, enter the day before it was to start")
    reason = TextAreaField(label="Why is it ending?", max_length=1000, rows=3)


class RequestQuotesForm(Form):
    organisation_ids = MultipleChoiceField(
        label="Who do you want to ask?", required=False, coerce=int, hint="These use Local Links already"
    )
    names = TextAreaField(label="Anybody else?", required=False, max_length=2000, rows=3, hint="One name on each line")
    what = TextField(
        label="What is needed?",
        max_length=300,
        hint="They see a first name and the part of town. Leave out the surname, the address and the phone number",
    )
    what_when = TextField(label="Which days and times?", max_length=300, required=False)
    minutes_per_week = HoursField(label="How many hours a week?", required=False, hint="For example 8 or 1.5")
    wanted_on = DateField(label="From which day?")
    urgent = BooleanField(label="This is urgent", required=False)

    def __init__(self, *args: Any, organisations: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_ids"].choices = organisations


class QuoteForm(Form):
    can_help = YesNoField(label="Can you help?", yes="Yes, we can", no="No, we cannot")
    price_pence = MoneyField(
        label="If you can: what is the price each week?", required=False, hint="£0.00 if there is nothing to pay"
    )
    minutes_per_week = HoursField(label="If you can: how many hours a week?", required=False)
    from_on = DateField(label="If you can: what is the first day you could come?", required=False)
    reason = ChoiceField(label="If you cannot: why?", choices=ProviderReason.choices, required=False)
    words = TextAreaField(
        label="Is there anything else to say?",
        max_length=1000,
        rows=3,
        required=False,
        hint="For example, which days you could come",
    )
    by_name = TextField(label="Your name", max_length=200)


class RecordQuoteForm(QuoteForm):
    """The same, filled in by the arranger for a provider that rang or wrote."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("can_help", "Can they help?"),
            ("price_pence", "If they can: what is the price each week?"),
            ("minutes_per_week", "If they can: how many hours a week?"),
            ("from_on", "If they can: what is the first day they could come?"),
            ("reason", "If they cannot: why?"),
            ("words", "Did they say anything else?"),
            ("by_name", "Who told you?"),
        ):
            self.fields[name].label = label
        self.fields["can_help"].choices = [("yes", "Yes"), ("no", "No")]


class DecideQuoteForm(Form):
    wants = YesNoField(label="Is this the one?", yes="Yes, this one", no="No")
    reason = ChoiceField(label="If not: why?", choices=PersonReason.choices, required=False)
    words = TextAreaField(label="In the person's own words", max_length=2000, rows=3)
    said_by = TextField(label="Who said this?", max_length=200)


class PriceForm(Form):
    price_pence = MoneyField(label="What is the price each week?")
    reason = TextAreaField(
        label="Why does it cost more than the plan says?",
        max_length=2000,
        rows=3,
        hint="For example: three were asked, and this was the lowest price",
    )


class DecidePriceForm(Form):
    agreed = YesNoField(label="Do you agree to this price?", yes="Yes, up to this price", no="No")
    words = TextAreaField(label="Why?", max_length=2000, rows=3)


class ChangeForm(Form):
    version = VersionField()
    from_on = DateField(label="What is the first day of the change?", hint="It may have passed already")
    price_pence = MoneyField(label="What is the price each week from then?")
    minutes_per_week = HoursField(label="How many hours a week from then?", required=False)
    reason = TextAreaField(label="Why does it change?", max_length=1000, rows=3)


class PauseForm(Form):
    arrangement_ids = MultipleChoiceField(label="What pauses?", coerce=int)
    first_day = DateField(label="What is the first day without it?", hint="It may have passed already")
    back_on = DateField(
        label="What is the first day with it again?", required=False, hint="Leave this empty if it is not known yet"
    )
    expected_on = DateField(label="If it is not known: when do you expect it?", required=False)
    reason = ChoiceField(label="Why does it pause?", choices=PauseReason.choices)
    words = TextAreaField(label="Anything to add?", max_length=1000, rows=2, required=False)
    retainer_pence = MoneyField(
        label="Is anything paid each week to keep the place?",
        required=False,
        hint="Only if it was agreed. Pause one part at a time then",
    )

    def __init__(self, *args: Any, arrangements: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arrangement_ids"].choices = arrangements


class ResumeForm(Form):
    back_on = DateField(label="What is the first day with it again?", hint="It may have passed already")


class HelperEndingForm(Form):
    words = TextAreaField(label="What do they say about it?", max_length=2000, rows=4)
    wants = ChoiceField(label="What would they like next?", choices=HelperWish.choices)
    said_by = TextField(label="Who said this?", max_length=200)
