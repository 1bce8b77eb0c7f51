"""Enumerations of introductions: answers, reasons why no network was reached, and network capacity."""

from locallinks.foundation.shared.choices import LabelledStrEnum
from locallinks.personal.pathways.choices import PathwayState, Urgency


class FailureCode(LabelledStrEnum):
    """Why somebody did not reach the network (docs/rules/local-links.md 4)."""

    PLAN_WRITTEN_IN_ASSESSMENT = "plan_written_in_assessment", "The plan was written during the assessment"
    URGENT_DISCHARGE = "urgent_discharge", "Coming home from hospital could not wait"
    NOT_TOLD_ABOUT_OPTION = "not_told_about_option", "They were not told they could choose this"
    JUDGED_UNSUITABLE = "judged_unsuitable", "We thought it wasn't right"
    NETWORK_FULL = "network_full", "The network was full"
    NETWORK_DECLINED = "network_declined", "The network said no"
    NO_NETWORK_IN_AREA = "no_network_in_area", "No network serves this address"
    CONSENT_REFUSED = "consent_refused", "They did not want their details shared"
    LOST_NO_RESPONSE = "lost_no_response", "We lost touch"
    PERSON_DECLINED = "person_declined", "They said no"


class OfferAnswer(LabelledStrEnum):
    """What the person answers to an offer."""

    YES = "yes", "Yes"
    NO = "no", "No"
    SELF = "self", "I'd like to plan it myself"


class CapacityUnit(LabelledStrEnum):
    """What the number of places of a network counts."""

    AT_ONCE = "at_once", "people at the same time"
    A_MONTH = "a_month", "new people a month"


class Freshness(LabelledStrEnum):
    """Whether the capacity that a network recorded can still be relied on."""

    FRESH = "fresh", "Said lately"
    OLD = "old", "Said over 4 weeks ago"
    OVER = "over", "Out of date"


class ChaseStep(LabelledStrEnum):
    """What the council did about an answer that was late."""

    ASKED = "asked", "Asked again"
    RE_OFFERED = "re_offered", "Offered another network"
    MOVED_ON = "moved_on", "Planned with the council"


# How the list of people who wait for an introduction says where they are, and how long they have waited.
QUEUE_WORDS = {
    PathwayState.BUDGETED: "Not offered yet",
    PathwayState.HANDOVER_OFFERED: "Thinking it over",
    PathwayState.HANDOVER_SENT: "With the network",
}
URGENCY_TAGS = {
    Urgency.OVERDUE: ("Late", "alert"),
    Urgency.DUE_SOON: ("Due now", "waiting"),
    Urgency.IN_TIME: ("In time", "good"),
    Urgency.NO_CLOCK: ("Taking time to think", "quiet"),
}
