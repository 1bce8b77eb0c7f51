"""The whole state machine as one table: put it beside local-links.md section 3 and read row by row.

Who acts
    `person` is the role of a viewer who reaches the record as themselves or by a grant (carer, attorney, trusted
    person). What the person decides is often said aloud to the social worker beside them, so a social worker may
    record it, with the fact `said_by_person`. The network may not: it gains when the answer is yes. Where nobody can
    agree, a recorded best-interests decision makes `said_by_person` and `sharing_agreement` true (care-act.md
    section 9).

Facts
    Each guard names a fact the caller supplies as True. A fact that is missing, or anything but True, is refused.

Advocacy (care-act.md section 9, s.67)
    Gates every start of assessment, planning and review, and the sending of a plan. A network's no is never held up: it
    can always go back to `handover_offered`.

Urgent needs (care-act.md section 1, s.19(3))
    Arranging before approval is refused. A social worker's urgent flag starts urgent support *beside* the way through,
    which stays where it is: urgency never skips assessment, plan or approval.
"""

from dataclasses import dataclass

from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.personal.pathways.rules.states import ANY_OPEN, BEFORE_APPROVAL, PLANNING_STATES

# Where the network itself has the next step, so that somebody is stranded if it is shut out.
WITH_THE_NETWORK = ("handover_sent", "planning")
NOT_WITH_THE_NETWORK = tuple(state for state in ANY_OPEN if state not in WITH_THE_NETWORK)


@dataclass(frozen=True)
class Guard:
    """A fact that must be True. `message` says what is wrong and what to do; `field` is where a form shows it."""

    name: str
    message: str
    field: str = ""
    # Only for this target, where an event has a choice of two.
    only_for: str = ""


@dataclass(frozen=True)
class Either:
    """The caller says which of these it is."""

    states: tuple[str, ...]


@dataclass(frozen=True)
class Back:
    """Where the plan came from; `otherwise` when the caller does not know, or refused when that is empty."""

    states: tuple[str, ...] = PLANNING_STATES
    otherwise: str = ""


@dataclass(frozen=True)
class Stays:
    """A step on the record that leaves the state alone."""


Target = str | Either | Back | Stays


@dataclass(frozen=True)
class Transition:
    event: str
    sources: tuple[str | None, ...]
    target: Target
    actors: frozenset[str]
    guards: tuple[Guard, ...] = ()
    note: str = ""


# Anybody may ask for help for somebody; but an investor never touches personal data, not even to send some in
# (docs/rules/local-links.md section 2).
ANYONE = frozenset(Role) - roles_that(Capability.INVEST) - {Role.EXCHANGE, Role.JOB}
SW = roles_that(Capability.DECIDE)
PERSON = SW | {Role.PERSON}
PLANNER = roles_that(Capability.PLAN_FOR_NETWORK)
NETWORK = roles_that(Capability.ANSWER_FOR_NETWORK)
CHASERS = roles_that(Capability.ANSWER_REQUESTS)
SUPPORTERS = roles_that(Capability.PLAN_WITH)
WHOEVER_PLANNED = SUPPORTERS | {Role.PERSON}
ARRANGERS = WHOEVER_PLANNED | roles_that(Capability.ARRANGE_FOR_COUNCIL)


def reason(message: str) -> Guard:
    return Guard("reason_given", message, "reason")


ADVOCACY = Guard("advocacy_ok", "An advocate is needed and not yet arranged. Arrange one first", "advocate")
ADVOCACY_FOR_COUNCIL_PLAN = Guard(ADVOCACY.name, ADVOCACY.message, ADVOCACY.field, only_for="council_planning")
SAID = Guard("said_by_person", "Record that the person said this, or who may decide for them", "said_by")
CLOSING = Guard("closing_routine", "Start the closing steps first: stop payments, visits and letters", "closing")

OFFER = (
    Guard("area_served", "No network serves this address. Check the address, or say why no offer is made", "network"),
    Guard("offer_explained", "Explain the offer in a way the person can follow, and say how you did", "explained_how"),
)
SUBMIT = (
    Guard("plan_valid", "The plan is not ready to send. Put right each part listed on the plan", "plan"),
    Guard("agreement_recorded", "Record that the person agrees, or what they do not agree with", "agreement"),
    Guard("pay_estimate_given", "Give an estimate of what the person will pay, or say why there is none", "estimate"),
    ADVOCACY,
)
OVERDUE = Guard("answer_overdue", "The network still has time to answer. Wait until the answer is late", "network")

