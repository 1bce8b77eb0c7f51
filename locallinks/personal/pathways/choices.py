"""The states and events of a pathway (docs/rules/local-links.md 3), and the reasons to pause support.

Every room names a state or an event by its member, so that mypy finds a wrong name.
"""

from locallinks.foundation.shared.choices import LabelledStrEnum


class PathwayState(LabelledStrEnum):
    """The states of a pathway. Labels are the words on pages (docs/glossary.md, Words on the page)."""

    REFERRED = "referred", "Asked for help"
    ASSESSING = "assessing", "Talking about what is needed"
    SIGNPOSTED = "signposted", "Given advice"
    ELIGIBLE = "eligible", "Can have support from the council"
    NOT_ELIGIBLE = "not_eligible", "Council support not due"
    COMMUNITY_ONLY = "community_only", "Introduced to the community"
    BUDGETED = "budgeted", "Budget worked out"
    HANDOVER_OFFERED = "handover_offered", "Introduction offered"
    HANDOVER_SENT = "handover_sent", "Waiting for the network's answer"
    PLANNING = "planning", "Planning with the network"
    SELF_PLANNING = "self_planning", "Writing their own plan"
    COUNCIL_PLANNING = "council_planning", "Planning with the council"
    PLAN_SUBMITTED = "plan_submitted", "Plan waiting for a decision"
    APPROVED = "approved", "Plan approved"
    BROKERING = "brokering", "Support being arranged"
    LIVE = "live", "Support in place"
    IN_REVIEW = "in_review", "Looking at how it is going"
    SUSPENDED = "suspended", "Support paused"
    ENDED = "ended", "Ended"


class PathwayEvent(LabelledStrEnum):
    """The events of a pathway. A timeline shows `label` after the actor's name; a button shows `button`."""

    button: str

    REFER = "refer", "asked the council to help", "Ask for help"
    START_ASSESSMENT = "start_assessment", "started the assessment", "Start the assessment"
    ADVISE_AND_CLOSE = "advise_and_close", "gave advice and closed the request", "Give advice and close"
    DECIDE_ELIGIBILITY = "decide_eligibility", "recorded whether support is due", "Record whether support is due"
    INTRODUCE = "introduce", "made an introduction to the community", "Introduce to the community"
    SET_INDICATIVE = "set_indicative", "worked out a first budget", "Save the first budget"
    OFFER_HANDOVER = "offer_handover", "offered an introduction to the network", "Offer an introduction to the network"
    NOT_OFFERED = "not_offered", "recorded why no introduction was offered", "Record why no introduction was offered"
    PERSON_ACCEPTS = "person_accepts", "recorded a yes to meeting the network", "Record a yes"
    PERSON_DECLINES = "person_declines", "recorded a no to meeting the network", "Record a no"
    PERSON_PLANS_FOR_SELF = (
        "person_plans_for_self",
        "recorded that the person will write the plan",
        "Let the person write the plan",
    )
    NETWORK_ACCEPTS = "network_accepts", "said yes for the network and named a planner", "Say yes and name a planner"
    NETWORK_DECLINES = "network_declines", "said no for the network", "Say no, with the reason"
    CHASE = "chase", "asked the network again for an answer", "Ask the network again"
    RE_OFFER = "re_offer", "took the introduction back to offer another network", "Offer another network"
    MOVE_ON = "move_on", "moved planning to the council, as no answer came", "Plan with the council instead"
    SUBMIT = "submit", "sent the plan for approval", "Send plan for approval"
    RETURN = "return", "sent the plan back with comments", "Send plan back with comments"
    APPROVE = "approve", "approved the plan", "Approve the plan"
    START_BROKERAGE = "start_brokerage", "started to arrange the support", "Start arranging support"
    START_URGENT_BROKERAGE = (
        "start_urgent_brokerage",
        "started urgent support before the plan",
        "Start urgent support now",
    )
    ALL_ESSENTIAL_LINES_STARTED = (
        "all_essential_lines_started",
        "confirmed that essential support is in place",
        "Confirm support is in place",
    )
    REVIEW_DUE = "review_due", "started the planned review", "Start the planned review"
    REVIEW_REQUESTED = (
        "review_requested",
        "started a review because one was asked for",
        "Start the review that was asked for",
    )
    REVIEW_CHANGE = "review_change", "started a review because something changed", "Start a review after a change"
    NO_CHANGE = "no_change", "finished the review with no change", "Finish with no change"
    REVISE = "revise", "finished the review: the plan will change", "Change the plan"
    NEEDS_CHANGED = "needs_changed", "finished the review: needs have changed", "Start a new assessment"
    SUSPEND = "suspend", "paused the support", "Pause the support"
    RESUME = "resume", "started the support again", "Start the support again"
    END = "end", "ended the support", "End the support"
    SHARING_STOPPED = (
        "sharing_stopped",
        "recorded that sharing with the network stopped",
        "Stop sharing with the network",
    )
    CARRY_ON = "carry_on", "recorded who carries on, after sharing stopped", "Record who carries on without the network"
    DIE = "die", "recorded a death", "Record a death"
    MOVE = "move", "recorded a move away", "Record a move away"
    WITHDRAW = "withdraw", "recorded that the person wants to stop", "Record that the person wants to stop"


class SuspendReason(LabelledStrEnum):
    """The reason why support is paused (docs/rules/local-links.md 3)."""

    HOSPITAL = "hospital", "In hospital"
    HOLIDAY = "holiday", "Away on holiday"
    SAFEGUARDING = "safeguarding", "To keep the person safe"


class Urgency(LabelledStrEnum):
    """How urgent a task is, by the day on which it is due: the most urgent first."""

    OVERDUE = "overdue", "Late"
    DUE_SOON = "due_soon", "Due"
    IN_TIME = "in_time", "In time"
    NO_CLOCK = "no_clock", "No date set"


class AllocatedRole(LabelledStrEnum):
    """As what somebody works on a pathway."""

    SOCIAL_WORKER = "social_worker", "Social worker"
    PLANNER = "planner", "Support planner"


class InformedParty(LabelledStrEnum):
    """Who is told before the person moves away (Care Act 2014 ss.37-38; docs/rules/care-act.md 9)."""

    PERSON = "person", "The person, and what happens next"
    FAMILY = "family", "Family and friends who help"
    VISITS = "visits", "Everybody who visits or is paid"
    NETWORK = "network", "The network"
    GP = "gp", "The GP surgery"
    NEW_COUNCIL = "new_council", "The new council, with the plan"
