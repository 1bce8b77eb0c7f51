"""What the council accepts from a trusted assessor, and which assessments are checked (docs/rules/systems.md 25)."""

from collections.abc import Collection
from datetime import date

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.assessments.choices import AssessorScope

CHECK_ONE_IN = 5  # the first assessment is checked, and then one in five [design]


def trust_problems(
    *, scope: str, scopes: Collection[str], since: date, until: date | None, assessed_on: date, today: date
) -> tuple[Problem, ...]:
    """Return why an assessment cannot be accepted: it is outside the scope or the dates of the assessor's trust."""
    problems = []
    if scope not in scopes:
        named = "; ".join(trusted.label for trusted in AssessorScope if trusted in scopes)
        problems.append(
            Problem(
                f"This assessor is trusted for: {named}. Ask a social worker to assess anything else",
                "scope",
                "outside_scope",
            )
        )
    if assessed_on > today:
        problems.append(Problem("Enter a day that is today or earlier", "assessed_on", "later"))
    elif assessed_on < since or (until is not None and assessed_on >= until):
        problems.append(
            Problem("The assessor was not trusted on that day. Check the day", "assessed_on", "not_trusted")
        )
    return tuple(problems)


def to_be_checked(number: int) -> bool:
    """Return whether the assessment with this number is checked. An assessor's first has number 1."""
    return number % CHECK_ONE_IN == 1
