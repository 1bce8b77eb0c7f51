"""Audit entries: what each contains, that nobody can change one, and who reads it."""

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.actions import record_read, record_write
from locallinks.foundation.audit.choices import EntryKind, EntryPurpose
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.audit.queries import reads_of_person, writes_about_person
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import Viewer, acting_as
from tests.kit import NOW, City, add_user, make_person, share_with


@pytest.fixture
def mary(city: City) -> Person:
    person = make_person(city, own=True)
    share_with(city, person)
    return person


def write(city: City, role: str, person: Person | None, **more) -> Entry:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return record_write(viewer=viewer, **{"verb": "did it", "subject": person, "person": person, "at": NOW, **more})


def seen(city: City, role: str) -> set[str]:
    with acting_as(city.viewer(role)):
        return set(Entry.objects.filter(verb__startswith="did").values_list("verb", flat=True))


def test_a_write_records_who_what_about_whom_and_why(city: City, mary: Person) -> None:
    entry = write(city, "support_planner", mary, verb="wrote in the plan", reason="She asked")
    assert (entry.kind, entry.verb, entry.reason, entry.at) == (EntryKind.WRITE, "wrote in the plan", "She asked", NOW)
    assert (entry.actor_id, entry.actor_name) == (city.users["support_planner"].pk, "Joan Whitlock")
    assert (entry.organisation_id, entry.organisation_name) == (city.network.pk, "Millbank Neighbours")
    assert (entry.person_id, entry.person_name, entry.home_id) == (mary.pk, "Mary", city.council.pk)
    assert (entry.subject_kind, entry.subject_id, entry.purpose) == ("people.person", str(mary.pk), "support")


def test_a_read_records_what_was_read(city: City, mary: Person) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_read(viewer=viewer, person=mary, page="the plan", at=NOW)
        assert [(entry.verb, entry.actor_name) for entry in reads_of_person(person_id=mary.pk)] == [
            ("looked at the plan", "Ruth Adeyemi")
        ]
        assert not writes_about_person(person_id=mary.pk).filter(verb="looked at the plan").exists()


def test_a_write_about_nobody_belongs_to_the_actors_organisation(city: City) -> None:
    entry = write(city, "administrator", None)
    assert (entry.person_id, entry.person_name, entry.home_id) == (None, "", city.council.pk)
    assert (entry.subject_kind, entry.subject_id) == ("", "")


def test_a_viewer_with_two_roles_acts_for_the_home(city: City, mary: Person) -> None:
    from locallinks.foundation.accounts.models import Membership

    user = add_user(city, "both", Role.VOLUNTEER_DEVELOPER, city.network)
    Membership.objects.create(user=user, organisation=city.council, role=Role.HANDOVER_CHAMPION, starts_on=NOW.date())
    assert write(city, "both", mary).organisation_id == city.council.pk
    assert write(city, "both", None).organisation_id == city.network.pk


def test_the_person_acts_for_no_organisation(city: City, mary: Person) -> None:
    entry = write(city, "person", mary)
    assert (entry.organisation_id, entry.organisation_name, entry.actor_name) == (None, "", "Mary Firth")


def test_a_long_name_in_a_verb_does_not_stop_the_action(city: City, mary: Person) -> None:
    entry = write(city, "social_worker", mary, verb="made " + "x" * 300)
    assert len(entry.verb) == 80
    assert entry.verb.endswith("…")


def test_an_action_that_fails_leaves_no_entry(city: City, mary: Person) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        with pytest.raises(ZeroDivisionError):
            fail_after_writing(viewer, mary)
        assert not Entry.objects.filter(verb="did it").exists()


@transaction.atomic
def fail_after_writing(viewer: Viewer, person: Person) -> None:
    record_write(viewer=viewer, verb="did it", subject=person, person=person, at=NOW)
    raise ZeroDivisionError


@pytest.mark.parametrize("role", ["social_worker", "administrator", "support_planner", "person"])
def test_nobody_changes_or_deletes_an_entry(city: City, mary: Person, role: str) -> None:
    write(city, role, mary if role != Role.ADMINISTRATOR else None)  # an administrator reads no entries about people
    with acting_as(city.viewer(role)):
        marks = Entry.objects.filter(verb="did it")
        assert marks.update(verb="did nothing") == 0
        assert marks._raw_delete(marks.db) == 0
        assert marks.count() == 1


def test_the_table_cannot_be_truncated(city: City, mary: Person) -> None:
    write(city, "social_worker", mary)
    with acting_as(city.viewer("social_worker")), connection.cursor() as cursor:
        mark = transaction.savepoint()
        with pytest.raises(DatabaseError):
            cursor.execute("truncate audit_entry")
        transaction.savepoint_rollback(mark)
    assert seen(city, "social_worker") == {"did it"}


class TestWhoReadsItBack:
    def test_the_home_the_person_and_the_actors_organisation_read_entries(self, city: City, mary: Person) -> None:
        write(city, "social_worker", mary, verb="did it at the council")
        write(city, "support_planner", mary, verb="did it at the network")
        both = {"did it at the council", "did it at the network"}
        assert seen(city, "social_worker") == seen(city, "person") == both
        assert seen(city, "support_planner") == {"did it at the network"}
        for role in ("other_social_worker", "other_support_planner", "provider", "investor"):
            assert seen(city, role) == set(), role

    def test_roles_that_open_no_record_read_no_entries(self, city: City, mary: Person) -> None:
        write(city, "social_worker", mary)
        assert not Entry.objects.exists()

    def test_an_entry_for_a_concern_is_read_by_nobody(self, city: City, mary: Person) -> None:
        """The alleged source might read it (docs/rules/care-act.md 9). The room `concerns` opens it to some."""
        write(city, "support_planner", mary, verb="did it, worried", purpose=EntryPurpose.CONCERN)
        for role in city.users:
            assert seen(city, role) == set(), role


def test_a_job_leaves_an_entry_with_its_name(city: City, mary: Person) -> None:
    job = Viewer(name="The message job", roles_held=city.viewer("administrator").roles_held)
    with acting_as(job):
        entry = record_write(viewer=job, verb="sent a message", subject=mary, person=mary, at=NOW)
    assert (entry.actor_id, entry.actor_name) == (None, "The message job")
