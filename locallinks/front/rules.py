"""Where each thing is done: which page an event leads to, what a stage asks for first, and each role's short cuts."""

from collections.abc import Collection

from locallinks.foundation.shared.roles import ROLES, Role
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState, Urgency

URGENCY = {urgency: urgency.label for urgency in Urgency}
TAGS = {
    Urgency.OVERDUE: (Urgency.OVERDUE.label, "alert"),
    Urgency.DUE_SOON: (Urgency.DUE_SOON.label, "waiting"),
    Urgency.IN_TIME: (Urgency.IN_TIME.label, "good"),
    Urgency.NO_CLOCK: None,
}

# Where each event of the pathway is done. An event missing here is done on another event's page.
PAGES = {
    PathwayEvent.START_ASSESSMENT: "assessments:start",
    PathwayEvent.ADVISE_AND_CLOSE: "referrals:advise",
    PathwayEvent.DECIDE_ELIGIBILITY: "assessments:assessment",
    PathwayEvent.INTRODUCE: "assessments:introduce",
    PathwayEvent.SET_INDICATIVE: "budgets:set",
    PathwayEvent.OFFER_HANDOVER: "handovers:offer",
    PathwayEvent.NOT_OFFERED: "handovers:not_offered",
    PathwayEvent.PERSON_ACCEPTS: "handovers:answer",
    PathwayEvent.NETWORK_ACCEPTS: "handovers:network_answer",
    PathwayEvent.CHASE: "handovers:chase",
    PathwayEvent.SUBMIT: "plans:plan",
    PathwayEvent.APPROVE: "plans:decide",
    PathwayEvent.START_BROKERAGE: "brokerage:pathway",
    PathwayEvent.ALL_ESSENTIAL_LINES_STARTED: "brokerage:pathway",
    PathwayEvent.REVIEW_DUE: "reviews:start",
    PathwayEvent.REVIEW_REQUESTED: "reviews:start",
    PathwayEvent.NO_CHANGE: "reviews:review",
    PathwayEvent.SUSPEND: "pathways:pause",
    PathwayEvent.RESUME: "pathways:resume",
    PathwayEvent.WITHDRAW: "pathways:close",
    PathwayEvent.MOVE: "pathways:move",
}

# What a link to a page says, where it holds more than the one event it is found by.
PAGE_WORDS = {
    "reviews:start": "Look at how it is going",
    "reviews:review": "Write in the review",
    "pathways:close": "Record that this ends",
}

# Events that wait for whoever arranges: nobody else is asked for them.
ARRANGING = frozenset({PathwayEvent.START_BROKERAGE, PathwayEvent.ALL_ESSENTIAL_LINES_STARTED})

# Never the first thing on somebody's page.
ASIDE = frozenset(
    {
        PathwayEvent.SUSPEND,
        PathwayEvent.WITHDRAW,
        PathwayEvent.MOVE,
        PathwayEvent.ADVISE_AND_CLOSE,
        PathwayEvent.NOT_OFFERED,
        PathwayEvent.CHASE,
    }
)

# What a stage asks for first: where the card on Today leads.
FIRST = {
    PathwayState.REFERRED: PathwayEvent.START_ASSESSMENT,
    PathwayState.ASSESSING: PathwayEvent.DECIDE_ELIGIBILITY,
    PathwayState.NOT_ELIGIBLE: PathwayEvent.INTRODUCE,
    PathwayState.ELIGIBLE: PathwayEvent.SET_INDICATIVE,
    PathwayState.BUDGETED: PathwayEvent.OFFER_HANDOVER,
    PathwayState.HANDOVER_OFFERED: PathwayEvent.PERSON_ACCEPTS,
    PathwayState.HANDOVER_SENT: PathwayEvent.NETWORK_ACCEPTS,
    PathwayState.PLANNING: PathwayEvent.SUBMIT,
    PathwayState.SELF_PLANNING: PathwayEvent.SUBMIT,
    PathwayState.COUNCIL_PLANNING: PathwayEvent.SUBMIT,
    PathwayState.PLAN_SUBMITTED: PathwayEvent.APPROVE,
    PathwayState.APPROVED: PathwayEvent.START_BROKERAGE,
    PathwayState.BROKERING: PathwayEvent.ALL_ESSENTIAL_LINES_STARTED,
    PathwayState.LIVE: PathwayEvent.REVIEW_DUE,
    PathwayState.IN_REVIEW: PathwayEvent.NO_CHANGE,
    PathwayState.SUSPENDED: PathwayEvent.RESUME,
}

