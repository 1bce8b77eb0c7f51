"""The estimate that a person is given before planning (docs/rules/local-links.md 3; docs/rules/care-act.md 10).

The figures of the charging rules are dated reference data and not in the code.
"""

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.charging.choices import FeePeriod

MAX_WEEKLY_PENCE = 20_000_00
MAX_TEXT = 2000
MAX_FEE_PENCE = 5_000_00  # above any council's fee; catches pounds typed as pence


def estimate_problem(*, weekly_pence: int | None, reason_for_none: str = "") -> Problem | None:
    """Return a problem unless exactly one is given: pence a week, which may be 0, or the reason for none."""
    if weekly_pence is None:
        if not reason_for_none.strip():
            return Problem(
                "Enter about how much the person will pay each week, or say why you cannot tell yet",
                "estimate",
                "estimate_missing",
            )
        if len(reason_for_none) > MAX_TEXT:
            return Problem(f"Why not must be {MAX_TEXT:,} characters or fewer", "reason_for_none", "reason_too_long")
        return None
    if reason_for_none.strip():
        return Problem("Give an estimate or a reason there is none, not both", "reason_for_none", "estimate_and_reason")
    if not 0 <= weekly_pence <= MAX_WEEKLY_PENCE:
        return Problem("The estimate must be from £0.00 to £20,000.00 a week", "estimate", "estimate_out_of_range")
    return None


def fee_problems(*, fee_pence: int, every: str, pays_for_all: bool) -> tuple[Problem, ...]:
    """Return what is wrong with a fee for arranging support (docs/rules/care-act.md 10.1).

    Only a person who pays for all of their support can be charged. A fee is not allowed for a care home either; this
    rule cannot know that, so the page says it.
    """
    if not fee_pence:
        message = "Enter how much the fee is, or leave this empty"
        return (Problem(message, "fee", "fee_missing"),) if every else ()
    problems = []
    if not pays_for_all:
        message = (
            "Only somebody who pays for all of their support can be charged a fee. Take it out, or say that they do"
        )
        problems.append(Problem(message, "fee", "fee_not_allowed"))
    if not 0 < fee_pence <= MAX_FEE_PENCE:
        problems.append(Problem("The fee must be from £0.01 to £5,000.00", "fee", "fee_out_of_range"))
    if every not in FeePeriod:
        problems.append(Problem("Say if the fee is paid once, a year or a week", "fee_every", "fee_every_missing"))
    return tuple(problems)
