"""How often a council charges its fee for arranging support."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class FeePeriod(LabelledStrEnum):
    ONCE = "once", "once"
    YEAR = "year", "a year"
    WEEK = "week", "a week"
