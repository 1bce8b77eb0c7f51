"""The fixed lists of this room whose codes other files and rooms name."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class AssessmentMethod(LabelledStrEnum):
    """How an assessment is held (docs/rules/care-act.md 2)."""

    FACE_TO_FACE = "face_to_face", "Face to face"
    SELF = "self", "They write it themselves, and I check it with them"
    REMOTE = "remote", "By phone or video"
    JOINT = "joint", "Together with another service"
    COMBINED = "combined", "Together with their carer's assessment"


class Ability(LabelledStrEnum):
    """How somebody manages an outcome: able, or unable in one of four ways (Eligibility Criteria Regulations 2015)."""

    ABLE = "able", "Can do this"
    UNABLE_ASSIST = "unable_assist", "Cannot do this without help or reminding"
    UNABLE_PAIN = "unable_pain", "Can do this, but with a lot of pain, distress or worry"
    UNABLE_DANGER = "unable_danger", "Can do this, but it puts them or others in danger"
    UNABLE_TIME = "unable_time", "Can do this, but it takes much longer than usual"


class AdvocacyStage(LabelledStrEnum):
    """What an advocate may be needed for (Care Act 2014 s.67)."""

    ASSESSMENT = "assessment", "The assessment"
    PLANNING = "planning", "Writing the plan"
    REVIEW = "review", "Looking at how it goes"


class CapacityChoice(LabelledStrEnum):
    """The choices for which capacity is recorded: one choice at a time (Mental Capacity Act 2005)."""

    REFUSE = "refuse", "Whether to have an assessment"
    SHARE = "share", "Who may see what is written about them"
    PLAN = "plan", "What help to have, and from whom"
    LIVE = "live", "Where to live"
    MONEY = "money", "How to hold money for their support"
    OTHER = "other", "Something else"


class ShortTermKind(LabelledStrEnum):
    REABLEMENT = "reablement", "Help to do things again"
    INTERMEDIATE = "intermediate", "Help to get home, or to keep out of hospital"


class ShortTermResult(LabelledStrEnum):
    """What came of a short spell of help."""

    NONE = "none", "No help is needed now"
    LESS = "less", "Some help, less than before"
    SAME = "same", "Help as before"
    MORE = "more", "More help than before"
    HOSPITAL = "hospital", "Went into hospital"
    STOPPED = "stopped", "They stopped early, by choice"
    DIED = "died", "They died"


class Day91Place(LabelledStrEnum):
    """Where somebody was on day 91 after leaving hospital (docs/rules/use-of-resources.md 6)."""

    HOME = "home", "At home, or with family"
    HOSPITAL = "hospital", "In hospital"
    CARE_HOME = "care_home", "In a care home"
    ELSEWHERE = "elsewhere", "Somewhere else"
    DIED = "died", "They have died"
    NOT_FOUND = "not_found", "We could not find out"
