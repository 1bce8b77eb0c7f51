"""Numbering steps, so that they are sent out in an order that never changes and none is missed."""

from datetime import datetime

from django.db import connection as database
from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.exchange.models import Connection, OutboundEntry
from locallinks.personal.exchange.permissions import check_can_export
from locallinks.personal.exchange.queries.outbound import OutboundPage, read_outbound
from locallinks.personal.exchange.rules.outbound import OUTBOUND_KIND_OF_EVENT
from locallinks.personal.pathways.models import Step

BATCH_SIZE = 5000
# Steps further back than this from the newest numbered one are not looked at: no transaction stays open while a hundred
# thousand other steps are written.
LOOK_BACK = 100_000
NUMBERING_LOCK = 7_305


@transaction.atomic
def number_outbound(*, viewer: Viewer, home_id: int, at: datetime) -> int:
    """Number each new step of this council's people, and return how many. Raises NotAllowed.

    Concurrent transactions commit in another order than they took their keys. One transaction at a time numbers what
    can be read, and holds the lock until it commits, so that a reader who has got to a number has missed none below it.
    """
    check_can_export(viewer, home_id)
    with database.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [NUMBERING_LOCK, home_id])
    newest = OutboundEntry.objects.filter(home=home_id).aggregate(step=Max("step"))["step"] or 0
    numbered = OutboundEntry.objects.filter(step=OuterRef("pk"))
    steps = Step.objects.filter(
        ~Exists(numbered), home=home_id, event__in=list(OUTBOUND_KIND_OF_EVENT), pk__gt=newest - LOOK_BACK
    ).order_by("pk")
    rows = [
        OutboundEntry(step_id=pk, person_id=person_id, home_id=home_id, kind=OUTBOUND_KIND_OF_EVENT[event], at=at)
        for pk, person_id, event in steps.values_list("pk", "person_id", "event")[:BATCH_SIZE]
    ]
    OutboundEntry.objects.bulk_create(rows)
    return len(rows)


@transaction.atomic
def fetch_outbound_page(
    *, viewer: Viewer, home_id: int, since: int, limit: int, at: datetime, connection: Connection | None = None
) -> OutboundPage:
    """Number what is new and return the next page of entries. Raises NotAllowed."""
    number_outbound(viewer=viewer, home_id=home_id, at=at)
    return read_outbound(viewer=viewer, home_id=home_id, since=since, limit=limit, at=at, connection=connection)
