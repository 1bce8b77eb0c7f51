"""The nightly deletion of old sessions, sign-ins, rate counts and tokens of sent forms. Safe to run again."""

from procrastinate.contrib.django import app

from locallinks.foundation.accounts.actions.sign_in_records import delete_old_sign_ins
from locallinks.foundation.shared import clock, idempotency, rate_limit
from locallinks.foundation.shared.viewer import Viewer, acting_as


@app.periodic(cron="35 3 * * *")
@app.task(name="accounts.forget_old", queueing_lock="accounts.forget_old")
def delete_old_sign_ins_nightly(timestamp: int = 0) -> str:
    """Delete what is out of date, and return a line for the log of jobs."""
    at = clock.now()
    with acting_as(Viewer(name="The job that forgets")):
        deleted = delete_old_sign_ins(at=at) + rate_limit.delete_old_counts(at) + idempotency.delete_old_tokens(at)
    return f"{deleted} forgotten"
