"""The fixed lists of this room: who holds the money, by which right, for what, and why it stops."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class Holder(LabelledStrEnum):
    """Who would hold the money. `own_label` is what the person reads who asks for themselves."""

    own_label: str

    SELF = "self", "The person themselves", "Me"
    NOMINATED = "nominated", "Somebody the person chooses", "Somebody I choose"
    AUTHORISED = (
        "authorised",
        "Somebody who asks for them, because they cannot make this choice",
        "Somebody who asks for me, because I cannot make this choice",
    )


class Route(LabelledStrEnum):
    """The section of the Care Act 2014 under which a direct payment is asked for."""

    S31 = "s31", "Asked for by the person (section 31)"
    S32 = "s32", "Asked for by somebody for the person (section 32)"


class Authority(LabelledStrEnum):
    """By which right somebody asks for a person who cannot make this choice: s.32(4)(a), (b) and (c)."""

    MCA = "mca", "They are attorney or deputy, and may decide about care"
    AGREED = "agreed", "An attorney or deputy agrees that they are suitable"
    SUITABLE = "suitable", "Nobody is attorney or deputy for care, so the council says if they are suitable"


class Condition(LabelledStrEnum):
    """The conditions of s.31(4) to (7) and s.32(5) to (9). `question` is how the letter asks it of the reader."""

    question: str

    CAPACITY = (
        "capacity",
        "It is their own choice, and whoever would hold the money agrees",
        "Is it your own choice, and does whoever would hold the money agree?",
    )
    SUPPORTED = (
        "supported",
        "Whoever asks has the right to, or is supported by somebody who has",
        "May they ask for you?",
    )
    NOT_PROHIBITED = (
        "not_prohibited",
        "No court order stands in the way",
        "Is there no court order that stands in the way?",
    )
    BEST_INTERESTS = "best_interests", "They will do what is best for the person", "Will they do what is best for you?"
    CAN_MANAGE = (
        "can_manage",
        "They can look after the money, alone or with help",
        "Can the money be looked after, alone or with help?",
    )
    APPROPRIATE = "appropriate", "It is a good way to meet the needs", "Is it a good way to meet your needs?"


class PaymentMode(LabelledStrEnum):
    """How the money is paid: less what the person pays of it, unless it says otherwise."""

    NET = "net", "Less what the person pays: they add their own part"
    GROSS = "gross", "In full: the person pays their part to the council afterwards"


class UseKind(LabelledStrEnum):
    """What somebody wants to spend a direct payment on. The last two are never allowed."""

    CARER = "carer", "Somebody is paid to care or support"
    MANAGING = "managing", "Somebody is paid to look after the money: wages, accounts"
    THING = "thing", "Something is bought: equipment, an activity, a taxi"
    SHORT_STAY = "short_stay", "A short stay in a care home"
    CARE_HOME = "care_home", "Living in a care home"
    COUNCIL = "council", "A service that the council itself gives"


class PayeeRelation(LabelledStrEnum):
    """How somebody who is paid is related to the person."""

    NONE = "none", "Not a close relative"
    ELSEWHERE = "elsewhere", "A close relative who lives somewhere else"
    SAME_HOME = "same_home", "Wife, husband, partner or close relative in the same home"


class StopReason(LabelledStrEnum):
    PERSON = "person", "The person, or whoever asked for them, does not want it any more"
    CONDITION = "condition", "One of the conditions is no longer met"
    MISUSED = "misused", "It was used for something that is not in the plan"
    LOST = "lost", "They can no longer make this choice, and nobody may hold it for them"
    REGAINED = "regained", "They can make this choice again, and do not ask for it"
