"""What one arrangement saved the council (docs/rules/local-links.md 8). The split and the waterfall are not here yet.

Planning is never steered by saving: no page the person or the planner shares shows any of this. Only people who were
introduced to the network and have a baseline count; the loss-making ones count as much as the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from locallinks.foundation.shared.errors import DomainError


@dataclass(frozen=True)
class AwayPeriod:
    """Days in hospital or paused, both included; no last day means still away."""

    starts_on: date
    ends_on: date | None = None


def council_paid_pence(*, cost_pence: int, max_charge_pence: int = 0) -> int:
    """What the council itself pays a week, net of the person's contribution, which is never more than the cost.

    180.00 with a most-they-can-pay of 104.55 is 75.45; 90.00 is nothing: the council cannot share money it never spent.
    """
    _not_negative(cost_pence, "cost")
    _not_negative(max_charge_pence, "max_charge")
    return cost_pence - min(max_charge_pence, cost_pence)


def weekly_saving_pence(baseline_council_pence: int, actual_council_pence: int) -> int:
    """Both sides net of the person's contribution. Below nought when the support costs more than the baseline."""
    _not_negative(baseline_council_pence, "baseline")
    _not_negative(actual_council_pence, "actual")
    return baseline_council_pence - actual_council_pence


def eligible_days(*, live_from: date, live_to: date, away: Iterable[AwayPeriod] = ()) -> int:
    """Live days, both included, less days away. Days away twice over are taken off once."""
    if live_to < live_from:
        raise DomainError("It ends before it starts. Change one of the dates", field="live_to", code="dates")
    gone: set[int] = set()
    for time in away:
        last = live_to if time.ends_on is None else min(time.ends_on, live_to)
        gone.update(range(max(time.starts_on, live_from).toordinal(), last.toordinal() + 1))
    return (live_to - live_from + timedelta(days=1)).days - len(gone)


def saving_pence(
    *, handed_over: bool, baseline_council_pence: int | None, actual_council_pence: int, days: int
) -> int | None:
    """The saving of one arrangement in a period, weeks counted as days/7. None when it does not count at all.

    Half a penny rounds away from nought, so a loss and a gain of the same size cancel.
    """
    if not handed_over or baseline_council_pence is None:
        return None
    _not_negative(days, "days")
    weekly = weekly_saving_pence(baseline_council_pence, actual_council_pence)
    whole = (2 * abs(weekly) * days + 7) // 14
    return whole if weekly >= 0 else -whole


def _not_negative(value: int, field: str) -> None:
    if value < 0:
        raise DomainError(f"{field.replace('_', ' ').capitalize()} must be 0 or more", field=field, code="negative")
