"""The council's own records system is connected, and three of the records it sent are in conflict with ours."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from locallinks.demo.city import City
from locallinks.demo.idempotent import do_once
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.viewer import Viewer, acting_as
from locallinks.personal.exchange.actions.connections import make_connection
from locallinks.personal.exchange.actions.inbound import import_record, queue_unreadable
from locallinks.personal.exchange.actions.resolution import resolve_record
from locallinks.personal.exchange.choices import RecordKind, RecordState, Resolution
from locallinks.personal.exchange.models import Connection, InboundRecord
from locallinks.personal.exchange.queries.connections import viewer_of

NAME = "Aireborough care records"
# What came, how many days ago, and of which kind. Edwin's call comes in with him; the others wait, each for a reason.
ROWS: tuple[tuple[str, int, dict[str, str]], ...] = (
    (
        "people",
        9,
        {
            "reference": "AC-2001",
            "full_name": "Edwin Marl",
            "date_of_birth": "1938-02-14",
            "phone": "0113 496 0151",
            "address": "5 Weir Lane",
            "postcode": "ZZ1 1AD",
        },
    ),
    (
        "people",
        8,
        {
            "reference": "AC-1877",
            "full_name": "Harold Beckwith",
            "date_of_birth": "1941-07-02",
            "nhs_number": "9990000034",
            "phone": "0113 496 0152",
            "address": "Flat 2, Mill Court",
            "postcode": "ZZ1 1AL",
        },
    ),
    (
        "people",
        1,
        {
            "reference": "AC-2040",
            "full_name": "Norreen Shah",
            "date_of_birth": "1949-01-20",
            "phone": "0113 496 0153",
        },
    ),
    (
        "contacts",
        1,
        {
            "reference": "C-88",
            "person": "AC-2077",
            "told_by": "Dr Asha Rao",
            "told_by_relation": "GP",
            "reason": "He is lonely since his wife died, and has lost weight.",
            "contact_basis": "agreed",
            "contact_note": "",
            "received_on": "",
        },
    ),
)
JOINED = "AC-1877"  # a social worker knew him; now his phone number and address are not the same


def tell(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Connect the system, send each row once, and join one of them to a known person. Safe to run again."""
    administrator = city.viewer("administrator")
    begun = at - timedelta(days=10)
    do_once(
        "exchange connected",
        administrator,
        lambda: make_connection(viewer=administrator, name=NAME, at=begun),
    )
    connection = Connection.objects.select_related("home").get(name=NAME)
    for kind, days, content in ROWS:
        _send(connection, kind, content, at - timedelta(days=days))
    _send_invalid(connection, at)
    worker = city.viewer("social.worker")
    do_once("exchange joined", worker, lambda: _join(worker, at - timedelta(days=7)))
    with acting_as(worker):
        waiting = InboundRecord.objects.filter(state=RecordState.WAITING).count()
        say(f"  {waiting} rows of another system wait for somebody to decide")


def _send(connection: Connection, kind: str, row: dict[str, str], at: datetime) -> None:
    sender = viewer_of(connection)
    content = {name: value for name, value in row.items() if name != "reference"}

    def send() -> Any:
        return import_record(
            viewer=sender,
            connection=connection,
            kind=kind,
            reference=row["reference"],
            content=content,
            source="API",
            at=at,
        )

    do_once(f"exchange {row['reference']}", sender, send)


def _send_invalid(connection: Connection, at: datetime) -> None:
    """Send a record whose NHS number has one wrong digit: it is refused, and waits for somebody to decide."""
    sender = viewer_of(connection)

    def send() -> Any:
        return queue_unreadable(
            viewer=sender,
            connection=connection,
            kind=RecordKind.PEOPLE,
            reference="AC-2078",
            given={"full_name": "Tess Larkin", "nhs_number": "999 000 0035"},
            source="API",
            at=at,
            problems=[Problem("Check the NHS number: one of the digits is wrong", "nhs_number", "nhs_number")],
        )

    do_once("exchange AC-2078", sender, send)


def _join(viewer: Viewer, at: datetime) -> None:
    record = InboundRecord.objects.get(reference=JOINED)
    known = Person.objects.filter(full_name="Harold Beckwith").first()
    if known is not None and record.is_waiting and record.person_id is None:
        resolve_record(
            viewer=viewer,
            record_id=record.pk,
            version=record.version,
            choice=Resolution.JOIN,
            person_id=known.pk,
            reason="I have known Harold for years.",
            at=at,
        )
