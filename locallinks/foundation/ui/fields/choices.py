"""Fields for choosing."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from locallinks.foundation.ui.fields.error_messages import ErrorMessages

Choices = Iterable[tuple[Any, str]] | Callable[[], Iterable[tuple[Any, str]]]


def choices_from(rows: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    """Return records as choices: the key and `str()` of each."""
    return tuple((str(row.pk), str(row)) for row in rows)


class ChoiceField(ErrorMessages, forms.ChoiceField):
    """One of a few choices, as radios. `hints`: a line under some choices. `coerce` converts the answer to a value."""

    macro = "radios"
    verb = "Choose"
    widget: Any = forms.RadioSelect

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


class MultipleChoiceField(ErrorMessages, forms.MultipleChoiceField):
    """Any of several choices, as checkboxes; cleaned to a list."""

    macro = "checkboxes"
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

    def bind_label(self, name: str) -> None:
        super().bind_label(name)
        self.error_messages["invalid_choice"] = f"{self.error_messages['required']} from the list"
        self.error_messages["invalid_list"] = self.error_messages["invalid_choice"]

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
