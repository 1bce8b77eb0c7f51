"""Where each thing is done: which page an event leads to, what a stage asks for first, and each role's short cuts."""

from collections.abc import Collection

from locallinks.foundation.shared.roles import ROLES, Role
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState

URGENCY = {"overdue": "Late", "due_soon": "Due", "in_time": "In time", "no_clock": "No date set"}
TAGS = {"overdue": ("Late", "alert"), "due_soon": ("Due", "waiting"), "in_time": ("In time", "good"), "no_clock": None}

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

# A copy of a whole record says what a row and a field are in words anybody reads, not as the tables call them.
KINDS_IN_WORDS = {
    "share": "who your record is open to", "grant": "people who may open your record", "death": "a death",
    "invitation": "links that were lent", "invitation end": "links that ended",
    "safety review": "looks at a safety note",
    "decider": "who may decide for you", "decider end": "who may no longer decide for you",
    "merge": "two records put together", "unmerge": "two records taken apart", "kept apart": "records kept apart",
    "outcome finding": "what is hard, one by one", "wellbeing finding": "what it does to your wellbeing",
    "eligibility decision": "the decision on support", "carer link": "whom you look after",
    "carer finding": "what is hard for a carer, one by one", "carer decision": "the decision on support for a carer",
    "advocacy answers": "what was asked about an advocate", "capacity decision": "choices you could or could not make",
    "assessment refusal": "a no to an assessment", "self assessment": "your own words before an assessment",
    "self verification": "going through your own words with you", "short term": "a short spell of help",
    "short term end": "how a short spell of help ended", "day91 outcome": "where you were on day 91",
    "trusted assessment": "what a trusted assessor found", "trusted check": "a second look at a trusted assessor",
    "arrangement": "support that was arranged", "arrangement pause": "pauses of support",
    "ask": "who was asked to help",
    "ask answer": "what they answered", "person choice": "what you chose",
    "price request": "a price that was asked for",
    "price decision": "the answer about a price", "parting": "somebody who stopped coming",
    "indicative budget": "your first budget", "baseline check": "a second look at usual support",
    "came to": "what your plan came to", "estimate": "what you were told you would pay",
    "outgoing": "given out to the council’s own system", "offer": "introductions offered",
    "person answer": "your answer to an introduction", "not offered": "why no introduction was offered",
    "network answer": "what the network answered", "chase": "reminders to the network",
    "reply": "your answers to questions on how you are", "pathway": "your way through", "step": "steps on the way",
    "allocation": "who works with you", "line": "parts of your plan", "plan submission": "when the plan was sent",
    "plan return": "when the plan came back", "plan approval": "when the plan was approved",
    "comment": "what was said about the plan", "answer": "answers to what was said", "task": "things to do",
    "panel view": "what the panel thought", "paper": "papers and photos", "paper content": "what is in a paper",
    "paper taken": "papers taken out", "team membership": "your neighbourhood team", "team leaving": "leaving the team",
    "team tier": "how closely the team looks", "team goal": "goals with the team",
    "team goal end": "how a goal with the team went", "review result": "what came of a review",
    "line word": "how each part of the plan went", "voice": "what others said in a review",
    "referral": "calls for help", "partner question": "question", "partner answer": "what a partner answered",
    "stop request": "stop wish",
}  # fmt: skip
FIELDS_IN_WORDS = {
    "at": "when", "by": "who wrote it", "by name": "whose words", "basis": "the ground for it",
    "recorded by": "written down by", "recorded at": "written down", "starts on": "from", "ends on": "until",
    "pathway": "way through", "expires at": "works until", "contact basis": "why we may get in touch",
    "has qualifying cause": "from an illness or disability", "has unmet outcomes": "two or more things are hard",
    "has significant impact": "a big effect on wellbeing", "computed eligible": "what the sum says: support is due",
    "decided eligible": "what was decided: support is due", "unable": "what is hard", "because": "why",
    "in question": "what the choice is about", "impaired": "something affects their mind",
    "lacks": "cannot make this choice", "stands": "the no stands", "scope": "what it was about",
    "to check": "looked at again", "provider name": "who gives it", "checks seen": "checks that were seen",
    "failure code": "why not", "event": "what happened", "from state": "from stage", "to state": "to stage",
    "state": "stage", "state since": "at this stage since", "actor": "who", "actor name": "who did it",
    "scale": "which questions", "moment": "when they were asked", "mode": "how they were asked",
    "proxy": "answered by somebody else", "area": "which part of life", "effect": "how big the effect is",
    "code": "which part of daily life", "ability": "how it goes", "tier": "how near the support is",
    "deployment": "how the money is held", "writers": "who wrote it", "contingency": "plan B",
    "council pence": "what the council pays, a week", "price pence": "price, a week",
    "still pence": "paid while it is paused, a week", "weekly pence": "a week", "rate pence": "the rate",
    "difference pence": "the difference, a week", "personal budget pence": "personal budget, a week",
    "contribution pence": "what you pay, a week", "direct payment pence": "each direct payment",
    "weekly cost pence": "what the council pays, a week", "nhs cost pence": "what the NHS pays, a week",
    "own cost pence": "your own money, a week", "fee pence": "fee for arranging it", "nhs number": "NHS number",
    "regulated": "needs a check by law", "check seen": "the check was seen", "mime": "kind of file",
    "digest": "fingerprint", "proxy name": "who answered", "size": "size in bytes",
}  # fmt: skip


def field_in_words(name: str) -> str:
    """What a copy of a record calls a field; most names are words already."""
    return FIELDS_IN_WORDS.get(name, name)


def shortcuts_for(roles: Collection[str]) -> list[tuple[str, str]]:
    """Words and page of each short cut of these roles, in order; a page twice where two roles use it differently."""
    found: dict[tuple[str, str], None] = {}
    for page, words in SHORTCUTS.items():
        for role, spec in ROLES.items():
            if role in roles and page in spec.shortcuts:
                found[SHORTCUT_WORDS_FOR.get((page, role), words), page] = None
    return list(found)
