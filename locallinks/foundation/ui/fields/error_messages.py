"""The words of a field: what every field adds to Django's."""

from typing import Any

from django.forms.boundfield import BoundField

from locallinks.foundation.ui import rules


class ErrorMessages:
    """What every field adds to Django's: words for its errors, and how the macro draws it."""

    draw = "input"  # which macro in ui/macros.html draws it
    verb = "Enter"
    input_type = "text"
    inputmode = ""
    width = ""  # GOV.UK width class, like "10" or "two-thirds"
    prefix = ""
    suffix = ""
    keeps_stored = False  # what was stored before the rule came, and is sent back untouched, is no fault of the sender
    label: Any  # these two are Django's
    error_messages: Any

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

    def is_untouched(self, bf: BoundField) -> bool:
        """Does the box hold just what was stored, in a field that allows for values older than its rule?"""
        if not self.keeps_stored or bf.initial in (None, "") or not isinstance(bf.data, str):
            return False
        stored = str(self.prepare_value(bf.initial))  # type: ignore[attr-defined]
        return rules.tidy_text(bf.data, lines=True) == rules.tidy_text(stored, lines=True)

    def settle(self, name: str) -> None:
        """Fill in the words still missing, once the form has told the field its name."""
        label = str(self.label or name.replace("_", " ").strip()).strip()
        question = label.endswith("?")
        words = self.name_in_words or (label[:1].lower() + label[1:] if label[1:2].islower() else label)
        if question and not self.name_in_words:
            self.subject, blank = f"Your answer to “{label}”", f"Answer the question “{label}”"
        else:
            self.subject, blank = words[:1].upper() + words[1:], f"{self.verb} {words}"
        self.words = words
        self.error_messages["required"] = self.error_blank or blank
