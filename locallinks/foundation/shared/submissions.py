"""Double submits are harmless: the first claims its token, the second is told where the first one went."""

import uuid
from datetime import datetime, timedelta

from django.db import connection

from locallinks.foundation.shared.models import Submission
from locallinks.foundation.shared.scope import Viewer

KEPT_DAYS = 14
ONCE = "/#"  # where an act led that is no form's: it is done once for ever


def claim(token: str, viewer: Viewer) -> str | None:
    """Claim a form's token in this transaction. None: go ahead. A URL: it was sent before and led there.

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
    """Forms sent more than two weeks ago: no second click comes after that. Answers how many rows went.

    What the demonstration did once stays marked (demo/idempotent.py): it must not be done again.
    """
    rows = Submission.objects.filter(at__lt=at - timedelta(days=KEPT_DAYS)).exclude(url__startswith=ONCE)
    return rows.delete()[0]


def finish(token: str, url: str) -> None:
    Submission.objects.filter(token=token).update(url=url[:500])
