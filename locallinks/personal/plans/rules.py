"""What a plan must hold before it is sent, and before it is approved (care-act.md section 6, s.25; local-links.md 5).

Every check gives `Problem`s in words that name the place and the remedy; none of them raises, so a page shows them all.
A plan is never refused for being over the indicative budget: it needs a reason, and that is all.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.money import pounds

MAX_WEEKLY_PENCE = 20_000_00
MAX_SHORT = 300
MAX_TEXT = 5000
MAX_MINUTES = 336 * 60  # a week, with two people at once

LINE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "statutory": "Care arranged by the council: home care, a day away, a break",
        "local_paid": "Paid help from somebody local",
        "voluntary": "A volunteer, or something the network runs",
        "informal": "Family, friends or neighbours",
        "community_asset": "Something in the community, open to all",
        "equipment": "Equipment",
        "self": "What the person does",
    }
)
# Whoever gives these gives them freely: they are asked first, and may stop (rule c).
GIVEN_FREELY = frozenset({"voluntary", "informal"})

DEPLOYMENTS: Mapping[str, str] = MappingProxyType(
    {
        "direct_payment": "Paid to the person, or somebody they choose",
        "isf": "Held by the network or a provider, and spent as the person says",
        "managed_account": "Looked after by the network, and still the person's own payment",
        "council_managed": "Held by the council, which pays",
        "pooled": "Put together with other people's, as each of them agreed",
        "mixed": "A different way for different parts of the plan",
    }
)
# Both are a direct payment in law: the network only looks after the second one (local-links.md section 6).
DIRECT_PAYMENTS = frozenset({"direct_payment", "managed_account"})
FREQUENCIES: Mapping[str, str] = MappingProxyType(
    {"weekly": "Every week", "four_weekly": "Every four weeks", "monthly": "Every month"}
)

# Needs where help means touching or washing somebody (care-act.md section 3): a plan for them needs a plan B.
PERSONAL_CARE_NEEDS = frozenset({"A1", "A2", "A3", "A4"})
# A line for something the person wants that no eligible need asks for: the photography of local-links.md section 10.
OWN_GOAL = "own"

# While the way through is here no plan may be written: what is thought of now belongs after the offer (section 4).
BEFORE_OFFER = frozenset({"referred", "assessing", "eligible", "budgeted"})


@dataclass(frozen=True)
class Need:
    """Something the person needs. `code` is what a line's `outcomes` point at."""

    code: str
    words: str
    eligible: bool
    criteria: str  # whether and how far it meets the criteria (s.25 item 2)
    essential: bool = False
    personal_care: bool = False
    unmet_recorded: bool = False


@dataclass(frozen=True)
class Line:
    """One thing in the plan. `outcomes` holds the codes of needs, or of the person's own goals, that it serves."""

    key: str
    kind: str
    what: str
    outcomes: tuple[str, ...] = ()
    eligible: bool = True  # False is added support: no eligible need behind it, no cost to the council
    who: str = ""
    when: str = ""
    council_weekly_pence: int = 0
    own_weekly_pence: int = 0
    nhs_weekly_pence: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    contingency: str = ""
    essential: bool = False
    personal_care: bool = False
    regulated: bool = False  # shopping with the person's money, cash, bills, taking someone to care or treatment
    check_seen: bool = False  # the check the law asks of whoever does that
    giver_agrees: bool | None = None
    deployment: str = ""  # empty: as the plan says


@dataclass(frozen=True)
class PlanFacts:
    """A plan version as plain values. Money is pence a week."""

    needs: tuple[Need, ...] = ()
    lines: tuple[Line, ...] = ()
    council_meets: str = ""  # s.25 item 3: the needs the council will meet, and how
    wellbeing: tuple[str, ...] = ()  # item 4
    personal_budget_pence: int | None = None  # item 5: proposed when sent, confirmed when approved
    prevention_advice: str = ""  # item 6
    agreed: bool | None = None  # None: not asked yet
    disagreement: str = ""  # what the person does not agree with
    pay_estimate_given: bool = False  # an estimate, or why there is none
    advocacy_ok: bool = False
    indicative_pence: int | None = None
    why_over_indicative: str = ""
    own_money_pence: int | None = None  # what the person puts in themselves; None: just what their lines say
    deployment: str = ""
    direct_payment_pence: int | None = None
    direct_payment_frequency: str = ""


