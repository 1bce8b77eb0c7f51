"""What the rules read of a plan, and what it must hold before it is sent.

Sources: Care Act 2014 s.25; docs/rules/local-links.md 5. Every check returns `Problem`s that name the place and the
remedy; none raises, so that a page can show them all. A plan is never refused for being over the indicative budget: it
then needs a reason. What approval adds is in `decision`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.plans.choices import GIVEN_FREELY, Deployment, LineKind
from locallinks.personal.plans.rules.limits import MAX_SHORT, MAX_WEEKLY_PENCE, MAX_WHAT_IF_ROWS

# Needs where help means touching or washing somebody (docs/rules/care-act.md 3): a plan for them needs a plan B.
PERSONAL_CARE_NEEDS = frozenset({"A1", "A2", "A3", "A4"})
# A line for something the person wants that no eligible need asks for: the photography of docs/rules/local-links.md 10.
OWN_OUTCOME = "own"
# In these states of the pathway no plan may be written: the offer comes first (docs/rules/local-links.md 4).
BEFORE_OFFER = frozenset({PathwayState.REFERRED, PathwayState.ASSESSING, PathwayState.ELIGIBLE, PathwayState.BUDGETED})


class LineLike(Protocol):
    """The fields of a `Line` that the checks read; it need not be saved yet.

    `outcomes` holds the codes of the needs or goals that it serves. A line that is not `eligible` is added support: it
    meets no eligible need, and the council pays nothing for it. Money is in pence a week.
    """

    @property
    def pk(self) -> int | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def outcomes(self) -> Sequence[str]: ...
    @property
    def given_by(self) -> str: ...
    @property
    def what_when(self) -> str: ...
    @property
    def council_cost_pence(self) -> int: ...
    @property
    def nhs_cost_pence(self) -> int: ...
    @property
    def own_cost_pence(self) -> int: ...
    @property
    def eligible(self) -> bool: ...
    @property
    def personal_care(self) -> bool: ...
    @property
    def regulated(self) -> bool: ...
    @property
    def check_seen(self) -> bool: ...
    @property
    def contingency(self) -> str: ...
    @property
    def giver_agreed(self) -> bool | None: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def deployment(self) -> str: ...


class UnmetLike(Protocol):
    """An unmet need: support that was looked for, for one need, and not found."""

    @property
    def outcome(self) -> str: ...
    @property
    def looked_for(self) -> str: ...


L = TypeVar("L", bound=LineLike)
L_co = TypeVar("L_co", covariant=True)  # unbounded: mypy looks at a bound before it knows the fields of a model


@dataclass(frozen=True)
class Need(Generic[L_co]):
    """A need of the person, the lines that meet it, and what could not be found for it.

    `outcomes` of lines refer to it by its `code`. `ability_words` say whether and how far the need meets the criteria
    (Care Act 2014 s.25(1)(b)). Of its `lines`, `first` are those not shown with an earlier need, and `also` the others.
    """

    code: str
    words: str
    ability_words: str
    eligible: bool = True
    lines: Sequence[L_co] = ()
    first: Sequence[L_co] = ()
    also: Sequence[L_co] = ()
    unmet: Sequence[UnmetLike] = ()

    @property
    def is_personal_care(self) -> bool:
        """Whether help with it means touching or washing the person. It must not depend on one volunteer then."""
        return self.code in PERSONAL_CARE_NEEDS


def with_lines(needs: Iterable[Need[L]], lines: Iterable[L], unmet: Iterable[UnmetLike]) -> list[Need[L]]:
    """Return each need with the lines that serve it and its unmet needs, in the order given."""
    lines, unmet, needs_with_lines, shown = tuple(lines), tuple(unmet), [], set[int | None]()
    for need in needs:
        serving = [line for line in lines if need.code in line.outcomes]
        first = [line for line in serving if line.pk not in shown]
        shown |= {line.pk for line in first}
        also = [line for line in serving if line not in first]
        missing = [unmet_need for unmet_need in unmet if unmet_need.outcome == need.code]
        needs_with_lines.append(replace(need, lines=serving, first=first, also=also, unmet=missing))
    return needs_with_lines


@dataclass(frozen=True)
class PlanFacts:
    """A version of a plan as plain values. Money is in pence a week."""

    needs: tuple[Need[LineLike], ...] = ()
    lines: tuple[LineLike, ...] = ()
    council_meets: str = ""  # s.25 item 3: the needs the council will meet, and how
    wellbeing: tuple[str, ...] = ()  # item 4
    personal_budget_pence: int | None = None  # item 5: proposed when sent, confirmed when approved
    advice: str = ""  # item 6
    agreed: bool | None = None  # None: not asked yet
    disagreement: str = ""  # what the person does not agree with
    pay_estimate_given: bool = False  # an estimate, or why there is none
    advocacy_ok: bool = False
    advocacy_asked: bool = True  # since the first budget or the last approval: it is asked again for each plan
    indicative_pence: int | None = None
    why_over_indicative: str = ""
    own_money_pence: int | None = None  # what the person puts in themselves; None: just what their lines say
    deployment: str = ""
    direct_payment_pence: int | None = None
    direct_payment_frequency: str = ""
    direct_payment_gross: bool = False  # in full: the person pays the council afterwards (fund_holding)
    contribution_pence: int = 0  # what the person pays of the budget a week
    no_direct_payment: str = ""  # why none may be made, where that is so (fund_holding; docs/rules/care-act.md 7)


def offer_comes_first(state: str, *, area_served: bool) -> bool:
    """Whether it is too early for a plan line, because an introduction to the network must be offered first."""
    return area_served and state in BEFORE_OFFER


def serves_a_need(outcomes: Iterable[str]) -> bool:
    """Return False for a line that serves only the person's own goals (`g1`) or `own`: that is added support."""
    return any(code != OWN_OUTCOME and not code.startswith("g") for code in outcomes)


