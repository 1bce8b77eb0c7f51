"""The units and topics of rates."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class RateUnit(LabelledStrEnum):
    PENCE = "pence", "An amount of money"
    PENCE_PER_HOUR = "pence_per_hour", "Money an hour"
    PENCE_PER_POINT = "pence_per_point", "Money a point"
    WORKING_DAYS = "working_days", "Working days"
    MONTHS = "months", "Months"
    PERCENT = "percent", "Percent"
    COUNT = "count", "A number"


class RateTopic(LabelledStrEnum):
    SUPPORT = "support", "What support costs"
    BUDGET = "budget", "Working out a budget"
    CLOCKS = "clocks", "How long things should take"
    CHARGING = "charging", "What people pay"
