"""Where each thing is done: which page an event leads to, what a stage asks for first, and each role's short cuts."""

REFERRERS = ("social_worker", "handover_champion")

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

PLANNERS = frozenset({"social_worker", "support_planner", "network_manager"})

# Where what somebody is given stands: the word, and the kind of tag.
SUPPORT = {
    "not_started": ("Starts soon", "new"),
    "active": ("In place", "good"),
    "suspended": ("Paused", "waiting"),
    "ended": ("Ended", "quiet"),
}

# Who works in a neighbourhood team, or says which organisations do.
IN_TEAMS = PLANNERS | {"clinician", "handover_champion", "administrator"}

# Words, page, and whose short cut it is.
SHORTCUTS = (
    ("Requests for help to answer", "referrals:contacts", frozenset({"social_worker", "handover_champion"})),
    ("People who may have two records", "referrals:alike", frozenset({"social_worker"})),
    ("Write down a call for help", "referrals:new", frozenset({"social_worker", "handover_champion"})),
    ("Worries about somebody's safety", "concerns:queue", frozenset({"social_worker"})),
    ("People I'm working with", "front:caseload", frozenset({"social_worker", "support_planner"})),
    ("The team's work today", "front:work", PLANNERS | {"handover_champion"}),
    ("Neighbourhood teams", "referrals:teams", IN_TEAMS),
    ("Who is on duty", "accounts:duty", frozenset({"social_worker", "handover_champion"})),
    ("Cover when somebody is away", "accounts:cover", frozenset({"social_worker", "support_planner"})),
    ("Arranging support", "brokerage:board", PLANNERS),
    ("Support at risk, part by part", "brokerage:parts", PLANNERS),
    ("Support by what it costs, to review", "reviews:by_cost", frozenset({"social_worker"})),
    ("The people you support", "brokerage:board", frozenset({"provider"})),
    (
        "Introductions: who waits",
        "handovers:queue",
        frozenset({"handover_champion", "social_worker"}),
    ),
    ("Coaching notes", "handovers:coaching", frozenset({"handover_champion"})),
    ("How many people you can work with", "handovers:places", frozenset({"network_manager"})),
    ("Letters to print and calls to make", "outbox:home", frozenset({"social_worker", "support_planner"})),
    ("What support cost before and now", "dividends:money", frozenset({"finance", "commissioner"})),
    ("Your investment", "dividends:money", frozenset({"investor"})),
    ("Short spells of help, and day 91", "assessments:short_terms", frozenset({"social_worker"})),
    ("The budget rule", "budgets:versions", frozenset({"finance", "commissioner"})),
    ("Usual support to check", "budgets:checks", frozenset({"finance", "commissioner"})),
    ("Trusted assessors", "assessments:trusted", frozenset({"social_worker"})),
    ("Carers’ assessments", "assessments:carers", frozenset({"social_worker"})),
    ("Rates and dates", "reference:home", frozenset({"administrator", "finance", "commissioner", "social_worker"})),
    ("Duties done by others", "accounts:delegations", frozenset({"administrator", "social_worker"})),
    ("Who works here", "accounts:members", frozenset({"administrator"})),
    ("From another system: what did not fit", "exchange:waiting", frozenset({"social_worker"})),
    ("Other systems", "exchange:connections", frozenset({"administrator"})),
    ("Feeds of the directory", "directory:feeds", frozenset({"administrator"})),
    (
        "Wards, and who serves them",
        "places:wards",
        frozenset({"commissioner", "network_manager", "volunteer_developer"}),
    ),
    ("Find a service or a group", "directory:search", frozenset({"support_planner", "volunteer_developer"})),
)
