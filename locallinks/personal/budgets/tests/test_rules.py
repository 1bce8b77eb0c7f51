"""The worked example of docs/rules/care-act.md 5, its edge cases, and that no penny is lost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.shared.errors import DomainError
from locallinks.personal.budgets.rules import (
    MAX_MINUTES,
    MAX_POINTS,
    MAX_RATE_PENCE,
    MAX_WEEKLY_PENCE,
    council_amount_pence,
    council_cost_pence,
    explain_budget,
    explain_reference,
    indicative_facts,
    indicative_pence,
    reference_check,
)


def refused_with(call, *args, **kwargs):
    with pytest.raises(DomainError) as refused:
        call(*args, **kwargs)
    assert all(problem.message for problem in refused.value.problems)
    return [(problem.field, problem.code) for problem in refused.value.problems]


def test_the_worked_example():
    assert indicative_pence(46, 405) == 18630
    assert council_cost_pence(570, 1950) == 18525
    check = reference_check(indicative_pence=18630, minutes_per_week=570, hourly_rate_pence=1950, tolerance_percent=10)
    assert (check.reference_pence, check.difference_pence) == (18525, 105)
    assert check.difference_percent == Decimal("0.6")
    assert not check.exceptional


def test_elaine_before_and_after():
    assert council_cost_pence(14 * 60, 1950) == 27300
    assert council_cost_pence(8 * 60, 1950) == 15600


@pytest.mark.parametrize(
    ("minutes", "rate", "pence"),
    [(0, 1950, 0), (15, 1950, 488), (15, 1949, 487), (30, 1, 1), (15, 1, 0), (60, 1, 1)],
)
def test_half_a_penny_rounds_up(minutes, rate, pence):
    assert council_cost_pence(minutes, rate) == pence


@pytest.mark.parametrize(
    ("points", "rate", "said"),
    [
        (-1, 405, [("points", "out_of_range")]),
        (MAX_POINTS + 1, 405, [("points", "out_of_range")]),
        (46, 0, [("rate_pence", "out_of_range")]),
        (46, MAX_RATE_PENCE + 1, [("rate_pence", "out_of_range")]),
        (4.6, True, [("points", "not_whole"), ("rate_pence", "not_whole")]),
        (1000, 50000, [("points", "out_of_range")]),
    ],
)
def test_absurd_points_and_rates_are_refused(points, rate, said):
    assert refused_with(indicative_pence, points, rate) == said


def test_absurd_weekly_costs_are_refused():
    assert refused_with(council_cost_pence, -15, 0) == [
        ("minutes_per_week", "out_of_range"),
        ("hourly_rate_pence", "out_of_range"),
    ]
    assert refused_with(council_cost_pence, MAX_MINUTES + 1, 1950) == [("minutes_per_week", "out_of_range")]


@pytest.mark.parametrize(
    ("indicative", "percent", "exceptional"),
    [
        (18525, "0.0", False),
        (20377, "10.0", False),  # 9.9973
        (20378, "10.0", True),  # 10.0027 shows as 10.0 and is more
        (16673, "-10.0", False),
        (16672, "-10.0", True),
        (0, "-100.0", True),
    ],
)
def test_tolerance_is_judged_on_the_exact_figure(indicative, percent, exceptional):
    check = reference_check(indicative_pence=indicative, minutes_per_week=570, hourly_rate_pence=1950)
    assert (check.difference_percent, check.exceptional) == (Decimal(percent), exceptional)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"minutes_per_week": 0}, [("minutes_per_week", "no_reference")]),
        ({"tolerance_percent": -1}, [("tolerance_percent", "out_of_range")]),
        ({"tolerance_percent": 101}, [("tolerance_percent", "out_of_range")]),
        ({"indicative_pence": -1}, [("indicative_pence", "out_of_range")]),
    ],
)
def test_reference_check_refuses(changes, said):
    whole = {"indicative_pence": 18630, "minutes_per_week": 570, "hourly_rate_pence": 1950, "tolerance_percent": 10}
    assert refused_with(reference_check, **{**whole, **changes}) == said


def test_the_sum_in_words():
    assert explain_budget(points=46, rate_pence=405, rate_from=date(2026, 4, 6), tolerance_percent=10) == (
        "Your answers came to 46 points. Each point is worth £4.05 a week, the rate from 6 April 2026. "
        "46 × £4.05 = £186.30 a week. We look again if this is more than 10% away from what support like this usually "
        "costs. It is a guide to plan with, not a limit."
    )


@pytest.mark.parametrize(
    ("indicative", "said"),
    [
        (
            18630,
            "The first budget is £1.05 a week more than the usual support at £185.25: 0.6%. That is within 10%. "
            "No second look is needed.",
        ),
        (
            10000,
            "The first budget is £85.25 a week less than the usual support at £185.25: 46.0%. That is outside 10%. "
            "Look at it again and write down why.",
        ),
        (
            18525,
            "The first budget is the same as the usual support, £185.25 a week. That is within 10%. "
            "No second look is needed.",
        ),
    ],
)
def test_the_comparison_in_words(indicative, said):
    check = reference_check(indicative_pence=indicative, minutes_per_week=570, hourly_rate_pence=1950)
    assert explain_reference(check, tolerance_percent=10) == said


@pytest.mark.parametrize(
    ("budget", "pays", "council"), [(18000, 10455, 7545), (9000, 9000, 0), (18000, 0, 18000), (0, 0, 0)]
)
def test_who_pays_what(budget, pays, council):
    assert council_amount_pence(personal_budget_pence=budget, contribution_pence=pays) == council


@pytest.mark.parametrize(
    ("budget", "pays", "said"),
    [
        (100, 101, [("contribution", "contribution_over_budget")]),
        (-1, 0, [("personal_budget", "out_of_range")]),
        (100, -1, [("contribution", "out_of_range")]),
        (MAX_WEEKLY_PENCE + 1, 0, [("personal_budget", "out_of_range")]),
    ],
)
def test_invalid_contributions_are_refused(budget, pays, said):
    assert refused_with(council_amount_pence, personal_budget_pence=budget, contribution_pence=pays) == said


@pytest.mark.parametrize(
    ("ras", "reference", "baseline", "answers"),
    [
        ("2026-1", 18525, 18525, (True, True, True)),
        ("2026-1", 18525, 0, (True, True, True)),
        (" ", 0, None, (False, False, False)),
        ("", None, -1, (False, False, False)),
    ],
)
def test_indicative_facts(ras, reference, baseline, answers):
    facts = indicative_facts(ras_version=ras, reference_pence=reference, baseline_pence=baseline)
    assert tuple(facts.values()) == answers
    assert list(facts) == ["ras_version_recorded", "reference_cost_recorded", "baseline_frozen"]


@given(st.integers(0, MAX_WEEKLY_PENCE), st.integers(0, MAX_WEEKLY_PENCE))
def test_the_split_loses_no_penny(one, other):
    budget, pays = max(one, other), min(one, other)
    assert council_amount_pence(personal_budget_pence=budget, contribution_pence=pays) + pays == budget


@given(st.integers(0, 600), st.integers(1, MAX_RATE_PENCE))
def test_cost_is_within_half_a_penny_of_exact(quarters, rate):
    minutes = quarters * 15
    assert abs(council_cost_pence(minutes, rate) - Decimal(minutes * rate) / 60) <= Decimal("0.5")
