"""The decision about a plan: its cost, the budget, direct payments, who may decide, and the letter to the person.

The amount of a direct payment follows from the lines that are paid that way (Care Act 2014 s.25(2)). A net payment,
the default, leaves out the person's contribution, which they add themselves; after a gross payment they pay the
contribution to the council. The contribution is one sum a week for the whole plan, so a net payment is less all of it,
and never below zero.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.shared.roles import Act, may_do_too
from locallinks.personal.plans.choices import Deployment, PaymentFrequency
from locallinks.personal.plans.rules.checks import L, LineLike, PlanFacts
from locallinks.personal.plans.rules.limits import MAX_TEXT

PANEL_MEMBERS = 2  # besides the chair, who decides [design]
# Shown in writing before the person agrees (docs/rules/local-links.md 8): the planner's employer gains from savings.
NETWORK_SHARE_NOTICE = (
    "You should know this. When support costs the council less than usual care would, the network that plans with you "
    "gets a share of the money left over. It is never a reason to give you less help than you need. If you think it "
    "was, say so: a social worker who does not work for the network looks at every plan."
)
# Weeks in a period. A month is a twelfth of 52 weeks, as in charging (docs/rules/care-act.md 10.4: monthly x 12 / 52).
WEEKS_PER_PERIOD: Mapping[str, Fraction] = MappingProxyType(
    {
        PaymentFrequency.WEEKLY: Fraction(1),
        PaymentFrequency.FOUR_WEEKLY: Fraction(4),
        PaymentFrequency.MONTHLY: Fraction(52, 12),
    }
)
# Both are a direct payment in law: the network only looks after the second one (docs/rules/local-links.md 6).
DIRECT_PAYMENTS = frozenset({Deployment.DIRECT_PAYMENT, Deployment.MANAGED_ACCOUNT})


def council_cost(lines: Iterable[LineLike]) -> int:
    """Return the cost to the council in pence a week, before the person's contribution."""
    return sum(line.council_cost_pence for line in lines)


def own_cost(lines: Iterable[LineLike]) -> int:
    """Return what the person pays privately in pence a week, on top of any contribution."""
    return sum(line.own_cost_pence for line in lines)


def weekly_total(lines: Iterable[LineLike]) -> int:
    """Return the cost to the council and the person in pence a week, without what the NHS pays."""
    lines = tuple(lines)
    return council_cost(lines) + own_cost(lines)


def approve_problems(facts: PlanFacts) -> tuple[Problem, ...]:
    """Return the problems that only approval checks: the budget, direct payments (s.25(2)) and the total.

    Call `submit_problems` as well: the whole plan is checked again when it is approved.
    """
    return (*_budget(facts), *_direct_payment(facts))


def over_budget_problems(
    *, council_pence: int, indicative_pence: int | None, why: str, field: str = "why_over_indicative"
) -> tuple[Problem, ...]:
    """Return the problem of a plan over the first budget without a reason (docs/rules/local-links.md 5, rule f).

    With a reason it is never refused for being over. `field` is the form field for the reason.
    """
    if indicative_pence is None or council_pence <= indicative_pence:
        return ()
    if len(why) > MAX_TEXT:
        message = f"Write {MAX_TEXT:,} characters or fewer. There are {len(why):,} now"
        return (Problem(message, field, "too_long"),)
    if why.strip():
        return ()
    message = f"The plan is {pounds(council_pence - indicative_pence)} a week over the first budget"
    return (Problem(f"{message}. That is allowed: say why", field, "over_indicative_reason"),)


def approve_facts(
    problems: Collection[Problem],
    *,
    approver_id: int,
    author_and_sender_ids: Collection[int],
    council_pence: int,
    limit_pence: int | None,
) -> dict[str, bool]:
    """Return the facts that the `approve` transition needs, from all problems of submission and approval."""
    codes = {problem.code for problem in problems}
    own = {"personal_budget_set", "fund_holding_set"}
    return {
        "plan_ready": not codes - own,
        **{fact: fact not in codes for fact in sorted(own)},
        "approver_is_not_planner": may_do_too(Act.APPROVE_PLAN, approver_id, {Act.WRITE_PLAN: author_and_sender_ids}),
        "within_limit": within_limit(council_pence, limit_pence),
    }


def within_limit(council_pence: int, limit_pence: int | None) -> bool:
    """Whether the cost is within the approver's limit; without a limit it never is (docs/rules/local-links.md 2)."""
    return limit_pence is not None and council_pence <= limit_pence


def needs_panel(council_pence: int, panel_over_pence: int | None) -> bool:
    """Whether the plan must go to a panel: it costs more than the council's panel value, if there is one."""
    return panel_over_pence is not None and council_pence > panel_over_pence


def panel_problems(
    *, council_pence: int, panel_over_pence: int | None, members: Collection[int], chair_id: int
) -> tuple[Problem, ...]:
    """Return the problem where fewer than two panel members besides the chair have given their view."""
    if not needs_panel(council_pence, panel_over_pence):
        return ()
    heard = len(set(members) - {chair_id})
    if heard >= PANEL_MEMBERS:
        return ()
    have = {0: "Nobody has", 1: "One has"}[heard]
    message = f"{PANEL_MEMBERS} panel members must say what they think before you decide. {have} so far"
    return (Problem(message, "panel", "panel_not_heard"),)


def direct_payment_lines(lines: Iterable[L], deployment: str) -> tuple[L, ...]:
    """Return the lines paid for by the council through a direct payment, which the network may look after."""
    costing = (line for line in lines if line.council_cost_pence > 0)
    return tuple(line for line in costing if (line.deployment or deployment) in DIRECT_PAYMENTS)


