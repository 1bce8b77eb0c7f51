"""Support that is arranged on a summer night begins on the day on the clock on the wall (docs/findings.md, 1.3)."""

from datetime import UTC, date, datetime

import pytest

from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.tests.builders import end, urgent
from tests.kit import City, make_person, pathway_in

NIGHT = datetime(2027, 7, 12, 23, 30, tzinfo=UTC)  # 00:30 on the 13th
BEFORE, DAY, NEXT = date(2027, 7, 12), date(2027, 7, 13), date(2027, 7, 14)


def people_seen_by_provider(city: City, today: date) -> int:
    with acting_as(city.viewer("provider"), today=today):
        return Person.objects.count()


@pytest.mark.parametrize(("today", "seen"), [(BEFORE, 0), (DAY, 1), (NEXT, 1)])
def test_a_provider_given_access_at_night_sees_at_once(city: City, today: date, seen: int) -> None:
    pathway = pathway_in(city, make_person(city), "eligible")
    urgent(city, pathway, starts_on=DAY, at=NIGHT)
    assert people_seen_by_provider(city, today) == seen


def test_a_provider_whose_last_day_was_yesterday_is_shut_out_that_night(city: City) -> None:
    pathway = pathway_in(city, make_person(city), "eligible")
    row = urgent(city, pathway, starts_on=BEFORE, at=datetime(2027, 7, 12, 9, 0, tzinfo=UTC))
    end(city, row, role=Role.SOCIAL_WORKER, last_day=BEFORE, at=NIGHT)
    assert people_seen_by_provider(city, BEFORE) == 1
    assert people_seen_by_provider(city, DAY) == 0
