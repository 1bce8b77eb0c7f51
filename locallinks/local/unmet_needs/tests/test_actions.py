"""Recording a need nobody could meet, that it was met, and who may."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.unmet_needs import actions, queries
from locallinks.local.unmet_needs.models import NeedMet, UnmetNeed
from tests.kit import NOW, TODAY, City, make_person, share_with

BUS = {
    "outcome": "A9",
    "outcome_words": "Using local places",
    "looked_for": "A lift to the market",
    "where_looked": "The directory, the bus company",
    "why": "cannot_get_there",
}


def record(city: City, role: str, person, **changes) -> UnmetNeed:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return actions.record_unmet_need(viewer=viewer, person=person, at=NOW, **BUS | changes)


@pytest.mark.parametrize("role", ["social_worker", "support_planner", "person"])
def test_those_who_plan_record_it_and_it_is_written_down(city: City, role: str):
    person = make_person(city, own=True)
    share_with(city, person)
    need = record(city, role, person)
    with acting_as(city.viewer("social_worker")):
        assert list(queries.open_unmet_needs_of(person.pk)) == [need]
        entry = Entry.objects.get(subject_kind="unmet_needs.unmetneed", subject_id=str(need.pk))
        assert (entry.person_id, entry.actor_id) == (person.pk, city.users[role].pk)


@pytest.mark.parametrize(
    "role", ["volunteer_developer", "network_manager", "commissioner", "finance", "handover_champion"]
)
def test_nobody_else_records_it(city: City, role: str):
    person = make_person(city)
    share_with(city, person)
    with pytest.raises(NotAllowed, match="Only Mary"):
        record(city, role, person)


def test_what_is_missing_is_named(city: City):
    with pytest.raises(DomainError) as refused:
        record(city, "social_worker", make_person(city), looked_for="  ", why="")
    assert refused.value.codes == {"no_looked_for", "no_why"}


def test_it_can_be_met_once(city: City):
    person, viewer = make_person(city), city.viewer("social_worker")
    need = record(city, "social_worker", person)
    met = {"viewer": viewer, "need_id": need.pk, "how": "A neighbour drives", "on": TODAY, "at": NOW}
    with acting_as(viewer):
        actions.record_need_met(**met)
        assert not queries.open_unmet_needs_of(person.pk).exists()
        assert queries.unmet_needs_of(person.pk).get().met.how == "A neighbour drives"
        assert Entry.objects.filter(subject_kind="unmet_needs.needmet").count() == 1
        with pytest.raises(DomainError, match="already"):
            actions.record_need_met(**met)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"how": " "}, "no_how"),
        ({"on": TODAY - timedelta(days=1)}, "met_on_out_of_range"),
        ({"on": TODAY + timedelta(days=1)}, "met_on_out_of_range"),
    ],
)
def test_met_says_how_and_when(city: City, change, code):
    need, viewer = record(city, "social_worker", make_person(city)), city.viewer("social_worker")
    met = {"viewer": viewer, "need_id": need.pk, "how": "A lift", "on": TODAY, "at": NOW} | change
    with acting_as(viewer), pytest.raises(DomainError) as refused:
        actions.record_need_met(**met)
    assert refused.value.codes == {code}


def test_somebody_who_may_not_record_may_not_say_it_is_met(city: City):
    person = make_person(city)
    share_with(city, person)
    need, viewer = record(city, "social_worker", person), city.viewer("volunteer_developer")
    with acting_as(viewer), pytest.raises(NotAllowed):
        actions.record_need_met(viewer=viewer, need_id=need.pk, how="A lift", on=TODAY, at=NOW)


def test_rows_are_history(city: City):
    record(city, "social_worker", make_person(city))
    with acting_as(city.viewer("social_worker")):
        for change in (lambda rows: rows.update(why="full"), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                change(UnmetNeed.objects.all())


@pytest.mark.parametrize("role", ["support_planner", "other_support_planner", "other_social_worker", "provider"])
def test_a_bare_select_shows_nothing_without_a_share(city: City, role: str):
    person, viewer = make_person(city), city.viewer("social_worker")
    need = record(city, "social_worker", person)
    with acting_as(viewer):
        actions.record_need_met(viewer=viewer, need_id=need.pk, how="A lift", on=TODAY, at=NOW)
    with acting_as(city.viewer(role)), connection.cursor() as cursor:
        for table in ("unmet_needs_unmetneed", "unmet_needs_needmet"):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,)
        assert not NeedMet.objects.exists()
