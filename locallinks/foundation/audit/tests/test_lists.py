"""Lists that named people: one row for each, and nobody reads who else was on it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.audit.models import ListedPeople
from locallinks.foundation.audit.queries import RecordRead, RecordReads
from locallinks.foundation.people.actions.records import start_record
from locallinks.foundation.people.models import Person, Share
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, TODAY, City, make_person, share_with

NOT_THEIRS = (
    "other_social_worker",
    "other_support_planner",
    "other_network_manager",
    "support_planner",
    "provider",
    "finance",
    "commissioner",
    "administrator",
    "investor",
)


@pytest.fixture
def mary(city: City) -> Person:
    return make_person(city, own=True)


@pytest.fixture
def arthur(city: City) -> Person:
    return make_person(city, "Arthur Ash")


def listed(city: City, role: str, *people: Any, page: str = "a search", at: datetime = NOW, **more: Any) -> None:
    viewer = city.viewer(role)
    with acting_as(viewer):
        record_list(viewer=viewer, page=page, people=people, at=at, **more)


def lists_shown_to(city: City, role: str, person: Person) -> list[tuple[str, str, int]]:
    with acting_as(city.viewer(role)):
        return [(look.who, look.what, look.times) for look in RecordReads(person_id=person.pk, show="lists")]


def rows_seen(city: City, role: str) -> list[list[int]]:
    with acting_as(city.viewer(role)):
        return list(ListedPeople.objects.order_by("pk").values_list("people", flat=True))


def test_m4_a_list_is_one_row_with_the_people_it_named(city: City, mary: Person, arthur: Person) -> None:
    listed(city, "social_worker", mary, arthur.pk, mary.pk)
    with acting_as(city.viewer("social_worker")):
        row = ListedPeople.objects.get()
        assert (row.people, row.page, row.purpose, row.at) == (sorted([mary.pk, arthur.pk]), "a search", "support", NOW)
        assert (row.actor_id, row.actor_name) == (city.users["social_worker"].pk, "Ruth Adeyemi")
        assert (row.organisation_id, row.organisation_name) == (city.council.pk, "Aireborough Council")
        assert row.home_id == city.council.pk


@pytest.mark.parametrize("people", [[], [987654321]])
def test_m4_a_list_that_names_nobody_writes_nothing(city: City, people: list[Any]) -> None:
    listed(city, "social_worker", *people)
    assert rows_seen(city, "social_worker") == []


def test_m4_people_without_a_record_are_counted(city: City, mary: Person) -> None:
    listed(city, "social_worker", None, mary, None)
    with acting_as(city.viewer("social_worker2")):
        assert sorted(ListedPeople.objects.values_list("people", "without_record", "home_id")) == [
            ([], 2, city.council.pk),
            ([mary.pk], 0, city.council.pk),
        ]
    assert lists_shown_to(city, "person", mary) == [("Ruth Adeyemi", "a search", 1)]


def test_m4_nobody_reads_who_else_was_on_a_list(city: City, mary: Person, arthur: Person) -> None:
    listed(city, "social_worker", mary, arthur)
    listed(city, "support_planner", mary, page="the team's work", at=NOW + timedelta(days=1))
    with acting_as(city.viewer("person")):
        assert RecordReads(person_id=mary.pk, show="lists")[:] == [
            RecordRead(NOW + timedelta(days=1), "Joan Whitlock", "Millbank Neighbours", "the team's work", 1, True),
            RecordRead(NOW, "Ruth Adeyemi", "Aireborough Council", "a search", 1, True),
        ]
    assert rows_seen(city, "person") == []
    assert lists_shown_to(city, "person", arthur) == []


def test_m4_a_list_is_shown_once_for_each_day_and_worker(city: City, mary: Person) -> None:
    for minutes in (0, 5, 9):
        listed(city, "social_worker", mary, at=NOW + timedelta(minutes=minutes))
    listed(city, "social_worker", mary, page="the team's work")
    listed(city, "social_worker", mary, at=NOW + timedelta(days=1))
    listed(city, "social_worker2", mary, at=NOW + timedelta(days=1))
    with acting_as(city.viewer("social_worker")):
        found = RecordReads(person_id=mary.pk, show="lists")
        assert len(found) == 4
        assert sorted((look.what, look.times) for look in found) == [
            ("a search", 1),
            ("a search", 1),
            ("a search", 3),
            ("the team's work", 1),
        ]
        assert next(look.at for look in found if look.times == 3) == NOW + timedelta(minutes=9), "the last time"
        assert found[1:3] == found[:][1:3]


@pytest.mark.parametrize("role", NOT_THEIRS)
def test_m4_viewers_without_access_read_no_lists(city: City, mary: Person, arthur: Person, role: str) -> None:
    listed(city, "social_worker", mary, arthur)
    assert lists_shown_to(city, role, mary) == [] == lists_shown_to(city, role, arthur)
    assert rows_seen(city, role) == []
    assert lists_shown_to(city, "social_worker", mary) == [("Ruth Adeyemi", "a search", 1)]


def test_m4_a_planning_network_reads_its_own_lists_while_it_has_access(city: City, mary: Person) -> None:
    share_with(city, mary)
    listed(city, "social_worker", mary)
    listed(city, "support_planner", mary, page="the team's work")
    assert lists_shown_to(city, "network_manager", mary) == [("Joan Whitlock", "the team's work", 1)]
    assert lists_shown_to(city, "other_network_manager", mary) == []
    assert rows_seen(city, "network_manager") == [], "the ids of others stand in a row: the home alone reads it"
    with acting_as(city.viewer("social_worker")):
        Share.objects.filter(person=mary, organisation=city.network).update(ends_on=TODAY)
    with acting_as(city.viewer("network_manager"), today=TODAY):
        assert not RecordReads(person_id=mary.pk, show="lists")[:]
    assert len(lists_shown_to(city, "person", mary)) == 2


def test_m4_a_council_reads_nothing_about_people_of_another(city: City, mary: Person) -> None:
    with acting_as(city.viewer("other_social_worker")) as viewer:
        there = start_record(
            viewer=viewer,
            home=city.other_council,
            at=NOW,
            preferred_name="Cy",
            full_name="Cy Beck",
            phone="01632 960001",
        )
    Membership.objects.create(
        user=city.users["social_worker"], organisation=city.other_council, role=Role.SOCIAL_WORKER, starts_on=TODAY
    )
    listed(city, "social_worker", mary, there)
    assert rows_seen(city, "social_worker2") == [[mary.pk]]
    assert rows_seen(city, "other_social_worker") == [[there.pk]]
    with acting_as(city.viewer("other_social_worker")):
        assert ListedPeople.objects.get().organisation_id == city.other_council.pk


def test_m4_a_list_for_a_concern_is_shown_to_nobody(city: City, mary: Person) -> None:
    listed(city, "social_worker", mary, purpose=EntryPurpose.CONCERN)
    assert lists_shown_to(city, "person", mary) == [] == lists_shown_to(city, "social_worker", mary)
    assert rows_seen(city, "social_worker") == []


@pytest.mark.parametrize("role", ["social_worker", "administrator", "other_social_worker", "person"])
def test_m4_nobody_changes_deletes_or_inserts_a_row(city: City, mary: Person, role: str) -> None:
    listed(city, "social_worker", mary)
    before = rows_seen(city, "social_worker")
    for sql in (
        "update audit_listedpeople set people = '{}'",
        "delete from audit_listedpeople",
        "insert into audit_listedpeople (at, actor_name, organisation_name, home_id, page, purpose, people) "
        f"values (now(), '', '', {city.council.pk}, '', '', '{{{mary.pk}}}')",
    ):
        with acting_as(city.viewer(role)), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(sql)
                    assert cursor.rowcount == 0, sql
            except DatabaseError:
                continue
    assert rows_seen(city, "social_worker") == before == [[mary.pk]]


def test_m4_the_index_finds_the_lists_of_one_person(city: City, mary: Person) -> None:
    """`@>` is not leakproof: under row-level security it would scan every list (ARCHITECTURE.md)."""
    with acting_as(city.viewer("social_worker")), connection.cursor() as cursor:
        cursor.execute("select indexdef from pg_indexes where indexname = 'audit_listed_people'")
        assert "USING gin (people)" in cursor.fetchone()[0]
        cursor.execute("select prosecdef from pg_proc where oid = 'guard.lists_naming(bigint)'::regprocedure")
        assert cursor.fetchone() == (True,)
