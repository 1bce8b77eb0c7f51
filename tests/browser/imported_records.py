"""What another system sent to the served city. Imported once Django is set up (populate_city.py)."""

from locallinks.personal.exchange.models import Connection, InboundRecord


def found() -> dict[str, int]:
    """Return the ids of a possible match, of a record whose details differ, and of the connection; 0 for none."""
    rows = dict(InboundRecord.objects.values_list("reference", "pk"))
    connection = Connection.objects.first()
    return {
        "record_id": rows.get("AC-2040", 0),
        "differs_id": rows.get("AC-1877", 0),
        "connection_id": connection.pk if connection else 0,
    }
