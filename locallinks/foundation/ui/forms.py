"""The base class of every form, and form fields with their own error messages (docs/rules/pages.md 2).

Fields for contact details are in contact_fields.py, the one for files in file_field.py.
"""

from collections.abc import Callable, Iterable
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.money import parse_pounds, pounds
from locallinks.foundation.shared.working_days import clock_time
from locallinks.foundation.ui import rules, widgets
from locallinks.foundation.ui.formats import day

Choices = Iterable[tuple[Any, str]] | Callable[[], Iterable[tuple[Any, str]]]


class ErrorMessages:
    """Adds to a field of Django the words of its error messages, and what its macro needs.

    Every field takes, besides what Django's fields take (`label`, `required`, `initial`):
        name_in_words     "the day it starts": ends "Enter ..." and begins "... must be a real date"
        required_message  the whole message for no answer, where "Enter <name_in_words>" does not read well
        hint              one line under the label;  help: a longer text behind "Help with this question"
        page_heading      True for the only question of a page: its label becomes the h1
        autocomplete      the HTML autocomplete token, for details of the person who types
    A label that ends in "?" needs no name_in_words: the message says which question to answer.
    """

    macro = "input"  # the macro in ui/macros.html that renders it
    verb = "Enter"
    input_type = "text"
    inputmode = ""
    width = ""  # GOV.UK width class, like "10" or "two-thirds"
    prefix = ""
    suffix = ""
    accepts_stored_value = False  # a value stored before the rule existed is accepted where it comes back unchanged
    label: Any  # this and the next are Django's
    error_messages: Any

    def __init__(
        self,
        *,
        name_in_words: str = "",
        required_message: str = "",
        hint: str = "",
        help: str = "",
        page_heading: bool = False,
        autocomplete: str = "",
        width: str = "",
        prefix: str = "",
        suffix: str = "",
        **kwargs: Any,
    ) -> None:
        self.name_in_words, self.required_message = name_in_words, required_message
        self.hint, self.help, self.page_heading, self.autocomplete = hint, help, page_heading, autocomplete
        self.width, self.prefix, self.suffix = width or self.width, prefix or self.prefix, suffix or self.suffix
        super().__init__(**kwargs)
        self.bind_label("")

    def is_untouched(self, bf: BoundField) -> bool:
        """Whether a field that accepts its stored value was sent back unchanged."""
        if not self.accepts_stored_value or bf.initial in (None, "") or not isinstance(bf.data, str):
            return False
        stored = str(self.prepare_value(bf.initial))  # type: ignore[attr-defined]
        return rules.tidy_text(bf.data, lines=True) == rules.tidy_text(stored, lines=True)

    def bind_label(self, name: str) -> None:
        """Set the words of the error messages from the label, or from the name that the field has in its form."""
        label = str(self.label or name.replace("_", " ").strip()).strip()
        question = label.endswith("?")
        words = self.name_in_words or (label[:1].lower() + label[1:] if label[1:2].islower() else label)
        if question and not self.name_in_words:
            self.subject, blank = f"Your answer to “{label}”", f"Answer the question “{label}”"
        else:
            self.subject, blank = words[:1].upper() + words[1:], f"{self.verb} {words}"
        self.words = words
        self.error_messages["required"] = self.required_message or blank


class Form(forms.Form):
    """Turns input into clean values; never saves.

    FormPage sets `submission` (the token against double sending), `stale` (the message where somebody else saved first)
    and `stale_rows` (the stored values beside what was typed).
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.submission = ""
        self.stale = ""
        self.stale_rows: list[tuple[str, str, str]] = []
        for name, field in self.fields.items():
            if isinstance(field, ErrorMessages):
                field.bind_label(name)

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error, but not for a stored value that was sent back unchanged: it is accepted as it is.

        Django calls this for a field whose value it could not clean; the field is then not in `cleaned_data`.
        """
        if field is not None and field not in self.cleaned_data:
            bound = self[field]
            if isinstance(bound.field, ErrorMessages) and bound.field.is_untouched(bound):
                self.cleaned_data[field] = bound.initial
                return
        super().add_error(field, error)


