"""The estimate before planning, or the reason for none, and fees."""

import pytest

from locallinks.personal.charging.rules import estimate_problem, fee_problems


@pytest.mark.parametrize(("pence", "why"), [(0, ""), (10455, " "), (2_000_000, ""), (None, "Bank papers not seen yet")])
def test_one_of_estimate_and_reason_is_valid(pence, why):
    assert estimate_problem(weekly_pence=pence, reason_for_none=why) is None


@pytest.mark.parametrize(
    ("pence", "why", "field", "code"),
    [
        (None, "", "estimate", "estimate_missing"),
        (None, "  ", "estimate", "estimate_missing"),
        (None, "w" * 2001, "reason_for_none", "reason_too_long"),
        (100, "and why", "reason_for_none", "estimate_and_reason"),
        (-1, "", "estimate", "estimate_out_of_range"),
        (2_000_001, "", "estimate", "estimate_out_of_range"),
    ],
)
def test_invalid_estimates(pence, why, field, code):
    problem = estimate_problem(weekly_pence=pence, reason_for_none=why)
    assert (problem.field, problem.code) == (field, code)
    assert problem.message


@pytest.mark.parametrize(
    ("pence", "every", "pays", "codes"),
    [
        (0, "", False, []),
        (0, "", True, []),
        (20_000, "once", True, []),
        (500_000, "year", True, []),
        (0, "once", True, ["fee_missing"]),
        (20_000, "once", False, ["fee_not_allowed"]),
        (20_000, "", True, ["fee_every_missing"]),
        (500_001, "day", True, ["fee_out_of_range", "fee_every_missing"]),
        (-1, "week", False, ["fee_not_allowed", "fee_out_of_range"]),
    ],
)
def test_a_fee_only_from_a_person_who_pays_for_all(pence, every, pays, codes):
    assert [one.code for one in fee_problems(fee_pence=pence, every=every, pays_for_all=pays)] == codes
