"""Where each thing is done: which page an event leads to, what a stage asks for first, and each role's short cuts."""

from collections.abc import Collection

from locallinks.foundation.shared.roles import ROLES, Role

URGENCY = {"overdue": "Late", "due_soon": "Due", "in_time": "In time", "no_clock": "No date set"}
TAGS = {"overdue": ("Late", "alert"), "due_soon": ("Due", "waiting"), "in_time": ("In time", "good"), "no_clock": None}

# Where each event of the pathway is done. An event missing here is done on another event's page.
PAGES = {
    "start_assessment": "assessments:start",
    "advise_and_close": "referrals:advise",
    "decide_eligibility": "assessments:assessment",
    "introduce": "assessments:introduce",
    "set_indicative": "budgets:set",
    "offer_handover": "handovers:offer",
    "not_offered": "handovers:not_offered",
    "person_accepts": "handovers:answer",
    "network_accepts": "handovers:network_answer",
    "chase": "handovers:chase",
    "submit": "plans:plan",
    "approve": "plans:decide",
    "start_brokerage": "brokerage:pathway",
    "all_essential_lines_started": "brokerage:pathway",
    "review_due": "reviews:start",
    "review_requested": "reviews:start",
    "no_change": "reviews:review",
    "suspend": "pathways:pause",
    "resume": "pathways:resume",
    "withdraw": "pathways:close",
    "move": "pathways:move",
}

# What a link to a page says, where it holds more than the one event it is found by.
PAGE_WORDS = {
    "reviews:start": "Look at how it is going",
    "reviews:review": "Write in the review",
    "pathways:close": "Record that this ends",
}

# Events that wait for whoever arranges: nobody else is asked for them.
ARRANGING = frozenset({"start_brokerage", "all_essential_lines_started"})

# Never the first thing on somebody's page.
ASIDE = frozenset({"suspend", "withdraw", "move", "advise_and_close", "not_offered", "chase"})

# What a stage asks for first: where the card on Today leads.
FIRST = {
    "referred": "start_assessment",
    "assessing": "decide_eligibility",
    "not_eligible": "introduce",
    "eligible": "set_indicative",
    "budgeted": "offer_handover",
    "handover_offered": "person_accepts",
    "handover_sent": "network_accepts",
    "planning": "submit",
    "self_planning": "submit",
    "council_planning": "submit",
    "plan_submitted": "approve",
    "approved": "start_brokerage",
    "brokering": "all_essential_lines_started",
    "live": "review_due",
    "in_review": "no_change",
    "suspended": "resume",
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
    "referrals:alike": "People who may have two records",
    "referrals:new": "Write down a call for help",
    "concerns:queue": "Safeguarding concerns",
    "front:caseload": "People I'm working with",
    "front:work": "The team's work today",
    "referrals:teams": "Neighbourhood teams",
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
TOLD_STEPS = frozenset({
    "refer", "advise_and_close", "offer_handover", "not_offered", "person_accepts", "person_declines",
    "network_accepts", "network_declines", "chase", "re_offer", "move_on", "person_plans_for_self",
})  # fmt: skip
TOLD_ACTS = ("handovers.", "referrals.")

# Of the administrator's pages, those a network's has none of.
COUNCILS_ONLY = frozenset(
    {"accounts:delegations", "directory:feeds", "exchange:connections", "referrals:teams", "reference:home"}
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
    "short term end": "how a short spell of help ended", "where on day91": "where you were on day 91",
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
    "paper taken": "papers taken out", "team person": "your neighbourhood team", "team leaving": "leaving the team",
    "team tier": "how closely the team looks", "team goal": "goals with the team",
    "team goal end": "how a goal with the team went", "review result": "what came of a review",
    "line word": "how each part of the plan went", "voice": "what others said in a review",
    "referral": "calls for help", "partner answer": "what a partner answered",
}  # fmt: skip
FIELDS_IN_WORDS = {
    "at": "when", "by": "who wrote it", "by name": "whose words", "basis": "the ground for it",
    "recorded by": "written down by", "recorded at": "written down", "starts on": "from", "ends on": "until",
    "pathway": "way through", "expires at": "works until", "contact basis": "why we may get in touch",
    "condition1": "from an illness or disability", "condition2": "two or more things are hard",
    "condition3": "a big effect on wellbeing", "computed eligible": "what the sum says: support is due",
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
