"""Every night: what is over about signing in and sending is forgotten. Run twice, it finds nothing more."""

from procrastinate.contrib.django import app

from locallinks.foundation.accounts import actions
from locallinks.foundation.shared import clock, limits, submissions
from locallinks.foundation.shared.scope import Viewer, acting_as


@app.periodic(cron="35 3 * * *")
@app.task(name="accounts.forget_old", queueing_lock="accounts.forget_old")
def forget_old(timestamp: int = 0) -> str:
    """Sessions that are over, addresses people signed in or sent from, and the marks of forms sent long ago."""
    at = clock.now()
    with acting_as(Viewer(name="The job that forgets")):
        gone = actions.forget_old_sign_ins(at=at) + limits.forget_old(at) + submissions.forget_old(at)
    return f"{gone} forgotten"
