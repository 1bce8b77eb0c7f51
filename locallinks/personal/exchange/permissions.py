"""Who may connect another system, decide about its records, and what a connection itself may do."""

from dataclasses import replace

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, Role
from locallinks.foundation.shared.viewer import RoleIn, Viewer
from locallinks.personal.exchange.models import Connection, InboundRecord

# The role of a connection. No other room knows it, so every page and action there refuses it.
EXCHANGE = Role.EXCHANGE


def councils_administered(viewer: Viewer) -> tuple[int, ...]:
    """Return the councils whose connections this viewer administers."""
    return viewer.councils_administered


def councils_decided_for(viewer: Viewer) -> tuple[int, ...]:
    """Return the councils for which this viewer decides about records that did not fit."""
    return viewer.organisations_where_may(Capability.DECIDE)


def check_can_connect(viewer: Viewer, home_id: int | None = None) -> None:
    """Raise NotAllowed unless the viewer is an administrator of this council, or of any where none is given."""
    places = councils_administered(viewer)
    if not places or (home_id is not None and home_id not in places):
        raise NotAllowed("Only the council's administrator connects another system. Ask them.")


def check_can_decide(viewer: Viewer, record: InboundRecord | None = None) -> None:
    """Raise NotAllowed for all but social workers of the record's council, or of any where no record is given.

    Records name people, so an administrator sees only how many wait.
    """
    places = councils_decided_for(viewer)
    if not places or (record is not None and record.home_id not in places):
        raise NotAllowed("Only the council's social workers open this page.")


def check_can_send(viewer: Viewer, connection: Connection) -> None:
    """Raise NotAllowed unless the viewer is the connection itself, or a social worker of its council with a file.

    Nobody sends by a connection that has ended.
    """
    itself = viewer.has_role(EXCHANGE, organisation_id=connection.home_id) and viewer.user_id == connection.account_id
    if connection.ended_at is not None or not (itself or connection.home_id in councils_decided_for(viewer)):
        raise NotAllowed("This connection has ended, or is not yours. Ask the council's administrator.")


def check_can_export(viewer: Viewer, home_id: int) -> None:
    """Raise NotAllowed for all but the council's own connections and its social workers."""
    if not viewer.may(Capability.SEND_RECORDS, home_id) and not viewer.may(Capability.DECIDE, home_id):
        raise NotAllowed("Only the council's own system and its social workers can have what goes out.")


def as_social_worker(viewer: Viewer) -> Viewer:
    """Return the viewer for actions of other rooms: a connection acts there as a social worker of its council.

    Row-level security still lets through only the connection's own council.
    """
    places = [held for held in viewer.roles_held if held.role == EXCHANGE]
    roles = tuple(
        RoleIn(Role.SOCIAL_WORKER, held.organisation_id, held.organisation_name, OrganisationKind.COUNCIL)
        for held in places
    )
    return replace(viewer, roles_held=roles) if roles else viewer
