"""Half past midnight in summer is the new day in London, and the day before in UTC (docs/findings.md, 1.3)."""

from datetime import UTC, date, datetime

import pytest

from locallinks.foundation.people.actions.records import record_death
from locallinks.foundation.people.actions.sharing import agree_to_share, withdraw_agreement
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.permissions import roles_with
from locallinks.foundation.people.queries.records import agreements_of, has_died
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import City, make_person, share_with

NIGHT = datetime(2027, 7, 12, 23, 30, tzinfo=UTC)  # 00:30 on the 13th
BEFORE, DAY, NEXT = date(2027, 7, 12), date(2027, 7, 13), date(2027, 7, 14)


def test_a_death_of_today_is_recorded_just_after_midnight(city: City) -> None:
    mary = make_person(city)
    told = {"person": mary, "told_by": "Ann, her niece", "at": NIGHT}
    with acting_as(city.viewer("social_worker"), today=DAY) as viewer:
        with pytest.raises(DomainError, match="not in the future"):
            record_death(viewer=viewer, died_on=NEXT, **told)
        record_death(viewer=viewer, died_on=DAY, **told)
        assert has_died(mary.pk)


@pytest.mark.parametrize(("today", "roles"), [(DAY, {"support_planner"}), (BEFORE, set())])
def test_an_agreement_just_after_midnight_opens_the_record_at_once(city: City, today: date, roles: set[str]) -> None:
    mary = make_person(city)
    with acting_as(city.viewer("social_worker"), today=DAY) as viewer:
        agree_to_share(
            viewer=viewer,
            person=mary,
            organisation=city.network,
            purpose="planning",
            agreed_by="Mary Firth",
            how_explained="On the ward, late",
            on=DAY,
            at=NIGHT,
        )
    with acting_as(city.viewer("support_planner"), today=today) as viewer:
        assert Person.objects.filter(pk=mary.pk).exists() is bool(roles)
        assert roles_with(viewer, mary) == roles


def test_a_withdrawal_just_after_midnight_closes_the_record_at_once(city: City) -> None:
    mary = make_person(city)
    share_with(city, mary)
    with acting_as(city.viewer("social_worker"), today=DAY) as viewer:
        agreement = agreements_of(mary).get()
        withdraw_agreement(viewer=viewer, agreement_id=agreement.pk, words="I would rather not", at=NIGHT)
    for today, seen in ((BEFORE, True), (DAY, False)):
        with acting_as(city.viewer("support_planner"), today=today) as viewer:
            assert Person.objects.filter(pk=mary.pk).exists() is seen
            assert bool(roles_with(viewer, mary)) is seen
