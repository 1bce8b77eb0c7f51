"""Sums of the indicative and the personal budget (docs/rules/care-act.md 5). Money is whole pence, time whole minutes.

The indicative budget is a guide and never a ceiling. Reference costs and the baseline are for the council's own eyes:
no page the person or the planner shares shows them (docs/rules/local-links.md 8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.money import pounds

MAX_POINTS = 1_000
MAX_RATE_PENCE = 500_00  # a point, or an hour
MAX_WEEKLY_PENCE = 20_000_00  # above any package; catches pounds typed as pence
MAX_MINUTES = 2 * 7 * 24 * 60  # two people at once, day and night
MAX_WORDS = 2_000
MAX_SOURCE = 500
SECOND_LOOK_DAYS = 5  # working days for the second look, like an approval [design]; nobody's support waits for it
SUPPRESS_COUNTS_BELOW = 5
MIN_CASES_FOR_SPREAD = 10  # a median of fewer is too near to being somebody's own figure
# How far the first budget was from what the plan cost, a week: less than each edge, in pence, and the last above all.
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
    """The indicative budget beside the cost of the usual support. Plus means the indicative budget is higher."""

    reference_pence: int
    difference_pence: int
    difference_percent: Decimal  # of the reference cost, one decimal
    exceptional: bool


def indicative_pence(points: int, rate_pence: int) -> int:
    """46 points at 4.05 a point is 186.30 a week."""
    _refuse(
        _check_whole_number(points, "points", "Points", 0, MAX_POINTS),
        _check_whole_number(rate_pence, "rate_pence", "Pounds for each point", 1, MAX_RATE_PENCE, money=True),
    )
    total = points * rate_pence
    _refuse(_check_whole_number(total, "points", "The weekly budget", 0, MAX_WEEKLY_PENCE, money=True))
    return total


def council_cost_pence(minutes_per_week: int, hourly_rate_pence: int) -> int:
    """9.5 hours at 19.50 is 185.25. Half a penny rounds up."""
    _refuse(
        _check_whole_number(minutes_per_week, "minutes_per_week", "Minutes a week", 0, MAX_MINUTES),
        _check_whole_number(hourly_rate_pence, "hourly_rate_pence", "The hourly rate", 1, MAX_RATE_PENCE, money=True),
    )
    return (minutes_per_week * hourly_rate_pence + 30) // 60


def reference_check(
    *, indicative_pence: int, minutes_per_week: int, hourly_rate_pence: int, tolerance_percent: Decimal | int = 10
) -> ReferenceCheck:
    """How far the indicative budget is from the usual support; further than the tolerance either way is exceptional.

    The flag asks for a second look. It never lowers a budget by itself.
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
    shown = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    # The exact figure decides: 10.04 shows as 10.0 and is still more than 10.
    return ReferenceCheck(reference, difference, shown, abs(exact) > tolerance_percent)


def explain_budget(*, points: int, rate_pence: int, rate_from: date, tolerance_percent: Decimal | int) -> str:
    """The sum in words, for the person: points, rate, its date and the tolerance, and that it is only a guide."""
    total = indicative_pence(points, rate_pence)
    return (
        f"Your answers came to {points} points. Each point is worth {pounds(rate_pence)} a week, the rate from "
        f"{_day(rate_from)}. {points} × {pounds(rate_pence)} = {pounds(total)} a week. "
        f"We look again if this is more than {tolerance_percent}% away from what support like this usually costs. "
        "It is a guide to plan with, not a limit."
    )


def explain_reference(check: ReferenceCheck, *, tolerance_percent: Decimal | int) -> str:
    """The comparison in words, for the council's own pages only."""
    if check.difference_pence == 0:
        first = f"The first budget is the same as the usual support, {pounds(check.reference_pence)} a week."
    else:
        way = "more" if check.difference_pence > 0 else "less"
        first = (
            f"The first budget is {pounds(abs(check.difference_pence))} a week {way} than the usual support at "
            f"{pounds(check.reference_pence)}: {abs(check.difference_percent)}%."
        )
    last = "Look at it again and write down why." if check.exceptional else "No second look is needed."
    word = "outside" if check.exceptional else "within"
    return f"{first} That is {word} {tolerance_percent}%. {last}"


def council_amount_pence(*, personal_budget_pence: int, contribution_pence: int) -> int:
    """The balance the council pays: personal budget less what the person pays (s.26)."""
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


# ---- the rule in versions, tried on what past plans cost ----


