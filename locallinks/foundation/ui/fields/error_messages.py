"""The base class of our form fields."""

from typing import Any

from django.forms.boundfield import BoundField

from locallinks.foundation.ui import rules


class ErrorMessages:
    """Adds to a field of Django the words of its error messages, and what its macro needs."""

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
