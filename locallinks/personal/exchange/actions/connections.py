"""Connecting another system, and ending the connection."""

import secrets
from datetime import date, datetime

from django.db import IntegrityError, transaction

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.exchange.models import Connection
from locallinks.personal.exchange.permissions import check_can_connect, councils_administered
from locallinks.personal.exchange.rules.connections import key_digest, key_end_problem, key_ends_on


@transaction.atomic
def make_connection(*, viewer: Viewer, name: str, ends_on: date | None = None, at: datetime) -> tuple[Connection, str]:
    """Create a connection, and return it with its key, of which only the digest is stored. It expires in a year.

    What it does is signed by an account of its own, which has no password, no role, and can never sign in. Raises
    NotAllowed, or DomainError without a name, for one that is taken, or for an end that is past or over two years away.
    """
    check_can_connect(viewer)
    home = Organisation.objects.get(pk=councils_administered(viewer)[0])
    if not name.strip():
        raise DomainError("Enter a name for the other system, like Adult social care records", field="name")
    ends_on = ends_on or key_ends_on(clock.day(at))
    if problem := key_end_problem(ends_on=ends_on, today=clock.day(at)):
        raise DomainError(problem, field="ends_on", code="key_end")
    key = f"ll_{secrets.token_urlsafe(32)}"
    account = User.objects.create_user(
        email=f"{secrets.token_hex(12)}@exchange.invalid", name=name.strip(), is_active=False
    )
    try:
        with transaction.atomic():
            connection = Connection.objects.create(
                home=home,
                name=name.strip(),
                digest=key_digest(key),
                account=account,
                made_by_id=viewer.actor_id,
                made_at=at,
                ends_on=ends_on,
            )
    except IntegrityError as error:
        raise DomainError(
            "There is a connection of this name already. End it first, or choose another name",
            field="name",
            code="name_taken",
        ) from error
    record_write(viewer=viewer, verb=f"connected {connection.name}", subject=connection, at=at)
    return connection, key


@transaction.atomic
def end_connection(*, viewer: Viewer, connection_id: int, at: datetime) -> None:
    """End a connection and its key. What it sent stays, and what waits can still be decided.

    Raises DomainError where it has ended already, and NotAllowed.
    """
    connection = Connection.objects.select_for_update(of=("self",)).get(pk=connection_id)
    check_can_connect(viewer, connection.home_id)
    if connection.ended_at is not None:
        raise DomainError("This connection has ended already.", code="ended")
    connection.ended_at, connection.ended_by_id = at, viewer.actor_id
    connection.save(update_fields=["ended_at", "ended_by"])
    record_write(viewer=viewer, verb=f"ended the connection {connection.name}", subject=connection, at=at)
