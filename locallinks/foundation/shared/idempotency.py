"""Idempotent forms: the first submission claims its token, and a second one is redirected to where the first led."""

import uuid
from datetime import datetime, timedelta

from django.db import connection

from locallinks.foundation.shared.models import SubmittedForm
from locallinks.foundation.shared.viewer import Viewer

TOKEN_DAYS = 14
DONE_ONCE = "/#"  # stored instead of a URL for what is done once and for ever, and is no form


def claim_token(token: str, viewer: Viewer) -> str | None:
    """Claim a form's token in this transaction. Returns None the first time, and later the URL the first time led to.

    A second click waits here, on the unique key, until the first has finished.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into shared_submittedform (token, user_id, url, at) values (%s, %s, '', now())"
            " on conflict do nothing",
            [uuid.UUID(token), viewer.user_id],
        )
        if cursor.rowcount:
            return None
    return (
        SubmittedForm.objects.filter(token=token, user_id=viewer.user_id).values_list("url", flat=True).first() or "/"
    )


def delete_old_tokens(at: datetime) -> int:
    """Delete tokens older than two weeks, after which no second click comes. Returns how many rows were deleted.

    What the demonstration did once stays marked (demo/idempotent.py): it must not be done again.
    """
    rows = SubmittedForm.objects.filter(at__lt=at - timedelta(days=TOKEN_DAYS)).exclude(url__startswith=DONE_ONCE)
    return rows.delete()[0]


def store_result_url(token: str, url: str) -> None:
    """Store where a submission led, for a second one with the same token."""
    SubmittedForm.objects.filter(token=token).update(url=url[:500])
