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
    return ShortTerm.objects.filter(pathway=pathway, end=None).first()


def short_terms_of(pathway: Pathway) -> QuerySet[ShortTerm]:
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
    rows = ShortTerm.objects.filter(home__in=viewer.organisations_that(Capability.DECIDE))
    rows = rows.select_related("person", "end", "day_91_answer")
    return list(rows.order_by("starts_on", "pk"))


# SQL, because the Today page runs it at every request: building it with the ORM takes longer than running it.
TO_ASK = """
select s.pathway_id, coalesce(s.left_hospital_on, s.starts_on) from assessments_shortterm s
  join pathways_pathway p on p.id = s.pathway_id
where s.home_id = any(%(homes)s) and coalesce(s.left_hospital_on, s.starts_on) <= %(by)s
  and (%(workers)s::bigint[] is null or p.planner_id = any(%(workers)s::bigint[])
    or p.social_worker_id = any(%(workers)s::bigint[]) or (p.planner_id is null and p.social_worker_id is null))
  and not exists (select 1 from assessments_day91outcome w where w.short_term_id = s.id)
  and not exists (select 1 from assessments_shorttermend e where e.short_term_id = s.id and e.result = 'died')
order by coalesce(s.left_hospital_on, s.starts_on), s.id
"""


def day_91_to_ask(
    *, viewer: Viewer, today: date, workers: Collection[int] | None = None
) -> Statement[list[tuple[int, date]]]:
    """Return the pathways with a spell whose day 91 has come and is not recorded, each with that day, oldest first.

    A spell that ended with the person's death is left out. `workers`: only pathways of these users, and those that
    nobody has.
    """
    homes = list(viewer.organisations_with(*roles_shown("day_91")))
    if not homes:
        return constant([])
    params: dict[str, Any] = {
        "homes": homes,
        "by": today - timedelta(days=DAY_91),
        "workers": None if workers is None else list(workers),
    }
    later = timedelta(days=DAY_91)
    return Statement(TO_ASK, params, lambda rows: [(pathway_id, began + later) for pathway_id, began in rows])


def waits_for_day_91(row: ShortTerm, today: date) -> bool:
    return row.day_91 <= today and not hasattr(row, "day_91_answer")


def at_home_on_day_91(rows: Iterable[ShortTerm], today: date) -> HomeOnDay91:
    """Return the count for those whose day 91 has come; where nobody has asked, the person counts as missing."""
    answers = [
        row.day_91_answer.where if hasattr(row, "day_91_answer") else None for row in rows if row.day_91 <= today
    ]
    return home_on_day_91(answers)
