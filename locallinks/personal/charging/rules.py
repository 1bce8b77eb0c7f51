"""The estimate a person is given before planning, and nothing more yet
(docs/rules/local-links.md 3; docs/rules/care-act.md 10).

No figure of the charging rules lives here: they are effective-dated reference data.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.charging.choices import FeePeriod

MAX_WEEKLY_PENCE = 20_000_00
MAX_TEXT = 2000
MAX_FEE_PENCE = 5_000_00  # above any council's fee; catches pounds typed as pence
FEE_PAYERS: Mapping[str, str] = MappingProxyType({"once": "Once", "year": "Every year", "week": "Every week"})

# What stands outside a personal budget, though the council's money or the person's is in it (docs/rules/care-act.md 5).
NOT_IN_BUDGET: Mapping[str, str] = MappingProxyType(
    {
        "short_term": "Free help to get going again, up to six weeks",
        "arranging_fee": "The council’s fee for arranging it",
    }
)


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


def fee_problems(*, fee_pence: int, every: str, pays_for_all: bool) -> tuple[Problem, ...]:
    """A fee for arranging: only from whoever pays for all of it and asks the council to arrange
    (docs/rules/care-act.md 10.1).

    Not for a care home, which this does not know: the page says so.
    """
    if not fee_pence:
        told = "Enter how much the fee is, or leave this empty"
        return (Problem(told, "fee", "fee_missing"),) if every else ()
    found = []
    if not pays_for_all:
        told = "Only somebody who pays for all of their support can be charged a fee. Take it out, or say that they do"
        found.append(Problem(told, "fee", "fee_not_allowed"))
    if not 0 < fee_pence <= MAX_FEE_PENCE:
        found.append(Problem("The fee must be from £0.01 to £5,000.00", "fee", "fee_out_of_range"))
    if every not in FeePeriod:
        found.append(Problem("Say if the fee is paid once, a year or a week", "fee_every", "fee_every_missing"))
    return tuple(found)


def budget_pence(costs: Iterable[tuple[str, int]]) -> int:
    """The personal budget: what it costs to meet the needs, without what regulations leave out (section 26).

    A cost is its kind and its pence a week. The Care and Support (Personal Budget: Exclusion of Costs) Regulations
    2014 leave out free reablement and intermediate care, and a self-funder's brokerage fee.
    """
    return sum(pence for kind, pence in costs if kind not in NOT_IN_BUDGET)
