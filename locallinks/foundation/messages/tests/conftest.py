from typing import Any

import pytest

from locallinks.foundation.messages import jobs
from locallinks.foundation.messages.tests.builders import HERE, answers, posted
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import Viewer
from tests.kit import City, make_person, share_with


@pytest.fixture(autouse=True)
def _post(settings: Any) -> None:
    settings.MESSAGE_ADAPTER = f"{HERE}.Post"
    settings.MESSAGE_CHECKS = {"plan_ready": f"{HERE}.check"}
    posted.clear()
    answers.clear()


@pytest.fixture
def mary(city: City) -> Person:
    person = make_person(city, email="mary@example.org", contact_by="email", address="1 High Street\nAireborough")
    share_with(city, person)
    return person


@pytest.fixture
def job(city: City) -> Viewer:
    return jobs.job_viewer("The message job")
