"""The search tolerates spelling and respects permissions, and reading one person is audited."""

import pytest
from django.http import Http404

from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.audit.queries import reads_of_person
from locallinks.foundation.people.queries.records import open_person, search_people
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, City, make_person, share_with


def found(city: City, role: str, words: str) -> list[str]:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return [person.full_name for person in search_people(viewer=viewer, words=words)]


@pytest.mark.parametrize(
    "words",
    ["Mary Firth", "mary", "firth", "Marey Firth", "MARY  FIRTHE", "frith", "999 000 0018", "9990000018", "zz1 1aa"],
)
def test_search_tolerates_spelling(city: City, words: str) -> None:
    make_person(city, nhs_number="9990000018")
    make_person(city, "Bilal Hussain", postcode="ZZ2 2BB")
    assert found(city, "social_worker", words) == ["Mary Firth"]


@pytest.mark.parametrize("words", ["", "m", "   ", "%", "'; drop table people_person; --", "xyzzy"])
def test_search_without_words_finds_nobody(city: City, words: str) -> None:
    make_person(city)
    assert found(city, "social_worker", words) == []


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("social_worker", True),
        ("handover_champion", True),
        ("support_planner", True),
        ("other_support_planner", False),
        ("other_social_worker", False),
        ("provider", False),
        ("investor", False),
        ("finance", False),
        ("commissioner", False),
        ("administrator", False),
    ],
)
def test_search_finds_only_people_the_viewer_may_see(city: City, role: str, seen: bool) -> None:
    share_with(city, make_person(city))
    assert bool(found(city, role, "Mary")) is seen


def test_opening_a_person_is_audited_and_the_person_sees_it(city: City) -> None:
    mary, viewer = make_person(city, own=True), city.viewer("social_worker")
    with acting_as(viewer):
        open_person(viewer=viewer, person_id=mary.pk, page="the details", at=NOW)
    with acting_as(city.viewer("person")):
        look = reads_of_person(person_id=mary.pk).get()
        assert (look.actor_name, look.verb, look.organisation_name) == (
            "Ruth Adeyemi",
            "looked at the details",
            "Aireborough Council",
        )


def test_a_read_for_a_concern_is_shown_to_nobody(city: City) -> None:
    mary = make_person(city, own=True)
    share_with(city, mary)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_read(viewer=viewer, person=mary, page="the record", purpose=EntryPurpose.CONCERN, at=NOW)
        record_read(viewer=viewer, person=mary, page="the details", at=NOW)
        assert reads_of_person(person_id=mary.pk).exists()
    for role in ("person", "support_planner", "social_worker", "safeguarding_lead"):
        with acting_as(city.viewer(role)):
            assert not reads_of_person(person_id=mary.pk).filter(purpose=EntryPurpose.CONCERN).exists()


@pytest.mark.parametrize("role", ["other_support_planner", "other_social_worker"])
def test_a_person_of_another_organisation_is_not_found(city: City, role: str) -> None:
    mary, viewer = make_person(city), city.viewer(role)
    with acting_as(viewer), pytest.raises(Http404):
        open_person(viewer=viewer, person_id=mary.pk, page="the details", at=NOW)


@pytest.mark.parametrize("role", ["finance", "commissioner", "administrator", "investor"])
def test_roles_that_work_with_money_open_no_record(city: City, role: str) -> None:
    mary, viewer = make_person(city), city.viewer(role)
    with acting_as(viewer), pytest.raises(NotAllowed):
        open_person(viewer=viewer, person_id=mary.pk, page="the details", at=NOW)
