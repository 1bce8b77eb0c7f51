"""A day is a day in Europe/London, in Python, in queries, in policies and in results."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, connections, models
from django.db.models.functions import Cast

from locallinks.foundation.accounts.models import User
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.clock import Today
from locallinks.foundation.shared.models import SubmittedForm
from locallinks.foundation.shared.viewer import SIGNED_OUT, acting_as
from tests.kit import City

# Moments in UTC, and the day in local time.
DAYS = [
    ("2026-07-12 22:59:59+00", date(2026, 7, 12)),
    ("2026-07-12 23:00:00+00", date(2026, 7, 13)),  # midnight in summer
    ("2026-07-12 23:30:00+00", date(2026, 7, 13)),
    ("2026-12-12 23:59:59+00", date(2026, 12, 12)),
    ("2026-12-13 00:00:00+00", date(2026, 12, 13)),
    ("2026-03-29 00:59:59+00", date(2026, 3, 29)),  # the clocks go forward, and back
    ("2026-10-25 00:30:00+00", date(2026, 10, 25)),
    ("2026-10-24 23:00:00+00", date(2026, 10, 25)),
]


def answer(sql: str, params: tuple = ()) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("moment", "day"), DAYS)
def test_the_day_of_a_moment(moment: str, day: date) -> None:
    assert clock.day(datetime.fromisoformat(moment)) == day


@pytest.mark.parametrize("session", ["Europe/London", "UTC", "Pacific/Auckland"])
@pytest.mark.parametrize(("moment", "day"), DAYS)
def test_the_day_in_policies_is_the_same(city: City, moment: str, day: date, session: str) -> None:
    """The body of `guard.today()` with this moment in place of `now()`, in any time zone of the session."""
    body = str(answer("select prosrc from pg_proc where oid = 'guard.today()'::regprocedure"))
    assert body.count("now()") == 1
    with connection.cursor() as cursor:
        cursor.execute("select set_config('TimeZone', %s, true)", [session])
    assert answer(body.replace("now()", f"timestamptz '{moment}'")) == day
    with connection.cursor() as cursor:
        cursor.execute("select set_config('TimeZone', %s, true)", [settings.TIME_ZONE])


def test_the_day_in_policies_is_the_clocks_unless_it_is_set(city: City) -> None:
    asked = "select guard.today() = (now() at time zone %s)::date"
    with acting_as(SIGNED_OUT):
        assert answer(asked, (settings.TIME_ZONE,)) is True
    with acting_as(SIGNED_OUT, today=date(2031, 7, 13)):
        assert answer("select guard.today()") == date(2031, 7, 13)
    with acting_as(SIGNED_OUT):
        assert answer(asked, (settings.TIME_ZONE,)) is True


def test_a_query_can_use_the_day_of_the_policies(city: City) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer, today=date(2031, 7, 13)):
        asked = User.objects.filter(pk=viewer.user_id).annotate(day=Cast(Today(), models.DateField()))
        assert asked.get().day == date(2031, 7, 13)


def test_every_connection_has_the_same_time_zone() -> None:
    assert {one["TIME_ZONE"] for one in settings.DATABASES.values()} == {settings.TIME_ZONE} == {"Europe/London"}
    assert set(connections) == set(settings.DATABASES)


def test_moments_come_back_from_the_database_in_local_time(city: City) -> None:
    """`::date`, `__date` and `clock.day` agree on a summer night."""
    night = datetime(2026, 7, 12, 23, 30, tzinfo=UTC)
    with acting_as(city.viewer("social_worker")):
        assert answer("show timezone") == settings.TIME_ZONE
        assert answer("select %s::timestamptz::date", (night,)) == date(2026, 7, 13)
        sent = SubmittedForm.objects.create(token=uuid.uuid4())
        SubmittedForm.objects.filter(pk=sent.pk).update(at=night)
        back = SubmittedForm.objects.filter(at__date=date(2026, 7, 13)).get(pk=sent.pk).at
    assert back == night
    assert back.utcoffset() == timedelta(hours=1)
    assert clock.day(back) == date(2026, 7, 13)
