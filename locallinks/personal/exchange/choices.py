"""The kinds and states of what is exchanged with another system, and what is decided about what did not fit."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class RecordKind(LabelledStrEnum):
    """What another system sends."""

    PEOPLE = "people", "Somebody’s details"
    CONTACTS = "contacts", "A call for help"
    DECISIONS = "decisions", "A decision"


class RecordState(LabelledStrEnum):
    APPLIED = "applied", "Taken in"
    WAITING = "waiting", "Waiting for a decision"
    KEPT = "kept", "What is here stays"
    LEFT_OUT = "left_out", "Left out"


class Resolution(LabelledStrEnum):
    """What somebody may decide about a record that did not fit. Each is also the code of a step of the record."""

    OURS = "ours", "Use ours"
    THEIRS = "theirs", "Use theirs"
    JOIN = "join", "Join to this person"
    LEAVE_OUT = "leave_out", "Leave out"


class RecordEvent(LabelledStrEnum):
    """What became of a record, as the audit says it."""

    CAME = "came", "sent it"
    CHANGED = "changed", "sent it again, changed"
    APPLIED = "applied", "took it in"
    WAITED = "waited", "put it aside for a person to decide"
    OURS = "ours", "kept what is here"
    THEIRS = "theirs", "used what was sent"
    JOIN = "join", "joined it to somebody known"
    LEAVE_OUT = "leave_out", "left it out"


class OutboundKind(LabelledStrEnum):
    """What goes out to the council's own system."""

    PLAN = "plan", "Plan"
    APPROVAL = "approval", "Approval"
    REVIEW = "review", "Review"
    ENDING = "ending", "Ending"