def kind_from_directory(*, is_free: bool | None, fees: str, run_by_network: bool) -> LineKind:
    """Return the most likely kind of line for a service from the directory. The planner can choose another."""
    if run_by_network:
        return LineKind.VOLUNTARY
    is_paid = is_free is False or (is_free is None and fees.strip())
    return LineKind.LOCAL_PAID if is_paid else LineKind.COMMUNITY_ASSET


# What is asked about each line that a volunteer gives: field, and the message where it was not answered.
VOLUNTEER_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "personal_care": "Choose yes or no: is it personal care?",
        "regulated": "Choose yes or no: does it mean handling money, treatment or care?",
    }
)


def line_problems(line: LineLike, *, born_on: date | None = None) -> tuple[Problem, ...]:
    """Return the problems with the values of one line. Fields are those of the form for a line."""
    return (*_line_words(line), *_line_dates(line, born_on), *_line_money(line), *_line_people(line))


def submit_problems(facts: PlanFacts) -> tuple[Problem, ...]:
    """Return every problem that stops this plan being sent: s.25(1)(a) to (f), coverage, agreement and advocacy."""
    problems = [*_section_25(facts), *_coverage(facts)]
    for line in facts.lines:
        problems += [_on(line, problem) for problem in line_problems(line)]
        problems += [_on(line, problem) for problem in _line_ready(line, facts.needs)]
    return (*problems, *_agreement(facts))


def submit_facts(problems: Collection[Problem]) -> dict[str, bool]:
    """Return the facts that the `submit` transition needs, from the problems of `submit_problems`."""
    codes = {problem.code for problem in problems}
    own = {"agreement_recorded", "pay_estimate_given", "advocacy_ok"}
    if "advocacy_not_asked" in codes:
        codes |= {"advocacy_ok"}
    met = {fact: fact not in codes for fact in sorted(own)}
    return {"plan_valid": not codes - own - {"advocacy_not_asked"}, **met}


def what_if_problems(rows: Sequence[Mapping[str, str]]) -> tuple[Problem, ...]:
    """Return the problems with the contingency rows: each says what may happen, what is done then, and who does it."""
    problems = []
    if len(rows) > MAX_WHAT_IF_ROWS:
        problems.append(Problem(f"Write {MAX_WHAT_IF_ROWS} or fewer", "if_0", "too_many"))
    for number, row in enumerate(rows[:MAX_WHAT_IF_ROWS]):
        for name, ask in (("if", "Say what may happen"), ("then", "Say what is done then"), ("who", "Say who does it")):
            if not row[name].strip():
                problems.append(Problem(ask, f"{name}_{number}", f"no_{name}"))
        for name in ("if", "then", "who", "phone"):
            if len(row[name]) > MAX_SHORT:
                problems.append(Problem(f"Write {MAX_SHORT} characters or fewer", f"{name}_{number}", "too_long"))
    return tuple(problems)


def _line_words(line: LineLike) -> Iterable[Problem]:
    if line.kind not in LineKind:
        yield Problem("Choose what kind of support this is", "kind", "unknown_kind")
    if not line.title.strip():
        yield Problem("Say what will happen", "title", "no_what")
    if line.deployment and line.deployment not in Deployment:
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


NO_PERSONAL_CARE = frozenset({LineKind.VOLUNTARY, LineKind.COMMUNITY_ASSET})


def _line_people(line: LineLike) -> Iterable[Problem]:
    if line.personal_care and line.kind in NO_PERSONAL_CARE:
        givers = "Volunteers" if line.kind == LineKind.VOLUNTARY else "Groups and places that are open to all"
        yield Problem(
            f"{givers} do not give personal care. Choose paid or family help for this",
            "personal_care",
            "volunteer_care",
        )
    if line.kind == LineKind.VOLUNTARY and line.regulated and not line.check_seen:
        yield Problem(
            "Handling money or bills, or taking somebody to care or treatment, needs a DBS check. See it first",
            "check_seen",
            "check_missing",
        )


def unanswered_problems(kind: str, answers: Mapping[str, bool | None]) -> tuple[Problem, ...]:
    """Return a problem for each question about a volunteer's line without an answer (rule e): none is not a no."""
    if kind != LineKind.VOLUNTARY:
        return ()
    return tuple(
        Problem(ask, field, "not_answered") for field, ask in VOLUNTEER_QUESTIONS.items() if answers[field] is None
    )


def _line_ready(line: LineLike, needs: Collection[Need[LineLike]]) -> Iterable[Problem]:
    """Yield the problems that a line may have while it is written, but not when the plan is sent."""
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
    """Yield problems with rules (a) and (b): needs that nothing covers, and personal care by one volunteer alone."""
    for need in facts.needs:
        if not need.eligible:
            continue
        meeting = [line for line in facts.lines if line.eligible and need.code in line.outcomes]
        if not meeting and not need.unmet:
            message = f"{need.words}: add something that meets this, or record that nothing can yet"
            yield Problem(message, f"need-{need.code}", "need_not_covered")
        if need.is_personal_care and len(meeting) == 1:
            only = meeting[0]
            if only.kind == LineKind.VOLUNTARY and not only.contingency.strip():
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
    """Return a line's problem for the page of the whole plan: it names the line and links to it."""
    return Problem(
        f"{line.title.strip() or 'A part of the plan'}: {problem.message}", f"line-{line.pk or ''}", problem.code
    )
