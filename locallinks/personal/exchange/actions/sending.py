"""Number what happened, so that it can be given out in an order that never changes, and nothing is missed."""

from datetime import datetime

from django.db import connection as database
from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.exchange.models import Connection, Outgoing
from locallinks.personal.exchange.permissions import check_can_take_out
from locallinks.personal.exchange.queries import Feed, read_feed
from locallinks.personal.exchange.rules import EVENTS_OUT
from locallinks.personal.pathways.models import Step

AT_ONCE = 5000
# A step older by this many than the newest that was numbered has been numbered, or never will be read: nothing stays
# uncommitted while a hundred thousand others are written.
LOOK_BACK = 100_000
NUMBERING = 7_305


@transaction.atomic
def number_steps(*, viewer: Viewer, home_id: int, at: datetime) -> int:
    """Give each new step of this council's people its number. Answers how many.

    Steps are written by many at once and can be read in another order than they were begun. Here one at a time numbers
    what can be read, and holds the lock until that is kept: whoever read up to a number has missed none below it.
    """
    check_can_take_out(viewer, home_id)
    with database.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [NUMBERING, home_id])
    newest = Outgoing.objects.filter(home=home_id).aggregate(step=Max("step"))["step"] or 0
    numbered = Outgoing.objects.filter(step=OuterRef("pk"))
    steps = Step.objects.filter(
        ~Exists(numbered), home=home_id, event__in=list(EVENTS_OUT), pk__gt=newest - LOOK_BACK
    ).order_by("pk")
    rows = [
        Outgoing(step_id=pk, person_id=person_id, home_id=home_id, kind=EVENTS_OUT[event], at=at)
        for pk, person_id, event in steps.values_list("pk", "person_id", "event")[:AT_ONCE]
    ]
    Outgoing.objects.bulk_create(rows)
    return len(rows)


@transaction.atomic
def give_out(
    *, viewer: Viewer, home_id: int, since: int, limit: int, at: datetime, connection: Connection | None = None
) -> Feed:
    """The next page of what goes out, with what happened since numbered first."""
    number_steps(viewer=viewer, home_id=home_id, at=at)
    return read_feed(viewer=viewer, home_id=home_id, since=since, limit=limit, at=at, connection=connection)
