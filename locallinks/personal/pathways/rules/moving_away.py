"""Who must be informed before a pathway ends because the person moves to another council's area.

Care Act 2014 ss.37-38 (docs/rules/care-act.md 9): the new council assesses by the day of the move, or meets the needs
of the old plan until it has.
"""

from collections.abc import Collection
from datetime import date

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.pathways.choices import InformedParty

ALWAYS_INFORMED = (InformedParty.PERSON, InformedParty.VISITS)


def move_away_problems(*, informed: Collection[str], new_council: str, moved_on: date, today: date) -> list[Problem]:
    """Return why the pathway cannot end yet: people who must know have not been informed, or the day has not come."""
    problems = []
    missing = [party.label.lower() for party in ALWAYS_INFORMED if party not in informed]
    if new_council and InformedParty.NEW_COUNCIL not in informed:
        missing.append(InformedParty.NEW_COUNCIL.label.lower())
    if missing:
        problems.append(Problem(f"First tell {' and '.join(missing)}", "informed", "somebody_not_told"))
    if set(informed) - set(InformedParty):
        problems.append(Problem("Choose from the list who was told", "informed", "unknown_told"))
    if moved_on > today:
        problems.append(
            Problem(
                "Record this on the day of the move, so that support goes on until then", "moved_on", "not_moved_yet"
            )
        )
    return problems
