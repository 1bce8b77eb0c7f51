"""Sums of the indicative and the personal budget (care-act.md section 5). Money is whole pence, time whole minutes.

The indicative budget is a guide and never a ceiling. Reference costs and the baseline are for the council's own eyes:
no page the person or the planner shares shows them (local-links.md section 8).
"""

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
        _whole(points, "points", "Points", 0, MAX_POINTS),
        _whole(rate_pence, "rate_pence", "Pounds for each point", 1, MAX_RATE_PENCE, money=True),
    )
    total = points * rate_pence
    _refuse(_whole(total, "points", "The weekly budget", 0, MAX_WEEKLY_PENCE, money=True))
    return total


def weekly_cost_pence(minutes_per_week: int, hourly_rate_pence: int) -> int:
    """9.5 hours at 19.50 is 185.25. Half a penny rounds up."""
    _refuse(
        _whole(minutes_per_week, "minutes_per_week", "Minutes a week", 0, MAX_MINUTES),
        _whole(hourly_rate_pence, "hourly_rate_pence", "The hourly rate", 1, MAX_RATE_PENCE, money=True),
    )
    return (minutes_per_week * hourly_rate_pence + 30) // 60


def reference_check(
    *, indicative_pence: int, minutes_per_week: int, hourly_rate_pence: int, tolerance_percent: Decimal | int = 10
) -> ReferenceCheck:
    """How far the indicative budget is from the usual support; further than the tolerance either way is exceptional.

    The flag asks for a second look. It never lowers a budget by itself.
    """
    _refuse(_whole(indicative_pence, "indicative_pence", "The first budget", 0, MAX_WEEKLY_PENCE, money=True))
    if not 0 <= tolerance_percent <= 100:
        raise DomainError("Enter a tolerance from 0 to 100 per cent", field="tolerance_percent", code="out_of_range")
    reference = weekly_cost_pence(minutes_per_week, hourly_rate_pence)
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
        _whole(personal_budget_pence, "personal_budget", "The personal budget", 0, MAX_WEEKLY_PENCE, money=True),
        _whole(contribution_pence, "contribution", "What the person pays", 0, MAX_WEEKLY_PENCE, money=True),
    )
    if contribution_pence > personal_budget_pence:
        raise DomainError(
            f"What the person pays cannot be more than the personal budget, {pounds(personal_budget_pence)}",
            field="contribution",
            code="contribution_over_budget",
        )
    return personal_budget_pence - contribution_pence


def indicative_facts(*, ras_version: str, reference_pence: int | None, baseline_pence: int | None) -> dict[str, bool]:
    """The facts the `set_indicative` step asks for. The baseline is the agreed reference cost, frozen here."""
    return {
        "ras_version_recorded": bool(ras_version.strip()),
        "reference_cost_recorded": reference_pence is not None and reference_pence > 0,
        "baseline_frozen": baseline_pence is not None and baseline_pence >= 0,
    }


def _whole(value: int, field: str, words: str, least: int, most: int, *, money: bool = False) -> Problem | None:
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