# Kept by hand, a row to a block, so that it reads as the table it is.
# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    Transition("refer", (None,), "referred", ANYONE, (
        Guard("name_given", "Enter the person's name", "name"),
        Guard("contact_given", "Enter a way to reach the person: a phone number, email or address", "contact"),
        Guard("reason_given", "Say why help is needed", "reason"),
        Guard("may_contact", "Record that the person agrees to be contacted, or why it is in their best interests",
              "consent_to_contact"),
    )),
    Transition("start_assessment", ("referred",), "assessing", SW, (ADVOCACY,)),
    Transition("advise_and_close", ("referred",), "signposted", SW, (
        Guard("advice_recorded", "Write down the advice you gave", "advice"),
        Guard("network_introduction_offered", "Offer an introduction to a network before closing", "introduction"),
    )),
    Transition("decide_eligibility", ("assessing",), Either(("eligible", "not_eligible")), SW, (
        Guard("test_stored", "Answer all three parts of the test before deciding", "test"),
        Guard("written_reasons", "Write the reasons for the decision", "reasons"),
    )),
    Transition("introduce", ("not_eligible",), "community_only", SW, (
        Guard("person_agrees", "Record that the person agrees to be introduced", "agrees"),
    ), note="not counted in the introduction rate"),
    Transition("set_indicative", ("eligible",), "budgeted", SW, (
        Guard("ras_version_recorded", "Record which version of the budget rule was used", "ras_version"),
        Guard("reference_cost_recorded", "Record the cost of the usual support, to check the budget against",
              "reference_cost"),
        Guard("baseline_frozen", "Freeze the baseline: it cannot be set later", "baseline"),
    ), note="baseline frozen here"),
    Transition("offer_handover", ("budgeted",), "handover_offered", SW, OFFER),
    Transition("person_accepts", ("handover_offered",), "handover_sent", PERSON, (
        SAID,
        Guard("sharing_agreement", "Record what the person agrees may be shared with the network", "sharing"),
    )),
    Transition("person_declines", ("handover_offered",), "council_planning", PERSON, (
        SAID, reason("Write the person's own reason"), ADVOCACY,
    )),
    Transition("not_offered", ("budgeted",), "council_planning", SW, (
        Guard("failure_reason", "Choose why no introduction was offered", "failure_reason"), ADVOCACY,
    )),
    Transition("network_accepts", ("handover_sent",), "planning", NETWORK, (
        Guard("planner_named", "Name the planner who will visit", "planner"), ADVOCACY,
    ), note="2 working days by default; a late yes is still a yes"),
    Transition("network_declines", ("handover_sent",), Either(("handover_offered", "council_planning")), NETWORK, (
        reason("Say why the network cannot take this on"), ADVOCACY_FOR_COUNCIL_PLAN,
    ), note="counts as failure of that offer; handover_offered is for another network"),
    Transition("chase", ("handover_sent",), Stays(), CHASERS, (OVERDUE,),
               note="no answer in time: a clock never overrides the person's yes"),
    Transition("re_offer", ("handover_sent",), "handover_offered", CHASERS, (
        OVERDUE, reason("Say why another network is being offered"),
    ), note="no answer in time"),
    Transition("move_on", ("handover_sent",), "council_planning", CHASERS, (
        OVERDUE, reason("Say why the council will plan instead"), ADVOCACY,
    ), note="no answer in time"),
    Transition("person_plans_for_self", ("budgeted", "handover_offered"), "self_planning", PERSON, (
        SAID, Guard("help_offered", "Tell the person they can ask for help at any time", "help_offered"), ADVOCACY,
    )),
    Transition("submit", ("self_planning",), "plan_submitted", PERSON, (SAID, *SUBMIT)),
    Transition("submit", ("council_planning",), "plan_submitted", SW, SUBMIT, note="the sender may not approve it"),
    Transition("offer_handover", PLANNING_STATES[1:] + ("in_review",), "handover_offered", SW, OFFER,
               note="a later yes is welcome; counted once, in the first cohort; a live plan stays live"),
    Transition("submit", ("planning",), "plan_submitted", PLANNER, SUBMIT),
    Transition("return", ("plan_submitted",), Back(), SW, (
        Guard("comments_given", "Say what needs to change before the plan can be approved", "comments"),
    ), note="round counter + 1"),
    Transition("approve", ("plan_submitted",), "approved", SW, (
        Guard("plan_ready", "The plan cannot be approved yet. Put right each part listed on the plan", "plan"),
        Guard("personal_budget_set", "Set the personal budget", "personal_budget"),
        Guard("deployment_set", "Say how the money will be held", "deployment"),
        Guard("approver_is_not_planner", "You wrote or sent this plan. Ask a colleague to approve it", "approver"),
        Guard("within_limit", "This plan is above what you may approve. Send it to somebody with a higher limit, "
              "or to panel", "approver"),
    ), note="panel = a social worker with a higher limit; no limit means cannot approve"),
    Transition("start_brokerage", ("approved",), "brokering", ARRANGERS, (
        Guard("right_broker", "Whoever planned this arranges it. Ask them to start", "broker"),
    ), note="see who_brokers"),
    Transition("start_urgent_brokerage", BEFORE_APPROVAL, Stays(), SW, (
        Guard("urgent_flag", "Flag the need as urgent and say what cannot wait", "urgent"),
        reason("Say why this cannot wait for the plan"),
    ), note="s.19(3): the way through stays where it is and still needs its plan and approval"),
    Transition("all_essential_lines_started", ("brokering",), "live", ARRANGERS, (
        Guard("essential_started", "Something essential has not started yet. Check each start date", "lines"),
        Guard("lines_have_start", "Each part of the plan needs a start date", "lines"),
        Guard("lines_have_provider", "Each part of the plan needs somebody to give it", "lines"),
        Guard("lines_have_price", "Each part of the plan needs a price; it can be £0.00", "lines"),
        Guard("vetting_ok", "Checks are missing for somebody in the plan. Finish them first", "lines"),
    )),
    Transition("review_due", ("live",), "in_review", SW, (ADVOCACY,)),
    Transition("review_requested", ("live",), "in_review", WHOEVER_PLANNED, (
        Guard("said_by_person", "Record that the person or their carer asked for a review", "said_by"), ADVOCACY,
    )),
    Transition("review_change", ("live",), "in_review", WHOEVER_PLANNED, (
        reason("Say what has changed"), ADVOCACY,
    )),
    Transition("no_change", ("in_review",), "live", SW, (
        Guard("next_review_set", "Set the date of the next review", "next_review_on"),
    )),
    Transition("revise", ("in_review",), Back(otherwise="planning"), SW, (
        Guard("old_version_stays_live", "Keep the present plan going until the new one starts", "plan"), ADVOCACY,
    ), note="new plan version, with whoever planned before"),
    Transition("needs_changed", ("in_review",), "assessing", SW, (
        Guard("baseline_restruck", "Mark the baseline to be set again after the new assessment", "baseline"), ADVOCACY,
    )),
    Transition("sharing_stopped", WITH_THE_NETWORK, "council_planning", PERSON,
               note="consent taken back while the network plans or is asked to: the council plans from that hour"),
    Transition("sharing_stopped", NOT_WITH_THE_NETWORK, Stays(), PERSON,
               note="the council arranges and reviews from that hour, and running support runs on"),
    Transition("carry_on", ANY_OPEN, Stays(), SW, (
        Guard("sharing_was_stopped", "Nobody has stopped sharing since this was last recorded", "words"),
        Guard("reason_given", "Write down what was agreed with the person, and who was told", "words"),
    ), note="answers what waits since sharing stopped"),
    Transition("suspend", ("live",), "suspended", SUPPORTERS, (
        reason("Say why support is paused: hospital, holiday or safeguarding"),
        Guard("expected_return", "Enter the date you expect support to start again", "expected_return_on"),
    )),
    Transition("resume", ("suspended",), "live", SUPPORTERS),
    Transition("end", ("suspended",), "ended", SW, (reason("Say why support is ending"), CLOSING)),
    Transition("die", ANY_OPEN, "ended", SUPPORTERS | NETWORK, (
        Guard("date_of_death", "Enter the date of death", "died_on"), CLOSING,
    ), note="whoever learns of it first can stop letters and visits the same day"),
    Transition("move", ANY_OPEN, "ended", SW, (reason("Say where and when the person is moving"), CLOSING)),
    Transition("withdraw", ANY_OPEN, "ended", PERSON, (
        SAID, reason("Write the person's own reason"), CLOSING,
        Guard("refusal_may_stand", "The council's duty goes on where somebody may be harmed, or cannot make this "
              "choice and going on is best for them. Record that neither is so", "refusal"),
    ), note="care-act.md section 1, s.11"),
)
# fmt: on
