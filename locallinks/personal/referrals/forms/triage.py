"""Forms with which the team answers a request."""

from collections.abc import Sequence
from typing import Any

from locallinks.foundation.ui.forms import ChoiceField, Form, SelectField, TextAreaField
from locallinks.personal.referrals.choices import ClosingReason
from locallinks.personal.referrals.rules.referral_and_advice import CONTACT_BASES

NEW = "new"


TEAM = "team"


class OwnerForm(Form):
    owner_id = SelectField(label="Who answers this?", name_in_words="who answers this")
    reason = TextAreaField(
        label="Why?",
        name_in_words="why",
        max_length=2000,
        rows=3,
        required=False,
        hint="Say it when you take it from somebody, or pass it on. Leave it empty when nobody had it",
    )

    def __init__(self, *args: Any, team: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = [*team, (TEAM, "The duty team: anybody may take it")]  # type: ignore[attr-defined]


class OpenForm(Form):
    """Whether the request is about a known person or a new one. Nothing is chosen beforehand."""

    person_id = ChoiceField(label="Who is this about?")
    contact_basis = ChoiceField(label="May we get in touch with the person?", choices=CONTACT_BASES)
    contact_note = TextAreaField(
        label="If they cannot say: why is contact best for them, and who did you ask?",
        max_length=2000,
        rows=3,
        required=False,
    )
    why_not_first = TextAreaField(
        label="If you have not given advice yet: why could that not come first?",
        max_length=2000,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, known: Sequence[tuple[str, str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = (NEW, "Somebody new: start a record", "")
        self.fields["person_id"].choices = [(key, words) for key, words, _ in (*known, new)]  # type: ignore[attr-defined]
        self.fields["person_id"].hints = {key: hint for key, _, hint in known}  # type: ignore[attr-defined]


class CloseForm(Form):
    why = ChoiceField(label="Why do you close this?", choices=ClosingReason.choices)
    words = TextAreaField(
        label="What was said and tried?",
        name_in_words="what was said and tried",
        rows=4,
        hint="Who rang whom, and when. If you could not reach them: how often, and the letter you sent",
    )


class ReopenForm(Form):
    words = TextAreaField(label="Why do you open this again?", rows=4)
