"""Fields for money, numbers, dates and times."""

from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.money import parse_pounds, pounds
from locallinks.foundation.shared.working_days import clock_time
from locallinks.foundation.ui import rules, widgets
from locallinks.foundation.ui.fields.error_messages import ErrorMessages
from locallinks.foundation.ui.formats import day


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