def payment_pence(*, weekly_pence: int, contribution_pence: int, gross: bool, frequency: str) -> int:
    """Return the pence of one payment, rounded half up. Raises KeyError for an unknown frequency."""
    week = weekly_pence if gross else max(0, weekly_pence - contribution_pence)
    return int(week * WEEKS_PER_PERIOD[frequency] + Fraction(1, 2))


def amount_problem(
    *, paid: Collection[LineLike], amount_pence: int | None, contribution_pence: int, gross: bool, frequency: str
) -> Problem | None:
    """Return the problem where the amount does not follow from the lines paid this way; it names the right amount."""
    if not paid:
        if not amount_pence:
            return None
        message = "Nothing in the plan is paid to them. Leave this empty, or say which part is"
        return Problem(message, "direct_payment_pence", "dp_nothing_paid")
    if amount_pence is None or amount_pence < 0 or frequency not in PaymentFrequency:
        return None  # asked for before the sum is
    weekly = sum(line.council_cost_pence for line in paid)
    due = payment_pence(weekly_pence=weekly, contribution_pence=contribution_pence, gross=gross, frequency=frequency)
    if amount_pence == due:
        return None
    less = "paid in full" if gross else f"less {pounds(contribution_pence)} they pay"
    message = (
        f"{pounds(amount_pence)} does not follow from the plan. The parts paid this way cost {pounds(weekly)} a week, "
        f"{less}: that is {pounds(due)} {PaymentFrequency(frequency).label.lower()}"
    )
    return Problem(message, "direct_payment_pence", "dp_amount")


def approval_letter(*, budget_pence: int, contribution_pence: int, deployment: str, payment: str = "") -> str:
    """Return the letter that tells the person that their plan is approved (Care Act 2014 s.25 and s.26)."""
    held = Deployment(deployment).label
    return (
        f"Your plan is approved. Your personal budget is {pounds(budget_pence)} a week. You pay "
        f"{pounds(contribution_pence)} of it, and the council pays {pounds(budget_pence - contribution_pence)}.\n\n"
        f"How the money is held: {held[0].lower()}{held[1:]}.\n\n"
        f"{payment}"
        "The plan is yours to keep. It is on your page, and we can give it to you on paper, in large print or read "
        "aloud. Next, the support in it is arranged. If you think something is wrong, tell your social worker or your "
        "planner, or make a complaint to the council."
    )


def payment_letter(*, amount_pence: int, frequency: str, parts: Sequence[str], gross: bool) -> str:
    """Return the letter's paragraph on the direct payment: amount, frequency and needs (Care Act 2014 s.25(2))."""
    if gross:
        own = "This is the whole cost. You pay the council your own part afterwards."
    else:
        own = "What you pay yourself has been taken off. Add your own part to it."
    terms = "\n".join(f"- {part}" for part in parts)
    often = PaymentFrequency(frequency).label.lower()
    return f"You are paid {pounds(amount_pence)} {often}. {own} It is for:\n\n{terms}\n\n"


def _budget(facts: PlanFacts) -> Iterable[Problem]:
    """Yield problems with rule (f): a total above the money there is, or above the first budget without a reason."""
    budget = facts.personal_budget_pence
    if budget is None or budget < 0:
        yield Problem("Set the personal budget; it can be £0.00", "personal_budget_pence", "personal_budget_set")
    else:
        own = own_cost(facts.lines) if facts.own_money_pence is None else facts.own_money_pence
        over = weekly_total(facts.lines) - budget - own
        if over > 0:
            message = f"The plan costs {pounds(over)} a week more than the personal budget and the person's own money"
            yield Problem(f"{message}. Raise the budget, or change the plan", "personal_budget_pence", "over_budget")
    yield from over_budget_problems(
        council_pence=council_cost(facts.lines),
        indicative_pence=facts.indicative_pence,
        why=facts.why_over_indicative,
        field="reason",
    )


def _direct_payment(facts: PlanFacts) -> Iterable[Problem]:
    if facts.deployment not in Deployment:
        yield Problem("Say how the money will be held", "deployment", "fund_holding_set")
    costing = [line for line in facts.lines if line.council_cost_pence > 0]
    for line in costing:
        if facts.deployment == Deployment.MIXED and line.deployment in ("", Deployment.MIXED):
            message = f"{line.title}: say how the money for this part is held"
            yield Problem(message, f"line-{line.pk or ''}", "line_deployment")
        elif facts.deployment != Deployment.MIXED and line.deployment not in ("", facts.deployment):
            message = f"{line.title} is held another way. Choose “{Deployment.MIXED.label}” for the whole plan"
            yield Problem(message, "deployment", "not_mixed")
    paid = direct_payment_lines(facts.lines, facts.deployment)
    if facts.no_direct_payment and (paid or facts.deployment in DIRECT_PAYMENTS):
        yield Problem(facts.no_direct_payment, "deployment", "no_direct_payment")
    wrong = amount_problem(
        paid=paid,
        amount_pence=facts.direct_payment_pence,
        contribution_pence=facts.contribution_pence,
        gross=facts.direct_payment_gross,
        frequency=facts.direct_payment_frequency,
    )
    if wrong:
        yield wrong
    if not paid:
        return
    needs = {need.code for need in facts.needs if need.eligible}
    for line in paid:
        if not needs & set(line.outcomes):
            message = f"{line.title}: say which need this direct payment meets"
            yield Problem(message, f"line-{line.pk or ''}", "s25_7")
    if facts.direct_payment_pence is None or facts.direct_payment_pence < 0:
        yield Problem("Enter how much each direct payment is; it can be £0.00", "direct_payment_pence", "s25_8")
    if facts.direct_payment_frequency not in PaymentFrequency:
        yield Problem("Choose how often the direct payment is made", "direct_payment_frequency", "s25_8")
