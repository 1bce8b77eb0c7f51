"""The fixed lists of this room: channels, reading formats, relationships, sharing, links and representatives."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class Channel(LabelledStrEnum):
    """How a person is contacted. `warning` is what a screen says where the channel is not safe for them."""

    warning: str

    PHONE = "phone", "Phone call", "Do not ring"
    LETTER = "letter", "Letter", "Do not write to the home"
    TEXT = "text", "Text message", "Do not send texts"
    EMAIL = "email", "Email", "Do not send email"


class ReadingFormat(LabelledStrEnum):
    STANDARD = "standard", "Standard print"
    LARGE_PRINT = "large_print", "Large print"
    EASY_READ = "easy_read", "Easy read"
    AUDIO = "audio", "Audio"
    BRAILLE = "braille", "Braille"
    BSL = "bsl", "British Sign Language"


class RelationshipKind(LabelledStrEnum):
    """The kinds of people in somebody's life. `ui.svg` draws each kind by its code."""

    FAMILY = "family", "Family"
    FRIEND = "friend", "Friend"
    NEIGHBOUR = "neighbour", "Neighbour"
    COMMUNITY = "community", "From a group or the network"
    PAID = "paid", "Paid to help"
    PROFESSIONAL = "professional", "Doctor, nurse or other professional"


class SharePurpose(LabelledStrEnum):
    """What an organisation may see the record for. `shared.rls` names the purposes that open a table by code."""

    PLANNING = "planning", "To plan and arrange support"  # plan, assessment summary and pathway
    SUPPORT = "support", "To find people and groups who could help"  # who they are and what they enjoy
    ARRANGEMENT = "arrangement", "To give the support that was arranged"  # one provider's work
    TEAM = "team", "To work together in a neighbourhood team"  # who they are, and what they and one team agreed


class AgreementBasis(LabelledStrEnum):
    """Who agreed, to sharing, an introduction or a plan: the person, or somebody for one who cannot decide this.

    Source: docs/rules/decisions.md 23. `answer_label` is how a form asks who gave the answer.
    """

    answer_label: str

    AGREEMENT = "agreement", "The person agreed", "They said it themselves"
    BEST_INTERESTS = (
        "best_interests",
        "A best-interests decision",
        "They cannot decide this, so it was decided in their best interests",
    )
    REPRESENTATIVE = (
        "decider",
        "An attorney or deputy decided",
        "They cannot decide this, and an attorney or deputy who may decided it",
    )


class SharingBasis(LabelledStrEnum):
    """What a share rests on: one of `AgreementBasis`, recorded as a `SharingAgreement`, or support that is given."""

    AGREEMENT = AgreementBasis.AGREEMENT.value, AgreementBasis.AGREEMENT.label
    BEST_INTERESTS = AgreementBasis.BEST_INTERESTS.value, AgreementBasis.BEST_INTERESTS.label
    REPRESENTATIVE = AgreementBasis.REPRESENTATIVE.value, AgreementBasis.REPRESENTATIVE.label
    ARRANGEMENT = "arrangement", "They give the support"


class GrantKind(LabelledStrEnum):
    """Why a user may open a record."""

    OWN = "self", "Their own record"
    TRUSTED = "trusted", "Somebody they trust"
    ATTORNEY = "attorney", "Attorney"
    DEPUTY = "deputy", "Deputy"


class InvitationPurpose(LabelledStrEnum):
    """What a link lets somebody without an account do.

    A link is for one purpose and one person, and shows the least that the purpose needs. `as_person`: the holder does
    it as the person, or as somebody the person trusts.
    """

    as_person: bool

    READ_PLAN = "read_plan", "Read your plan and say what you think", True
    PARTNER_ANSWER = "partner_answer", "Answer for your organisation", False
    SELF_ASSESSMENT = "self_assess", "Write about yourself, for your assessment", True
    QUOTE = "say_price", "Say if you can help, and what it costs", False
    REVIEW = "say_in_review", "Say how it is going", False


class InvitationEndReason(LabelledStrEnum):
    USED = "used", "It was used"
    REVOKED = "called_back", "It was called back"
    NOT_SHARED = "not_shared", "Sharing was stopped"
    CLOSED = "closed", "Support here ended"
    DIED = "died", "They died"


class RepresentativeKind(LabelledStrEnum):
    """Who may hold legal authority to decide for somebody. Source: docs/rules/care-act.md 9."""

    ATTORNEY = "attorney", "Attorney"
    DEPUTY = "deputy", "Deputy"
    APPOINTEE = "appointee", "Appointee for benefits"


class DecisionScope(LabelledStrEnum):
    """What a legal representative may decide."""

    PROPERTY = "property", "Money and property"
    WELFARE = "welfare", "Health and welfare"
    BENEFITS = "benefits", "Benefits only"


class Matter(LabelledStrEnum):
    """What is to be decided. `label` completes the sentence "They cannot decide about ..."."""

    MONEY = "money", "their money"
    BENEFITS = "benefits", "their benefits"
    CARE = "care", "their care"
    SHARING = "sharing", "who sees their record"
    WHERE_TO_LIVE = "where_to_live", "where they live"