def council_cost(lines: Iterable[Line]) -> int:
    """Cost to the personal budget, before the person's contribution."""
    return sum(line.council_weekly_pence for line in lines)


def own_cost(lines: Iterable[Line]) -> int:
    """What the person pays privately, on top of any contribution."""
    return sum(line.own_weekly_pence for line in lines)


def weekly_total(lines: Iterable[Line]) -> int:
    """Council and own money. What the NHS pays is a funder of its own and stands apart."""
    lines = tuple(lines)
    return council_cost(lines) + own_cost(lines)


def offer_comes_first(state: str, *, area_served: bool) -> bool:
    """True where somebody begins a plan line too soon: prompt for the offer, and keep `plan_written_in_assessment`."""
    return area_served and state in BEFORE_OFFER


def line_problems(line: Line) -> tuple[Problem, ...]:
    """What is wrong with one line as it is typed. Fields are those of the line's own form."""
    return tuple(_line_words(line)) + tuple(_line_money(line)) + tuple(_line_people(line))


def submit_problems(facts: PlanFacts) -> tuple[Problem, ...]:
    """Everything between this plan and sending it: s.25 items 1 to 6, the rules of the plan, agreement, advocacy."""
    found = [*_section_25(facts), *_coverage(facts)]
    for line in facts.lines:
        found += [_on(line, problem) for problem in line_problems(line)]
        found += [_on(line, problem) for problem in _line_ready(line, facts.needs)]
    return (*found, *_agreement(facts))


def submit_facts(problems: Collection[Problem]) -> dict[str, bool]:
    """The facts the `submit` step asks for, from what `submit_problems` found."""
    codes = {problem.code for problem in problems}
    own = {"agreement_recorded", "pay_estimate_given", "advocacy_ok"}
    return {"plan_valid": not codes - own, **{fact: fact not in codes for fact in sorted(own)}}


def approve_problems(facts: PlanFacts) -> tuple[Problem, ...]:
    """Everything between this plan and approval: the budget, how it is held, s.25 items 7 and 8, the total.

    Call `submit_problems` as well: a plan is checked again on the day it is approved.
    """
    return (*_budget(facts), *_direct_payment(facts))


def approve_facts(
    problems: Collection[Problem],
    *,
    approver_id: int,
    wrote_or_sent: Collection[int],
    council_pence: int,
    limit_pence: int | None,
) -> dict[str, bool]:
    """The facts the `approve` step asks for. `problems` are those of submit and approve together."""
    codes = {problem.code for problem in problems}
    own = {"personal_budget_set", "deployment_set"}
    return {
        "plan_ready": not codes - own,
        **{fact: fact not in codes for fact in sorted(own)},
        "approver_is_not_planner": approver_id not in wrote_or_sent,
        "within_limit": within_limit(council_pence, limit_pence),
    }


def within_limit(council_pence: int, limit_pence: int | None) -> bool:
    """No limit means cannot approve: a missing number must never pass (peers.md, brokerage)."""
    return limit_pence is not None and council_pence <= limit_pence


def _line_words(line: Line) -> Iterable[Problem]:
    if line.kind not in LINE_KINDS:
        yield Problem("Choose what kind of support this is", "kind", "unknown_kind")
    if not line.what.strip():
        yield Problem("Say what will happen", "what", "no_what")
    limits = (("what", line.what, MAX_TEXT), ("who", line.who, MAX_SHORT), ("when", line.when, MAX_SHORT))
    for field, text, limit in (*limits, ("contingency", line.contingency, MAX_TEXT)):
        if len(text) > limit:
            yield Problem(f"Write {limit:,} characters or fewer. There are {len(text):,} now", field, "too_long")
    if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
        yield Problem("It ends before it starts. Change one of the dates", "ends_on", "ends_before_start")
    if line.deployment and line.deployment not in DEPLOYMENTS:
        yield Problem("Choose how the money for this is held", "deployment", "unknown_deployment")


