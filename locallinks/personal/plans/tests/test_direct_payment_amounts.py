"""Tests of the amount of a direct payment: no other amount is approved (docs/rules/care-act.md 7)."""

import pytest

from locallinks.foundation.messages.models import Message
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.fund_holding.tests.builders import agreed, asked, decide
from locallinks.personal.plans.rules.decision import payment_pence
from locallinks.personal.plans.tests.builders import CLUB, FRAIL, HOME_CARE, VISITS, sent_plan
from locallinks.personal.plans.tests.page_helpers import post, text, url
from tests.kit import City

CARE = HOME_CARE | {"council_cost_pence": 18_000}
PLAN = {"lines": (CARE, CLUB | {"outcomes": ["A9"]}), "abilities": FRAIL, "points": 80}
DECIDED = {
    "personal_budget_pence": "180.00",
    "contribution_pence": "0",
    "deployment": "direct_payment",
    "reason": "",
    "direct_payment_frequency": "four_weekly",
}


@pytest.mark.parametrize(
    ("weekly", "pays", "gross", "frequency", "due"),
    [
        # docs/rules/care-act.md 10.5, examples 1 to 3: the package, what the person pays, and what the council pays
        (18_000, 10_455, False, "weekly", 7_545),
        (18_000, 10_455, True, "weekly", 18_000),
        (9_000, 9_000, False, "weekly", 0),
        (9_000, 10_455, False, "weekly", 0),
        (22_000, 9_902, False, "weekly", 12_098),
        (22_000, 9_902, False, "four_weekly", 48_392),
        (18_000, 0, False, "monthly", 78_000),
        (7_545, 0, False, "monthly", 32_695),
        (1_000, 0, False, "monthly", 4_333),
        (1, 0, False, "monthly", 4),
        # A month is 13 thirds of a week: the third of a penny goes, two thirds make a whole one, either way of paying.
        (2, 0, False, "monthly", 9),
        (2, 1, False, "monthly", 4),
        (18_001, 0, False, "monthly", 78_004),
        (18_002, 0, False, "monthly", 78_009),
        (18_002, 10_455, False, "monthly", 32_704),
        (18_002, 10_455, True, "monthly", 78_009),
    ],
)
def test_what_one_payment_comes_to(weekly: int, pays: int, gross: bool, frequency: str, due: int) -> None:
    got = payment_pence(weekly_pence=weekly, contribution_pence=pays, gross=gross, frequency=frequency)
    assert got == due


@pytest.mark.parametrize(
    ("how", "pays", "amount", "due"),
    [
        ("net", "0", "1000000.00", "720.00"),
        ("net", "0", "719.99", "720.00"),
        ("net", "0", "0", "720.00"),
        ("net", "104.55", "720.00", "301.80"),
        ("gross", "104.55", "301.80", "720.00"),
    ],
)
def test_rule7_a_direct_payment_that_does_not_follow_is_refused_at_its_field(
    city: City, how: str, pays: str, amount: str, due: str
) -> None:
    plan = sent_plan(city, **PLAN)
    asked(city, plan.pathway)
    decide(city, plan.pathway, how=how)
    client = city.client("social_worker2")
    said = DECIDED | {"contribution_pence": pays}
    refused = post(client, url(plan, "decide/"), **said, direct_payment_pence=amount)
    assert refused.status_code == 422
    assert 'href="#id_direct_payment_pence"' in text(refused)
    assert f"that is £{due} every four weeks" in text(refused)
    assert post(client, url(plan, "decide/"), **said, direct_payment_pence=due).status_code == 303


def test_rule7_a_part_paid_so_is_the_sum_and_plan_print_and_letter_say_which(city: City) -> None:
    club = CLUB | {"kind": "local_paid", "title": "Dance class", "council_cost_pence": 1_000, "outcomes": ["A9"]}
    plan = sent_plan(city, lines=(CARE, club, VISITS | {"outcomes": ["A9"]}), abilities=FRAIL, points=80)
    agreed(city, plan.pathway)
    with acting_as(city.viewer("social_worker")):
        keys = {line.title: line.pk for line in plan.lines.all()}
    said = DECIDED | {
        "personal_budget_pence": "190.00",
        "deployment": "mixed",
        f"line_{keys[CARE['title']]}": "council_managed",
        f"line_{keys['Dance class']}": "direct_payment",
    }
    client = city.client("social_worker2")
    assert post(client, url(plan, "decide/"), **said, direct_payment_pence="760.00").status_code == 422
    one_way = post(
        client, url(plan, "decide/"), **said | {"deployment": "council_managed"}, direct_payment_pence="40.00"
    )
    assert one_way.status_code == 422
    assert "Dance class is held another way" in text(one_way), "a sum that was checked is kept, or refused"
    assert post(client, url(plan, "decide/"), **said, direct_payment_pence="40.00").status_code == 303
    for page in ("", "print/"):
        shown = text(city.client("person").get(url(plan, page)))
        assert "Paid so, and for which need" in shown
        assert "Dance class: " in shown.split("Paid so, and for which need")[1][:300]
    with acting_as(city.viewer("social_worker")):
        letter = Message.objects.get(kind="plan_approved").body
    assert "You are paid £40.00 every four weeks" in letter
    assert "- Dance class: " in letter
    assert "Home care" not in letter
