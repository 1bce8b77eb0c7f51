"""What a plan must hold before it is sent (Care Act 2014 s.25; docs/rules/local-links.md 5). `decision` has what
approval adds.

Every check gives `Problem`s in words that name the place and the remedy; none of them raises, so a page shows them all.
A plan is never refused for being over the indicative budget: it needs a reason, and that is all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.plans.rules.choices import (
    DEPLOYMENTS,
    GIVEN_FREELY,
    LINE_KINDS,
    MAX_SHORT,
    MAX_WEEKLY_PENCE,
    MAX_WHAT_IF_ROWS,
)
from locallinks.personal.plans.rules.plan import LineLike, Need, PlanFacts

# Asked of every part a volunteer gives, and what to do where nobody has answered.
VOLUNTEER_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "personal_care": "Choose yes or no: is it personal care?",
        "regulated": "Choose yes or no: does it mean handling money, treatment or care?",
    }
)


def line_problems(line: LineLike, *, born_on: date | None = None) -> tuple[Problem, ...]:
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


def what_if_problems(rows: Sequence[Mapping[str, str]]) -> tuple[Problem, ...]:
    """Who does what if: each row says what may happen, what then, and who; a phone number where there is one."""
    found = []
    if len(rows) > MAX_WHAT_IF_ROWS:
        found.append(Problem(f"Write {MAX_WHAT_IF_ROWS} or fewer", "if_0", "too_many"))
    for number, row in enumerate(rows[:MAX_WHAT_IF_ROWS]):
        for name, ask in (("if", "Say what may happen"), ("then", "Say what is done then"), ("who", "Say who does it")):
            if not row[name].strip():
                found.append(Problem(ask, f"{name}_{number}", f"no_{name}"))
        for name in ("if", "then", "who", "phone"):
            if len(row[name]) > MAX_SHORT:
                found.append(Problem(f"Write {MAX_SHORT} characters or fewer", f"{name}_{number}", "too_long"))
    return tuple(found)


def _line_words(line: LineLike) -> Iterable[Problem]:
    if line.kind not in LINE_KINDS:
        yield Problem("Choose what kind of support this is", "kind", "unknown_kind")
    if not line.title.strip():
        yield Problem("Say what will happen", "title", "no_what")
    if line.deployment and line.deployment not in DEPLOYMENTS:
        yield Problem("Choose how the money for this is held", "deployment", "unknown_deployment")


def _line_dates(line: LineLike, born_on: date | None) -> Iterable[Problem]:
    if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
        yield Problem("It ends before it starts. Change one of the dates", "ends_on", "ends_before_start")
    for field, day in (("starts_on", line.starts_on), ("ends_on", line.ends_on)):
        if born_on and day and day < born_on:
            yield Problem("This is before the person was born. Check the year", field, "before_birth")


def _line_money(line: LineLike) -> Iterable[Problem]:
    for field, pence in (
        ("council_cost_pence", line.council_cost_pence),
        ("own_cost_pence", line.own_cost_pence),
        ("nhs_cost_pence", line.nhs_cost_pence),
    ):
        if not 0 <= pence <= MAX_WEEKLY_PENCE:
            yield Problem("The weekly cost must be from £0.00 to £20,000.00", field, "cost_out_of_range")
    if not line.eligible and line.council_cost_pence > 0:
        yield Problem(
            "The council does not pay for added support. Make its cost £0.00, or say which need it meets",
            "council_cost_pence",
            "added_support_cost",
        )


NO_PERSONAL_CARE = ("voluntary", "community_asset")


def _line_people(line: LineLike) -> Iterable[Problem]:
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
            "check_seen",
            "check_missing",
        )


def unanswered_problems(kind: str, answers: Mapping[str, bool | None]) -> tuple[Problem, ...]:
    """What no line of a volunteer may leave open (rule e): a question nobody answered is not a no."""
    if kind != "voluntary":
        return ()
    return tuple(
        Problem(ask, field, "not_answered") for field, ask in VOLUNTEER_QUESTIONS.items() if answers[field] is None
    )


def _line_ready(line: LineLike, needs: Collection[Need[LineLike]]) -> Iterable[Problem]:
    """What may wait while a line is being thought about, and not when the plan is sent."""
    if not line.outcomes:
        yield Problem("Say what this is for: choose a need or a goal", "outcomes", "no_outcome")
    elif line.eligible and not set(line.outcomes) & {need.code for need in needs if need.eligible}:
        yield Problem(
            "Choose the eligible need this meets, or mark it as added support", "outcomes", "eligible_without_need"
        )
    if line.kind in GIVEN_FREELY and line.giver_agreed is not True:
        yield Problem(
            "Ask whoever gives this if they agree. They may change their mind", "giver_agreed", "giver_consent"
        )


def _section_25(facts: PlanFacts) -> Iterable[Problem]:
    if not facts.needs:
        yield Problem("Write down what the person needs", "needs", "s25_1")
    for need in facts.needs:
        if not need.ability_words.strip():
            message = f"{need.words}: say if it meets the council's test, and how far"
            yield Problem(message, f"need-{need.code}", "s25_2")
    if not facts.council_meets.strip():
        yield Problem("Say which needs the council will meet, and how", "council_meets", "s25_3")
    if not facts.wellbeing:
        yield Problem("Choose which parts of wellbeing this support is for", "wellbeing", "s25_4")
    if facts.personal_budget_pence is None:
        yield Problem("Enter the personal budget this plan asks for; it can be £0.00", "personal_budget_pence", "s25_5")
    if not facts.advice.strip():
        yield Problem("Write the advice on staying well and needing less help", "advice", "s25_6")


def _coverage(facts: PlanFacts) -> Iterable[Problem]:
    """Rules (a) and (b): every eligible need is met or recorded as unmet; essential personal care has a plan B."""
    for need in facts.needs:
        if not need.eligible:
            continue
        meeting = [line for line in facts.lines if line.eligible and need.code in line.outcomes]
        if not meeting and not need.unmet:
            message = f"{need.words}: add something that meets this, or record that nothing can yet"
            yield Problem(message, f"need-{need.code}", "need_not_covered")
        if need.is_personal_care and len(meeting) == 1:
            only = meeting[0]
            if only.kind == "voluntary" and not only.contingency.strip():
                message = f"{need.words}: one volunteer is not enough. Say what happens if they cannot come"
                yield Problem(message, f"line-{only.pk or ''}", "volunteer_alone")


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


def _on(line: LineLike, problem: Problem) -> Problem:
    """On the whole plan's page a line's problem names the line and links to it."""
    return Problem(
        f"{line.title.strip() or 'A part of the plan'}: {problem.message}", f"line-{line.pk or ''}", problem.code
    )
