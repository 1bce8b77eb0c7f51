"""Jobs: send the messages that are due, put back the jobs of workers that died, and delete old jobs.

The first two run every minute. A queueing lock keeps at most one of each waiting. All are idempotent.
"""

import logging

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from locallinks.foundation.accounts.queries import organisations_of_kind
from locallinks.foundation.messages.actions import sending
from locallinks.foundation.messages.actions.sending import SendingReport, stop_finished
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import RoleIn, Viewer, acting_as

logger = logging.getLogger(__name__)

MAX_PER_RUN = 1_000  # messages; the run of the next minute sends the rest
DELETE_AFTER_HOURS = 72
MAX_ATTEMPTS = 5  # so that a job that ends every worker is not tried for ever


def job_viewer(name: str) -> Viewer:
    """Return the viewer of a job: it sees the people of every council, and acts under `name` in the audit."""
    councils = organisations_of_kind("council")
    return Viewer(
        name=name, roles_held=tuple(RoleIn(Role.JOB, council.pk, council.name, council.kind) for council in councils)
    )


@app.periodic(cron="* * * * *")
@app.task(name="outbox.send_due", queueing_lock="outbox.send_due")
def send_due(timestamp: int = 0) -> str:
    """Stop the messages that must not go any more, then send the others.

    Each message has a transaction of its own, so that a worker that is killed repeats at most one message.
    """
    at = clock.now()
    viewer = job_viewer("The message job")
    if not viewer.organisations:
        return "There is no council yet, so there is nobody to write to."
    with acting_as(viewer):
        stopped = stop_finished(viewer=viewer, at=at)
    done = SendingReport(stopped=stopped)
    for _ in range(MAX_PER_RUN):
        with acting_as(viewer):
            report = sending.send_due(viewer=viewer, at=at, limit=1)
        if not report.total:
            break
        done.add(report)
    return f"{done.sent} sent, {done.stopped} stopped, {done.failed} failed"


@app.periodic(cron="* * * * *")
@app.task(name="outbox.retry_stalled", queueing_lock="outbox.retry_stalled")
async def retry_stalled(timestamp: int = 0) -> str:
    """Put back every job whose worker sends no heartbeat: kill -9 leaves it "doing" for ever (docs/adr/0006)."""
    put_back = 0
    for job in await app.job_manager.get_stalled_jobs():
        put_back += await _put_back(job)
    return f"{put_back} put back"


async def _put_back(job: Job) -> int:
    """Return 1 when the job will run again, or 0. A job with too many attempts, or queued again already, is closed."""
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
    """Delete jobs that succeeded three days ago. Those that failed stay, for somebody to look into."""
    await app.job_manager.delete_old_jobs(nb_hours=DELETE_AFTER_HOURS)
    return "done"
