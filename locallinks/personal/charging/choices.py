"""Enumerations of charging."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class FeePeriod(LabelledStrEnum):
    """How often a council charges its fee for arranging support."""

    ONCE = "once", "once"
    YEAR = "year", "a year"
    WEEK = "week", "a week"
