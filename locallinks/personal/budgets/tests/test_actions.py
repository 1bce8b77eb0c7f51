"""The first budget and its baseline: the worked example of docs/rules/care-act.md 5, and who may read which."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.reference.models import Rate
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.budgets import actions, queries
from locallinks.personal.budgets.models import Baseline, IndicativeBudget
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City, make_person, pathway_in, share_with

WORKED = {"points": 46, "usual_minutes_per_week": 570, "usual_words": "Two visits a day"}


@pytest.fixture
def person(city: City) -> Person:
    return make_person(city, own=True)


@pytest.fixture
def pathway(city: City, person: Person) -> Pathway:
    return pathway_in(city, person, "eligible")


def set_budget(city: City, pathway: Pathway, role: str = "social_worker", **changes) -> IndicativeBudget:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return actions.set_indicative_budget(viewer=viewer, pathway_id=pathway.pk, at=NOW, **(WORKED | changes))


def test_the_worked_example(city: City, pathway: Pathway) -> None:
    budget = set_budget(city, pathway)
    assert (budget.points, budget.rate_pence, budget.weekly_pence, budget.tolerance_percent) == (46, 405, 18_630, 10)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        baseline = queries.baseline_of(viewer, pathway)
        assert (baseline.minutes_per_week, baseline.rate_pence, baseline.weekly_pence) == (570, 1950, 18_525)
        assert (baseline.difference_pence, baseline.difference_percent, baseline.exceptional) == (
            105,
            Decimal("0.6"),
            False,
        )
        assert (Pathway.objects.get(pk=pathway.pk).state, queries.indicative_budget_of(pathway)) == ("budgeted", budget)
        assert Entry.objects.filter(verb="worked out a first budget", reason="46 points at £4.05 a point").exists()


def test_elaines_baseline(city: City, pathway: Pathway) -> None:
    set_budget(city, pathway, points=67, usual_minutes_per_week=14 * 60)
    viewer = city.viewer("finance")
    with acting_as(viewer):
        assert queries.baseline_of(viewer, pathway).weekly_pence == 27_300


def test_the_rate_it_was_worked_out_with_stays(city: City, pathway: Pathway) -> None:
    budget = set_budget(city, pathway)
    rate = Rate.objects.get(code="ras_point", ends_on=None)
    assert (budget.rate_from, budget.rate_source, budget.rate_verified) == (rate.starts_on, rate.source, rate.verified)


@pytest.mark.parametrize(
    ("points", "why", "exceptional"), [(50, "", False), (51, "She needs two people to lift her", True)]
)
def test_further_apart_than_the_tolerance_needs_a_second_look(
    city: City, pathway: Pathway, points, why, exceptional
) -> None:
    if exceptional:
        with pytest.raises(DomainError) as problem:
            set_budget(city, pathway, points=points)
        assert [(one.field, one.code) for one in problem.value.problems] == [("second_look", "second_look")]
    budget = set_budget(city, pathway, points=points, second_look=why)
    assert budget.weekly_pence == points * 405  # the check never lowers it
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        baseline = queries.baseline_of(viewer, pathway)
        assert (baseline.exceptional, baseline.second_look) == (exceptional, why)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"points": -1}, "points"),
        ({"points": 1001}, "points"),
        ({"points": 4.5}, "points"),
        ({"usual_minutes_per_week": 0}, "minutes_per_week"),
        ({"usual_minutes_per_week": -15}, "minutes_per_week"),
        ({"usual_minutes_per_week": 999_999}, "minutes_per_week"),
        ({"usual_words": " "}, "usual_words"),
        ({"usual_words": "x" * 10_000}, "usual_words"),
        ({"second_look": "x" * 10_000}, "second_look"),
    ],
)
def test_each_refusal_names_its_field_and_saves_nothing(
    city: City, pathway: Pathway, changes: dict, field: str
) -> None:
    with pytest.raises(DomainError) as problem:
        set_budget(city, pathway, **changes)
    assert field in {one.field for one in problem.value.problems}
    with acting_as(city.viewer("social_worker")):
        assert Pathway.objects.get(pk=pathway.pk).state == "eligible"
        assert not IndicativeBudget.objects.exists()
        assert not Baseline.objects.exists()


def test_a_rate_nobody_set_is_named(city: City, pathway: Pathway) -> None:
    with acting_as(city.viewer("social_worker")):
        Rate.objects.filter(code="ras_point", ends_on=None).update(ends_on=NOW.date())
    with pytest.raises(DomainError, match="No amount is set for “ras_point”"):
        set_budget(city, pathway)


@pytest.mark.parametrize("role", ["handover_champion", "finance", "commissioner", "administrator", "person"])
def test_only_the_social_worker_sets_it(city: City, pathway: Pathway, role: str) -> None:
    with pytest.raises((NotAllowed, Pathway.DoesNotExist)):
        set_budget(city, pathway, role)


def test_permission_is_checked_before_the_figures(city: City, pathway: Pathway) -> None:
    with pytest.raises(NotAllowed, match="Only Mary's social worker can set the first budget"):
        set_budget(city, pathway, "handover_champion", usual_words="")


def test_another_council_finds_nothing(city: City, pathway: Pathway) -> None:
    with pytest.raises(Pathway.DoesNotExist):
        set_budget(city, pathway, "other_social_worker")


@pytest.mark.parametrize("state", ["referred", "assessing", "budgeted", "planning", "live"])
def test_only_after_the_decision_and_only_once(city: City, person: Person, state: str) -> None:
    pathway = pathway_in(city, person, state)
    with pytest.raises(DomainError, match="cannot happen at the stage"):
        set_budget(city, pathway)


def test_a_new_assessment_sets_both_again_and_keeps_the_old(city: City, pathway: Pathway) -> None:
    set_budget(city, pathway)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        Pathway.objects.filter(pk=pathway.pk).update(state="eligible")
    set_budget(city, pathway, points=67, usual_minutes_per_week=840)
    with acting_as(viewer):
        assert (queries.indicative_budget_of(pathway).points, queries.baseline_of(viewer, pathway).weekly_pence) == (
            67,
            27_300,
        )
        assert (IndicativeBudget.objects.count(), Baseline.objects.count()) == (2, 2)


def test_budget_and_baseline_are_append_only(city: City, pathway: Pathway) -> None:
    set_budget(city, pathway)
    with acting_as(city.viewer("social_worker")):
        for model in (Baseline, IndicativeBudget):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                model.objects.all().update(weekly_pence=1)
            with pytest.raises(DatabaseError, match="history"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"delete from {model._meta.db_table}")


# ---- who may read what ----


@pytest.mark.parametrize(
    "role", ["support_planner", "network_manager", "volunteer_developer", "person", "provider", "other_social_worker"]
)
def test_row_level_security_hides_the_baseline_from_planners(
    city: City, pathway: Pathway, person: Person, role: str
) -> None:
    set_budget(city, pathway)
    share_with(city, person)
    share_with(city, person, city.provider, purpose="arrangement")
    with acting_as(city.viewer(role)), connection.cursor() as cursor:
        cursor.execute("select count(*) from budgets_baseline")
        assert cursor.fetchone()[0] == 0


def test_the_first_budget_is_shared_with_the_person_and_the_planner_alone(
    city: City, pathway: Pathway, person: Person
) -> None:
    set_budget(city, pathway)
    share_with(city, person)
    share_with(city, person, city.provider, purpose="arrangement")
    expected = {
        "person": 1,
        "support_planner": 1,
        "social_worker": 1,
        "provider": 0,
        "other_support_planner": 0,
        "investor": 0,
    }
    for role, seen in expected.items():
        with acting_as(city.viewer(role)), connection.cursor() as cursor:
            cursor.execute("select count(*) from budgets_indicativebudget")
            assert cursor.fetchone()[0] == seen, role


def test_nothing_in_the_shared_row_gives_the_baseline_away(city: City, pathway: Pathway) -> None:
    names = {field.name for field in IndicativeBudget._meta.get_fields() if not field.is_relation}
    assert not {
        name for name in names if "reference" in name or "difference" in name or "minutes" in name or "except" in name
    }


@pytest.mark.parametrize("role", ["social_worker", "finance", "commissioner"])
def test_the_council_may_read_the_baseline(city: City, pathway: Pathway, role: str) -> None:
    set_budget(city, pathway)
    viewer = city.viewer(role)
    with acting_as(viewer):
        assert queries.baseline_of(viewer, pathway).weekly_pence == 18_525


@pytest.mark.parametrize(
    "role",
    ["handover_champion", "administrator", "support_planner", "network_manager", "person", "other_social_worker"],
)
def test_nobody_else_may_read_the_baseline(city: City, pathway: Pathway, role: str) -> None:
    set_budget(city, pathway)
    viewer = city.viewer(role)
    with acting_as(viewer), pytest.raises(NotAllowed):
        queries.baseline_of(viewer, pathway)
