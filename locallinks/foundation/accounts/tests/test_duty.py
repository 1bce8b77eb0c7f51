"""The duty rota: setting present and future days, and days with nobody."""

from datetime import date, timedelta

import pytest

from locallinks.foundation.accounts import queries
from locallinks.foundation.accounts.actions.duty_rota import set_duty
from locallinks.foundation.accounts.models import Duty
from locallinks.foundation.accounts.rules import duty_days
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, TODAY, City

WEEK = ("0", "1", "2", "3", "4")


def put(city: City, who: str | None = "social_worker", role: str = "handover_champion", **changes):
    viewer = city.viewer(role)
    given = {"first_on": TODAY, "last_on": TODAY + timedelta(days=6), "weekdays": WEEK, "at": NOW, **changes}
    with acting_as(viewer):
        return set_duty(viewer=viewer, user_id=city.users[who].pk if who else None, **given)


def rota(city: City, role: str = "social_worker"):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return queries.duty_rota(viewer=viewer, today=TODAY)


@pytest.mark.parametrize(
    ("last", "weekdays", "found"),
    [(date(2026, 11, 16), "0", 1), (date(2026, 11, 29), "04", 4), (date(2026, 11, 17), "6", 0)],
)
def test_days_of_the_week(last: date, weekdays: str, found: int) -> None:
    assert len(duty_days(first=date(2026, 11, 16), last=last, weekdays=weekdays)) == found


def test_a_week_is_set_changed_and_cleared(city: City) -> None:
    assert put(city) == 5
    assert put(city, "handover_champion", role=Role.ADMINISTRATOR, last_on=TODAY) == 1
    assert put(city, None, first_on=TODAY + timedelta(days=1), last_on=TODAY + timedelta(days=1)) == 1
    days = rota(city)
    assert [one.name for one in days[:3]] == ["Callum Reid", "", "Ruth Adeyemi"]
    assert [one.working for one in days[4:6]] == [True, False]
    assert len(days) == 42
    with acting_as(city.viewer("social_worker")):
        said = [row.verb for row in Entry.objects.filter(verb__contains="on duty").order_by("pk")]
    assert said == ["put Ruth Adeyemi on duty", "put Callum Reid on duty", "put nobody on duty"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"first_on": TODAY - timedelta(days=1)}, "day_over"),
        ({"last_on": TODAY - timedelta(days=1)}, "ends_before_start"),
        ({"last_on": TODAY + timedelta(days=366)}, "too_long"),
        ({"last_on": TODAY, "weekdays": ("6",)}, "no_such_day"),
    ],
)
def test_impossible_duty_is_refused(city: City, changes: dict, code: str) -> None:
    with pytest.raises(DomainError) as problem:
        put(city, **changes)
    assert problem.value.codes == {code}
    assert not Duty.objects.exists()


def test_only_the_council_sets_the_rota_and_only_its_team_is_on_it(city: City) -> None:
    for role in ("support_planner", "finance", "provider"):
        with pytest.raises(NotAllowed):
            put(city, role=role)
    for outsider in ("finance", "other_social_worker"):
        with pytest.raises(DomainError) as problem:
            put(city, outsider)
        assert problem.value.codes == {"not_in_the_team"}


def test_somebody_who_left_is_marked_as_gone(city: City) -> None:
    put(city)
    city.users["social_worker"].memberships.update(ends_on=TODAY)
    day = rota(city, "social_worker2")[0]
    assert (day.has_left, day.name) == (True, "Ruth Adeyemi")


def test_the_page_shows_changes_and_exports_the_rota(city: City) -> None:
    client, today = city.client("handover_champion"), clock.today()
    page = client.get("/duty/").content.decode()
    assert "Nobody: the whole team" in page
    assert "Some days have nobody" in page
    box = {
        f"{name}-{part}": value
        for name in ("first_on", "last_on")
        for part, value in (("day", today.day), ("month", today.month), ("year", today.year))
    }
    weekdays = {"weekdays": list("0123456")}
    for wrong in ({}, box | weekdays, box | weekdays | {"user": "²"}, box | weekdays | {"user": "0"}):
        assert client.post("/duty/", wrong).status_code == 422
    me = city.users["handover_champion"]
    assert client.post("/duty/", box | weekdays | {"user": str(me.pk)}).status_code == 303
    assert "Callum Reid" in client.get("/duty/").content.decode()
    lines = client.get("/duty/?format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].endswith("Callum Reid")
    assert client.post("/duty/", box | weekdays | {"user": "nobody"}).status_code == 303
    assert not Duty.objects.exists()
    assert city.client("support_planner").get("/duty/").status_code == 403
