"""The kinds of organisation, and the duties of a council that it may and may not delegate."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class OrganisationKind(LabelledStrEnum):
    """Which kinds may have which role is in `shared/roles.py`, which names them by the same codes."""

    COUNCIL = "council", "Council"
    NETWORK = "network", "Neighbourhood network"
    PROVIDER = "provider", "Provider"
    COMMUNITY_GROUP = "community_group", "Community group"
    INTERMEDIARY = "intermediary", "Social investment intermediary"
    INVESTOR = "investor", "Social investor"
    HEALTH = "health", "NHS organisation"


class DelegableDuty(LabelledStrEnum):
    """What a council may delegate (Care Act 2014 s.79(1); docs/rules/care-act.md 6): nothing without a record."""

    ASSESSMENT = "assessment", "Assessing (sections 9 and 10)"
    DECISION = "decision", "Deciding who is due support (section 13)"
    PLANNING = "planning", "Planning and approving support (sections 24 and 25)"
    REVIEW = "review", "Reviews (section 27)"
    DIRECT_PAYMENT = "direct_payment", "Direct payments (sections 31 to 33)"
    ADVICE = "advice", "Information and advice (section 4)"


class ReservedDuty(LabelledStrEnum):
    """What a council may not delegate, whatever an agreement says (Care Act 2014 s.79(2))."""

    CHARGING = "charging", "Deciding what people pay (section 14)"
    SAFEGUARDING = "safeguarding", "Keeping people safe from abuse and neglect (sections 42 to 47)"
    COOPERATION = "cooperation", "Working with the NHS and other partners (sections 3, 6 and 7)"
