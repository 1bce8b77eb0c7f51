"""Enumerations of budgets."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class VersionStatus(LabelledStrEnum):
    """Where a version of the budget rule stands on a day."""

    PROPOSED = "proposed", "Waiting for a yes"
    TURNED_DOWN = "turned_down", "Turned down"
    TO_COME = "to_come", "Agreed, starts later"
    IN_FORCE = "in_force", "In use now"
    BEFORE = "before", "Used before"
