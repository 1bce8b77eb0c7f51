"""The answers of a draft, for whoever holds its code, and the councils there are to ask."""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from locallinks.foundation.accounts.queries import organisation, organisations_of_kind
from locallinks.personal.referrals.rules.public_request import code_digest


def answers_for(code: str, at: datetime) -> dict[str, dict[str, Any]] | None:
    """Return the answers by page, or None where the code opens nothing: never begun, sent, deleted or too old."""
    if not code:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select guard.open_request_draft(%s, %s)", [code_digest(code), at])
        answers = cursor.fetchone()[0]
    return json.loads(answers) if isinstance(answers, str) else answers


def councils() -> list[tuple[str, str]]:
    """Return the id and name of every council, by name, as choices of the public form."""
    return [(str(council.pk), council.name) for council in organisations_of_kind("council")]


def council_name_and_phone(organisation_id: int) -> tuple[str, str]:
    """Return the name and phone number of a council; "The council" and "" for an unknown id."""
    council = organisation(organisation_id)
    return (council.name, council.phone) if council else ("The council", "")
