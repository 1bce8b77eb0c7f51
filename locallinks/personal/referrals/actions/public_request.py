"""Save, delete and send a request for help, without an account or an email address."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.personal.referrals.rules.public_request import code_digest, contact_of, contact_problems, due_on


def save_answers(*, code: str, part: str, answers: Mapping[str, Any], at: datetime) -> None:
    """Save the answers of one page of a draft. The other pages stay as they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select guard.save_request_draft(%s, %s, %s, %s)", [code_digest(code), part, json.dumps(dict(answers)), at]
        )


def delete_draft(*, code: str) -> None:
    """Delete a draft at the request of whoever wrote it."""
    with connection.cursor() as cursor:
        cursor.execute("select guard.forget_request_draft(%s)", [code_digest(code)])


def forget_old_drafts(*, at: datetime) -> int:
    """Delete the drafts that nobody has touched for 28 days (`DAYS_KEPT`), and return how many."""
    with connection.cursor() as cursor:
        cursor.execute("select guard.forget_old_request_drafts(%s)", [at])
        return int(cursor.fetchone()[0])


def send_request(
    *, code: str, home_id: int, kind: str, answers: Mapping[str, Mapping[str, Any]], at: datetime
) -> tuple[int, date]:
    """Turn the draft into a request to the council, and return its number and the day it is due.

    Raises DomainError naming each thing that is missing, and where the draft was sent before or never begun.
    """
    today = clock.day(at)
    contact = contact_of(kind, answers)
    if problems := contact_problems(contact, today):
        raise DomainError(problems=list(problems))
    due = due_on(today, holidays(today, date(today.year + 1, 1, 31)))
    with connection.cursor() as cursor:
        cursor.execute(
            "select guard.send_request(%s, %s, %s, %s, %s)", [code_digest(code), home_id, json.dumps(contact), due, at]
        )
        sent = cursor.fetchone()[0]
    if sent is None:
        raise DomainError("This has been sent already, or it was never begun. Start again if you need to.", code="gone")
    return sent, due
