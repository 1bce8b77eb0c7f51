"""Form fields for contact details and the NHS number."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from locallinks.foundation.ui import rules
from locallinks.foundation.ui.forms import TextField


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
