"""The fixed lists of this room: how often a fee is charged, and the costs outside a personal budget."""

from typing import Self

from locallinks.foundation.shared.choices import LabelledStrEnum


class FeePeriod(LabelledStrEnum):
    """How often a council charges its fee for arranging support. `question_label` is how a form offers it."""

    question_label: str

    def __new__(cls, code: str, label: str = "", question_label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.question_label = label, question_label
        return member

    ONCE = "once", "once", "Once"
    YEAR = "year", "a year", "Every year"
    WEEK = "week", "a week", "Every week"
