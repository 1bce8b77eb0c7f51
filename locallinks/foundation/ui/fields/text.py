"""Fields for text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from locallinks.foundation.ui import rules
from locallinks.foundation.ui.fields.error_messages import ErrorMessages


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


class EmailField(TextField):
    input_type = "email"
    accepts_stored_value = True

    def __init__(self, *, max_length: int = 254, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **{"autocomplete": "email", **kwargs})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            EmailValidator(message="Enter an email address, like name@example.org")(value)


class PhoneField(TextField):
    input_type = "tel"
    width = "20"
    accepts_stored_value = True

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


class PostcodeField(TextField):
    """A postcode, cleaned to capitals with one space. Set required=False where somebody may have no fixed home."""

    width = "10"
    accepts_stored_value = True

    def __init__(self, *, max_length: int = 20, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **{"required_message": "Enter a postcode, like LS12 1AA", **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return text
        postcode = rules.normalise_postcode(text)
        if postcode is None:
            raise ValidationError("Enter a postcode, like LS12 1AA")
        return postcode


class NhsNumberField(TextField):
    """An NHS number, cleaned to ten checked digits (docs/rules/data-standards.md 4). By default not required."""

    inputmode = "numeric"
    width = "10"
    accepts_stored_value = True

    def __init__(self, *, required: bool = False, max_length: int = 20, **kwargs: Any) -> None:
        super().__init__(required=required, max_length=max_length, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and (problem := rules.nhs_number_problem(text)):
            raise ValidationError(problem)
        return rules.normalise_nhs_number(text)

    def prepare_value(self, value: Any) -> Any:
        return rules.spaced_nhs_number(value) if isinstance(value, str) and len(value) == 10 else value


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
