"""The kinds of harm, the decisions and outcomes of a concern, and its status."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class HarmKind(LabelledStrEnum):
    """The ten types of abuse and neglect in plain words, each with examples (docs/rules/care-act.md 9)."""

    hint: str

    PHYSICAL = "physical", "Being hurt", "Hitting, pushing, rough handling, or the wrong medicine"
    DOMESTIC = "domestic", "Harm from a partner or family", "Hurting, threats or control by somebody close"
    SEXUAL = "sexual", "Sexual harm", "Anything sexual that they did not want or could not agree to"
    PSYCHOLOGICAL = "psychological", "Harm to feelings", "Threats, shouting, bullying, or being kept from others"
    FINANCIAL = "financial", "Money or things taken", "Theft, a scam, or pressure about money, a will or a home"
    MODERN_SLAVERY = "modern_slavery", "Being made to work", "Forced work, or being moved or held by somebody"
    DISCRIMINATORY = (
        "discriminatory",
        "Treated badly for who they are",
        "For their race, faith, disability, age, sex or sexuality",
    )
    ORGANISATIONAL = (
        "organisational",
        "Poor care by a service",
        "A home, hospital or service that does not treat people right",
    )
    NEGLECT = "neglect", "Not being looked after", "Left without food, warmth, medicine or help"
    SELF_NEGLECT = (
        "self_neglect",
        "Not looking after themselves",
        "Health, home or body at risk, or too many things kept",
    )


class SafeToContact(LabelledStrEnum):
    """Whether it is safe to get in touch with the person."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not_sure", "I am not sure"


class Decision(LabelledStrEnum):
    """What follows from the three-part test (Care Act 2014 s.42)."""

    ENQUIRY = "enquiry", "Make enquiries, or ask somebody to (section 42)"
    OTHER = "other", "Something else helps: say what"
    NO_FURTHER = "no_further", "Nothing more is needed"


class WishesMet(LabelledStrEnum):
    """Whether what the person wanted happened (Making Safeguarding Personal)."""

    MET = "met", "Yes, all of it"
    PARTLY = "partly", "Some of it"
    NOT_MET = "not_met", "No"
    NOT_SAID = "not_said", "They did not want to say, or could not be asked"


class RiskOutcome(LabelledStrEnum):
    REMOVED = "removed", "The risk is gone"
    REDUCED = "reduced", "The risk is smaller"
    REMAINS = "remains", "The risk is still there"
    NONE_FOUND = "none_found", "We found no risk"


class ConcernStatus(LabelledStrEnum):
    WAITING = "waiting", "Waits for a decision"
    ENQUIRING = "enquiring", "Being looked into"
    CLOSED = "closed", "Finished"
