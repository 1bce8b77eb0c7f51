"""Every night: delete drafts of requests that nobody has touched for four weeks."""

from procrastinate.contrib.django import app

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer, acting_as
from locallinks.personal.referrals.actions import public_request


@app.periodic(cron="40 3 * * *")
@app.task(name="referrals.forget_old_drafts", queueing_lock="referrals.forget_old_drafts")
def forget_old_drafts(timestamp: int = 0) -> str:
    """Return how many drafts were deleted. Running it again deletes nothing more."""
    with acting_as(Viewer(name="The job that forgets")):
        gone = public_request.forget_old_drafts(at=clock.now())
    return f"{gone} forgotten"
