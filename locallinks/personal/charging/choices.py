"""The fixed lists of this room: how often a fee is charged, and the costs outside a personal budget."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class FeePeriod(LabelledStrEnum):
    """How often a council charges its fee for arranging support. `question_label` is how a form offers it."""

    question_label: str

    ONCE = "once", "once", "Once"
    YEAR = "year", "a year", "Every year"
    WEEK = "week", "a week", "Every week"