class ButtonForm(Form):
    """A form without fields, which has only a button."""


class TextField(ErrorMessages, forms.CharField):
    """One line of text. HTML stays as typed: templates escape it."""

    keeps_lines = False

    def __init__(self, *, max_length: int | None = 200, **kwargs: Any) -> None:
        self.longest = max_length
        super().__init__(strip=False, **kwargs)
        self.validators = [v for v in self.validators if v.__class__.__name__ != "ProhibitNullCharactersValidator"]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not isinstance(text, str) or not text:
            return text
        if rules.has_nul(text):
            raise ValidationError(f"{self.subject} has a sign in it we cannot keep. Type it in instead of pasting it")
        return rules.tidy_text(text, lines=self.keeps_lines) or self.empty_value

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.longest and isinstance(value, str) and len(value) > self.longest:
            too_long = f"{self.subject} must be {self.longest:,} characters or fewer. You have used {len(value):,}"
            raise ValidationError(too_long, code="max_length")


class TextAreaField(TextField):
    """Several lines of text, with a count of the characters left."""

    macro = "textarea"
    keeps_lines = True

    def __init__(self, *, max_length: int = 5000, rows: int = 5, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(max_length=max_length, widget=forms.Textarea, **kwargs)


class PasswordField(ErrorMessages, forms.CharField):
    macro = "password"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "current-password")
        super().__init__(strip=False, max_length=512, widget=forms.PasswordInput, **kwargs)


class HiddenField(TextField):
    macro = "hidden"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.HiddenInput, **kwargs})


