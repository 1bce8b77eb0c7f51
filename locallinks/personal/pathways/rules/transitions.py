"""All transitions of a pathway as one table, in the order of docs/rules/local-links.md 3.

Actors
    `person` is the role of a viewer who reaches the record as themselves or by a grant (carer, attorney, trusted
    person). The person often tells the social worker what they decide, so a social worker may record it, with the fact
    `said_by_person`. The network may not record it, because it gains when the answer is yes. For a person who lacks
    capacity, a recorded best-interests decision makes `said_by_person` and `sharing_agreement` true
    (docs/rules/care-act.md 9).

Facts
    Each guard names a fact that the caller supplies as True. A fact that is missing, or anything but True, is refused.

Advocacy (Care Act 2014 s.67; docs/rules/care-act.md 9)
    An advocate who is needed must be arranged before assessment, planning or review starts and before a plan is
    submitted. A network can always decline, because the pathway may go back to `handover_offered`.

Urgent needs (Care Act 2014 s.19(3); docs/rules/care-act.md 1)
    Nothing is arranged before approval, unless a social worker flags the need as urgent. Urgent support leaves the
    state alone, so that it never skips assessment, plan or approval.
"""

from dataclasses import dataclass

from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.personal.pathways.choices import PathwayEvent as Event
from locallinks.personal.pathways.choices import PathwayState as State
from locallinks.personal.pathways.rules.states import ANY_OPEN, BEFORE_APPROVAL, PLANNING_STATES

# The network has the next step, so the pathway must move when the network loses access.
WITH_THE_NETWORK = (State.HANDOVER_SENT, State.PLANNING)
NOT_WITH_THE_NETWORK = tuple(state for state in ANY_OPEN if state not in WITH_THE_NETWORK)


@dataclass(frozen=True)
class Guard:
    """A fact that must be True. `message` says what is wrong and what to do; `field` is the form field it is about."""

    name: str
    message: str
    field: str = ""
    only_for: State | None = None  # where the row has two targets: the guard holds for this one only


@dataclass(frozen=True)
class OneOf:
    """The caller chooses one of these states."""

    states: tuple[State, ...]


@dataclass(frozen=True)
class ReturnTo:
    """The state from which the plan was submitted; `otherwise` where that is unknown, or refused if it is None."""

    states: tuple[State, ...] = PLANNING_STATES
    otherwise: State | None = None


@dataclass(frozen=True)
class NoChange:
    """The event is recorded as a step, and the state stays the same."""


Target = State | OneOf | ReturnTo | NoChange


@dataclass(frozen=True)
class Transition:
    event: Event
    sources: tuple[State | None, ...]
    target: Target
    actors: frozenset[str]
    guards: tuple[Guard, ...] = ()
    note: str = ""


# Anybody may refer a person, except an investor, who never handles personal data (docs/rules/local-links.md 2).
ANYONE = frozenset(Role) - roles_that(Capability.INVEST) - {Role.EXCHANGE, Role.JOB}
SOCIAL_WORKER = roles_that(Capability.DECIDE)
PERSON_OR_SOCIAL_WORKER = SOCIAL_WORKER | {Role.PERSON}
SUPPORT_PLANNER = roles_that(Capability.PLAN_FOR_NETWORK)
NETWORK_STAFF = roles_that(Capability.ANSWER_FOR_NETWORK)
CHASERS = roles_that(Capability.ANSWER_REQUESTS)
SUPPORTERS = roles_that(Capability.PLAN_WITH)
PERSON_OR_PLANNER = SUPPORTERS | {Role.PERSON}
ARRANGERS = PERSON_OR_PLANNER | roles_that(Capability.ARRANGE_FOR_COUNCIL)
PAUSERS = SUPPORTERS | roles_that(Capability.ARRANGE_FOR_COUNCIL)


def reason_given(message: str) -> Guard:
    """Return a guard that asks for a reason, with this message where there is none."""
    return Guard("reason_given", message, "reason")


ADVOCACY = Guard("advocacy_ok", "An advocate is needed and not yet arranged. Arrange one first", "advocate")
ADVOCACY_FOR_COUNCIL_PLAN = Guard(ADVOCACY.name, ADVOCACY.message, ADVOCACY.field, only_for=State.COUNCIL_PLANNING)
SAID_BY_PERSON = Guard("said_by_person", "Record that the person said this, or who may decide for them", "said_by")
CLOSING_ROUTINE = Guard(
    "closing_routine", "Start the closing steps first: stop payments, visits and letters", "closing"
)

