"""The kinds, results and statuses of reviews, and whether a carer can go on helping."""

from locallinks.foundation.shared.choices import LabelledStrEnum
from locallinks.personal.pathways.choices import PathwayEvent


class ReviewKind(LabelledStrEnum):
    """`event` is the pathway event that starts a review of this kind (docs/rules/local-links.md 3)."""

    event: PathwayEvent

    LIGHT_TOUCH = "light_touch", "A first look, six to eight weeks in", PathwayEvent.REVIEW_DUE
    PLANNED = "planned", "The planned review", PathwayEvent.REVIEW_DUE
    REQUESTED = "requested", "Somebody asked for it", PathwayEvent.REVIEW_REQUESTED
    UNPLANNED = "unplanned", "Something has changed", PathwayEvent.REVIEW_CHANGE


class ReviewOutcome(LabelledStrEnum):
    """Each code is also that of the pathway event that ends the review."""

    NO_CHANGE = "no_change", "Nothing needs to change"
    REVISE = "revise", "The plan will change"
    NEEDS_CHANGED = "needs_changed", "Needs have changed"


class CanGoOn(LabelledStrEnum):
    """Whether a carer is willing to go on helping (Care Act 2014 s.10): without an answer it is not assumed."""

    YES = "yes", "Yes, as now"
    LESS = "less", "Yes, but less"
    NO = "no", "No"
    UNSURE = "unsure", "I do not know yet"


class ReviewStatus(LabelledStrEnum):
    NOT_DUE = "not_due", "Not due yet"
    DUE_SOON = "due_soon", "Due soon"
    OVERDUE = "overdue", "Overdue"
    DONE = "done", "Done"
