"""The three-part test of a concern, its status, and when to decide (Care Act 2014 s.42; docs/rules/care-act.md 9)."""

from collections.abc import Collection, Iterable
from datetime import date

from locallinks.foundation.concerns.choices import ConcernStatus, Decision, HarmKind
from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.working_days import add_working_days

# From the day on which the concern was raised. Our choice: the guidance sets no number.
DECISION_WORKING_DAYS = 1


def duty_to_enquire(*, has_needs: bool, at_risk: bool, cannot_protect: bool) -> bool:
    """Whether the council must make enquiries (Care Act 2014 s.42(1)).

    All three parts must be true: needs for care and support, whether met or not; abuse or neglect, or a risk of it; and
    because of those needs, no way for the person to protect themselves.
    """
    return has_needs and at_risk and cannot_protect


def decision_problem(*, decision: str, duty: bool) -> Problem | None:
    """Return a problem where the council must make enquiries and the decision is another, or None."""
    if duty and decision != Decision.ENQUIRY:
        return Problem(
            "All three parts are true, so the council must make enquiries. Choose that, or look at the three again.",
            "decision",
            "duty_to_enquire",
        )
    return None


def concern_status(*, decision: str | None, finished: bool) -> ConcernStatus:
    """Return the status of a concern. `decision`: the newest, or None. `finished`: whether an outcome was recorded."""
    if finished or (decision and decision != Decision.ENQUIRY):
        return ConcernStatus.CLOSED
    return ConcernStatus.ENQUIRING if decision else ConcernStatus.WAITING


def decision_due_on(raised_on: date, holidays: Collection[date] = ()) -> date:
    """The last day on which a decision is in time: the next working day."""
    return add_working_days(raised_on, DECISION_WORKING_DAYS, holidays)


def unknown_kinds(kinds: Iterable[str]) -> list[str]:
    """Return the codes that are not kinds of harm, in order."""
    return sorted(set(kinds) - set(HarmKind))
