"""Amounts in words, and which change of a rate is allowed."""

from datetime import date

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.money import pounds

UNITS = {
    "pence": "An amount of money",
    "pence_per_hour": "Money an hour",
    "pence_per_point": "Money a point",
    "working_days": "Working days",
    "months": "Months",
    "percent": "Percent",
    "count": "A number",
}

TOPICS = {
    "support": "What support costs",
    "budget": "Working out a budget",
    "clocks": "How long things should take",
    "charging": "What people pay",
}

# Set only by a version that one proposed and another agreed to (budgets).
NEEDS_AGREEMENT = frozenset({"ras_point", "ras_tolerance"})

_MONEY_UNITS = {"pence": "", "pence_per_hour": " an hour", "pence_per_point": " a point"}
_COUNTED = {"working_days": "working day", "months": "month"}


def is_money(unit: str) -> bool:
    return unit in _MONEY_UNITS


def rate_words(amount: int, unit: str) -> str:
    """1950, pence_per_hour -> "£19.50 an hour"; 1, working_days -> "1 working day"."""
    if is_money(unit):
        return pounds(amount) + _MONEY_UNITS[unit]
    if unit in _COUNTED:
        return f"{amount:,} {_COUNTED[unit]}{'' if amount == 1 else 's'}"
    return f"{amount:,}%" if unit == "percent" else f"{amount:,}"


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def is_in_force(starts_on: date, ends_on: date | None, day: date) -> bool:
    """From a day, up to but not including another; open when there is no end."""
    return starts_on <= day and (ends_on is None or day < ends_on)


def change_problems(*, amount: int, source: str, starts_on: date, earliest: date) -> list[Problem]:
    """Everything that stops a new amount: history is never rewritten, and no amount stands without its source."""
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
