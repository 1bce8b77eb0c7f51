"""What is kept of signing in, and for how long."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

SIGN_INS_KEPT_DAYS = 30


def delete_old_sign_ins(*, at: datetime) -> int:
    """Sessions that are over, and where people signed in from: no longer kept than the reason for it lasts.

    Wrong passwords are kept a day (they count for 15 minutes); who signed in when, and from which address, a month, for
    looking into something strange. Answers how many rows went.
    """
    day, month = at - timedelta(days=1), at - timedelta(days=SIGN_INS_KEPT_DAYS)
    gone = Session.objects.filter(expire_date__lt=at).delete()[0]
    gone += AccessAttempt.objects.filter(attempt_time__lt=day).delete()[0]
    gone += AccessFailureLog.objects.filter(attempt_time__lt=month).delete()[0]
    gone += AccessLog.objects.filter(attempt_time__lt=month).delete()[0]
    return gone
