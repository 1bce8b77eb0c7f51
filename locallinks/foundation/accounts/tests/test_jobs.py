"""The nightly job: deleting old sessions, sign-ins, rate counts and tokens of sent forms."""

import uuid
from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from locallinks.foundation.accounts import jobs
from locallinks.foundation.shared import clock, idempotency
from locallinks.foundation.shared.models import RateCount, SubmittedForm


def test_m9_the_job_deletes_what_is_out_of_date_and_nothing_else(db: None) -> None:
    now = clock.now()
    for number, ends in enumerate((now - timedelta(minutes=1), now + timedelta(hours=1))):
        Session.objects.create(session_key=f"s{number}", session_data="", expire_date=ends)
    for number, age in enumerate((timedelta(days=2), timedelta(hours=1))):
        attempt = AccessAttempt.objects.create(username=f"a{number}", ip_address="192.0.2.1", failures_since_start=1)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=now - age)
        RateCount.objects.create(bucket=f"k{number}", began=now - age, request_count=1)
    for number, days in enumerate((31, 2)):
        for log in (AccessLog, AccessFailureLog):
            row = log.objects.create(username=f"l{number}", ip_address="192.0.2.1")
            log.objects.filter(pk=row.pk).update(attempt_time=now - timedelta(days=days))
    for url, days in (("/old/", 15), ("/new/", 2), (f"{idempotency.DONE_ONCE}Mary: told", 400)):
        sent = SubmittedForm.objects.create(token=uuid.uuid4(), url=url)
        SubmittedForm.objects.filter(pk=sent.pk).update(at=now - timedelta(days=days))
    assert jobs.delete_old_sign_ins_nightly.func() == "6 forgotten"
    assert [one.session_key for one in Session.objects.all()] == ["s1"]
    assert [one.username for one in AccessAttempt.objects.all()] == ["a1"]
    assert [one.username for one in AccessLog.objects.all()] == ["l1"]
    assert [one.username for one in AccessFailureLog.objects.all()] == ["l1"]
    assert [one.bucket for one in RateCount.objects.all()] == ["k1"]
    assert {one.url for one in SubmittedForm.objects.all()} == {"/new/", "/#Mary: told"}
    assert jobs.delete_old_sign_ins_nightly.func() == "0 forgotten", "a second run changes nothing"


def test_m9_the_job_runs_every_night(db: None) -> None:
    found = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert found["accounts.forget_old"] == "35 3 * * *"
    assert app.tasks["accounts.forget_old"].queueing_lock == "accounts.forget_old"
