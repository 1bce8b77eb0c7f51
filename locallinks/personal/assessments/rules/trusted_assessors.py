"""What the council accepts from a trusted assessor, and which assessments are checked (docs/rules/systems.md 25)."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "small_equipment": "Small equipment, up to £1,000",
        "small_changes": "Small changes to a home, such as rails",
        "alarm": "An alarm or a sensor at home",
        "going_home": "Going back to support somebody already had, after hospital",
    }
)
CHECK_ONE_IN = 5  # the first assessment is checked, and then one in five [design]


def trust_problems(
    *, scope: str, scopes: Collection[str], since: date, until: date | None, assessed_on: date, today: date
) -> tuple[Problem, ...]:
    """Return why an assessment cannot be accepted: it is outside the scope or the dates of the assessor's trust."""
    problems = []
    if scope not in scopes:
        named = "; ".join(SCOPES[scope] for scope in SCOPES if scope in scopes)
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
