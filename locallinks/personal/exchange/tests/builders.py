"""A connection, and rows as another system sends them."""

from datetime import date
from typing import Any

from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import Viewer, acting_as
from locallinks.personal.exchange.actions.connections import make_connection
from locallinks.personal.exchange.actions.inbound import import_record
from locallinks.personal.exchange.actions.resolution import resolve_record
from locallinks.personal.exchange.models import Connection, InboundRecord
from locallinks.personal.exchange.queries.connections import viewer_of
from locallinks.personal.referrals.actions.referral_and_advice import advise_and_close
from tests.kit import NOW, City, make_person, pathway_in
from tests.prebuilt import built_once

PERSON = {
    "full_name": "Nora Quill",
    "preferred_name": "",
    "date_of_birth": "1941-03-09",
    "nhs_number": "9990000042",
    "phone": "0113 496 0190",
    "email": "",
    "address": "3 Ford Lane",
    "postcode": "ZZ1 1AB",
    "language": "",
    "communication_needs": "",
}
CONTACT = {
    "person": "P-1",
    "told_by": "Dr Asha Rao",
    "told_by_relation": "GP",
    "reason": "She has stopped going out.",
    "contact_basis": "agreed",
    "contact_note": "",
    "received_on": "2026-11-10",
}
DECISION = {
    "person": "P-1", "eligible": True, "impairment": True, "significant_impact": True, "unable": ["A7", "A9"],
    "reasons": "She cannot get out alone, and sees nobody for days.", "why_different": "",
    "decided_by": "Ursula Shaw", "decided_on": "2026-11-12",
}  # fmt: skip


@built_once
def connect(city: City, name: str = "Social care records") -> tuple[Connection, str]:
    with acting_as(city.viewer("administrator")) as viewer:
        connection, key = make_connection(viewer=viewer, name=name, at=NOW)
        connection.ends_on = date(2100, 1, 1)  # the API asks the real clock
        connection.save(update_fields=["ends_on"])
        return connection, key


def send(
    connection: Connection,
    kind: str,
    reference: str,
    content: dict[str, Any],
    *,
    viewer: Viewer | None = None,
    **changes: Any,
) -> InboundRecord:
    """As the connection itself, unless somebody else sends it by a file."""
    with acting_as(viewer or viewer_of(connection)) as eyes:
        return import_record(
            viewer=eyes,
            connection=connection,
            kind=kind,
            reference=reference,
            content={**content, **changes},
            source="API",
            at=NOW,
        )


def settle(city: City, record: InboundRecord, choice: str, **given: Any) -> InboundRecord:
    with acting_as(city.viewer("social_worker")) as viewer:
        return resolve_record(viewer=viewer, record_id=record.pk, version=None, choice=choice, at=NOW, **given)


def codes(record: InboundRecord) -> set[str]:
    return record.codes


def as_council(city: City) -> Any:
    return acting_as(city.viewer("social_worker"))


def person_of(city: City, record: InboundRecord) -> Person:
    with as_council(city):
        return Person.objects.get(pk=record.person_id)


def close_one(city: City, name: str) -> Person:
    person = make_person(city, name)
    way = pathway_in(city, person, "referred")
    with as_council(city) as viewer:
        advise_and_close(viewer=viewer, pathway_id=way.pk, advice="Tea", introduction_offered=True, at=NOW)
    return person