OFFER_GUARDS = (
    Guard("area_served", "No network serves this address. Check the address, or say why no offer is made", "network"),
    Guard("offer_explained", "Explain the offer in a way the person can follow, and say how you did", "explained_how"),
)
SUBMIT_GUARDS = (
    Guard("plan_valid", "The plan is not ready to send. Put right each part listed on the plan", "plan"),
    Guard("agreement_recorded", "Record that the person agrees, or what they do not agree with", "agreement"),
    Guard("pay_estimate_given", "Give an estimate of what the person will pay, or say why there is none", "estimate"),
    ADVOCACY,
)
ANSWER_OVERDUE = Guard(
    "answer_overdue", "The network still has time to answer. Wait until the answer is late", "network"
)

# Kept by hand, a row to a block, so that it reads as the table it is.
# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    Transition(Event.REFER, (None,), State.REFERRED, ANYONE, (
        Guard("name_given", "Enter the person's name", "name"),
        Guard("contact_given", "Enter a way to reach the person: a phone number, email or address", "contact"),
        Guard("reason_given", "Say why help is needed", "reason"),
        Guard("may_contact", "Record that the person agrees to be contacted, or why it is in their best interests",
              "consent_to_contact"),
    )),
    Transition(Event.START_ASSESSMENT, (State.REFERRED,), State.ASSESSING, SOCIAL_WORKER, (ADVOCACY,)),
    Transition(Event.ADVISE_AND_CLOSE, (State.REFERRED,), State.SIGNPOSTED, SOCIAL_WORKER, (
        Guard("advice_recorded", "Write down the advice you gave", "advice"),
        Guard("network_introduction_offered", "Offer an introduction to a network before closing", "introduction"),
    )),
    Transition(Event.DECIDE_ELIGIBILITY, (State.ASSESSING,), OneOf((State.ELIGIBLE, State.NOT_ELIGIBLE)),
               SOCIAL_WORKER, (
        Guard("test_stored", "Answer all three parts of the test before deciding", "test"),
        Guard("written_reasons", "Write the reasons for the decision", "reasons"),
    )),
    Transition(Event.INTRODUCE, (State.NOT_ELIGIBLE,), State.COMMUNITY_ONLY, SOCIAL_WORKER, (
        Guard("person_agrees", "Record that the person agrees to be introduced", "agrees"),
    ), note="not counted in the introduction rate"),
    Transition(Event.SET_INDICATIVE, (State.ELIGIBLE,), State.BUDGETED, SOCIAL_WORKER, (
        Guard("ras_version_recorded", "Record which version of the budget rule was used", "ras_version"),
        Guard("reference_cost_recorded", "Record the cost of the usual support, to check the budget against",
              "reference_cost"),
        Guard("baseline_frozen", "Freeze the baseline: it cannot be set later", "baseline"),
    ), note="baseline frozen here"),
    Transition(Event.OFFER_HANDOVER, (State.BUDGETED,), State.HANDOVER_OFFERED, SOCIAL_WORKER, OFFER_GUARDS),
    Transition(Event.PERSON_ACCEPTS, (State.HANDOVER_OFFERED,), State.HANDOVER_SENT, PERSON_OR_SOCIAL_WORKER, (
        SAID_BY_PERSON,
        Guard("sharing_agreement", "Record what the person agrees may be shared with the network", "sharing"),
    )),
    Transition(Event.PERSON_DECLINES, (State.HANDOVER_OFFERED,), State.COUNCIL_PLANNING, PERSON_OR_SOCIAL_WORKER, (
        SAID_BY_PERSON, reason_given("Write the person's own reason"), ADVOCACY,
    )),
    Transition(Event.NOT_OFFERED, (State.BUDGETED,), State.COUNCIL_PLANNING, SOCIAL_WORKER, (
        Guard("failure_reason", "Choose why no introduction was offered", "failure_reason"), ADVOCACY,
    )),
    Transition(Event.NETWORK_ACCEPTS, (State.HANDOVER_SENT,), State.PLANNING, NETWORK_STAFF, (
        Guard("planner_named", "Name the planner who will visit", "planner"), ADVOCACY,
    ), note="2 working days by default; a late yes is still a yes"),
    Transition(Event.NETWORK_DECLINES, (State.HANDOVER_SENT,), OneOf((State.HANDOVER_OFFERED, State.COUNCIL_PLANNING)),
               NETWORK_STAFF, (
        reason_given("Say why the network cannot take this on"), ADVOCACY_FOR_COUNCIL_PLAN,
    ), note="counts as failure of that offer; handover_offered is for another network"),
    Transition(Event.CHASE, (State.HANDOVER_SENT,), NoChange(), CHASERS, (ANSWER_OVERDUE,),
               note="no answer in time: a clock never overrides the person's yes"),
    Transition(Event.RE_OFFER, (State.HANDOVER_SENT,), State.HANDOVER_OFFERED, CHASERS, (
        ANSWER_OVERDUE, reason_given("Say why another network is being offered"),
    ), note="no answer in time"),
    Transition(Event.MOVE_ON, (State.HANDOVER_SENT,), State.COUNCIL_PLANNING, CHASERS, (
        ANSWER_OVERDUE, reason_given("Say why the council will plan instead"), ADVOCACY,
    ), note="no answer in time"),
    Transition(Event.PERSON_PLANS_FOR_SELF, (State.BUDGETED, State.HANDOVER_OFFERED), State.SELF_PLANNING,
               PERSON_OR_SOCIAL_WORKER, (
        SAID_BY_PERSON,
        Guard("help_offered", "Tell the person they can ask for help at any time", "help_offered"), ADVOCACY,
    )),
    Transition(Event.SUBMIT, (State.SELF_PLANNING,), State.PLAN_SUBMITTED, PERSON_OR_SOCIAL_WORKER, (
        SAID_BY_PERSON, *SUBMIT_GUARDS,
    )),
    Transition(Event.SUBMIT, (State.COUNCIL_PLANNING,), State.PLAN_SUBMITTED, SOCIAL_WORKER, SUBMIT_GUARDS,
               note="the sender may not approve it"),
    Transition(Event.OFFER_HANDOVER, PLANNING_STATES[1:] + (State.IN_REVIEW,), State.HANDOVER_OFFERED,
               SOCIAL_WORKER, OFFER_GUARDS,
               note="a later yes is welcome; counted once, in the first cohort; a live plan stays live"),
    Transition(Event.SUBMIT, (State.PLANNING,), State.PLAN_SUBMITTED, SUPPORT_PLANNER, SUBMIT_GUARDS),
    Transition(Event.RETURN, (State.PLAN_SUBMITTED,), ReturnTo(), SOCIAL_WORKER, (
        Guard("comments_given", "Say what needs to change before the plan can be approved", "comments"),
    ), note="round counter + 1"),
    Transition(Event.APPROVE, (State.PLAN_SUBMITTED,), State.APPROVED, SOCIAL_WORKER, (
        Guard("plan_ready", "The plan cannot be approved yet. Put right each part listed on the plan", "plan"),
        Guard("personal_budget_set", "Set the personal budget", "personal_budget"),
        Guard("fund_holding_set", "Say how the money will be held", "deployment"),
        Guard("approver_is_not_planner", "You wrote or sent this plan. Ask a colleague to approve it", "approver"),
        Guard("within_limit", "This plan is above what you may approve. Send it to somebody with a higher limit, "
              "or to panel", "approver"),
    ), note="panel = a social worker with a higher limit; no limit means cannot approve"),
    Transition(Event.START_BROKERAGE, (State.APPROVED,), State.BROKERING, ARRANGERS, (
        Guard("right_broker", "Whoever planned this arranges it. Ask them to start", "broker"),
    ), note="see who_brokers"),
    Transition(Event.START_URGENT_BROKERAGE, BEFORE_APPROVAL, NoChange(), SOCIAL_WORKER, (
        Guard("urgent_flag", "Flag the need as urgent and say what cannot wait", "urgent"),
        reason_given("Say why this cannot wait for the plan"),
    ), note="s.19(3): the way through stays where it is and still needs its plan and approval"),
    Transition(Event.ALL_ESSENTIAL_LINES_STARTED, (State.BROKERING,), State.LIVE, ARRANGERS, (
        Guard("essential_started", "Something essential has not started yet. Check each start date", "lines"),
        Guard("lines_have_start", "Each part of the plan needs a start date", "lines"),
        Guard("lines_have_provider", "Each part of the plan needs somebody to give it", "lines"),
        Guard("lines_have_price", "Each part of the plan needs a price; it can be £0.00", "lines"),
        Guard("vetting_ok", "Checks are missing for somebody in the plan. Finish them first", "lines"),
    )),
    Transition(Event.REVIEW_DUE, (State.LIVE,), State.IN_REVIEW, SOCIAL_WORKER, (ADVOCACY,)),
    Transition(Event.REVIEW_REQUESTED, (State.LIVE,), State.IN_REVIEW, PERSON_OR_PLANNER, (
        Guard("said_by_person", "Record that the person or their carer asked for a review", "said_by"), ADVOCACY,
    )),
    Transition(Event.REVIEW_CHANGE, (State.LIVE,), State.IN_REVIEW, PERSON_OR_PLANNER, (
        reason_given("Say what has changed"), ADVOCACY,
    )),
    Transition(Event.NO_CHANGE, (State.IN_REVIEW,), State.LIVE, SOCIAL_WORKER, (
        Guard("next_review_set", "Set the date of the next review", "next_review_on"),
    )),
    Transition(Event.REVISE, (State.IN_REVIEW,), ReturnTo(otherwise=State.PLANNING), SOCIAL_WORKER, (
        Guard("old_version_stays_live", "Keep the present plan going until the new one starts", "plan"), ADVOCACY,
    ), note="new plan version, with whoever planned before"),
    Transition(Event.NEEDS_CHANGED, (State.IN_REVIEW,), State.ASSESSING, SOCIAL_WORKER, (
        Guard("baseline_restruck", "Mark the baseline to be set again after the new assessment", "baseline"), ADVOCACY,
    )),
    Transition(Event.SHARING_STOPPED, WITH_THE_NETWORK, State.COUNCIL_PLANNING, PERSON_OR_SOCIAL_WORKER,
               note="consent taken back while the network plans or is asked to: the council plans from that hour"),
    Transition(Event.SHARING_STOPPED, NOT_WITH_THE_NETWORK, NoChange(), PERSON_OR_SOCIAL_WORKER,
               note="the council arranges and reviews from that hour, and running support runs on"),
    Transition(Event.CARRY_ON, ANY_OPEN, NoChange(), SOCIAL_WORKER, (
        Guard("sharing_was_stopped", "Nobody has stopped sharing since this was last recorded", "words"),
        Guard("reason_given", "Write down what was agreed with the person, and who was told", "words"),
    ), note="answers what waits since sharing stopped"),
    Transition(Event.SUSPEND, (State.LIVE,), State.SUSPENDED, PAUSERS, (
        reason_given("Say why support is paused: hospital, holiday or safeguarding"),
        Guard("expected_return", "Enter the date you expect support to start again", "expected_return_on"),
    )),
    Transition(Event.RESUME, (State.SUSPENDED,), State.LIVE, PAUSERS),
    Transition(Event.END, (State.SUSPENDED,), State.ENDED, SOCIAL_WORKER, (
        reason_given("Say why support is ending"), CLOSING_ROUTINE,
    )),
    Transition(Event.DIE, ANY_OPEN, State.ENDED, SUPPORTERS | NETWORK_STAFF, (
        Guard("date_of_death", "Enter the date of death", "died_on"), CLOSING_ROUTINE,
    ), note="whoever learns of it first can stop letters and visits the same day"),
    Transition(Event.MOVE, ANY_OPEN, State.ENDED, SOCIAL_WORKER, (
        reason_given("Say where and when the person is moving"), CLOSING_ROUTINE,
    )),
    Transition(Event.WITHDRAW, ANY_OPEN, State.ENDED, PERSON_OR_SOCIAL_WORKER, (
        SAID_BY_PERSON, reason_given("Write the person's own reason"), CLOSING_ROUTINE,
        Guard("refusal_may_stand", "The council's duty goes on where somebody may be harmed, or cannot make this "
              "choice and going on is best for them. Record that neither is so", "refusal"),
    ), note="docs/rules/care-act.md 1, s.11"),
)
# fmt: on
