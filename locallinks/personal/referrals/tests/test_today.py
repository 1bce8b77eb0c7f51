"""What Today counts is what the list holds: the functions in sql/ beside the query it stands for."""

from datetime import date, timedelta

import pytest

from locallinks.foundation.shared import pipeline
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.referrals.actions.triage import take_contact
from locallinks.personal.referrals.queries import triage
from locallinks.personal.referrals.tests.test_triage import act, ask, on_duty
from tests.kit import NOW, City


def lists_of(city: City, role: str, today: date) -> dict[str, int]:
    viewer = city.viewer(role)
    with acting_as(viewer):
        found = {
            show: len(triage.contacts_to_answer(viewer=viewer, show=show, today=today)) for show in ("", "mine", "team")
        }
        return found | {"late": len(triage.contacts_to_answer(viewer=viewer, show="late", today=today))}


def counts_of(city: City, role: str, today: date) -> dict[str, int]:
    viewer = city.viewer(role)
    with acting_as(viewer):
        return pipeline.run(triage.contact_counts(viewer=viewer, today=today))


@pytest.mark.parametrize("role", ["social_worker", "social_worker2", "handover_champion"])
def test_requests_are_counted_as_they_are_listed(city: City, role: str) -> None:
    act(city, take_contact, ask(city), owner_id=city.users["social_worker"].pk)
    on_duty(city, "handover_champion")
    ask(city)
    for days in (0, 400):
        today = NOW.date() + timedelta(days=days)
        assert counts_of(city, role, today) == lists_of(city, role, today)
    assert counts_of(city, role, NOW.date())["team"] == 0
    city.users["social_worker"].memberships.update(ends_on=NOW.date())
    if role != Role.SOCIAL_WORKER:
        assert counts_of(city, role, NOW.date()) == lists_of(city, role, NOW.date())
        assert counts_of(city, role, NOW.date())["team"] == 1
