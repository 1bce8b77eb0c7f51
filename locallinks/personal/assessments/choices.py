"""The fixed lists of this room."""

from enum import StrEnum

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


class PartKind(StrEnum):
    """What a part of an assessment asks. It has no words of its own: `AssessmentPart.title` is shown."""

    WORDS = "words"
    OUTCOME = "outcome"  # one outcome of the test: condition 2
    HEALTH = "health"  # condition 1
    WELLBEING = "wellbeing"  # condition 3
    WILLING = "willing"  # whether a carer is able to go on, and wants to
    YES_NO = "yes_no"


class WellbeingArea(LabelledStrEnum):
    """The nine wellbeing areas of the Care Act 2014 s.1(2) (docs/rules/care-act.md 2)."""

    DIGNITY = "dignity", "Being treated with respect"
    HEALTH = "health", "Health, in body and mind"
    SAFETY = "safety", "Being safe from harm"
    CONTROL = "control", "A say over each day"
    OCCUPATION = "occupation", "Work, learning and fun"
    MONEY = "money", "Money, and a place in the world"
    RELATIONSHIPS = "relationships", "Family, home life and friends"
    HOME = "home", "A home that is right for them"
    CONTRIBUTION = "contribution", "Giving something back"


class WellbeingEffect(LabelledStrEnum):
    """How big the effect on one of the areas is."""

    NONE = "none", "No effect"
    SOME = "some", "Some effect"
    BIG = "big", "A big effect"


class CarerMethod(LabelledStrEnum):
    """How a carer's assessment is held (docs/rules/care-act.md 4)."""

    FACE_TO_FACE = "face_to_face", "Face to face, with the carer alone"
    REMOTE = "remote", "By phone or video"
    SELF = "self", "They write it themselves, and I check it with them"
    COMBINED = "combined", "Partly together with the person they look after, if both want it"


class Willingness(LabelledStrEnum):
    """Whether a carer is able to go on, or wants to."""

    YES = "yes", "Yes"
    SOME = "some", "Some of it"
    NO = "no", "No"


class InvolvementDifficulty(LabelledStrEnum):
    """What may be really hard for somebody in their own assessment or plan (Care Act 2014 s.67(4))."""

    UNDERSTAND = "understand", "Understanding what we tell them"
    REMEMBER = "remember", "Keeping it in mind long enough"
    WEIGH = "weigh", "Weighing it up to make a choice"
    SAY = "say", "Telling us what they want, in any way"


class DecisionAbility(LabelledStrEnum):
    """The four things that somebody must be able to do to make a choice (Mental Capacity Act 2005 s.3)."""

    UNDERSTAND = "understand", "Understand what it is about"
    RETAIN = "retain", "Keep it in mind long enough to choose"
    WEIGH = "weigh", "Use it or weigh it up"
    COMMUNICATE = "communicate", "Say what they choose, in any way"


class AssessorScope(LabelledStrEnum):
    """What a trusted assessor may assess (docs/rules/systems.md 25)."""

    SMALL_EQUIPMENT = "small_equipment", "Small equipment, up to £1,000"
    SMALL_CHANGES = "small_changes", "Small changes to a home, such as rails"
    ALARM = "alarm", "An alarm or a sensor at home"
    GOING_HOME = "going_home", "Going back to support somebody already had, after hospital"
