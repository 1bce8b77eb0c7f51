"""A council's own system is connected: records that wait, that were taken in, and that go out."""

from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.exchange.actions.connections import make_connection
from locallinks.personal.exchange.actions.inbound import import_record
from locallinks.personal.exchange.actions.outbound import number_outbound
from locallinks.personal.exchange.actions.resolution import resolve_record
from locallinks.personal.exchange.models import Connection, InboundRecord
from locallinks.personal.exchange.queries.connections import viewer_of
from tests.security.world_base import HTML, NAME, TOLD_BY, WORDS, World


def settle(world: World) -> None:
    """The other system knows the person whose support is in place as P-1, with another phone number."""
    connection, _ = world.act("administrator", make_connection, name="Social care records")
    live = world.people["live"]
    _send(world, connection, "people", "P-1", {"full_name": live.full_name, "phone": "0113 496 0099"})
    record = world.act("social_worker", lambda viewer, at: InboundRecord.objects.get(reference="P-1"))
    world.act(
        "social_worker",
        resolve_record,
        record_id=record.pk,
        version=None,
        choice="join",
        person_id=live.pk,
        reason=WORDS,
    )
    told = {"told_by": TOLD_BY, "told_by_relation": WORDS, "reason": WORDS, "contact_basis": "agreed"}
    _send(world, connection, "contacts", "C-1", {"person": "P-9", "contact_note": "", "received_on": "", **told})
    _send(world, connection, "people", "P-2", {"full_name": f"{NAME} of another system {HTML}", "phone": ""})
    world.act("social_worker", number_outbound, home_id=world.city.council.pk)


def _send(world: World, connection: Connection, kind: str, reference: str, content: dict[str, str]) -> None:
    with acting_as(viewer_of(connection)) as viewer:
        import_record(
            viewer=viewer,
            connection=connection,
            kind=kind,
            reference=reference,
            content=content,
            source="API",
            at=world.at,
        )
