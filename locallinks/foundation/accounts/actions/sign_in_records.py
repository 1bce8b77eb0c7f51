"""How long records of signing in are kept."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

SIGN_INS_KEPT_DAYS = 30


def delete_old_sign_ins(*, at: datetime) -> int:
    """Delete expired sessions and old records of signing in, and return the number of rows deleted.

    Failed attempts are kept for a day (they count for 15 minutes); who signed in, when and from which IP address for
    30 days, to investigate misuse.
    """
    day, month = at - timedelta(days=1), at - timedelta(days=SIGN_INS_KEPT_DAYS)
    deleted = Session.objects.filter(expire_date__lt=at).delete()[0]
    deleted += AccessAttempt.objects.filter(attempt_time__lt=day).delete()[0]
    deleted += AccessFailureLog.objects.filter(attempt_time__lt=month).delete()[0]
    deleted += AccessLog.objects.filter(attempt_time__lt=month).delete()[0]
    return deleted