class VersionField(forms.IntegerField):
    """The version of the record when the form was opened; `Versioned.locked(pk, version=...)` compares it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.HiddenInput, **kwargs})


def choices_from(rows: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    """Return records as choices: the key and `str()` of each."""
    return tuple((str(row.pk), str(row)) for row in rows)


class _WithChoices(ErrorMessages):
    """For fields with choices. `hints`: a line under some choices. `coerce` converts the answer to a value."""

    verb = "Choose"

    def __init__(
        self,
        *,
        choices: Choices = (),
        hints: dict[Any, str] | None = None,
        coerce: Callable[[str], Any] = str,
        inline: bool = False,
        **kwargs: Any,
    ) -> None:
        self.hints, self.coerce, self.inline = hints or {}, coerce, inline
        super().__init__(choices=choices, **kwargs)

    def bind_label(self, name: str) -> None:
        super().bind_label(name)
        self.error_messages["invalid_choice"] = f"{self.error_messages['required']} from the list"
        self.error_messages["invalid_list"] = self.error_messages["invalid_choice"]


class ChoiceField(_WithChoices, forms.ChoiceField):
    """One of a few choices, as radios."""

    macro = "radios"
    widget: Any = forms.RadioSelect

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        return None if value in self.empty_values else self.coerce(value)


class SelectField(ChoiceField):
    """One of many choices, as a list. `autocomplete=True`: people can type to find one, where there is script."""

    macro = "select"
    widget: Any = forms.Select

    def __init__(self, *, autocomplete: bool = False, empty: str = "Choose one", **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(**kwargs)
        self.type_ahead = autocomplete


class MultipleChoiceField(_WithChoices, forms.MultipleChoiceField):
    """Any of several choices, as checkboxes; cleaned to a list."""

    macro = "checkboxes"
    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[Any]:
        return [self.coerce(code) for code in super().clean(value)]


class YesNoField(ChoiceField):
    """Yes or no, cleaned to True or False (None when it may be left blank)."""

    def __init__(self, *, yes: str = "Yes", no: str = "No", inline: bool = True, **kwargs: Any) -> None:
        super().__init__(choices=[("yes", yes), ("no", no)], inline=inline, **kwargs)
        self.coerce = lambda answer: answer == "yes"

    def bind_label(self, name: str) -> None:
        super().bind_label(name)
        if not self.required_message and not str(self.label or "").endswith("?"):
            self.error_messages["required"] = f"Choose yes or no for {self.words}"

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class BooleanField(ErrorMessages, forms.BooleanField):
    """One checkbox, such as "I have read this to Mary". Where required, it must be ticked."""

    macro = "tick"
    verb = "Tick the box:"

    def bind_label(self, name: str) -> None:
        super().bind_label(name)
        if not self.required_message:
            self.error_messages["required"] = f"Tick the box if this is right: “{self.label}”"


class MoneyField(ErrorMessages, forms.Field):
    """Typed in pounds, cleaned to whole pence."""

    inputmode = "decimal"
    width = "10"
    prefix = "£"

    def __init__(self, *, min_pence: int = 0, max_pence: int = 100_000_000_00, **kwargs: Any) -> None:
        self.min_pence, self.max_pence = min_pence, max_pence
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return parse_pounds(rules.tidy_text(str(value)))
        except DomainError:
            raise ValidationError(f"{self.subject} must be an amount of money, like 19.50") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value < self.min_pence:
            raise ValidationError(f"{self.subject} must be {pounds(self.min_pence)} or more")
        if value is not None and value > self.max_pence:
            raise ValidationError(f"{self.subject} must be {pounds(self.max_pence)} or less")

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) and value >= 0 else value


class WholeNumberField(ErrorMessages, forms.Field):
    inputmode = "numeric"
    width = "5"

    def __init__(self, *, min_value: int = 0, max_value: int = 1_000_000, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        text = rules.tidy_text(str(value if value is not None else "")).replace(",", "")
        if not text:
            return None
        if not text.lstrip("-").isascii() or not text.lstrip("-").isdigit() or len(text) > 12:
            raise ValidationError(f"{self.subject} must be a whole number, like {max(self.min_value, 3)}")
        return int(text)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not self.min_value <= value <= self.max_value:
            raise ValidationError(f"{self.subject} must be between {self.min_value:,} and {self.max_value:,}")


class HoursField(ErrorMessages, forms.Field):
    """Hours typed in quarters, like 9.5; cleaned to whole minutes, or None where it is empty."""

    inputmode = "decimal"
    width = "5"
    accepts_stored_value = True
    most_hours = 2 * 7 * 24  # two people at once, day and night

    def to_python(self, value: Any) -> int | None:
        if value is None or isinstance(value, int):
            return value
        text = rules.tidy_text(str(value))
        if not text:
            return None
        try:
            minutes = Decimal(text) * 60
        except InvalidOperation:
            raise ValidationError(f"{self.subject} must be a number, like 9.5") from None
        if not minutes.is_finite() or not 0 <= minutes <= self.most_hours * 60:
            raise ValidationError(f"{self.subject} must be from 0 to {self.most_hours}")
        if minutes % 15:
            raise ValidationError(f"{self.subject} must be in quarters, like 9.25 or 9.5")
        return int(minutes)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 60:g}" if isinstance(value, int) else value


class DateField(ErrorMessages, forms.Field):
    """A date, posted as name-day, name-month and name-year, or as name=2026-11-12."""

    macro = "date"
    widget = widgets.DatePartsWidget

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        parts = [rules.tidy_text(str(part)) for part in value]
        if not any(parts):
            return None
        day_or_problem = rules.parse_date_parts(*parts, name=self.subject)
        if isinstance(day_or_problem, rules.DateProblem):
            raise ValidationError(day_or_problem.message, code=day_or_problem.part)
        return day_or_problem

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise ValidationError(f"{self.subject} must be {day(self.earliest)} or later")
        if value and self.latest and value > self.latest:
            raise ValidationError(f"{self.subject} must be {day(self.latest)} or earlier")


class TimeField(ErrorMessages, forms.Field):
    """A time of day, typed as people say it: 10:30am, 9am, 14:30."""

    width = "5"

    def to_python(self, value: Any) -> time | None:
        if value is None or isinstance(value, time):
            return value
        text = rules.tidy_text(str(value))
        if not text:
            return None
        parsed = rules.parse_time(text)
        if parsed is None:
            raise ValidationError(f"{self.subject} must be a time, like 10:30am or 2pm")
        return parsed

    def prepare_value(self, value: Any) -> Any:
        return clock_time(value) if isinstance(value, time) else value
