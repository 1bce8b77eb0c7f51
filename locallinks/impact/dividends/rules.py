"""What an arrangement saved the council (docs/rules/local-links.md 8). Sharing the gain is not written yet.

Pages for the person or the planner never show a saving, so that none steers the planning. Only people who were
introduced to a network and have a baseline count, and losses count as much as gains.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from locallinks.foundation.shared.errors import DomainError


@dataclass(frozen=True)
class AwayPeriod:
    """Days in hospital or paused, both included. Without a last day the person is still away."""

    starts_on: date
    ends_on: date | None = None


def council_paid_pence(*, cost_pence: int, max_charge_pence: int = 0) -> int:
    """Return what the council pays, in pence a week: the cost less what the person pays, but never below 0.

    A cost of 18,000 with a charge of at most 10,455 is 7,545 for the council; a cost of 9,000 is 0. Raises DomainError
    for a negative amount.
    """
    _not_negative(cost_pence, "cost")
    _not_negative(max_charge_pence, "max_charge")
    return cost_pence - min(max_charge_pence, cost_pence)


def weekly_saving_pence(baseline_council_pence: int, actual_council_pence: int) -> int:
    """Return the saving in pence a week, of amounts net of the person's contribution; negative for a loss.

    Raises DomainError for a negative amount.
    """
    _not_negative(baseline_council_pence, "baseline")
    _not_negative(actual_council_pence, "actual")
    return baseline_council_pence - actual_council_pence


def eligible_days(*, live_from: date, live_to: date, away: Iterable[AwayPeriod] = ()) -> int:
    """Return the number of days from first to last, both included, less days away, each counted once.

    Raises DomainError where the last day is before the first.
    """
    if live_to < live_from:
        raise DomainError("It ends before it starts. Change one of the dates", field="live_to", code="dates")
    days_away: set[int] = set()
    for period in away:
        last = live_to if period.ends_on is None else min(period.ends_on, live_to)
        days_away.update(range(max(period.starts_on, live_from).toordinal(), last.toordinal() + 1))
    return (live_to - live_from + timedelta(days=1)).days - len(days_away)


def saving_pence(
    *, handed_over: bool, baseline_council_pence: int | None, actual_council_pence: int, days: int
) -> int | None:
    """Return the saving of an arrangement in pence, with weeks as days / 7; None where it does not count.

    Half a penny rounds away from 0, so that a loss and a gain of the same size cancel. Raises DomainError for a
    negative number.
    """
    if not handed_over or baseline_council_pence is None:
        return None
    _not_negative(days, "days")
    weekly = weekly_saving_pence(baseline_council_pence, actual_council_pence)
    rounded = (2 * abs(weekly) * days + 7) // 14
    return rounded if weekly >= 0 else -rounded


def _not_negative(value: int, field: str) -> None:
    if value < 0:
        raise DomainError(f"{field.replace('_', ' ').capitalize()} must be 0 or more", field=field, code="negative")