def _line_money(line: Line) -> Iterable[Problem]:
    for field, pence in (
        ("council_weekly", line.council_weekly_pence),
        ("own_weekly", line.own_weekly_pence),
        ("nhs_weekly", line.nhs_weekly_pence),
    ):
        if not 0 <= pence <= MAX_WEEKLY_PENCE:
            yield Problem("The weekly cost must be from £0.00 to £20,000.00", field, "cost_out_of_range")
    if not line.eligible and line.council_weekly_pence > 0:
        yield Problem(
            "The council does not pay for added support. Make its cost £0.00, or say which need it meets",
            "council_weekly",
            "added_support_cost",
        )


def _line_people(line: Line) -> Iterable[Problem]:
    if line.kind != "voluntary":
        return
    if line.personal_care:
        yield Problem(
            "Volunteers do not give personal care. Choose paid or family help for this",
            "personal_care",
            "volunteer_care",
        )
    if line.regulated and not line.check_seen:
        yield Problem(
            "Handling money, bills, or taking somebody to treatment needs a DBS check. See it first",
            "check",
            "check_missing",
        )


def _line_ready(line: Line, needs: Collection[Need]) -> Iterable[Problem]:
    """What may wait while a line is being thought about, and not when the plan is sent."""
    if not line.outcomes:
        yield Problem("Say what this is for: choose a need or a goal", "outcomes", "no_outcome")
    elif line.eligible and not set(line.outcomes) & {need.code for need in needs if need.eligible}:
        yield Problem(
            "Choose the eligible need this meets, or mark it as added support", "outcomes", "eligible_without_need"
        )
    if line.kind in GIVEN_FREELY and line.giver_agrees is not True:
        yield Problem(
            "Ask whoever gives this if they agree. They may change their mind", "giver_agrees", "giver_consent"
        )


def _section_25(facts: PlanFacts) -> Iterable[Problem]:
    if not facts.needs:
        yield Problem("Write down what the person needs", "needs", "s25_1")
    for need in facts.needs:
        if not need.criteria.strip():
            message = f"{need.words}: say if it meets the council's test, and how far"
            yield Problem(message, f"need-{need.code}", "s25_2")
    if not facts.council_meets.strip():
        yield Problem("Say which needs the council will meet, and how", "council_meets", "s25_3")
    if not facts.wellbeing:
        yield Problem("Choose which parts of wellbeing this support is for", "wellbeing", "s25_4")
    if facts.personal_budget_pence is None:
        yield Problem("Enter the personal budget this plan asks for; it can be £0.00", "personal_budget", "s25_5")
    if not facts.prevention_advice.strip():
        yield Problem("Write the advice on staying well and needing less help", "prevention_advice", "s25_6")


def _coverage(facts: PlanFacts) -> Iterable[Problem]:
    """Rules (a) and (b): every eligible need is met or recorded as unmet; essential personal care has a plan B."""
    for need in facts.needs:
        if not need.eligible:
            continue
        meeting = [line for line in facts.lines if line.eligible and need.code in line.outcomes]
        if not meeting and not need.unmet_recorded:
            message = f"{need.words}: add something that meets this, or record that nothing can yet"
            yield Problem(message, f"need-{need.code}", "need_not_covered")
        if need.essential and need.personal_care and len(meeting) == 1:
            only = meeting[0]
            if only.kind == "voluntary" and not only.contingency.strip():
                message = f"{need.words}: one volunteer is not enough. Say what happens if they cannot come"
                yield Problem(message, f"line-{only.key}", "volunteer_alone")


