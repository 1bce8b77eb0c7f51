"""Who counts in the savings, and how much: Elaine's 117 pounds a week, losses, and those who do not count."""

from datetime import timedelta

import pytest

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.impact.dividends import queries
from locallinks.impact.dividends.tests.builders import baseline, elaine_later, elaine_now
from locallinks.personal.brokerage.actions.arrangements import confirm_live, start_brokerage
from locallinks.personal.brokerage.tests.builders import (
    ELAINE_PLAN,
    arrange,
    arranging,
    days,
    do,
    elaine,
    end,
    end_for_good,
    in_place,
    second_plan,
)
from locallinks.personal.budgets.actions import check_baseline
from locallinks.personal.budgets.models import Baseline
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Plan
from tests.kit import NOW, TODAY, City

MONEY_PEOPLE = ["finance", "commissioner"]
OTHERS = [
    "social_worker",
    "handover_champion",
    "administrator",
    "support_planner",
    "network_manager",
    "volunteer_developer",
    "provider",
    "investor",
    "person",
    "other_social_worker",
]


def saving(city: City, plan: Plan, on=TODAY, role: str = "finance") -> int | None:
    with acting_as(city.viewer("social_worker")):
        pathway = Pathway.objects.get(pk=plan.pathway_id)
    with acting_as(city.viewer(role)) as viewer:
        return queries.weekly_saving(viewer=viewer, pathway=pathway, on=on)


@pytest.mark.parametrize("role", MONEY_PEOPLE)
def test_elaine_saves_nothing_at_first_and_117_pounds_a_week_later(city: City, role: str) -> None:
    plan = elaine_later(city)
    assert [saving(city, plan, days(n), role) for n in (0, 3, 4, 90)] == [0, 0, 11700, 11700]


@pytest.mark.parametrize("role", OTHERS)
def test_only_finance_and_commissioners_see_savings(city: City, role: str) -> None:
    plan = elaine_now(city)
    with acting_as(city.viewer("social_worker")):
        pathway = Pathway.objects.get(pk=plan.pathway_id)
    with acting_as(city.viewer(role)) as viewer:
        with pytest.raises(NotAllowed):
            queries.savings(viewer=viewer, on=TODAY)
        with pytest.raises(NotAllowed):
            queries.weekly_saving(viewer=viewer, pathway=pathway, on=TODAY)


def test_losses_count_as_much_as_gains(city: City) -> None:
    gain, loss = elaine_now(city), elaine(city, name="Nora Pine", own=False)
    baseline(city, loss, weekly_pence=20_000)
    assert (saving(city, gain), saving(city, loss)) == (0, -7300)
    with acting_as(city.viewer("finance")) as viewer:
        assert sum(row.saving_pence for row in queries.savings(viewer=viewer, on=TODAY)) == -7300


def test_both_sides_are_net_of_what_the_person_pays(city: City) -> None:
    """The council cannot share money it never spent."""
    plan = elaine(city, approval={"personal_budget_pence": 27300, "contribution_pence": 27300})
    baseline(city, plan, weekly_pence=20_000)
    assert saving(city, plan) == 0


def test_nobody_without_a_baseline_counts(city: City) -> None:
    assert saving(city, elaine(city)) is None


def test_nobody_without_a_network_counts(city: City) -> None:
    plan = arranging(city, "council_planning")
    for title in ("Joan visits", "Tuesday club"):
        arrange(city, plan, title, role=Role.SOCIAL_WORKER)
    do(city, "social_worker", confirm_live, pathway_id=plan.pathway_id)
    baseline(city, plan)
    assert saving(city, plan) is None


def test_nobody_whom_the_council_planned_for_first_counts(city: City) -> None:
    """docs/rules/local-links.md 8: that saving does not come from the network."""
    plan = elaine_now(city)
    with acting_as(city.viewer("social_worker")):
        Plan.objects.filter(pk=plan.pk).update(planning_route="council")
    second = second_plan(city, plan)
    do(city, "support_planner", start_brokerage, pathway_id=plan.pathway_id)
    for what in ("Home care", "Joan visits", "Tuesday club"):
        arrange(city, second, what)
    assert saving(city, plan) is None
    with acting_as(city.viewer("social_worker")):
        Plan.objects.filter(pk=plan.pk).update(planning_route="network")
    assert saving(city, plan) == 11700


