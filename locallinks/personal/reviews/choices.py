"""The kinds of review, what comes of one, and whether somebody who helps can go on."""

from typing import Self

from locallinks.foundation.shared.choices import LabelledStrEnum
from locallinks.personal.pathways.choices import PathwayEvent


class ReviewKind(LabelledStrEnum):
    """`event` is the event of the pathway it begins with (docs/rules/local-links.md section 3)."""

    event: PathwayEvent

    def __new__(cls, code: str, label: str = "", event: PathwayEvent = PathwayEvent.REVIEW_DUE) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.event = label, event
        return member

    LIGHT_TOUCH = "light_touch", "A first look, six to eight weeks in", PathwayEvent.REVIEW_DUE
    PLANNED = "planned", "The planned review", PathwayEvent.REVIEW_DUE
    REQUESTED = "requested", "Somebody asked for it", PathwayEvent.REVIEW_REQUESTED
    UNPLANNED = "unplanned", "Something has changed", PathwayEvent.REVIEW_CHANGE


class ReviewOutcome(LabelledStrEnum):
    """Each is also the code of the event of the pathway that the review ends with."""

    NO_CHANGE = "no_change", "Nothing needs to change"
    REVISE = "revise", "The plan will change"
    NEEDS_CHANGED = "needs_changed", "Needs have changed"


class CanGoOn(LabelledStrEnum):
    """What a carer says about going on helping: nobody is counted on who has not said so (Care Act 2014 s.10)."""

    YES = "yes", "Yes, as now"
    LESS = "less", "Yes, but less"
    NO = "no", "No"
    UNSURE = "unsure", "I do not know yet"


class ReviewStatus(LabelledStrEnum):
    NOT_DUE = "not_due", "Not due yet"
    DUE_SOON = "due_soon", "Due soon"
    OVERDUE = "overdue", "Overdue"
    DONE = "done", "Done"
