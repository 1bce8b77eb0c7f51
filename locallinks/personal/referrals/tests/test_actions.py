"""Asking for help and closing with advice: what is kept, what is refused, and who may do it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.referrals.actions import referral_and_advice
from locallinks.personal.referrals.actions.referral_and_advice import advise_and_close
from locallinks.personal.referrals.models import Advice, Referral
from locallinks.personal.referrals.queries.referral_and_advice import (
    advice_of,
    find_known_people,
    postcode_is_known,
    referral_of,
)
from tests.kit import NOW, TODAY, City, make_person, pathway_in, share_with
from tests.prebuilt import built_once

DETAILS = {"full_name": "Mary Firth", "phone": "0113 496 0000", "postcode": "ZZ1 1AA"}
TOLD = {
    "told_by": "Anne Firth",
    "told_by_relation": "daughter",
    "reason": "She has not been out since the accident",
    "contact_basis": "agreed",
}
NOT_THE_TEAM = [
    "support_planner",
    "network_manager",
    "volunteer_developer",
    "commissioner",
    "finance",
    "investor",
    "provider",
    "person",
]


@built_once
def refer(city: City, role: str = "social_worker", person: Person | None = None, **changes) -> Pathway:
    details = DETAILS | changes.pop("details", {})
    viewer = city.viewer(role)
    with acting_as(viewer):
        return referral_and_advice.refer(
            viewer=viewer, home=city.council, person=person, details=details, at=NOW, **(TOLD | changes)
        )


def refused(city: City, **changes) -> DomainError:
    with pytest.raises(DomainError) as problem:
        refer(city, **changes)
    with acting_as(city.viewer("social_worker")):
        assert not Referral.objects.exists()
    return problem.value


@pytest.mark.parametrize("role", ["social_worker", "handover_champion"])
def test_a_new_person_is_written_down_and_a_way_through_opens(city: City, role: str) -> None:
    pathway = refer(city, role)
    with acting_as(city.viewer(role)):
        referral = referral_of(pathway)
        assert (referral.told_by, referral.told_by_relation, referral.contact_basis) == (
            "Anne Firth",
            "daughter",
            "agreed",
        )
        assert (referral.recorded_by.name, referral.recorded_at) == (city.users[role].name, NOW)
        assert (pathway.state, pathway.person.preferred_name) == ("referred", "Mary")
        assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
            "started the record",
            "asked the council to help",
        ]


def test_somebody_known_keeps_their_one_record(city: City) -> None:
    person = make_person(city)
    pathway = refer(city, person=person)
    with acting_as(city.viewer("social_worker")):
        assert pathway.person_id == person.pk
        assert Person.objects.count() == 1


def test_text_is_kept_as_text(city: City) -> None:
    reason = "<script>alert('x')</script> & more"
    pathway = refer(city, reason=reason)
    with acting_as(city.viewer("social_worker")):
        assert referral_of(pathway).reason == reason


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"details": {"full_name": " "}}, "full_name", "full_name_missing"),
        ({"details": {"phone": ""}}, "phone", "contact_missing"),
        ({"reason": "  "}, "reason", "reason_missing"),
        ({"reason": "x" * 10_000}, "reason", "reason_too_long"),
        ({"contact_basis": ""}, "contact_basis", "may_contact_missing"),
        ({"contact_basis": "best_interests"}, "contact_basis", "may_contact_missing"),
        (
            {"contact_basis": "best_interests", "contact_note": "x" * 10_000},
            "contact_note",
            "contact_note_too_long",
        ),
        ({"told_by": ""}, "told_by", "told_by_missing"),
        ({"told_by_relation": ""}, "told_by_relation", "told_by_relation_missing"),
        ({"details": {"date_of_birth": TODAY + timedelta(days=1)}}, "date_of_birth", "born_later"),
    ],
)
def test_each_refusal_names_its_field_and_nothing_is_kept(city: City, changes: dict, field: str, code: str) -> None:
    problem = refused(city, **changes)
    assert (field, code) in {(one.field, one.code) for one in problem.problems}
    with acting_as(city.viewer("social_worker")):
        assert not Person.objects.exists()
        assert not Pathway.objects.exists()


def test_everything_missing_is_told_at_once(city: City) -> None:
    problem = refused(city, details={"full_name": "", "phone": ""}, reason="", told_by="", contact_basis="")
    assert {one.field for one in problem.problems} == {"full_name", "phone", "reason", "told_by", "contact_basis"}


def test_best_interests_needs_its_reason_and_then_stands(city: City) -> None:
    pathway = refer(city, contact_basis="best_interests", contact_note="She cannot say; her daughter and GP agree")
    with acting_as(city.viewer("social_worker")):
        assert referral_of(pathway).get_contact_basis_display() == "They cannot say, and it is best for them"


def test_somebody_elses_nhs_number_is_refused(city: City) -> None:
    make_person(city, name="Edna Holt", nhs_number="9990000018")
    problem = refused(city, details={"nhs_number": "9990000018"})
    assert problem.codes == {"nhs_number_taken"}


def test_a_second_way_through_is_refused(city: City) -> None:
    person = make_person(city)
    refer(city, person=person)
    with pytest.raises(DomainError, match="already getting help"):
        refer(city, person=person)
    with acting_as(city.viewer("social_worker")):
        assert (Pathway.objects.count(), Referral.objects.count()) == (1, 1)


def test_a_long_known_address_is_no_obstacle(city: City) -> None:
    person = make_person(city, phone="", address="Flat 1, " * 60)
    assert refer(city, person=person).state == "referred"


@pytest.mark.parametrize("role", NOT_THE_TEAM)
def test_only_the_councils_team_writes_it_down(city: City, role: str) -> None:
    with pytest.raises(NotAllowed):
        refer(city, role)


def test_another_council_cannot_refer_into_this_one(city: City) -> None:
    with pytest.raises(NotAllowed):
        refer(city, "other_social_worker")


def test_who_told_us_stays_with_the_council(city: City) -> None:
    person = make_person(city, own=True)
    refer(city, person=person)
    share_with(city, person)
    for role, seen in (("social_worker", 1), ("support_planner", 0), ("person", 0), ("other_social_worker", 0)):
        with acting_as(city.viewer(role)), connection.cursor() as cursor:
            cursor.execute("select count(*) from referrals_referral")
            assert cursor.fetchone()[0] == seen


# ---- advice ----


def advise(city: City, pathway: Pathway, role: str = "social_worker", **changes) -> Advice:
    viewer = city.viewer(role)
    with acting_as(viewer):
        given = {
            "advice": "The lunch club, 0113 496 0001",
            "introduction_offered": True,
            "introduction_note": "Not now",
            **changes,
        }
        return advise_and_close(viewer=viewer, pathway_id=pathway.pk, at=NOW, **given)


def test_advice_closes_the_way_through(city: City) -> None:
    pathway = refer(city)
    advise(city, pathway)
    with acting_as(city.viewer("social_worker")):
        pathway.refresh_from_db()
        assert (pathway.state, pathway.closed_at) == ("signposted", NOW)
        given = advice_of(pathway)
        assert (given.advice, given.introduction_note, given.recorded_by.name) == (
            "The lunch club, 0113 496 0001",
            "Not now",
            "Ruth Adeyemi",
        )
        assert Entry.objects.filter(verb="gave advice and closed the request", reason__startswith="The lunch").exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"advice": " "}, "advice_recorded"), ({"introduction_offered": False}, "network_introduction_offered")],
)
def test_advice_needs_words_and_the_offer(city: City, changes: dict, code: str) -> None:
    pathway = refer(city)
    with pytest.raises(DomainError) as problem:
        advise(city, pathway, **changes)
    assert problem.value.codes == {code}
    with acting_as(city.viewer("social_worker")):
        assert Pathway.objects.get(pk=pathway.pk).state == "referred"
        assert not Advice.objects.exists()


@pytest.mark.parametrize("role", ["handover_champion", "finance", "commissioner"])
def test_only_a_social_worker_closes_with_advice(city: City, role: str) -> None:
    pathway = refer(city)
    with pytest.raises(NotAllowed):
        advise(city, pathway, role)


def test_another_council_finds_nothing_to_close(city: City) -> None:
    pathway = refer(city)
    with pytest.raises(Pathway.DoesNotExist):
        advise(city, pathway, "other_social_worker")


def test_advice_after_the_assessment_began_is_refused(city: City) -> None:
    pathway = pathway_in(city, make_person(city), "assessing")
    with pytest.raises(DomainError, match="cannot happen at the stage"):
        advise(city, pathway)


def test_referrals_and_advice_are_history(city: City) -> None:
    pathway = refer(city)
    advise(city, pathway)
    with acting_as(city.viewer("social_worker")):
        for rows in (Referral.objects.all(), Advice.objects.all()):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                rows.update(recorded_at=NOW)
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                rows.delete()
        assert Step.objects.filter(pathway=pathway).count() == 2


def test_the_person_reads_the_advice_and_no_other_council_does(city: City) -> None:
    person = make_person(city, own=True)
    advise(city, refer(city, person=person))
    for role, seen in (("person", 1), ("social_worker", 1), ("other_social_worker", 0), ("support_planner", 0)):
        with acting_as(city.viewer(role)):
            assert Advice.objects.count() == seen


# ---- do we know them? ----


def test_somebody_known_is_found_by_name_number_or_postcode(city: City) -> None:
    person = make_person(city, nhs_number="9990000018", postcode="ZZ1 1AA")
    refer(city, person=person)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        for words in ("mary firt", "999 000 0018", "zz1 1aa"):
            (known,) = find_known_people(viewer=viewer, words=words)
            assert (known.person.pk, known.is_getting_help) == (person.pk, True)


def test_nobody_of_another_council_is_found(city: City) -> None:
    make_person(city)
    viewer = city.viewer("other_social_worker")
    with acting_as(viewer):
        assert find_known_people(viewer=viewer, words="Mary Firth") == []


def test_looking_for_people_is_for_the_team(city: City) -> None:
    viewer = city.viewer("support_planner")
    with acting_as(viewer), pytest.raises(NotAllowed):
        find_known_people(viewer=viewer, words="Mary")


def test_a_postcode_we_cannot_place_is_only_a_notice(city: City) -> None:
    assert postcode_is_known("")
    assert not postcode_is_known("ZZ9 9ZZ")
