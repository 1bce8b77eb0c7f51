"""The questions our forms ask. Each field knows its own words, so every error names it and says what to do (pages.md, Voice).

Every field takes, besides what Django takes (`label`, `required`, `initial`):
    name_in_words   "the day it starts": finishes "Enter ..." and begins "... must be a real date"
    error_blank     the whole message when nothing is given, if "Enter <name_in_words>" does not read well
    hint            one line under the label;  help: a longer text behind "Help with this question"
    page_heading    True when this is the one question of its page: its label becomes the h1
    autocomplete    the HTML autocomplete token, for things about the person typing
A label that ends in "?" needs no name_in_words: the error says which question to answer.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.money import parse_pounds
from locallinks.foundation.ui import rules, widgets

Choices = Iterable[tuple[Any, str]] | Callable[[], Iterable[tuple[Any, str]]]


class Worded:
    """What every field adds to Django's: words for its errors, and how the macro draws it."""

    draw = "input"  # which macro in ui/macros.html draws it
    verb = "Enter"
    input_type = "text"
    inputmode = ""
    width = ""  # GOV.UK width class, like "10" or "two-thirds"
    prefix = ""
    suffix = ""

    def __init__(
        self,
        *,
        name_in_words: str = "",
        error_blank: str = "",
        hint: str = "",
        help: str = "",
        page_heading: bool = False,
        autocomplete: str = "",
        width: str = "",
        prefix: str = "",
        suffix: str = "",
        **kwargs: Any,
    ) -> None:
        self.name_in_words, self.error_blank = name_in_words, error_blank
        self.hint, self.help, self.page_heading, self.autocomplete = hint, help, page_heading, autocomplete
        self.width, self.prefix, self.suffix = width or self.width, prefix or self.prefix, suffix or self.suffix
        super().__init__(**kwargs)
        self.settle("")

    def settle(self, name: str) -> None:
        """Fill in the words still missing, once the form has told the field its name."""
        label = str(self.label or name.replace("_", " ").strip()).strip()  # type: ignore[has-type]
        question = label.endswith("?")
        words = self.name_in_words or (label[:1].lower() + label[1:] if label[1:2].islower() else label)
        if question and not self.name_in_words:
            self.subject, blank = f"Your answer to “{label}”", f"Answer the question “{label}”"
        else:
            self.subject, blank = words[:1].upper() + words[1:], f"{self.verb} {words}"
        self.words = words
        self.error_messages["required"] = self.error_blank or blank  # type: ignore[attr-defined]


class PlainTextField(Worded, forms.CharField):
    """One line of text, kept as typed. HTML is text too: it is escaped where it is shown."""

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
            raise ValidationError(f"{self.subject} has a sign in it we cannot keep. Type it in again instead of pasting it")
        return rules.tidy_text(text, lines=self.keeps_lines) or self.empty_value

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.longest and isinstance(value, str) and len(value) > self.longest:
            raise ValidationError(
                f"{self.subject} must be {self.longest:,} characters or fewer. You have used {len(value):,}", code="max_length"
            )


