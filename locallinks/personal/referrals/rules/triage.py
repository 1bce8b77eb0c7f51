"""When a request may be closed, referred and passed to somebody else, and when it is late."""

from datetime import date

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.referrals.choices import ClosingReason


def closing_problems(*, why: str, words: str, advised: bool, urgent: bool) -> tuple[Problem, ...]:
    """Return why a request cannot be closed: no reason, no words, or it is urgent and nobody was reached."""
    problems = []
    if why not in ClosingReason:
        problems.append(Problem("Choose why you close this", "why", "why_missing"))
    if not words.strip():
        problems.append(Problem("Write what was said and tried, in a few words", "words", "words_missing"))
    if why == ClosingReason.ADVICE_ENOUGH and not advised:
        problems.append(
            Problem("Write down the advice first, and offer an introduction to a network", "why", "not_advised")
        )
    if why == ClosingReason.NOT_REACHED and urgent:
        problems.append(
            Problem("This is urgent: visit, or ask whoever told us. Do not close it yet", "why", "urgent_not_reached")
        )
    return tuple(problems)


def prevention_problem(*, advised: bool, urgent: bool, why_not_first: str) -> Problem | None:
    """Return a problem unless advice came first, the request is urgent, or it is said why advice could not come first.

    It never prevents an assessment: an appearance of need is enough (Care Act 2014 s.9; docs/rules/care-act.md 1).
    """
    if advised or urgent or why_not_first.strip():
        return None
    return Problem(
        "First offer advice and an introduction, or say here why that could not come first",
        "why_not_first",
        "prevention_first",
    )


def reassignment_problem(*, owner_id: int | None, to_id: int | None, reason: str) -> Problem | None:
    """Return why the owner of a request cannot change.

    Taking a request from somebody, or giving it back to the team, needs a reason. Taking one without an owner does not.
    """
    if owner_id == to_id:
        words = "They answer it already. Choose somebody else" if to_id else "The whole team has it already"
        return Problem(words, "owner_id", "same_owner")
    if owner_id is not None and not reason.strip():
        return Problem("Say why it is passed on", "reason", "reason_missing")
    return None


def is_late(due: date, today: date) -> bool:
    """Return whether a request is late: from the day after its answer was due."""
    return today > due
