"""Estimates and reasons for none: saved, refused, and who may read them."""

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.charging import actions, queries
from locallinks.personal.charging.models import Estimate
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City, make_person, pathway_in, share_with


@pytest.fixture
def person(city: City) -> Person:
    return make_person(city, own=True)


@pytest.fixture
def pathway(city: City, person: Person) -> Pathway:
    return pathway_in(city, person, "budgeted")


def give(
    city: City,
    pathway: Pathway,
    role: str = "social_worker",
    weekly_pence: int | None = 3200,
    reason_for_none: str = "",
) -> Estimate:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return actions.give_estimate(
            viewer=viewer, pathway_id=pathway.pk, weekly_pence=weekly_pence, reason_for_none=reason_for_none, at=NOW
        )


@pytest.mark.parametrize(
    ("weekly_pence", "reason_for_none", "said"),
    [(3200, "", "£32.00 a week"), (0, "", "£0.00 a week"), (None, " Waiting for a letter ", "Waiting for a letter")],
)
def test_an_estimate_or_a_reason_is_saved_and_audited(
    city: City, pathway: Pathway, weekly_pence, reason_for_none, said
) -> None:
    give(city, pathway, weekly_pence=weekly_pence, reason_for_none=reason_for_none)
    with acting_as(city.viewer("social_worker")):
        estimate = queries.estimate_of(pathway)
        assert (estimate.weekly_pence, estimate.reason_for_none) == (weekly_pence, reason_for_none.strip())
        assert (estimate.given_by.name, estimate.given_at) == ("Ruth Adeyemi", NOW)
        assert Entry.objects.get(verb="gave an estimate of what they pay").reason == said
        assert Pathway.objects.get(pk=pathway.pk).state == "budgeted"


@pytest.mark.parametrize(
    ("weekly_pence", "reason_for_none", "field"),
    [
        (None, " ", "estimate"),
        (3200, "And a reason", "reason_for_none"),
        (-1, "", "estimate"),
        (2_000_001, "", "estimate"),
        (None, "x" * 10_000, "reason_for_none"),
    ],
)
def test_each_refusal_names_its_field(city: City, pathway: Pathway, weekly_pence, reason_for_none, field) -> None:
    with pytest.raises(DomainError) as problem:
        give(city, pathway, weekly_pence=weekly_pence, reason_for_none=reason_for_none)
    assert [one.field for one in problem.value.problems] == [field]
    with acting_as(city.viewer("social_worker")):
        assert not Estimate.objects.exists()


def test_a_better_estimate_follows_and_the_first_stays(city: City, pathway: Pathway) -> None:
    give(city, pathway, weekly_pence=None, reason_for_none="Waiting for a letter")
    give(city, pathway, weekly_pence=4000)
    with acting_as(city.viewer("social_worker")):
        assert queries.estimate_of(pathway).weekly_pence == 4000
        assert Estimate.objects.count() == 2
        for change in (lambda rows: rows.update(weekly_pence=1), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                change(Estimate.objects.all())


@pytest.mark.parametrize("role", ["handover_champion", "finance", "commissioner", "administrator", "person"])
def test_only_the_social_worker_gives_one(city: City, pathway: Pathway, role: str) -> None:
    with pytest.raises(NotAllowed):
        give(city, pathway, role)


def test_the_planner_reads_but_does_not_give(city: City, person: Person) -> None:
    pathway = pathway_in(city, person, "planning")
    give(city, pathway)
    viewer = city.viewer("support_planner")
    with acting_as(viewer):
        assert queries.estimate_of(pathway).weekly_pence == 3200
    with pytest.raises(NotAllowed):
        give(city, pathway, "support_planner")


def test_another_council_finds_nothing_and_a_closed_pathway_needs_no_estimate(
    city: City, person: Person, pathway: Pathway
) -> None:
    with pytest.raises(Pathway.DoesNotExist):
        give(city, pathway, "other_social_worker")
    with acting_as(city.viewer("social_worker")):
        Pathway.objects.filter(pk=pathway.pk).update(state="ended", closed_at=NOW)
    with pytest.raises(DomainError, match="closed"):
        give(city, pathway)


def test_rows_open_to_the_council_the_person_and_a_planning_network_alone(
    city: City, pathway: Pathway, person: Person
) -> None:
    give(city, pathway)
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
            cursor.execute("select count(*) from charging_estimate")
            assert cursor.fetchone()[0] == seen, role
