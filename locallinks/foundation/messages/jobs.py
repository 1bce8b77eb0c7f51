"""Work in the background: send what is due, give back what a dead worker left lying, forget what was done long ago.

The first two run every minute; queueing locks keep one of each waiting at most. All are idempotent.
"""

import logging

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.queries import organisations_of_kind
from locallinks.foundation.messages.actions import sending
from locallinks.foundation.messages.actions.sending import SendingReport, stop_finished
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import RoleIn, Viewer, acting_as

logger = logging.getLogger(__name__)

MAX_PER_RUN = 1_000  # the next minute takes the rest
KEPT_HOURS = 72
MAX_ATTEMPTS = 5  # a job that brings every worker down is not tried for ever


def job_viewer(name: str) -> Viewer:
    """The eyes of a job: every council's people, under the job's own name in the audit."""
    councils = organisations_of_kind(OrganisationKind.COUNCIL)
    return Viewer(name=name, roles_held=tuple(RoleIn(Role.JOB, one.pk, one.name, one.kind) for one in councils))


@app.periodic(cron="* * * * *")
@app.task(name="outbox.send_due", queueing_lock="outbox.send_due")
def send_due(timestamp: int = 0) -> str:
    """Stop what is over, then send, one message a transaction: a killed worker repeats one message at most."""
    at = clock.now()
    viewer = job_viewer("The message job")
    if not viewer.organisations:
        return "There is no council yet, so there is nobody to write to."
    with acting_as(viewer):
        stopped = stop_finished(viewer=viewer, at=at)
    done = SendingReport(stopped=stopped)
    for _ in range(MAX_PER_RUN):
        with acting_as(viewer):
            one = sending.send_due(viewer=viewer, at=at, limit=1)
        if not one.looked_at:
            break
        done.add(one)
    return f"{done.sent} sent, {done.stopped} stopped, {done.failed} failed"


@app.periodic(cron="* * * * *")
@app.task(name="outbox.retry_stalled", queueing_lock="outbox.retry_stalled")
async def retry_stalled(timestamp: int = 0) -> str:
    """kill -9 leaves a job "doing" for ever (docs/adr/0006): put back every job whose worker has gone silent."""
    again = 0
    for job in await app.job_manager.get_stalled_jobs():
        again += await _put_back(job)
    return f"{again} put back"


async def _put_back(job: Job) -> int:
    """1 when the job will run again; a job that has failed too often, or already waits again, is closed instead."""
    if job.attempts < MAX_ATTEMPTS:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            logger.info("Job %s (%s) already waits again", job.id, job.task_name)
        else:
            return 1
    else:
        logger.error(
            "Job %s (%s) brought down its worker %s times; it is given up", job.id, job.task_name, job.attempts
        )
    await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
    return 0


@app.periodic(cron="20 3 * * *")
@app.task(name="outbox.forget_old_jobs", queueing_lock="outbox.forget_old_jobs")
async def forget_old_jobs(timestamp: int = 0) -> str:
    """Jobs that went well are kept three days; those that failed stay, for somebody to look at."""
    await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)
    return "done"