def test_nobody_counts_before_support_starts(city: City) -> None:
    plan = arranging(city, **ELAINE_PLAN)
    baseline(city, plan)
    arrange(city, plan, "Home care")
    assert saving(city, plan) is None, "half a plan would look cheap"
    arrange(city, plan, "Joan visits")
    do(city, "support_planner", confirm_live, pathway_id=plan.pathway_id)
    assert saving(city, plan) == 7300


def test_nobody_counts_while_support_is_paused_or_after_it_ended(city: City) -> None:
    plan = elaine_now(city)
    facts = {"reason_given": True, "expected_return": True}
    do(city, "social_worker", move_pathway, pathway_id=plan.pathway_id, event="suspend", facts=facts, reason="Hospital")
    assert saving(city, plan) is None
    do(city, "social_worker", move_pathway, pathway_id=plan.pathway_id, event="resume", facts={})
    assert saving(city, plan) == 0
    end_for_good(city, plan)
    assert saving(city, plan) is None


def test_a_part_that_ended_costs_nothing_from_that_day(city: City) -> None:
    plan = elaine_now(city)
    with acting_as(city.viewer("social_worker")):
        row = Pathway.objects.get(pk=plan.pathway_id).arrangements.get(what__startswith="Home care")
    end(city, row, last_day=days(2))
    assert [saving(city, plan, days(n)) for n in (2, 3)] == [0, 27300]


def test_a_later_baseline_belongs_to_the_next_plan(city: City) -> None:
    plan = elaine_now(city)
    baseline(city, plan, weekly_pence=40_000, at=NOW + timedelta(days=3))
    assert saving(city, plan) == 0


def test_people_of_another_council_are_hidden(city: City) -> None:
    elaine_now(city)
    from tests.kit import add_user

    add_user(city, "other_finance", Role.FINANCE, city.other_council)
    with acting_as(city.viewer("other_finance")) as viewer:
        assert queries.savings(viewer=viewer, on=TODAY) == []


def test_the_number_of_queries_does_not_grow(city: City, django_assert_num_queries) -> None:
    for name in ("Ann Ash", "Bea Birch", "Cy Cedar"):
        baseline(city, in_place(city, name=name, own=False))
    with acting_as(city.viewer("finance")) as viewer, django_assert_num_queries(3):
        found = queries.savings(
            viewer=viewer, on=TODAY
        )  # and one each to widen and to restore the organisations in scope
    assert [row.saving_pence for row in found] == [27300] * 3
    assert {row.network for row in found} == {"Millbank Neighbours"}


@pytest.mark.parametrize("agreed", [None, False])
def test_nobody_counts_without_a_second_check_that_agrees(city: City, agreed: bool | None) -> None:
    """docs/rules/local-links.md 8: somebody outside the scheme checks the baseline a second time."""
    plan = elaine(city)
    baseline(city, plan, agreed=agreed)
    assert saving(city, plan) is None
    with acting_as(city.viewer("finance")) as viewer:
        assert queries.count_waiting_for_second_check(viewer=viewer, on=TODAY) == 1
    assert "1 person waits" in city.client("finance").get("/money/").content.decode()


def test_a_saving_counts_from_the_day_of_the_second_check(city: City) -> None:
    """The person has their support before a late check, and nothing is counted for the days before it."""
    plan = elaine(city)
    baseline(city, plan, agreed=None)
    with acting_as(city.viewer("social_worker")):
        frozen = Baseline.objects.get(pathway=plan.pathway_id)
    with acting_as(city.viewer("finance")) as viewer:
        check_baseline(viewer=viewer, baseline_id=frozen.pk, agrees=True, at=NOW + timedelta(days=5))
    assert [saving(city, plan, days(n)) for n in (4, 5)] == [None, 0]
    with acting_as(city.viewer("finance")) as viewer:
        assert queries.count_waiting_for_second_check(viewer=viewer, on=days(5)) == 0
