"""Section 3 of docs/rules/local-links.md, written by hand, so that a change of the table fails a test."""

from locallinks.foundation.shared.roles import Role

# "Anybody" of section 3: all roles except investors and those of background jobs.
ANYBODY = " ".join(role for role in Role if role not in ("investor", "exchange", "job"))
PLANNED = "person social_worker support_planner"
ARRANGERS = f"{PLANNED} broker"
PAUSERS = "social_worker support_planner broker"

# State, event, next state, roles, facts.
SECTION_3 = [
    (None, "refer", "referred", ANYBODY, "name_given contact_given reason_given may_contact"),
    ("referred", "start_assessment", "assessing", "social_worker", "advocacy_ok"),
    ("referred", "advise_and_close", "signposted", "social_worker", "advice_recorded network_introduction_offered"),
    ("assessing", "decide_eligibility", "eligible", "social_worker", "test_stored written_reasons"),
    ("assessing", "decide_eligibility", "not_eligible", "social_worker", "test_stored written_reasons"),
    ("not_eligible", "introduce", "community_only", "social_worker", "person_agrees"),
    (
        "eligible",
        "set_indicative",
        "budgeted",
        "social_worker",
        "ras_version_recorded reference_cost_recorded baseline_frozen",
    ),
    ("budgeted", "offer_handover", "handover_offered", "social_worker", "area_served offer_explained"),
    ("handover_offered", "person_accepts", "handover_sent", "person social_worker", "said_by_person sharing_agreement"),
    (
        "handover_offered",
        "person_declines",
        "council_planning",
        "person social_worker",
        "said_by_person reason_given advocacy_ok",
    ),
    ("budgeted", "not_offered", "council_planning", "social_worker", "failure_reason advocacy_ok"),
    ("handover_sent", "network_accepts", "planning", "support_planner network_manager", "planner_named advocacy_ok"),
    ("handover_sent", "network_declines", "handover_offered", "support_planner network_manager", "reason_given"),
    (
        "handover_sent",
        "network_declines",
        "council_planning",
        "support_planner network_manager",
        "reason_given advocacy_ok",
    ),
    ("handover_sent", "chase", "handover_sent", "social_worker handover_champion", "answer_overdue"),
    ("handover_sent", "re_offer", "handover_offered", "social_worker handover_champion", "answer_overdue reason_given"),
    (
        "handover_sent",
        "move_on",
        "council_planning",
        "social_worker handover_champion",
        "answer_overdue reason_given advocacy_ok",
    ),
    (
        "budgeted",
        "person_plans_for_self",
        "self_planning",
        "person social_worker",
        "said_by_person help_offered advocacy_ok",
    ),
    (
        "handover_offered",
        "person_plans_for_self",
        "self_planning",
        "person social_worker",
        "said_by_person help_offered advocacy_ok",
    ),
    (
        "self_planning",
        "submit",
        "plan_submitted",
        "person social_worker",
        "said_by_person plan_valid agreement_recorded pay_estimate_given advocacy_ok",
    ),
    (
        "council_planning",
        "submit",
        "plan_submitted",
        "social_worker",
        "plan_valid agreement_recorded pay_estimate_given advocacy_ok",
    ),
    ("council_planning", "offer_handover", "handover_offered", "social_worker", "area_served offer_explained"),
    ("self_planning", "offer_handover", "handover_offered", "social_worker", "area_served offer_explained"),
    ("in_review", "offer_handover", "handover_offered", "social_worker", "area_served offer_explained"),
    (
        "planning",
        "submit",
        "plan_submitted",
        "support_planner",
        "plan_valid agreement_recorded pay_estimate_given advocacy_ok",
    ),
    ("plan_submitted", "return", "planning", "social_worker", "comments_given"),
    ("plan_submitted", "return", "self_planning", "social_worker", "comments_given"),
    ("plan_submitted", "return", "council_planning", "social_worker", "comments_given"),
    (
        "plan_submitted",
        "approve",
        "approved",
        "social_worker",
        "plan_ready personal_budget_set fund_holding_set approver_is_not_planner within_limit",
    ),
    ("approved", "start_brokerage", "brokering", ARRANGERS, "right_broker"),
    (
        "brokering",
        "all_essential_lines_started",
        "live",
        ARRANGERS,
        "essential_started lines_have_start lines_have_provider lines_have_price vetting_ok",
    ),
    ("live", "review_due", "in_review", "social_worker", "advocacy_ok"),
    ("live", "review_requested", "in_review", PLANNED, "said_by_person advocacy_ok"),
    ("live", "review_change", "in_review", PLANNED, "reason_given advocacy_ok"),
    ("in_review", "no_change", "live", "social_worker", "next_review_set"),
    ("in_review", "revise", "planning", "social_worker", "old_version_stays_live advocacy_ok"),
    ("in_review", "revise", "self_planning", "social_worker", "old_version_stays_live advocacy_ok"),
    ("in_review", "revise", "council_planning", "social_worker", "old_version_stays_live advocacy_ok"),
    ("in_review", "needs_changed", "assessing", "social_worker", "baseline_restruck advocacy_ok"),
    ("live", "suspend", "suspended", PAUSERS, "reason_given expected_return"),
    ("suspended", "resume", "live", PAUSERS, ""),
    ("suspended", "end", "ended", "social_worker", "reason_given closing_routine"),
]
NOT_YET_APPROVED = ("referred", "assessing", "eligible", "budgeted", "handover_offered", "handover_sent") + (
    "planning",
    "self_planning",
    "council_planning",
    "plan_submitted",
)
OPEN_STATES = (*NOT_YET_APPROVED, "not_eligible", "approved", "brokering", "live", "in_review", "suspended")
NEAREST = "social_worker support_planner network_manager"
SECTION_3 += [(state, "die", "ended", NEAREST, "date_of_death closing_routine") for state in OPEN_STATES]
SECTION_3 += [(state, "move", "ended", "social_worker", "reason_given closing_routine") for state in OPEN_STATES]
SECTION_3 += [
    (
        state,
        "withdraw",
        "ended",
        "person social_worker",
        "said_by_person reason_given closing_routine refusal_may_stand",
    )
    for state in OPEN_STATES
]
# Not in section 3, which has no way on for a person who withdraws consent (docs/rules/decisions.md 25).
SECTION_3 += [
    (
        state,
        "sharing_stopped",
        "council_planning" if state in ("handover_sent", "planning") else state,
        "person social_worker",
        "",
    )
    for state in OPEN_STATES
]
SECTION_3 += [(state, "carry_on", state, "social_worker", "sharing_was_stopped reason_given") for state in OPEN_STATES]
SECTION_3 += [
    (state, "start_urgent_brokerage", state, "social_worker", "urgent_flag reason_given") for state in NOT_YET_APPROVED
]
