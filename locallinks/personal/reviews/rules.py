"""When the next review is due, and what a review must contain (docs/rules/care-act.md 7 and 8).

No review may be used to cut a budget for its own sake.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.personal.reviews.choices import CanGoOn, ReviewKind, ReviewStatus

AT_LEAST_EVERY_MONTHS = 12
LIGHT_TOUCH_WEEKS = (6, 8)
DIRECT_PAYMENT_FIRST_MONTHS = 6
DUE_SOON_DAYS = 30


def next_review_due(signed_off_on: date, agreed_on: date | None = None) -> date:
    """Return the day a year after approval, or the agreed day if sooner. Raises DomainError for one before approval."""
    latest = add_months(signed_off_on, AT_LEAST_EVERY_MONTHS)
    if agreed_on is None:
        return latest
    if agreed_on < signed_off_on:
        raise DomainError(
            "The review is agreed for a day before the plan was signed off. Choose a later day",
            field="next_review_on",
            code="before_sign_off",
        )
    return min(latest, agreed_on)


def light_touch_due(start_on: date) -> tuple[date, date]:
    """Return the first and last day for the light-touch review: six to eight weeks after support began."""
    first, last = LIGHT_TOUCH_WEEKS
    return start_on + timedelta(weeks=first), start_on + timedelta(weeks=last)


def direct_payment_review_due(first_payment_on: date, last_review_on: date | None = None) -> date:
    """Return when a direct payment is due for review: within six months, then every twelve (docs/rules/care-act.md 7).

    Raises DomainError for a review dated before the first payment.
    """
    if last_review_on is None:
        return add_months(first_payment_on, DIRECT_PAYMENT_FIRST_MONTHS)
    if last_review_on < first_payment_on:
        raise DomainError(
            "This review is dated before the first payment. Check the date",
            field="last_review_on",
            code="before_payment",
        )
    return add_months(last_review_on, AT_LEAST_EVERY_MONTHS)


def review_status(due_on: date, today: date, done_on: date | None = None) -> ReviewStatus:
    """Return the status of a review: done, overdue, due in 30 days or fewer, or later (docs/rules/care-act.md 8)."""
    if done_on is not None:
        return ReviewStatus.DONE
    if today > due_on:
        return ReviewStatus.OVERDUE
    return ReviewStatus.DUE_SOON if (due_on - today).days <= DUE_SOON_DAYS else ReviewStatus.NOT_DUE


@dataclass(frozen=True)
class NextReview:
    """The next review: the days from and by which it is due. `payment`: it covers a direct payment as well."""

    kind: ReviewKind
    from_on: date
    due_on: date
    payment: bool = False

    @property
    def also(self) -> str:
        """A sentence about the direct payment where the review covers one, else ""."""
        return "We look at how the direct payment works then, too." if self.payment else ""


def next_review_of(
    *,
    live_on: date,
    signed_off_on: date,
    agreed_on: date | None = None,
    last_begun_on: date | None = None,
    set_on: date | None = None,
    paid_from: date | None = None,
    last_review_on: date | None = None,
) -> NextReview:
    """Return the light-touch review if none has begun since support began, else the planned review.

    `agreed_on` is the day that the plan names, and `set_on` the one that the last review set. For a direct payment,
    `paid_from` is the day it was first approved and `last_review_on` that of the last review: it is reviewed with the
    care, within six months and then every twelve (docs/rules/care-act.md 7).
    """
    if agreed_on is not None and agreed_on < signed_off_on:
        agreed_on = None  # passed before the plan was approved: the year counts
    planned = set_on or next_review_due(signed_off_on, agreed_on)
    if paid_from is not None:
        last_review_on = last_review_on if last_review_on is not None and last_review_on >= paid_from else None
        planned = min(planned, direct_payment_review_due(paid_from, last_review_on))
    first, last = light_touch_due(live_on)
    if (last_begun_on is None or last_begun_on < live_on) and last < planned:
        return NextReview(ReviewKind.LIGHT_TOUCH, first, last, paid_from is not None)
    return NextReview(ReviewKind.PLANNED, planned - timedelta(days=DUE_SOON_DAYS), planned, paid_from is not None)


def missing_text_problems(*, happened: str, words: str) -> tuple[Problem, ...]:
    """Return the problems of a review that lacks what happened or what the person says about it."""
    problems = []
    if not happened.strip():
        problems.append(Problem("Write what happened since the plan began", "happened", "nothing_happened"))
    if not words.strip():
        problems.append(Problem("Write what the person says about it, in their words", "words", "no_words"))
    return tuple(problems)


def contribution_problems(*, by_name: str, words: str, can_go_on: str) -> tuple[Problem, ...]:
    """Return the problems with a contribution: it needs a name and some words."""
    problems = []
    if not by_name.strip():
        problems.append(Problem("Enter your name", "by_name", "no_name"))
    if not words.strip():
        problems.append(Problem("Write what you want to say", "words", "no_words"))
    if can_go_on and can_go_on not in CanGoOn:
        problems.append(Problem("Choose one of the answers", "can_go_on", "unknown"))
    return tuple(problems)


def pence_an_hour(weekly_pence: int, minutes: int) -> int | None:
    """Return the pence an hour, rounded; None where no minutes are recorded."""
    return round(weekly_pence * 60 / minutes) if minutes > 0 else None


def next_review_problem(*, next_review_on: date | None, today: date) -> Problem | None:
    """Return the problem with the date of the next review: it must be after today and within a year."""
    if next_review_on is None:
        return Problem("Enter the date of the next review", "next_review_on", "next_review_set")
    if not today < next_review_on <= add_months(today, AT_LEAST_EVERY_MONTHS):
        return Problem("The next review must be after today and within a year", "next_review_on", "out_of_range")
    return None


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day: 29 February plus a year is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
