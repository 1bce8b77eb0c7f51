"""An estimate before planning, or a reason why there is none."""

import pytest

from locallinks.personal.charging.rules import estimate_problem


@pytest.mark.parametrize(("pence", "why"), [(0, ""), (10455, " "), (2_000_000, ""), (None, "Bank papers not seen yet")])
def test_enough(pence, why):
    assert estimate_problem(weekly_pence=pence, why_not=why) is None


@pytest.mark.parametrize(
    ("pence", "why", "field", "code"),
    [
        (None, "", "estimate", "estimate_missing"),
        (None, "  ", "estimate", "estimate_missing"),
        (None, "w" * 2001, "why_not", "why_not_too_long"),
        (100, "and why", "why_not", "estimate_and_reason"),
        (-1, "", "estimate", "estimate_out_of_range"),
        (2_000_001, "", "estimate", "estimate_out_of_range"),
    ],
)
def test_not_enough(pence, why, field, code):
    problem = estimate_problem(weekly_pence=pence, why_not=why)
    assert (problem.field, problem.code) == (field, code)
    assert problem.message
