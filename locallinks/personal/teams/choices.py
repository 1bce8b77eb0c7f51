"""Why somebody leaves a neighbourhood team, and how a goal ends."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class LeavingReason(LabelledStrEnum):
    MANAGING = "managing", "They manage well, with what they have now"
    ASKED = "asked", "They asked to leave"
    MOVED = "moved", "They moved away"
    OTHER_TEAM = "other_team", "Another team is better for them"
    DIED = "died", "They died"


class GoalEnding(LabelledStrEnum):
    DONE = "done", "It was done"
    NOT_WANTED = "not_wanted", "It is no longer wanted"
