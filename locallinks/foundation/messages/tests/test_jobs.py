"""The jobs as the worker runs them: as the application's role, with procrastinate's own tables."""

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.manager import JobManager

from locallinks.foundation.messages import jobs
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.messages.adapters import Console, Envelope
from locallinks.foundation.messages.tests.builders import queue
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, City, make_person


def job_left_lying(task: str = "outbox.send_due", attempts: int = 1) -> int:
    """Insert what kill -9 leaves behind: a job "doing" without a worker. Return its key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, status, attempts)"
            " values ('default', %s, 'doing', %s) returning id",
            [task, attempts],
        )
        return cursor.fetchone()[0]


def status_of(job_id: int) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where id = %s", [job_id])
        row = cursor.fetchone()
    return row[0] if row else None


def test_it_sends_everything_one_transaction_a_message(city: City) -> None:
    person = make_person(city, email="mary@example.org", contact_by="email")
    with acting_as(city.viewer("social_worker")) as viewer:
        for n, days in (("1", None), ("2", None), ("3", None), ("over", timedelta(seconds=1))):
            queue_message(
                viewer=viewer,
                person=person,
                kind="hello",
                key=n,
                subject="Hello",
                body="Hello",
                at=NOW,
                good_until=NOW + days if days else None,
            )
    assert jobs.send_due() == "3 sent, 1 stopped, 0 failed"
    assert jobs.send_due() == "0 sent, 0 stopped, 0 failed"


def test_a_long_queue_is_left_to_the_next_minute(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MAX_PER_RUN", 1)
    person = make_person(city, email="mary@example.org", contact_by="email")
    for n in ("1", "2"):
        queue(city, person, key=n)
    assert [jobs.send_due() for _ in range(3)] == [f"{n} sent, 0 stopped, 0 failed" for n in (1, 1, 0)]


def test_it_acts_for_every_council_by_its_own_name(city: City) -> None:
    viewer = jobs.job_viewer("The message job")
    assert viewer.organisations == tuple(sorted((city.council.pk, city.other_council.pk)))
    assert (viewer.name, viewer.user_id, viewer.signed_in) == ("The message job", None, False)


def test_without_a_council_there_is_nothing_to_do(db: None) -> None:
    assert "no council yet" in jobs.send_due()


def test_a_job_of_a_dead_worker_is_put_back(db: None) -> None:
    left = job_left_lying()
    assert async_to_sync(jobs.retry_stalled.func)() == "1 put back"
    assert status_of(left) == "todo"
    assert async_to_sync(jobs.retry_stalled.func)() == "0 put back"


def test_a_job_that_kills_every_worker_is_given_up(db: None, caplog: pytest.LogCaptureFixture) -> None:
    left = job_left_lying(attempts=jobs.MAX_ATTEMPTS)
    assert async_to_sync(jobs.retry_stalled.func)() == "0 put back"
    assert status_of(left) == "failed"
    assert "given up" in caplog.text


def test_a_job_that_already_waits_again_is_closed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    async def already_waits(*args: Any, **kwargs: Any) -> None:
        raise UniqueViolation(constraint_name="queueing_lock", queueing_lock="outbox.send_due")

    monkeypatch.setattr(JobManager, "retry_job", already_waits)
    left = job_left_lying()
    assert async_to_sync(jobs.retry_stalled.func)() == "0 put back"
    assert status_of(left) == "failed"


def test_old_jobs_are_deleted_and_failed_ones_kept(db: None) -> None:
    done, failed, new = job_left_lying(), job_left_lying(), job_left_lying()
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'succeeded' where id in (%s, %s)", [done, new])
        cursor.execute("update procrastinate_jobs set status = 'failed' where id = %s", [failed])
        cursor.execute(
            "update procrastinate_events set at = now() - interval '73 hours' where job_id in (%s, %s)", [done, failed]
        )
    async_to_sync(jobs.forget_old_jobs.func)()
    assert [status_of(job_id) for job_id in (done, failed, new)] == [None, "failed", "succeeded"]


def test_the_worker_knows_every_task_and_when(db: None) -> None:
    expected = {
        "outbox.send_due": "* * * * *",
        "outbox.retry_stalled": "* * * * *",
        "outbox.forget_old_jobs": "20 3 * * *",
    }
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert {name: crons.get(name) for name in expected} == expected
    assert all(app.tasks[name].queueing_lock == name for name in expected), "one of each waits at most"


def test_the_console_adapter_logs_the_message(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    reference = Console().send(Envelope("plan-1", "text", "0113 496 0000", "Your plan", "It is ready."))
    assert reference == "console:plan-1"
    assert "Text to 0113 496 0000 (plan-1)" in caplog.text
    assert "It is ready." in caplog.text
