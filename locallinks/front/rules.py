"""The page for each event of the pathway, the first event of each stage, and the shortcuts of each role."""

from collections.abc import Collection

from locallinks.foundation.shared.roles import ROLES, Role
from locallinks.personal.brokerage.choices import ArrangementStatus
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState, Urgency

URGENCY = {urgency: urgency.label for urgency in Urgency}
TAGS = {
    Urgency.OVERDUE: (Urgency.OVERDUE.label, "alert"),
    Urgency.DUE_SOON: (Urgency.DUE_SOON.label, "waiting"),
    Urgency.IN_TIME: (Urgency.IN_TIME.label, "good"),
    Urgency.NO_CLOCK: None,
}

# The URL name of the page for each event. An event that is missing here is done on the page of another.
PAGES = {
    PathwayEvent.START_ASSESSMENT: "assessments:start_assessment",
    PathwayEvent.ADVISE_AND_CLOSE: "referrals:advise",
    PathwayEvent.DECIDE_ELIGIBILITY: "assessments:assessment",
    PathwayEvent.INTRODUCE: "assessments:introduce",
    PathwayEvent.SET_INDICATIVE: "budgets:set_budget",
    PathwayEvent.OFFER_HANDOVER: "handovers:make_offer",
    PathwayEvent.NOT_OFFERED: "handovers:record_not_offered",
    PathwayEvent.PERSON_ACCEPTS: "handovers:record_person_answer",
    PathwayEvent.NETWORK_ACCEPTS: "handovers:record_network_answer",
    PathwayEvent.CHASE: "handovers:chase_network",
    PathwayEvent.SUBMIT: "plans:plan",
    PathwayEvent.APPROVE: "plans:decide_plan",
    PathwayEvent.START_BROKERAGE: "brokerage:arrangements",
    PathwayEvent.ALL_ESSENTIAL_LINES_STARTED: "brokerage:arrangements",
    PathwayEvent.REVIEW_DUE: "reviews:start_review",
    PathwayEvent.REVIEW_REQUESTED: "reviews:start_review",
    PathwayEvent.NO_CHANGE: "reviews:review",
    PathwayEvent.SUSPEND: "pathways:pause_support",
    PathwayEvent.RESUME: "pathways:resume_support",
    PathwayEvent.WITHDRAW: "pathways:end_support",
    PathwayEvent.MOVE: "pathways:record_move_away",
}

# The text of a link to a page on which several events are done.
PAGE_WORDS = {
    "reviews:start_review": "Look at how it is going",
    "reviews:review": "Write in the review",
    "pathways:end_support": "Record that this ends",
}

# Events for the role that arranges the plan, and for nobody else.
ARRANGING = frozenset({PathwayEvent.START_BROKERAGE, PathwayEvent.ALL_ESSENTIAL_LINES_STARTED})

# Events that are shown at the side of a person's page, not as the next step.
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

# The first event of each stage: the card on Today leads to its page.
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

# The label and the kind of tag of each status of an arrangement.
ARRANGEMENT_TAGS = {
    ArrangementStatus.NOT_STARTED: (ArrangementStatus.NOT_STARTED.label, "new"),
    ArrangementStatus.ACTIVE: (ArrangementStatus.ACTIVE.label, "good"),
    ArrangementStatus.SUSPENDED: (ArrangementStatus.SUSPENDED.label, "waiting"),
    ArrangementStatus.ENDED: (ArrangementStatus.ENDED.label, "quiet"),
}

# The shortcuts in order: URL name and text. The table of roles says which roles see each (shared/roles.py).
SHORTCUTS = {
    "referrals:contacts": "Requests for help to answer",
    "people:duplicates": "People who may have two records",
    "referrals:find_person": "Write down a call for help",
    "concerns:concern_queue": "Safeguarding concerns",
    "front:caseload": "People I'm working with",
    "front:work": "The team's work today",
    "teams:teams": "Neighbourhood teams",
    "accounts:duty_rota": "Who is on duty",
    "accounts:arrange_cover": "Cover when somebody is away",
    "brokerage:board": "Arranging support",
    "brokerage:lines_to_find": "Support at risk, part by part",
    "reviews:largest_costs": "Support by what it costs, to review",
    "handovers:introduction_queue": "Introductions: who waits",
    "handovers:coaching_notes": "Coaching notes",
    "handovers:capacity": "How many people you can work with",
    "outbox:messages": "Letters to print and calls to make",
    "dividends:savings": "What support cost before and now",
    "assessments:short_terms": "Short spells of help, and day 91",
    "budgets:allocation_versions": "The budget rule",
    "budgets:baseline_checks": "Usual support to check",
    "assessments:trusted_assessors": "Trusted assessors",
    "assessments:carer_assessments": "Carers’ assessments",
    "reference:rates": "Rates and dates",
    "accounts:delegations": "Duties done by others",
    "accounts:members": "Who works here",
    "accounts:memberships_to_confirm": "Roles to confirm",
    "exchange:records": "From another system: what did not fit",
    "exchange:connections": "Other systems",
    "directory:feed_imports": "Feeds of the directory",
    "places:wards": "Wards, and who serves them",
    "directory:search": "Find a service or a group",
}
# Another text for a role that sees something else on the page.
SHORTCUT_WORDS_FOR = {
    ("front:caseload", Role.TEAM_MANAGER): "The team's people, and who works with each",
    ("brokerage:board", Role.PROVIDER): "The people you support",
    ("dividends:savings", Role.INVESTOR): "Your investment",
}

# A viewer who does not read the plan (a handover champion) sees only the reasons of these on a timeline: they are about
# the request and the introduction. Other reasons may hold a goal, a part of the plan, a provider or a price.
EVENTS_WITH_OPEN_REASON = frozenset(
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
ACTS_WITH_OPEN_REASON = ("handovers.", "referrals.")  # how the kind of the audit's subject begins
ACTS_OF_TEAMS = "teams."  # their reasons are about health: also for those who work in a neighbourhood team

# Pages for the administrator of a council, but not of a network.
COUNCILS_ONLY = frozenset(
    {"accounts:delegations", "directory:feed_imports", "exchange:connections", "teams:teams", "reference:rates"}
)

# Labels in a copy of a whole record for fields that many tables share. Other fields have a `verbose_name`.
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
    """Return the label of a field in a copy of a whole record."""
    return SHARED_FIELD_NAMES.get(verbose_name, verbose_name)


def shortcuts_for(roles: Collection[str]) -> list[tuple[str, str]]:
    """Return text and URL name of each shortcut of these roles, in order.

    A page is there twice where two of the roles have different texts for it.
    """
    shortcuts: dict[tuple[str, str], None] = {}
    for page, words in SHORTCUTS.items():
        for role, spec in ROLES.items():
            if role in roles and page in spec.shortcuts:
                shortcuts[SHORTCUT_WORDS_FOR.get((page, role), words), page] = None
    return list(shortcuts)