class LongTextField(PlainTextField):
    """Several lines of text, with a count of the characters left."""

    draw = "textarea"
    keeps_lines = True

    def __init__(self, *, max_length: int = 5000, rows: int = 5, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(max_length=max_length, widget=forms.Textarea, **kwargs)


class EmailField(PlainTextField):
    input_type = "email"

    def __init__(self, *, max_length: int = 254, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **{"autocomplete": "email", **kwargs})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            EmailValidator(message="Enter an email address, like name@example.org")(value)


class PhoneField(PlainTextField):
    input_type = "tel"
    width = "20"

    def __init__(self, *, max_length: int = 30, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **{"autocomplete": "tel", **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return text
        phone = rules.normalise_phone(text)
        if phone is None:
            raise ValidationError("Enter a phone number with its area code, like 0113 496 0000")
        return phone


class PostcodeField(PlainTextField):
    """A postcode in capitals with one space. Leave it not required where somebody may have no fixed home."""

    width = "10"

    def __init__(self, *, max_length: int = 20, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **{"error_blank": "Enter a postcode, like LS12 1AA", **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return text
        postcode = rules.normalise_postcode(text)
        if postcode is None:
            raise ValidationError("Enter a postcode, like LS12 1AA")
        return postcode


class NhsNumberField(PlainTextField):
    """Ten checked digits (data-standards.md section 4). Never required to get help."""

    inputmode = "numeric"
    width = "10"

    def __init__(self, *, required: bool = False, max_length: int = 20, **kwargs: Any) -> None:
        super().__init__(required=required, max_length=max_length, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and (problem := rules.nhs_number_problem(text)):
            raise ValidationError(problem)
        return rules.normalise_nhs_number(text)

    def prepare_value(self, value: Any) -> Any:
        return rules.spaced_nhs_number(value) if isinstance(value, str) and len(value) == 10 else value


class PasswordField(Worded, forms.CharField):
    draw = "password"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "current-password")
        super().__init__(strip=False, max_length=512, widget=forms.PasswordInput, **kwargs)


class MoneyField(Worded, forms.Field):
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
            raise ValidationError(f"{self.subject} must be £{self.min_pence / 100:,.2f} or more")
        if value is not None and value > self.max_pence:
            raise ValidationError(f"{self.subject} must be £{self.max_pence / 100:,.2f} or less")

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) and value >= 0 else value


class WholeNumberField(Worded, forms.Field):
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


class DateField(Worded, forms.Field):
    """A day, month and year. Posted as name-day, name-month, name-year, or in one as name=2026-11-12."""

    draw = "date"
    widget = widgets.ThreeBoxes

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        parts = [rules.tidy_text(str(part)) for part in value]
        if not any(parts):
            return None
        found = rules.read_date(*parts, name=self.subject)
        if isinstance(found, rules.DateProblem):
            raise ValidationError(found.message, code=found.part)
        return found

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise ValidationError(f"{self.subject} must be {day_in_words(self.earliest)} or later")
        if value and self.latest and value > self.latest:
            raise ValidationError(f"{self.subject} must be {day_in_words(self.latest)} or earlier")


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class TimeField(Worded, forms.Field):
    """A time of day, typed as people say it: 10:30am, 9am, 14:30."""

    width = "5"

    def to_python(self, value: Any) -> time | None:
        if value is None or isinstance(value, time):
            return value
        text = rules.tidy_text(str(value))
        if not text:
            return None
        found = rules.read_clock(text)
        if found is None:
            raise ValidationError(f"{self.subject} must be a time, like 10:30am or 2pm")
        return found

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, time):
            return value
        return f"{value.hour % 12 or 12}:{value.minute:02d}{'am' if value.hour < 12 else 'pm'}"


class ChoiceField(Worded, forms.ChoiceField):
    """One of a few, as radios. `hints` gives a line under some choices; `coerce` turns the answer into a value."""

    draw = "radios"
    verb = "Choose"
    widget = forms.RadioSelect

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

    def settle(self, name: str) -> None:
        super().settle(name)
        self.error_messages["invalid_choice"] = f"{self.error_messages['required']} from the list"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        return None if value in self.empty_values else self.coerce(value)


class SelectField(ChoiceField):
    """One of many, as a list. `autocomplete=True` lets people type to find it where there is script."""

    draw = "select"
    widget = forms.Select

    def __init__(self, *, autocomplete: bool = False, empty: str = "Choose one", **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(**kwargs)
        self.type_ahead = autocomplete


class ChoicesField(Worded, forms.MultipleChoiceField):
    """Any of several, as checkboxes; cleaned to a list."""

    draw = "checkboxes"
    verb = "Choose"
    widget = forms.CheckboxSelectMultiple

    def __init__(
        self,
        *,
        choices: Choices = (),
        hints: dict[Any, str] | None = None,
        coerce: Callable[[str], Any] = str,
        **kwargs: Any,
    ) -> None:
        self.hints, self.coerce, self.inline = hints or {}, coerce, False
        super().__init__(choices=choices, **kwargs)

    def settle(self, name: str) -> None:
        super().settle(name)
        self.error_messages["invalid_choice"] = f"{self.error_messages['required']} from the list"
        self.error_messages["invalid_list"] = self.error_messages["invalid_choice"]

    def clean(self, value: Any) -> list[Any]:
        return [self.coerce(one) for one in super().clean(value)]


class YesNoField(ChoiceField):
    """Yes or no, cleaned to True or False (None when it may be left blank)."""

    def __init__(self, *, yes: str = "Yes", no: str = "No", inline: bool = True, **kwargs: Any) -> None:
        super().__init__(choices=[("yes", yes), ("no", no)], inline=inline, **kwargs)
        self.coerce = lambda answer: answer == "yes"

    def settle(self, name: str) -> None:
        super().settle(name)
        if not self.error_blank and not str(self.label or "").endswith("?"):
            self.error_messages["required"] = f"Choose yes or no for {self.words}"

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class TickField(Worded, forms.BooleanField):
    """One box to tick, like "I have read this to Mary". When required, it must be ticked."""

    draw = "tick"
    verb = "Tick the box:"

    def settle(self, name: str) -> None:
        super().settle(name)
        if not self.error_blank:
            self.error_messages["required"] = f"Tick the box if this is right: “{self.label}”"


class HiddenField(PlainTextField):
    draw = "hidden"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.HiddenInput, **kwargs})


class VersionField(forms.IntegerField):
    """Which copy of the record the form was opened on; `Versioned.locked(pk, version=...)` compares it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.HiddenInput, **kwargs})


def as_choices(rows: Iterable[Any], label: str = "name", value: str = "pk") -> Sequence[tuple[str, str]]:
    """Choices from records a query returned."""
    return [(str(getattr(row, value)), str(getattr(row, label))) for row in rows]
