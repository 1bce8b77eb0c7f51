"""What was built for one test is complete and unchanged for the next (tests/prebuilt.py)."""

from datetime import timedelta

import pytest

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, City, make_person
from tests.prebuilt import state


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_test_changes_no_other_sees(city: City, turn: str) -> None:
    mary = make_person(city, phone="0113 496 0101")
    assert mary.full_name == "Mary Firth"
    assert city.users["social_worker"].name == "Ruth Adeyemi"
    with acting_as(city.viewer("social_worker")):
        assert Person.objects.get().full_name == "Mary Firth"
        Person.objects.update(full_name="Changed")
    User.objects.update(name="Changed")
    mary.full_name = city.users["social_worker"].name = "Changed"
    del city.users["finance"]


@pytest.mark.parametrize("name", ["Ann Ash", "Bea Birch"])
def test_a_line_with_other_values_builds_another(city: City, name: str) -> None:
    person = make_person(city, name)
    assert person.full_name == name
    with acting_as(city.viewer("social_worker")):
        assert Person.objects.get() == person


def test_the_same_line_again_builds_a_second(city: City) -> None:
    person = make_person(city)
    assert person is state.value, "it was built before the test"
    other = make_person(city)
    with acting_as(city.viewer("social_worker")):
        assert set(Person.objects.all()) == {person, other}


def test_with_no_builder_in_its_first_line_a_test_has_the_city_alone(city: City) -> None:
    with acting_as(city.viewer("social_worker")):
        assert not Person.objects.exists()
    assert Organisation.objects.count() == 6


def test_without_the_city_there_is_nobody(db: None) -> None:
    assert not Organisation.objects.exists()


@pytest.fixture
def a_day_before(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.kit.NOW", NOW - timedelta(days=1))


def test_what_a_fixture_changes_holds_for_what_is_built(city: City, a_day_before: None) -> None:
    make_person(city, "Ann Ash")
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.get().at == NOW - timedelta(days=1)
