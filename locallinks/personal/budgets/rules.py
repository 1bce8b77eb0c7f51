"""Indicative and personal budgets, in whole pence and whole minutes (Care Act 2014 s.26; docs/rules/care-act.md 5).

The indicative budget is a guide and never a limit. Only the council sees reference costs and baselines; pages for the
person or the planner never show them (docs/rules/local-links.md 8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.money import pounds
from locallinks.personal.budgets.choices import VersionStatus

MAX_POINTS = 1_000
MAX_RATE_PENCE = 500_00  # a point, or an hour
MAX_WEEKLY_PENCE = 20_000_00  # above any package; catches pounds typed as pence
MAX_MINUTES = 2 * 7 * 24 * 60  # two people at once, day and night
MAX_WORDS = 2_000
MAX_SOURCE = 500
SECOND_LOOK_DAYS = 5  # working days for the second check; our number. No support waits for it
SUPPRESS_COUNTS_BELOW = 5
MIN_CASES_FOR_SPREAD = 10  # a median of fewer cases could be one person's own figure
# Upper edges, in pence a week, of the difference between the first budget and the cost of the plan.
BANDS = (
    (-99_99, "£100 or more too little"),
    (-49_99, "£50 to £100 too little"),
    (-20_00, "£20 to £50 too little"),
    (20_01, "Within £20"),
    (50_00, "£20 to £50 too much"),
    (100_00, "£50 to £100 too much"),
    (MAX_WEEKLY_PENCE * 100, "£100 or more too much"),
)


@dataclass(frozen=True)
class ReferenceCheck:
    """The cost of the usual support, and by how much the indicative budget is above it (negative: below)."""

    reference_pence: int
    difference_pence: int
    difference_percent: Decimal  # of the reference cost, one decimal
    exceptional: bool


def indicative_pence(points: int, rate_pence: int) -> int:
    """Return the weekly budget in pence: 46 points at 405 pence are 18,630. Raises DomainError out of range."""
    _refuse(
        _check_whole_number(points, "points", "Points", 0, MAX_POINTS),
        _check_whole_number(rate_pence, "rate_pence", "Pounds for each point", 1, MAX_RATE_PENCE, money=True),
    )
    total = points * rate_pence
    _refuse(_check_whole_number(total, "points", "The weekly budget", 0, MAX_WEEKLY_PENCE, money=True))
    return total


def council_cost_pence(minutes_per_week: int, hourly_rate_pence: int) -> int:
    """Return the weekly cost in pence: 570 minutes at 1,950 pence an hour are 18,525. Half a penny rounds up.

    Raises DomainError out of range.
    """
    _refuse(
        _check_whole_number(minutes_per_week, "minutes_per_week", "Minutes a week", 0, MAX_MINUTES),
        _check_whole_number(hourly_rate_pence, "hourly_rate_pence", "The hourly rate", 1, MAX_RATE_PENCE, money=True),
    )
    return (minutes_per_week * hourly_rate_pence + 30) // 60


def reference_check(
    *, indicative_pence: int, minutes_per_week: int, hourly_rate_pence: int, tolerance_percent: Decimal | int = 10
) -> ReferenceCheck:
    """Return the indicative budget compared with the usual support, in pence a week.

    A difference beyond the tolerance is exceptional: it needs a second look, and is never lowered by it. Raises
    DomainError out of range, or where there is no usual support to compare with.
    """
    _refuse(
        _check_whole_number(indicative_pence, "indicative_pence", "The first budget", 0, MAX_WEEKLY_PENCE, money=True)
    )
    if not 0 <= tolerance_percent <= 100:
        raise DomainError("Enter a tolerance from 0 to 100 per cent", field="tolerance_percent", code="out_of_range")
    reference = council_cost_pence(minutes_per_week, hourly_rate_pence)
    if reference == 0:
        raise DomainError(
            "Enter the hours of the usual support, so there is something to compare with",
            field="minutes_per_week",
            code="no_reference",
        )
    difference = indicative_pence - reference
    exact = Decimal(difference * 100) / reference
    rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    # The exact figure decides: 10.04 is shown as 10.0, and is more than 10.
    return ReferenceCheck(reference, difference, rounded, abs(exact) > tolerance_percent)


def explain_budget(*, points: int, rate_pence: int, rate_from: date, tolerance_percent: Decimal | int) -> str:
    """Return how the budget was worked out, in words for the person."""
    total = indicative_pence(points, rate_pence)
    return (
        f"Your answers came to {points} points. Each point is worth {pounds(rate_pence)} a week, the rate from "
        f"{_day(rate_from)}. {points} × {pounds(rate_pence)} = {pounds(total)} a week. "
        f"We look again if this is more than {tolerance_percent}% away from what support like this usually costs. "
        "It is a guide to plan with, not a limit."
    )


def explain_reference(check: ReferenceCheck, *, tolerance_percent: Decimal | int) -> str:
    """Return the comparison in words, for pages of the council only."""
    if check.difference_pence == 0:
        first = f"The first budget is the same as the usual support, {pounds(check.reference_pence)} a week."
    else:
        direction = "more" if check.difference_pence > 0 else "less"
        first = (
            f"The first budget is {pounds(abs(check.difference_pence))} a week {direction} than the usual support at "
            f"{pounds(check.reference_pence)}: {abs(check.difference_percent)}%."
        )
    last = "Look at it again and write down why." if check.exceptional else "No second look is needed."
    word = "outside" if check.exceptional else "within"
    return f"{first} That is {word} {tolerance_percent}%. {last}"


def council_amount_pence(*, personal_budget_pence: int, contribution_pence: int) -> int:
    """Return what the council pays: the personal budget less the contribution, in pence (Care Act 2014 s.26).

    Raises DomainError out of range, or where the contribution is above the budget.
    """
    _refuse(
        _check_whole_number(
            personal_budget_pence, "personal_budget", "The personal budget", 0, MAX_WEEKLY_PENCE, money=True
        ),
        _check_whole_number(
            contribution_pence, "contribution", "What the person pays", 0, MAX_WEEKLY_PENCE, money=True
        ),
    )
    if contribution_pence > personal_budget_pence:
        raise DomainError(
            f"What the person pays cannot be more than the personal budget, {pounds(personal_budget_pence)}",
            field="contribution",
            code="contribution_over_budget",
        )
    return personal_budget_pence - contribution_pence


# ---- versions of the budget rule, and how they do on past plans ----


@dataclass(frozen=True)
class BackTest:
    """How the first budgets of a rule would have compared with what past plans cost. Positive means too much.

    The median and the quartiles are None where there are fewer than MIN_CASES_FOR_SPREAD cases.
    """

    cases: int
    within: int
    under: int
    over: int
    bands: tuple[tuple[str, int], ...]
    median_pence: int | None
    low_pence: int | None
    high_pence: int | None


def back_test(cases: Iterable[tuple[int, int]], *, point_pence: int, tolerance_percent: int) -> BackTest:
    """Return how a rule does on past cases, each of points and the personal budget in pence a week.

    A case is within the tolerance where the difference is at most that percentage of the real cost.
    """
    within = under = over = 0
    differences: list[int] = []
    for points, cost in cases:
        difference = points * point_pence - cost
        differences.append(difference)
        if abs(difference) * 100 <= tolerance_percent * cost:
            within += 1
        elif difference < 0:
            under += 1
        else:
            over += 1
    differences.sort()
    is_enough = len(differences) >= MIN_CASES_FOR_SPREAD
    low, median, high = (_quantile(differences, quarter) if is_enough else None for quarter in (1, 2, 3))
    return BackTest(len(differences), within, under, over, _counts_by_band(differences), median, low, high)


def suppress_small_counts(counts: Sequence[int]) -> tuple[int | None, ...]:
    """Return the counts with None for 1 to 4, and for more where a hidden one could be worked out from the sum.

    0 stays, because it points at nobody (docs/rules/local-links.md 4: n < 5 suppressed).
    """
    hidden = {index for index, count in enumerate(counts) if 0 < count < SUPPRESS_COUNTS_BELOW}
    shown = sorted((count, index) for index, count in enumerate(counts) if count >= SUPPRESS_COUNTS_BELOW)
    while hidden and shown and (len(hidden) == 1 or sum(counts[index] for index in hidden) < SUPPRESS_COUNTS_BELOW):
        hidden.add(shown.pop(0)[1])
    return tuple(None if index in hidden else count for index, count in enumerate(counts))


def version_problems(
    *, point_pence: int, tolerance_percent: int, starts_on: date, source: str, why: str, today: date
) -> tuple[Problem, ...]:
    """Return what is wrong with a proposed version. It starts today or later; budgets already set keep theirs."""
    problems = [
        _check_whole_number(point_pence, "point_pence", "Pounds for each point", 1, MAX_RATE_PENCE, money=True),
        _check_whole_number(tolerance_percent, "tolerance_percent", "How far apart they may be", 0, 100),
        *(
            Problem(f"Write {most:,} characters or fewer", field, "too_long")
            for field, words, most in (("source", source, MAX_SOURCE), ("why", why, MAX_WORDS))
            if len(words) > most
        ),
    ]
    if starts_on < today:
        problems.append(Problem("Choose today or a later day: budgets already set keep theirs", "starts_on", "past"))
    if not source.strip():
        problems.append(Problem("Say where the figure comes from", "source", "no_source"))
    if not why.strip():
        problems.append(Problem("Say why it should change", "why", "no_words"))
    return tuple(problem for problem in problems if problem)


def decision_problems(
    *, agrees: bool, words: str, own: bool, decided: bool, starts_on: date, today: date
) -> tuple[Problem, ...]:
    """Return why a version cannot be decided: by its proposer, twice, too late, or turned down without a reason."""
    problems = []
    if own:
        problems.append(Problem("You proposed this yourself. Ask a colleague to decide", "agrees", "own_version"))
    if decided:
        problems.append(Problem("Somebody has decided about this already.", code="decided"))
    if agrees and starts_on < today:
        problems.append(Problem("Its first day has passed. Propose it again from a later day", "agrees", "past"))
    if not agrees and not words.strip():
        problems.append(Problem("Say why not", "words", "no_words"))
    if len(words) > MAX_WORDS:
        problems.append(Problem(f"Write {MAX_WORDS:,} characters or fewer", "words", "too_long"))
    return tuple(problems)


def version_status(*, agrees: bool | None, starts_on: date, ends_on: date | None, today: date) -> VersionStatus:
    """Return the status of a version. `agrees` is None before the decision; the days are those of its rate."""
    if agrees is None:
        return VersionStatus.PROPOSED
    if not agrees:
        return VersionStatus.TURNED_DOWN
    if starts_on > today:
        return VersionStatus.TO_COME
    return VersionStatus.IN_FORCE if ends_on is None or ends_on > today else VersionStatus.BEFORE


def _counts_by_band(differences: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """The label of each band, with the number of differences below its edge and not below the one before."""
    below = [sum(difference < edge for difference in differences) for edge, _ in BANDS]
    below_previous = [0, *below[:-1]]
    return tuple(
        (label, count - previous) for (_, label), count, previous in zip(BANDS, below, below_previous, strict=True)
    )


def _quantile(values: Sequence[int], quarter: int) -> int:
    """The value at a quarter, half or three quarters of the sorted values, rounded to whole pounds."""
    exact = values[-(-len(values) * quarter // 4) - 1]
    return (abs(exact) + 50) // 100 * 100 * (1 if exact >= 0 else -1)


def indicative_facts(*, ras_version: str, reference_pence: int | None, baseline_pence: int | None) -> dict[str, bool]:
    """Return the facts that the pathway event `set_indicative` needs."""
    return {
        "ras_version_recorded": bool(ras_version.strip()),
        "reference_cost_recorded": reference_pence is not None and reference_pence > 0,
        "baseline_frozen": baseline_pence is not None and baseline_pence >= 0,
    }


def _check_whole_number(
    value: int, field: str, words: str, least: int, most: int, *, money: bool = False
) -> Problem | None:
    """Return a problem unless the value is a whole number in range. Floats are refused, because they lose pennies."""
    if isinstance(value, bool) or not isinstance(value, int):
        return Problem(f"{words} must be a whole number{' of pence' if money else ''}", field, "not_whole")
    if least <= value <= most:
        return None
    low, high = (pounds(least), pounds(most)) if money else (f"{least:,}", f"{most:,}")
    return Problem(f"{words} must be from {low} to {high}", field, "out_of_range")


def _refuse(*problems: Problem | None) -> None:
    present = [problem for problem in problems if problem]
    if present:
        raise DomainError(problems=present)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
