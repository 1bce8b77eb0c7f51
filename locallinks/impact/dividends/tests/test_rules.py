"""The saving of one arrangement: the worked example, and what does not count."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locallinks.foundation.shared.errors import DomainError
from locallinks.impact.dividends.rules import (
    AwayPeriod,
    council_paid_pence,
    eligible_days,
    saving_pence,
    weekly_saving_pence,
)

MONDAY = date(2026, 11, 2)
PENCE = st.integers(0, 2_000_000)


def test_elaine_saves_117_a_week():
    assert weekly_saving_pence(27300, 15600) == 11700


@pytest.mark.parametrize(
    ("cost", "charge", "council"), [(18000, 10455, 7545), (9000, 10455, 0), (18000, 0, 18000), (0, 0, 0)]
)
def test_what_the_council_pays(cost, charge, council):
    assert council_paid_pence(cost_pence=cost, max_charge_pence=charge) == council


def test_the_council_cannot_share_money_it_never_saved():
    before = council_paid_pence(cost_pence=18000, max_charge_pence=10455)
    after = council_paid_pence(cost_pence=9000, max_charge_pence=10455)
    assert weekly_saving_pence(before, after) == 7545
    full_cost = council_paid_pence(cost_pence=18000, max_charge_pence=99999)
    assert weekly_saving_pence(full_cost, council_paid_pence(cost_pence=9000, max_charge_pence=99999)) == 0


@pytest.mark.parametrize(
    ("baseline", "actual", "days", "saved"),
    [
        (18000, 13200, 48 * 7, 230400),
        (27300, 15600, 7, 11700),
        (27300, 15600, 3, 5014),  # death mid-week: 11700 * 3 / 7 = 5014.29
        (15600, 27300, 3, -5014),
        (100, 99, 4, 1),
        (100, 99, 3, 0),
        (27300, 15600, 0, 0),
    ],
)
def test_one_arrangement(baseline, actual, days, saved):
    found = saving_pence(handed_over=True, baseline_council_pence=baseline, actual_council_pence=actual, days=days)
    assert found == saved


def test_cases_that_do_not_count():
    assert saving_pence(handed_over=False, baseline_council_pence=27300, actual_council_pence=0, days=7) is None
    assert saving_pence(handed_over=True, baseline_council_pence=None, actual_council_pence=0, days=7) is None


@pytest.mark.parametrize(
    ("away", "days"),
    [
        ([], 28),
        ([(7, 13)], 21),
        ([(7, 13), (10, 16)], 18),
        ([(-10, 2)], 25),
        ([(20, None)], 20),
        ([(20, 99)], 20),
        ([(-10, None)], 0),
        ([(-10, -5)], 28),
        ([(40, 50)], 28),
    ],
)
def test_days_away_are_taken_off_once(away, days):
    times = [AwayPeriod(MONDAY + timedelta(a), None if b is None else MONDAY + timedelta(b)) for a, b in away]
    assert eligible_days(live_from=MONDAY, live_to=MONDAY + timedelta(27), away=times) == days


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: weekly_saving_pence(-1, 0), "baseline"),
        (lambda: weekly_saving_pence(0, -1), "actual"),
        (lambda: council_paid_pence(cost_pence=-1), "cost"),
        (lambda: council_paid_pence(cost_pence=1, max_charge_pence=-1), "max_charge"),
        (lambda: saving_pence(handed_over=True, baseline_council_pence=1, actual_council_pence=1, days=-1), "days"),
        (lambda: eligible_days(live_from=MONDAY, live_to=MONDAY - timedelta(1)), "live_to"),
    ],
)
def test_invalid_values_are_refused(call, field):
    with pytest.raises(DomainError) as refused:
        call()
    assert refused.value.problems[0].field == field


@given(PENCE, PENCE, st.integers(0, 400))
def test_exact_to_half_a_penny_and_gains_and_losses_cancel(baseline, actual, days):
    gain = saving_pence(handed_over=True, baseline_council_pence=baseline, actual_council_pence=actual, days=days)
    loss = saving_pence(handed_over=True, baseline_council_pence=actual, actual_council_pence=baseline, days=days)
    assert gain + loss == 0
    assert abs(gain - Fraction((baseline - actual) * days, 7)) <= Fraction(1, 2)