@dataclass(frozen=True)
class BackTest:
    """A rule run over past cases: the first budget it would give, beside what the plan cost. Plus means too much.

    `median_pence` and the spread (the middle half) are None while there are too few to show.
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
    """Each case is points and the personal budget agreed, in pence a week (issue 3: back-tested against real costs).

    Within: no further from the real cost than the tolerance. A plan that cost nothing is met only by nothing.
    """
    within = under = over = 0
    apart: list[int] = []
    for points, cost in cases:
        difference = points * point_pence - cost
        apart.append(difference)
        if abs(difference) * 100 <= tolerance_percent * cost:
            within += 1
        elif difference < 0:
            under += 1
        else:
            over += 1
    apart.sort()
    shown = len(apart) >= MIN_CASES_FOR_SPREAD
    low, median, high = (_quantile(apart, quarter) if shown else None for quarter in (1, 2, 3))
    return BackTest(len(apart), within, under, over, _counts_by_band(apart), median, low, high)


def suppress_small_counts(counts: Sequence[int]) -> tuple[int | None, ...]:
    """Counts of one to four are hidden, and another where the hidden ones could be worked out from the sum.

    Nought points at nobody and stays (docs/rules/local-links.md 4: n < 5 suppressed).
    """
    hidden = {at for at, count in enumerate(counts) if 0 < count < SUPPRESS_COUNTS_BELOW}
    shown = sorted((count, at) for at, count in enumerate(counts) if count >= SUPPRESS_COUNTS_BELOW)
    while hidden and shown and (len(hidden) == 1 or sum(counts[at] for at in hidden) < SUPPRESS_COUNTS_BELOW):
        hidden.add(shown.pop(0)[1])
    return tuple(None if at in hidden else count for at, count in enumerate(counts))


def version_problems(
    *, point_pence: int, tolerance_percent: int, starts_on: date, source: str, why: str, today: date
) -> tuple[Problem, ...]:
    """A version begins today or later: a budget already set keeps the one it was worked out with."""
    found = [
        _check_whole_number(point_pence, "point_pence", "Pounds for each point", 1, MAX_RATE_PENCE, money=True),
        _check_whole_number(tolerance_percent, "tolerance_percent", "How far apart they may be", 0, 100),
        *(
            Problem(f"Write {most:,} characters or fewer", field, "too_long")
            for field, words, most in (("source", source, MAX_SOURCE), ("why", why, MAX_WORDS))
            if len(words) > most
        ),
    ]
    if starts_on < today:
        found.append(Problem("Choose today or a later day: budgets already set keep theirs", "starts_on", "past"))
    if not source.strip():
        found.append(Problem("Say where the figure comes from", "source", "no_source"))
    if not why.strip():
        found.append(Problem("Say why it should change", "why", "no_words"))
    return tuple(one for one in found if one)


def decision_problems(
    *, agrees: bool, words: str, own: bool, decided: bool, starts_on: date, today: date
) -> tuple[Problem, ...]:
    """Never by whoever proposed it, once, and before its first day has passed. A no says why."""
    found = []
    if own:
        found.append(Problem("You proposed this yourself. Ask a colleague to decide", "agrees", "own_version"))
    if decided:
        found.append(Problem("Somebody has decided about this already.", code="decided"))
    if agrees and starts_on < today:
        found.append(Problem("Its first day has passed. Propose it again from a later day", "agrees", "past"))
    if not agrees and not words.strip():
        found.append(Problem("Say why not", "words", "no_words"))
    if len(words) > MAX_WORDS:
        found.append(Problem(f"Write {MAX_WORDS:,} characters or fewer", "words", "too_long"))
    return tuple(found)


def version_standing(*, agrees: bool | None, starts_on: date, ends_on: date | None, today: date) -> str:
    """Where a version stands on a day; `agrees` None while nobody has decided, the days those of its rate."""
    if agrees is None:
        return "proposed"
    if not agrees:
        return "turned_down"
    if starts_on > today:
        return "to_come"
    return "in_force" if ends_on is None or ends_on > today else "before"


def _counts_by_band(apart: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """`apart` in order: each band counts those under its edge and not under the one before."""
    counts = [sum(one < edge for one in apart) for edge, _ in BANDS]
    before = [0, *counts[:-1]]
    return tuple((words, count - less) for (_, words), count, less in zip(BANDS, counts, before, strict=True))


def _quantile(values: Sequence[int], quarter: int) -> int:
    """The value a quarter, half or three quarters of the way up, to the whole pound: no average, no float."""
    exact = values[-(-len(values) * quarter // 4) - 1]
    return (abs(exact) + 50) // 100 * 100 * (1 if exact >= 0 else -1)


def indicative_facts(*, ras_version: str, reference_pence: int | None, baseline_pence: int | None) -> dict[str, bool]:
    """The facts the `set_indicative_budget` step asks for. The baseline is the agreed reference cost, frozen here."""
    return {
        "ras_version_recorded": bool(ras_version.strip()),
        "reference_cost_recorded": reference_pence is not None and reference_pence > 0,
        "baseline_frozen": baseline_pence is not None and baseline_pence >= 0,
    }


def _check_whole_number(
    value: int, field: str, words: str, least: int, most: int, *, money: bool = False
) -> Problem | None:
    """A whole number in range, or a message that names the field and the range. Floats lose pennies and are refused."""
    if isinstance(value, bool) or not isinstance(value, int):
        return Problem(f"{words} must be a whole number{' of pence' if money else ''}", field, "not_whole")
    if least <= value <= most:
        return None
    low, high = (pounds(least), pounds(most)) if money else (f"{least:,}", f"{most:,}")
    return Problem(f"{words} must be from {low} to {high}", field, "out_of_range")


def _refuse(*found: Problem | None) -> None:
    problems = [problem for problem in found if problem]
    if problems:
        raise DomainError(problems=problems)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