# Where what somebody is given stands: the word, and the kind of tag.
SUPPORT = {
    "not_started": ("Starts soon", "new"),
    "active": ("In place", "good"),
    "suspended": ("Paused", "waiting"),
    "ended": ("Ended", "quiet"),
}

# The short cuts in their order, page and words; which roles see one, the table of roles says (shared/roles.py).
SHORTCUTS = {
    "referrals:contacts": "Requests for help to answer",
    "people:duplicates": "People who may have two records",
    "referrals:new": "Write down a call for help",
    "concerns:queue": "Safeguarding concerns",
    "front:caseload": "People I'm working with",
    "front:work": "The team's work today",
    "teams:teams": "Neighbourhood teams",
    "accounts:duty": "Who is on duty",
    "accounts:cover": "Cover when somebody is away",
    "brokerage:board": "Arranging support",
    "brokerage:parts": "Support at risk, part by part",
    "reviews:by_cost": "Support by what it costs, to review",
    "handovers:queue": "Introductions: who waits",
    "handovers:coaching": "Coaching notes",
    "handovers:places": "How many people you can work with",
    "outbox:home": "Letters to print and calls to make",
    "dividends:money": "What support cost before and now",
    "assessments:short_terms": "Short spells of help, and day 91",
    "budgets:versions": "The budget rule",
    "budgets:checks": "Usual support to check",
    "assessments:trusted": "Trusted assessors",
    "assessments:carers": "Carers’ assessments",
    "reference:home": "Rates and dates",
    "accounts:delegations": "Duties done by others",
    "accounts:members": "Who works here",
    "accounts:waiting": "Roles to confirm",
    "exchange:waiting": "From another system: what did not fit",
    "exchange:connections": "Other systems",
    "directory:feeds": "Feeds of the directory",
    "places:wards": "Wards, and who serves them",
    "directory:search": "Find a service or a group",
}
# What a short cut is called for those who see something else on its page.
SHORTCUT_WORDS_FOR = {
    ("brokerage:board", Role.PROVIDER): "The people you support",
    ("dividends:money", Role.INVESTOR): "Your investment",
}

# Whoever does not read the plan (a handover champion) is told on the timeline why of these alone: the request and the
# introduction, whose pages they open. Every other reason may hold a goal, a part of the plan, who gives it or a price.
TOLD_STEPS = frozenset(
    {
        PathwayEvent.REFER,
        PathwayEvent.ADVISE_AND_CLOSE,
        PathwayEvent.OFFER_HANDOVER,
        PathwayEvent.NOT_OFFERED,
        PathwayEvent.PERSON_ACCEPTS,
        PathwayEvent.PERSON_DECLINES,
        PathwayEvent.NETWORK_ACCEPTS,
        PathwayEvent.NETWORK_DECLINES,
        PathwayEvent.CHASE,
        PathwayEvent.RE_OFFER,
        PathwayEvent.MOVE_ON,
        PathwayEvent.PERSON_PLANS_FOR_SELF,
    }
)
TOLD_ACTS = ("handovers.", "referrals.", "teams.")

# Of the administrator's pages, those a network's has none of.
COUNCILS_ONLY = frozenset(
    {"accounts:delegations", "directory:feeds", "exchange:connections", "teams:teams", "reference:home"}
)

# What a copy of a whole record calls the fields that most tables share. Every other field has its own `verbose_name`.
SHARED_FIELD_NAMES = {
    "at": "when",
    "by": "who wrote it",
    "by name": "whose words",
    "basis": "the ground for it",
    "recorded by": "written down by",
    "recorded at": "written down",
    "starts on": "from",
    "ends on": "until",
    "pathway": "way through",
}


def field_label(verbose_name: str) -> str:
    """What a copy of a whole record calls a field."""
    return SHARED_FIELD_NAMES.get(verbose_name, verbose_name)


def shortcuts_for(roles: Collection[str]) -> list[tuple[str, str]]:
    """Words and page of each shortcut of these roles, in order; a page twice where two roles use it differently."""
    found: dict[tuple[str, str], None] = {}
    for page, words in SHORTCUTS.items():
        for role, spec in ROLES.items():
            if role in roles and page in spec.shortcuts:
                found[SHORTCUT_WORDS_FOR.get((page, role), words), page] = None
    return list(found)
