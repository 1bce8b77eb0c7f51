"""The form of advice, with a search of the directory that keeps what was typed."""

from collections.abc import Sequence
from typing import Any

from locallinks.foundation.ui.forms import BooleanField, Form, MultipleChoiceField, TextAreaField, TextField
from locallinks.personal.referrals.queries.signposting import Place


class SignpostForm(Form):
    """The fields of both forms of advice. `places`: the services to choose from."""

    look_words = TextField(
        label="What could help?", name_in_words="what could help", required=False, hint="Like lunch, falls or a lift"
    )
    look_near = TextField(label="Near which postcode?", max_length=20, required=False)
    services = MultipleChoiceField(label="Places to put in the advice", required=False)
    advice = TextAreaField(
        label="What advice did you give?",
        name_in_words="the advice you gave",
        required=False,
        hint="In your own words. The places you tick are added with their phone numbers and times",
    )
    introduction_offered = BooleanField(
        label="I offered to introduce them to a neighbourhood network",
        required_message="Offer an introduction to a network before you save this, then tick the box",
    )
    introduction_note = TextAreaField(label="What did they say?", max_length=2000, rows=3, required=False)

    def __init__(self, *args: Any, places: Sequence[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services: Any = self.fields["services"]
        services.choices = [(place.key, place.name) for place in places]
        services.hints = {place.key: place.hint for place in places if place.hint}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.pop("look_words", None)
        data.pop("look_near", None)
        if not data.get("advice") and not data.get("services") and not {"advice", "services"} & set(self.errors):
            self.add_error("advice", "Write down the advice you gave, or tick a place")
        return data
