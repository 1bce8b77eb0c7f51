"""Short spells of help, whose day 91 has come, and how many were at home then."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.shared.pipeline import Statement, constant
from locallinks.foundation.shared.roles import Capability, roles_shown
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.models import ShortTerm
from locallinks.personal.assessments.rules.short_term import DAY_91, HomeOnDay91, home_on_day_91
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import PLANNERS, check_can_read, check_may_be_reader


def running_short_term(pathway: Pathway) -> ShortTerm | None:
    """Return the spell of this pathway that has no recorded end, or None."""
    return ShortTerm.objects.filter(pathway=pathway, end=None).first()


def short_terms_of(pathway: Pathway) -> QuerySet[ShortTerm]:
    """Return every spell of this pathway, the latest start first, with its end and answer."""
    rows = ShortTerm.objects.filter(pathway=pathway)
    return rows.select_related("end", "day_91_answer", "started_by")


def open_short_term(*, viewer: Viewer, short_term_id: int, page: str, at: datetime) -> ShortTerm:
    """Return one spell for a page, and audit that it was read. Raises Http404 or NotAllowed."""
    check_may_be_reader(viewer, PLANNERS)
    rows = ShortTerm.objects.select_related("person", "pathway", "end", "day_91_answer")
    row = rows.filter(pk=short_term_id).first()
    if row is None:
        raise Http404
    check_can_read(viewer, row.pathway, PLANNERS)
    record_read(viewer=viewer, person=row.person, page=page, at=at)
    return row


def short_terms(*, viewer: Viewer) -> list[ShortTerm]:
    """Return every spell of the viewer's council. One query."""
    rows = ShortTerm.objects.filter(home__in=viewer.organisations_where_may(Capability.DECIDE))
    rows = rows.select_related("person", "end", "day_91_answer")
    return list(rows.order_by("starts_on", "pk"))


SELECT_DAY_91_DUE = "select * from day_91_due(%(homes)s, %(workers)s, %(by)s)"


def day_91_to_ask(
    *, viewer: Viewer, today: date, workers: Collection[int] | None = None
) -> Statement[list[tuple[int, date]]]:
    """Return the pathways with a spell whose day 91 has come and is not recorded, each with that day, oldest first.

    A spell that ended with the person's death is left out. `workers`: only pathways of these users, and those that
    nobody has.
    """
    homes = list(viewer.organisations_with_role(*roles_shown("day_91")))
    if not homes:
        return constant([])
    params: dict[str, Any] = {
        "homes": homes,
        "by": today - timedelta(days=DAY_91),
        "workers": None if workers is None else list(workers),
    }
    later = timedelta(days=DAY_91)
    return Statement(
        SELECT_DAY_91_DUE, params, lambda rows: [(pathway_id, began + later) for pathway_id, began in rows]
    )


def waits_for_day_91(row: ShortTerm, today: date) -> bool:
    """Return whether day 91 of this spell has come and nobody has recorded where the person is."""
    return row.day_91 <= today and not hasattr(row, "day_91_answer")


def at_home_on_day_91(rows: Iterable[ShortTerm], today: date) -> HomeOnDay91:
    """Return the count for those whose day 91 has come; where nobody has asked, the person counts as missing."""
    answers = [
        row.day_91_answer.where if hasattr(row, "day_91_answer") else None for row in rows if row.day_91 <= today
    ]
    return home_on_day_91(answers)
