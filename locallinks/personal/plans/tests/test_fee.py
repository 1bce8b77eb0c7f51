"""A self-funder's fee for arranging support is on the plan and in none of its sums (docs/rules/care-act.md 5)."""

from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.charging.actions import give_estimate
from locallinks.personal.plans.models import Plan
from locallinks.personal.plans.queries.plan_view import facts_of, plan_view
from locallinks.personal.plans.tests.builders import HOME_CARE, written
from tests.kit import NOW, City


def test_a_fee_changes_no_sum_of_the_plan(city: City) -> None:
    plan = written(city, lines=(HOME_CARE,), abilities={"A2": "unable_assist", "A4": "unable_assist"})

    def sums() -> tuple[object, ...]:
        with acting_as(city.viewer("social_worker")):
            found = plan_view(Plan.objects.select_related("pathway").get(pk=plan.pk))
            facts = facts_of(found)
            return found.council_pence, found.own_pence, found.over_indicative_pence, facts.personal_budget_pence

    page = f"/pathways/{plan.pathway_id}/plan/"
    before = sums()
    with acting_as(city.viewer("social_worker")) as viewer:
        give_estimate(
            viewer=viewer,
            pathway_id=plan.pathway_id,
            weekly_pence=27_300,
            pays_for_all=True,
            fee_pence=20_000,
            fee_every="year",
            at=NOW,
        )
    assert sums() == before
    assert before[0] == before[3] == 27_300
    shown = city.client("person").get(page).content.decode()
    assert "The council’s fee for arranging it: £200.00 a year." in shown
    assert "It is not part of the personal budget" in shown
