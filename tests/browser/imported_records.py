"""What another system sent to the served city. Imported once Django is set up (people.py)."""

from locallinks.personal.exchange.models import Connection, InboundRecord


def found() -> dict[str, int]:
    """Somebody who may be known, somebody whose details differ, and the connection; 0 where there is none."""
    rows = dict(InboundRecord.objects.values_list("reference", "pk"))
    connection = Connection.objects.first()
    return {
        "record_id": rows.get("AC-2040", 0),
        "differs_id": rows.get("AC-1877", 0),
        "connection_id": connection.pk if connection else 0,
    }
