"""The estimate a person is given before planning, and nothing more yet (local-links.md section 3; care-act.md 10).

No figure of the charging rules lives here: they are effective-dated reference data.
"""

from locallinks.foundation.shared.errors import Problem

MAX_WEEKLY_PENCE = 20_000_00
MAX_TEXT = 2000


def estimate_problem(*, weekly_pence: int | None, why_not: str = "") -> Problem | None:
    """An estimate a week (nothing to pay is one), or why there is none yet. Exactly one of the two."""
    if weekly_pence is None:
        if not why_not.strip():
            return Problem(
                "Enter about how much the person will pay each week, or say why you cannot tell yet",
                "estimate",
                "estimate_missing",
            )
        if len(why_not) > MAX_TEXT:
            return Problem(f"Why not must be {MAX_TEXT:,} characters or fewer", "why_not", "why_not_too_long")
        return None
    if why_not.strip():
        return Problem("Give an estimate or a reason there is none, not both", "why_not", "estimate_and_reason")
    if not 0 <= weekly_pence <= MAX_WEEKLY_PENCE:
        return Problem("The estimate must be from £0.00 to £20,000.00 a week", "estimate", "estimate_out_of_range")
    return None
