"""What is asked about a direct payment. Who holds the money decides which questions there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from locallinks.foundation.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    MultipleChoiceField,
    TextAreaField,
    TextField,
    YesNoField,
)
from locallinks.personal.fund_holding.choices import (
    Authority,
    Condition,
    Holder,
    PayeeRelation,
    PaymentMode,
    Route,
    StopReason,
    UseKind,
)
from locallinks.personal.fund_holding.rules.conditions import CONDITIONS, MAX_WORDS, route_of

SAID_BY = "Who said this?"
# What whoever decides is asked, condition by condition, and how they know.
QUESTIONS = {
    Condition.CAPACITY: "Does {holder} agree to receive the money?",
    Condition.BEST_INTERESTS: "Will {holder} do what is best for {person}?",
    Condition.CAN_MANAGE: "Can {holder} look after the money, alone or with help?",
    Condition.APPROPRIATE: "Is it a good way to meet the needs of {person}?",
}
BY_AUTHORITY = {
    Authority.AGREED: "Does {supporter} agree that {holder} is suitable, and support this?",
    Authority.SUITABLE: "Is {holder} suitable to hold the money?",
}
HOW_SO = {
    Condition.CAPACITY: "How do you know it is their own choice?",
    Condition.SUPPORTED: "How do you know that {holder} may ask?",
    Condition.BEST_INTERESTS: "How do you know what {holder} will do?",
    Condition.CAN_MANAGE: "How will it be looked after, and with which help?",
    Condition.APPROPRIATE: "Why is it a good way, or why not?",
}


class HolderForm(Form):
    holder = ChoiceField(label="Who would hold the money?", choices=Holder.choices)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            self.fields["holder"].choices = [(str(holder), holder.own_label) for holder in Holder]


class AskForm(Form):
    holder_name = TextField(
        label="Their name", max_length=200, name_in_words="the name of whoever would hold the money"
    )
    authority = ChoiceField(label="Why may they ask?", choices=Authority.choices)
    supporter_name = TextField(label="If an attorney or deputy agrees: who is it?", max_length=200, required=False)
    words = TextAreaField(
        label="What would the money be for?",
        max_length=MAX_WORDS,
        rows=4,
        name_in_words="what the money would be for",
        hint="Somebody to help in the mornings, a taxi to the choir. It need not be exact",
    )
    help_words = TextAreaField(
        label="Who would help to look after the money?",
        max_length=MAX_WORDS,
        rows=2,
        required=False,
        hint="With wages, or with letters. Leave it empty if you do not know yet",
    )
    said_by = TextField(label="Who asks for this?", max_length=200, name_in_words="who asks for this")

    def __init__(self, *args: Any, own: bool, holder: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if holder != Holder.AUTHORISED:
            del self.fields["authority"], self.fields["supporter_name"]
        if holder == Holder.SELF:
            del self.fields["holder_name"]
        if own:
            del self.fields["said_by"]


class DecideForm(Form):
    """One block a condition, in the order of the Act; `asked` are those that want a yes or no."""

    def __init__(
        self,
        *args: Any,
        holder: str,
        names: Mapping[str, str],
        authority: str,
        asked: Sequence[str],
        orders: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.blocks: list[tuple[str, list[str]]] = []
        for code in CONDITIONS[route_of(holder)]:
            words = code.label
            added: dict[str, Any] = {}
            if code in asked:
                question = QUESTIONS.get(code) or BY_AUTHORITY[Authority(authority)]
                added[f"{code}_met"] = YesNoField(label=question.format(**names))
            if code == Condition.NOT_PROHIBITED:
                added["orders"] = MultipleChoiceField(
                    label="Does one of these apply?",
                    choices=list(orders),
                    required=False,
                    hint="Tick each that does. Leave it empty if none does",
                )
            else:
                added[f"{code}_words"] = TextAreaField(
                    label=HOW_SO[code].format(**names),
                    max_length=MAX_WORDS,
                    rows=3,
                    name_in_words=f"the reason for: {words[0].lower()}{words[1:]}",
                )
            self._add(added)
            self.blocks.append((words, [*added]))
        self._add({"how": ChoiceField(label="If it is paid: how?", choices=PaymentMode.choices)})

    def _add(self, added: Mapping[str, Any]) -> None:
        for name, field in added.items():
            field.bind_label(name)
            self.fields[name] = field


class UseForm(Form):
    kind = ChoiceField(label="What is it?", choices=UseKind.choices)
    words = TextField(
        label="In a few words", max_length=300, name_in_words="what it is", hint="Help to wash and dress, every morning"
    )
    need = ChoiceField(label="Which need is it for?")
    payee = TextField(label="If somebody is paid: who?", max_length=200, required=False)
    relation = ChoiceField(
        label="If somebody is paid: how are they related?", required=False, choices=PayeeRelation.choices
    )
    why_necessary = TextAreaField(
        label="If they are close and in the same home: why is it necessary?",
        max_length=MAX_WORDS,
        rows=3,
        required=False,
        hint="Not needed where they are paid only to look after the money",
    )
    starts_on = DateField(
        label="If it is a short stay: the day they go in", required=False, name_in_words="the day they go in"
    )
    ends_on = DateField(
        label="If it is a short stay: the day they leave", required=False, name_in_words="the day they leave"
    )

    def __init__(self, *args: Any, needs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].choices = list(needs)


class StopRequestForm(Form):
    from_on = DateField(label="From which day?", name_in_words="the day it should stop", hint="Today or later")
    words = TextAreaField(
        label="What do you want to tell us?", max_length=MAX_WORDS, rows=4, name_in_words="what you want to tell us"
    )
    said_by = TextField(label=SAID_BY, max_length=200, name_in_words="who said this")

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["said_by"]
        else:
            self.fields["words"].label = "What did they say?"
            self.fields["words"].hint = "In their own words"


class StopForm(Form):
    why = ChoiceField(label="Why does it stop?", choices=StopReason.choices)
    condition = ChoiceField(label="If a condition is no longer met: which?", required=False)
    words = TextAreaField(
        label="Tell them why",
        max_length=MAX_WORDS,
        rows=4,
        name_in_words="why it stops",
        hint="As you would to their face. This goes in the letter",
    )
    liabilities = TextAreaField(
        label="What has to be paid first?",
        max_length=MAX_WORDS,
        rows=3,
        name_in_words="what has to be paid first",
        hint="Wages, notice to whoever works for them, redundancy. Say so if there is nothing",
    )
    arrangements = TextAreaField(
        label="How are their needs met from that day?",
        max_length=MAX_WORDS,
        rows=3,
        name_in_words="how their needs are met from that day",
        hint="The council goes on meeting them, with no gap",
    )
    ends_on = DateField(label="The first day without it", name_in_words="the first day without it")

    def __init__(self, *args: Any, route: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["condition"].choices = [(str(condition), condition.label) for condition in CONDITIONS[Route(route)]]
