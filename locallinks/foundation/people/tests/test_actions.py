"""Starting and changing a record, sharing, withdrawing, and a death: results, audit entries and refusals."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.actions.records import add_relationship, change_details, record_death, start_record
from locallinks.foundation.people.actions.sharing import agree_to_share, withdraw_agreement
from locallinks.foundation.people.models import Grant, Person, Relationship, Share, SharingAgreement
from locallinks.foundation.people.queries.records import has_died, relationships_of
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, TODAY, City, make_person, share_with


def agree(city: City, person: Person, **changes) -> SharingAgreement:
    viewer = city.viewer(changes.pop("role", "social_worker"))
    details = {
        "organisation": city.network,
        "purpose": "planning",
        "agreed_by": "Mary",
        "how_explained": "At home",
        "on": TODAY,
    }
    with acting_as(viewer):
        return agree_to_share(viewer=viewer, person=person, at=NOW, **(details | changes))


def test_starting_a_record_sets_its_home_and_is_audited(city: City) -> None:
    mary = make_person(city, nhs_number="9990000018")
    with acting_as(city.viewer("social_worker")):
        entry = Entry.objects.get(subject_kind="people.person")
    assert (mary.home_id, mary.search_name, mary.spaced_nhs_number) == (
        city.council.pk,
        "mary mary firth",
        "999 000 0018",
    )
    assert (entry.verb, entry.person_id, entry.home_id) == ("started the record", mary.pk, city.council.pk)


@pytest.mark.parametrize("role", ["support_planner", "provider", "investor", "finance", "administrator", "person"])
def test_only_the_council_starts_a_record(city: City, role: str) -> None:
    viewer = city.viewer(role)
    with acting_as(viewer), pytest.raises(NotAllowed):
        start_record(viewer=viewer, home=city.council, at=NOW, preferred_name="A", full_name="A B")


def test_a_record_is_started_only_in_the_own_council(city: City) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer), pytest.raises(NotAllowed):
        start_record(viewer=viewer, home=city.other_council, at=NOW, preferred_name="A", full_name="A B")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"date_of_birth": TODAY + timedelta(days=1)}, "born_later"),
        ({"date_of_birth": date(1880, 1, 1)}, "born_earlier"),
        ({"nhs_number": "9990000018"}, "nhs_number_taken"),
    ],
)
def test_impossible_details_are_refused(city: City, changes: dict, code: str) -> None:
    make_person(city, "Elaine Dobson", nhs_number="9990000018")
    with pytest.raises(DomainError) as refused:
        make_person(city, **changes)
    assert refused.value.codes == {code}
    assert refused.value.problems[0].field in changes


def test_a_change_is_in_the_history_and_a_stale_one_is_refused(city: City) -> None:
    mary, viewer = make_person(city), city.viewer("social_worker")
    with acting_as(viewer):
        change_details(viewer=viewer, person_id=mary.pk, version=1, phone="0113 496 0001", at=NOW)
        with pytest.raises(Stale):
            change_details(viewer=viewer, person_id=mary.pk, version=1, phone="0113 496 0002", at=NOW)
        with connection.cursor() as cursor:
            cursor.execute("select phone from people_personhistory where pgh_obj_id = %s order by pgh_id", [mary.pk])
            assert [row[0] for row in cursor.fetchall()] == ["0113 496 0000", "0113 496 0001"]


def test_the_home_never_changes(city: City) -> None:
    mary = make_person(city)
    with acting_as(city.viewer("social_worker")), pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.filter(pk=mary.pk).update(home=city.other_council)


def test_an_agreement_opens_the_record_and_a_withdrawal_closes_it(city: City) -> None:
    mary, planner = make_person(city), city.viewer("support_planner")
    with acting_as(planner):
        assert not Person.objects.filter(pk=mary.pk).exists()
    agreement = agree(city, mary, words="Yes, Joan can know")
    with acting_as(planner):
        assert Person.objects.filter(pk=mary.pk).exists()
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        withdraw_agreement(viewer=viewer, agreement_id=agreement.pk, words="Changed my mind", at=NOW)
        with pytest.raises(DomainError, match="already ended"):
            withdraw_agreement(viewer=viewer, agreement_id=agreement.pk, words="", at=NOW)
    with acting_as(planner):
        assert not Person.objects.filter(pk=mary.pk).exists()


def test_the_network_cannot_record_an_agreement_to_itself(city: City) -> None:
    mary = make_person(city)
    share_with(city, mary, purpose="support")
    with pytest.raises(NotAllowed):
        agree(city, mary, role=Role.SUPPORT_PLANNER)


def test_no_organisation_can_give_itself_access_even_in_sql(city: City) -> None:
    mary = make_person(city)
    for role, organisation in (("support_planner", city.network), ("provider", city.provider)):
        with acting_as(city.viewer(role)), pytest.raises(DatabaseError), transaction.atomic():
            Share.objects.create(
                person=mary, organisation=organisation, purpose="support", basis="arrangement", starts_on=TODAY
            )


def test_a_planning_network_shares_for_an_arrangement_only(city: City) -> None:
    mary = make_person(city)
    share_with(city, mary)
    with acting_as(city.viewer("support_planner")):
        shared = {"person": mary, "organisation": city.provider, "basis": "arrangement", "starts_on": TODAY}
        Share.objects.create(purpose="arrangement", **shared)
        with pytest.raises(DatabaseError), transaction.atomic():
            Share.objects.create(purpose="planning", **shared)


def test_a_best_interests_decision_names_who_was_consulted(city: City) -> None:
    mary = make_person(city)
    with pytest.raises(DomainError) as refused:
        agree(city, mary, basis="best_interests", lacks_capacity=True)
    assert refused.value.codes == {"nobody_consulted"}
    best = {"basis": "best_interests", "lacks_capacity": True}
    assert agree(city, mary, consulted="Her daughter and her GP", **best).basis == "best_interests"


@pytest.mark.parametrize(
    ("basis", "lacks", "code"),
    [
        ("best_interests", None, "no_capacity_record"),
        ("best_interests", False, "no_capacity_record"),
        ("decider", None, "no_capacity_record"),
        ("agreement", True, "cannot_agree"),
    ],
)
def test_rule3_the_basis_must_fit_the_recorded_capacity(city: City, basis: str, lacks: bool | None, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        agree(city, make_person(city), basis=basis, consulted="Her daughter", lacks_capacity=lacks)
    assert [(one.field, one.code) for one in refused.value.problems] == [("basis", code)]


def test_an_agreement_dated_in_the_future_is_refused(city: City) -> None:
    with pytest.raises(DomainError, match="today or earlier"):
        agree(city, make_person(city), on=TODAY + timedelta(days=1))


def test_a_person_reads_their_own_record_and_nobody_elses(city: City) -> None:
    mary, elaine = make_person(city, own=True), make_person(city, "Elaine Dobson")
    viewer = city.viewer("person")
    assert (viewer.people, viewer.own_person_id) == ((mary.pk,), mary.pk)
    with acting_as(viewer):
        assert list(Person.objects.values_list("pk", flat=True)) == [mary.pk]
        assert not Person.objects.filter(pk=elaine.pk).exists()
        assert Grant.objects.count() == 1


def test_a_relationship_is_stored(city: City) -> None:
    mary, viewer = make_person(city), city.viewer("social_worker")
    with acting_as(viewer):
        add_relationship(viewer=viewer, person=mary, name="Ann", relation="Daughter", closeness=1, at=NOW)
        assert [row.name for row in relationships_of(mary)] == ["Ann"]
        assert Relationship.objects.get().home_id == city.council.pk


@pytest.mark.parametrize(
    ("died_on", "ok"), [(TODAY, True), (TODAY + timedelta(days=1), False), (date(1930, 1, 1), False)]
)
def test_a_death_has_a_possible_date_and_is_recorded_once(city: City, died_on: date, ok: bool) -> None:
    mary, viewer = make_person(city, date_of_birth=date(1938, 3, 2)), city.viewer("social_worker")
    with acting_as(viewer):
        if not ok:
            with pytest.raises(DomainError, match="Check the date"):
                record_death(viewer=viewer, person=mary, died_on=died_on, told_by="Ann", at=NOW)
            return
        record_death(viewer=viewer, person=mary, died_on=died_on, told_by="Ann", at=NOW)
        assert has_died(mary.pk)
        with pytest.raises(DomainError, match="already been recorded"):
            record_death(viewer=viewer, person=mary, died_on=died_on, told_by="Ann", at=NOW)
