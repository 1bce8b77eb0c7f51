"""What a plan must hold before it is sent, and before it is approved (docs/rules/care-act.md 6, s.25;
docs/rules/local-links.md 5).

Every check gives `Problem`s in words that name the place and the remedy; none of them raises, so a page shows them all.
A plan is never refused for being over the indicative budget: it needs a reason, and that is all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.money import pounds
from locallinks.personal.plans.rules.choices import (
    DEPLOYMENTS,
    DIRECT_PAYMENTS,
    FREQUENCIES,
    GIVEN_FREELY,
    LINE_KINDS,
    MAX_SHORT,
    MAX_TEXT,
    MAX_WEEKLY_PENCE,
    MAX_WHAT_IFS,
)
from locallinks.personal.plans.rules.paying import amount_problem, paid_directly
from locallinks.personal.plans.rules.plan import Line, Need, PlanFacts, council_cost, own_cost, weekly_total

# Asked of every part a volunteer gives, and what to do where nobody has answered.
VOLUNTEERS_SAY: Mapping[str, str] = MappingProxyType(
    {
        "personal_care": "Choose yes or no: is it personal care?",
        "regulated": "Choose yes or no: does it mean handling money, treatment or care?",
    }
)


def line_problems(line: Line, *, born_on: date | None = None) -> tuple[Problem, ...]:
    """What is wrong with one line as it is typed. Fields are those of the line's own form."""
    return (*_line_words(line), *_line_dates(line, born_on), *_line_money(line), *_line_people(line))


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
    if "advocacy_not_asked" in codes:
        codes |= {"advocacy_ok"}
    found = {fact: fact not in codes for fact in sorted(own)}
    return {"plan_valid": not codes - own - {"advocacy_not_asked"}, **found}


def approve_problems(facts: PlanFacts) -> tuple[Problem, ...]:
    """Everything between this plan and approval: the budget, how it is held, s.25 items 7 and 8, the total.

    Call `submit_problems` as well: a plan is checked again on the day it is approved.
    """
    return (*_budget(facts), *_direct_payment(facts))


def over_problems(*, council_pence: int, indicative_pence: int | None, why: str) -> tuple[Problem, ...]:
    """A plan over the first budget says why when it is sent, and is never refused for it (section 5, rule f)."""
    if indicative_pence is None or council_pence <= indicative_pence:
        return ()
    if len(why) > MAX_TEXT:
        message = f"Write {MAX_TEXT:,} characters or fewer. There are {len(why):,} now"
        return (Problem(message, "why_over_indicative", "too_long"),)
    if why.strip():
        return ()
    message = f"The plan is {pounds(council_pence - indicative_pence)} a week over the first budget"
    return (Problem(f"{message}. That is allowed: say why", "why_over_indicative", "over_indicative_reason"),)


def what_if_problems(rows: Sequence[Mapping[str, str]]) -> tuple[Problem, ...]:
    """Who does what if: each row says what may happen, what then, and who; a phone number where there is one."""
    found = []
    if len(rows) > MAX_WHAT_IFS:
        found.append(Problem(f"Write {MAX_WHAT_IFS} or fewer", "if_0", "too_many"))
    for number, row in enumerate(rows[:MAX_WHAT_IFS]):
        for name, ask in (("if", "Say what may happen"), ("then", "Say what is done then"), ("who", "Say who does it")):
            if not row[name].strip():
                found.append(Problem(ask, f"{name}_{number}", f"no_{name}"))
        for name in ("if", "then", "who", "phone"):
            if len(row[name]) > MAX_SHORT:
                found.append(Problem(f"Write {MAX_SHORT} characters or fewer", f"{name}_{number}", "too_long"))
    return tuple(found)


def _line_words(line: Line) -> Iterable[Problem]:
    if line.kind not in LINE_KINDS:
        yield Problem("Choose what kind of support this is", "kind", "unknown_kind")
    if not line.what.strip():
        yield Problem("Say what will happen", "what", "no_what")
    limits = (("what", line.what, MAX_TEXT), ("who", line.who, MAX_SHORT), ("when", line.when, MAX_SHORT))
    for field, text, limit in (*limits, ("contingency", line.contingency, MAX_TEXT)):
        if len(text) > limit:
            yield Problem(f"Write {limit:,} characters or fewer. There are {len(text):,} now", field, "too_long")
    if line.deployment and line.deployment not in DEPLOYMENTS:
        yield Problem("Choose how the money for this is held", "deployment", "unknown_deployment")


def _line_dates(line: Line, born_on: date | None) -> Iterable[Problem]:
    if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
        yield Problem("It ends before it starts. Change one of the dates", "ends_on", "ends_before_start")
    for field, day in (("starts_on", line.starts_on), ("ends_on", line.ends_on)):
        if born_on and day and day < born_on:
            yield Problem("This is before the person was born. Check the year", field, "before_birth")


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


NO_PERSONAL_CARE = ("voluntary", "community_asset")


def _line_people(line: Line) -> Iterable[Problem]:
    if line.personal_care and line.kind in NO_PERSONAL_CARE:
        givers = "Volunteers" if line.kind == "voluntary" else "Groups and places that are open to all"
        yield Problem(
            f"{givers} do not give personal care. Choose paid or family help for this",
            "personal_care",
            "volunteer_care",
        )
    if line.kind == "voluntary" and line.regulated and not line.check_seen:
        yield Problem(
            "Handling money or bills, or taking somebody to care or treatment, needs a DBS check. See it first",
            "check",
            "check_missing",
        )


def unanswered_problems(kind: str, answers: Mapping[str, bool | None]) -> tuple[Problem, ...]:
    """What no line of a volunteer may leave open (rule e): a question nobody answered is not a no."""
    if kind != "voluntary":
        return ()
    return tuple(Problem(ask, field, "not_answered") for field, ask in VOLUNTEERS_SAY.items() if answers[field] is None)


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
    if not facts.advocacy_asked:
        yield Problem("Ask again if they need an advocate for this plan", "advocate", "advocacy_not_asked")
    elif not facts.advocacy_ok:
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
    yield from over_problems(
        council_pence=council, indicative_pence=facts.indicative_pence, why=facts.why_over_indicative
    )


def _direct_payment(facts: PlanFacts) -> Iterable[Problem]:
    if facts.deployment not in DEPLOYMENTS:
        yield Problem("Say how the money will be held", "deployment", "deployment_set")
    costing = [line for line in facts.lines if line.council_weekly_pence > 0]
    for line in costing:
        if facts.deployment == "mixed" and line.deployment in ("", "mixed"):
            message = f"{line.what}: say how the money for this part is held"
            yield Problem(message, f"line-{line.key}", "line_deployment")
        elif facts.deployment != "mixed" and line.deployment not in ("", facts.deployment):
            message = f"{line.what} is held another way. Choose “{DEPLOYMENTS['mixed']}” for the whole plan"
            yield Problem(message, "deployment", "not_mixed")
    paid = paid_directly(facts.lines, facts.deployment)
    if facts.no_direct_payment and (paid or facts.deployment in DIRECT_PAYMENTS):
        yield Problem(facts.no_direct_payment, "deployment", "no_direct_payment")
    wrong = amount_problem(
        paid=paid, amount_pence=facts.direct_payment_pence, contribution_pence=facts.contribution_pence,
        gross=facts.direct_payment_gross, frequency=facts.direct_payment_frequency,
    )  # fmt: skip
    if wrong:
        yield wrong
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
