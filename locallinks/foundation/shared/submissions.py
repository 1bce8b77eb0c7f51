"""Idempotent forms: the first submission claims its token, and a second one is redirected to where the first led."""

import uuid
from datetime import datetime, timedelta

from django.db import connection

from locallinks.foundation.shared.models import Submission
from locallinks.foundation.shared.scope import Viewer

KEPT_DAYS = 14
ONCE = "/#"  # stored instead of a URL for what is done once and for ever, and is no form


def claim(token: str, viewer: Viewer) -> str | None:
    """Claim a form's token in this transaction. Returns None the first time, and later the URL the first time led to.

    A second click waits here, on the unique key, until the first has finished.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into shared_submission (token, user_id, url, at) values (%s, %s, '', now()) on conflict do nothing",
            [uuid.UUID(token), viewer.user_id],
        )
        if cursor.rowcount:
            return None
    return Submission.objects.filter(token=token, user_id=viewer.user_id).values_list("url", flat=True).first() or "/"


def forget_old(at: datetime) -> int:
    """Delete tokens older than two weeks, after which no second click comes. Returns how many rows were deleted.

    What the demonstration did once stays marked (demo/idempotent.py): it must not be done again.
    """
    rows = Submission.objects.filter(at__lt=at - timedelta(days=KEPT_DAYS)).exclude(url__startswith=ONCE)
    return rows.delete()[0]


def finish(token: str, url: str) -> None:
    """Store where a submission led, for a second one with the same token."""
    Submission.objects.filter(token=token).update(url=url[:500])