def _agreement(facts: PlanFacts) -> Iterable[Problem]:
    if facts.agreed is None:
        yield Problem("Ask if the person agrees with the plan", "agreement", "agreement_recorded")
    elif not facts.agreed and not facts.disagreement.strip():
        yield Problem("Write down what the person does not agree with", "disagreement", "agreement_recorded")
    if not facts.pay_estimate_given:
        yield Problem(
            "Give an estimate of what the person will pay, or say why there is none", "estimate", "pay_estimate_given"
        )
    if not facts.advocacy_ok:
        yield Problem("An advocate is needed and not yet arranged. Arrange one first", "advocate", "advocacy_ok")


def _budget(facts: PlanFacts) -> Iterable[Problem]:
    """Rule (f). The total is held to what is there; the indicative budget only asks for a reason."""
    council = council_cost(facts.lines)
    budget = facts.personal_budget_pence
    if budget is None or budget < 0:
        yield Problem("Set the personal budget; it can be £0.00", "personal_budget", "personal_budget_set")
    else:
        own = own_cost(facts.lines) if facts.own_money_pence is None else facts.own_money_pence
        over = weekly_total(facts.lines) - budget - own
        if over > 0:
            message = f"The plan costs {pounds(over)} a week more than the personal budget and the person's own money"
            yield Problem(f"{message}. Raise the budget, or change the plan", "personal_budget", "over_budget")
    if (
        facts.indicative_pence is not None
        and council > facts.indicative_pence
        and not facts.why_over_indicative.strip()
    ):
        message = f"The plan is {pounds(council - facts.indicative_pence)} a week over the first budget"
        yield Problem(f"{message}. That is allowed: say why", "why_over_indicative", "over_indicative_reason")


def _direct_payment(facts: PlanFacts) -> Iterable[Problem]:
    if facts.deployment not in DEPLOYMENTS:
        yield Problem("Say how the money will be held", "deployment", "deployment_set")
    costing = [line for line in facts.lines if line.council_weekly_pence > 0]
    for line in costing:
        if facts.deployment == "mixed" and line.deployment in ("", "mixed"):
            message = f"{line.what}: say how the money for this part is held"
            yield Problem(message, f"line-{line.key}", "line_deployment")
    paid = [line for line in costing if (line.deployment or facts.deployment) in DIRECT_PAYMENTS]
    if not paid:
        return
    needs = {need.code for need in facts.needs if need.eligible}
    for line in paid:
        if not needs & set(line.outcomes):
            message = f"{line.what}: say which need this direct payment meets"
            yield Problem(message, f"line-{line.key}", "s25_7")
    if facts.direct_payment_pence is None or facts.direct_payment_pence < 0:
        yield Problem("Enter how much each direct payment is; it can be £0.00", "direct_payment", "s25_8")
    if facts.direct_payment_frequency not in FREQUENCIES:
        yield Problem("Choose how often the direct payment is made", "direct_payment_frequency", "s25_8")


def _on(line: Line, problem: Problem) -> Problem:
    """On the whole plan's page a line's problem names the line and links to it."""
    return Problem(f"{line.what.strip() or 'A part of the plan'}: {problem.message}", f"line-{line.key}", problem.code)


def kind_from_directory(*, is_free: bool | None, fees: str, run_by_network: bool) -> str:
    """The kind a service from the directory most likely is. The planner sees it chosen and can choose another."""
    if run_by_network:
        return "voluntary"
    return "local_paid" if is_free is False or (is_free is None and fees.strip()) else "community_asset"


def approval_in_writing(*, budget_pence: int, contribution_pence: int, deployment: str) -> str:
    """What the person is told when their plan is approved (s.25 and s.26: the plan is theirs to keep)."""
    return (
        f"Your plan is approved. Your personal budget is {pounds(budget_pence)} a week. You pay "
        f"{pounds(contribution_pence)} of it, and the council pays {pounds(budget_pence - contribution_pence)}.\n\n"
        f"How the money is held: {DEPLOYMENTS[deployment][0].lower()}{DEPLOYMENTS[deployment][1:]}.\n\n"
        "The plan is yours to keep. It is on your page, and we can give it to you on paper, in large print or read "
        "aloud. Next, the support in it is arranged. If you think something is wrong, tell your social worker or your "
        "planner, or make a complaint to the council."
    )
