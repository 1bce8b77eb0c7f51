"""Amounts in words, and which changes of a rate are allowed."""

from datetime import date

from locallinks.foundation.reference.choices import RateUnit
from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.money import pounds

# Codes that change only with a version of the budget rule, which one person proposes and another agrees to (budgets).
NEEDS_AGREEMENT = frozenset({"ras_point", "ras_tolerance"})

_MONEY_SUFFIX = {RateUnit.PENCE: "", RateUnit.PENCE_PER_HOUR: " an hour", RateUnit.PENCE_PER_POINT: " a point"}
_SINGULAR = {RateUnit.WORKING_DAYS: "working day", RateUnit.MONTHS: "month"}


def is_money(unit: str) -> bool:
    """Whether amounts of this unit are in pence: as a sum, by the hour or by the point."""
    return unit in _MONEY_SUFFIX


def rate_words(amount: int, unit: str) -> str:
    """An amount in words: 1950, pence_per_hour -> "£19.50 an hour"; 1, working_days -> "1 working day"."""
    unit = RateUnit(unit)
    if unit in _MONEY_SUFFIX:
        return pounds(amount) + _MONEY_SUFFIX[unit]
    if unit in _SINGULAR:
        return f"{amount:,} {_SINGULAR[unit]}{'' if amount == 1 else 's'}"
    return f"{amount:,}%" if unit == RateUnit.PERCENT else f"{amount:,}"


def day_in_words(day: date) -> str:
    """A day as on pages: "1 June 2026"."""
    return f"{day.day} {day:%B %Y}"


def is_in_force(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Whether `day` is from `starts_on` up to, but not including, `ends_on`. None: there is no end."""
    return starts_on <= day and (ends_on is None or day < ends_on)


def change_problems(*, amount: int, source: str, starts_on: date, earliest: date) -> list[Problem]:
    """Return everything that is wrong with a new amount. `earliest`: the first day on which it may start."""
    problems = []
    if amount < 0:
        problems.append(Problem("The amount must be 0 or more", "amount", "negative"))
    if not source.strip():
        problems.append(Problem("Say where the amount comes from", "source", "no_source"))
    if starts_on < earliest:
        problems.append(
            Problem(
                f"The amounts before {day_in_words(earliest)} are already set. Choose that day or a later one",
                "starts_on",
                "too_early",
            )
        )
    return problems
