"""Mary, her way through as it begins, and her social worker's browser."""

import pytest
from django.test import Client

from locallinks.foundation.people.models import Person
from locallinks.personal.pathways.models import Pathway
from tests.kit import City, make_person, pathway_in


@pytest.fixture
def person(city: City) -> Person:
    return make_person(city, own=True)


@pytest.fixture
def pathway(city: City, person: Person) -> Pathway:
    return pathway_in(city, person, "referred")


@pytest.fixture
def client(city: City) -> Client:
    return city.client("social_worker")
