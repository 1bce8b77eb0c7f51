"""Moving to another council's area: who must be told before the way through here ends. Source:
docs/rules/care-act.md 9,
"Continuity ss.37-38": the new council assesses by the day of the move, or keeps meeting the old plan's needs."""

from collections.abc import Collection
from datetime import date

from locallinks.foundation.shared.errors import Problem

INFORMED = {
    "person": "The person, and what happens next",
    "family": "Family and friends who help",
    "visits": "Everybody who visits or is paid",
    "network": "The network",
    "gp": "The GP surgery",
    "new_council": "The new council, with the plan",
}
ALWAYS_INFORMED = ("person", "visits")


def move_away_problems(*, told: Collection[str], new_council: str, moved_on: date, today: date) -> list[Problem]:
    """What stands in the way of ending here: nobody may be left standing at a locked door, or without support."""
    problems = []
    missing = [INFORMED[one].lower() for one in ALWAYS_INFORMED if one not in told]
    if new_council and "new_council" not in told:
        missing.append(INFORMED["new_council"].lower())
    if missing:
        problems.append(Problem(f"First tell {' and '.join(missing)}", "told", "somebody_not_told"))
    if set(told) - set(INFORMED):
        problems.append(Problem("Choose from the list who was told", "told", "unknown_told"))
    if moved_on > today:
        problems.append(
            Problem(
                "Record this on the day of the move, so that support goes on until then", "moved_on", "not_moved_yet"
            )
        )
    return problems
