"""Every part of every plan that somebody has to find, or that may fail soon: shown while there is time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.permissions import SEE_LINES
from locallinks.personal.brokerage.queries.provider_quotes import QuoteStatus, quotes_for
from locallinks.personal.brokerage.rules.lines_at_risk import URGENT_RISKS, LineFacts, risks_of
from locallinks.personal.brokerage.rules.provider_quotes import is_urgent
from locallinks.personal.pathways.queries import SUPPORT_STATES
from locallinks.personal.plans.models import Line

# Of each part of the newest approved plan: from when it is wanted, who gives it first of those who still do or will,
# when the last of them ends, when they are expected back from a pause; and where nobody gives it, how many were asked
# and said no. A council's plans have thousands of parts: they come as facts for the rule, and whole only where shown.
FACTS = """
with newest as (
  select distinct on (n.pathway_id) n.id, (v.at at time zone %(zone)s)::date as approved_on
  from pathways_pathway p join plans_plan n on n.pathway_id = p.id join plans_planapproval v on v.plan_id = n.id
  where p.state = any(%(states)s) and p.closed_at is null
    and (p.network_id = any(%(orgs)s) or p.home_id = any(%(orgs)s))
  order by n.pathway_id, n.number desc),
parts as (
  select l.id, greatest(l.starts_on, w.approved_on) as wanted_on, l.essential, btrim(l.contingency) <> '' as has_plan_b
  from newest w join plans_line l on l.plan_id = w.id where l.removed_at is null),
running as (
  select a.line_id, (array_agg(a.id order by a.starts_on, a.id))[1] as first_id,
    (array_agg(a.check_until order by a.starts_on, a.id))[1] as check_until,
    (array_agg(a.ends_on order by a.starts_on desc, a.id desc))[1] as ends_on
  from brokerage_arrangement a where (a.ends_on is null or a.ends_on > %(on)s) and a.line_id in (select id from parts)
  group by a.line_id),
asked as (
  select k.line_id, count(*) as asked, count(*) filter (where not w.can_help) as said_no, bool_or(k.urgent) as urgent
  from brokerage_quoterequest k left join lateral (
    select w.can_help from brokerage_quote w where w.ask_id = k.id order by w.at desc, w.id desc limit 1) w on true
  where k.line_id in (select id from parts) group by k.line_id)
select q.id, q.wanted_on, q.essential, q.has_plan_b, r.first_id, r.ends_on, r.check_until,
  (select max(z.expected_on) from brokerage_arrangementpause z
    where z.arrangement_id = r.first_id and z.ends_on is null),
  coalesce(k.asked, 0), coalesce(k.said_no, 0), coalesce(k.urgent, false)
from parts q left join running r on r.line_id = q.id left join asked k on k.line_id = q.id and r.line_id is null
"""


class LineAtRisk(NamedTuple):
    """As much of a part as sorts, counts and chooses. `arrangement_id`: who gives it, if anybody does."""

    line_id: int
    wanted_on: date
    arrangement_id: int | None
    risks: tuple[str, ...]
    urgent: bool

    @property
    def to_find(self) -> bool:
        return self.arrangement_id is None


@dataclass(frozen=True)
class LineToFind:
    """One part of a plan to find somebody for, or to keep from failing."""

    line: Line
    wanted_on: date
    arrangement: Arrangement | None
    offers: list[QuoteStatus]
    risks: tuple[str, ...]
    urgent: bool

    @property
    def to_find(self) -> bool:
        return self.arrangement is None

    @property
    def said_yes(self) -> int:
        return sum(one.status in ("offered", "chosen", "person_declined") for one in self.offers)

    @property
    def said_no(self) -> int:
        return sum(one.status == "provider_declined" for one in self.offers)


def lines_to_find(*, viewer: Viewer, on: date, at: datetime) -> LazyList[LineAtRisk, LineToFind]:
    """Parts of plans in force that nobody gives, and those that may fail; the most pressing first, none left out.

    One query, and six for what is shown.
    """
    values: dict[str, Any] = {
        "zone": settings.TIME_ZONE,
        "states": list(SUPPORT_STATES),
        "on": on,
        "orgs": list(viewer.organisations_as(*SEE_LINES)),
    }
    with connection.cursor() as cursor:
        cursor.execute(FACTS, values)
        found = [_at_risk(row, on) for row in cursor.fetchall()]
    shown = [one for one in found if one.to_find or one.risks]
    shown.sort(key=lambda one: (not one.urgent, not one.risks, one.wanted_on, one.line_id))
    return LazyList(shown, partial(_parts, at))


def _at_risk(row: tuple[Any, ...], on: date) -> LineAtRisk:
    line_id, wanted, essential, has_plan_b, given, ends_on, check_until, back_on, asked, said_no, ticked = row
    facts = LineFacts(
        wanted_on=wanted,
        given=given is not None,
        essential=essential,
        has_plan_b=has_plan_b,
        ends_on=ends_on,
        check_until=check_until,
        back_due_on=back_on,
        asked=asked,
        said_no=said_no,
    )
    risks = risks_of(facts, on)
    soon = given is None and essential and is_urgent(ticked=ticked, wanted_on=wanted, today=on)
    return LineAtRisk(
        line_id, wanted, given, risks, bool(set(risks) & URGENT_RISKS) or soon or (given is None and ticked)
    )


def _parts(at: datetime, rows: Sequence[LineAtRisk]) -> list[LineToFind]:
    lines = Line.objects.select_related("person", "plan").in_bulk([row.line_id for row in rows])
    given = Arrangement.objects.in_bulk([row.arrangement_id for row in rows if row.arrangement_id is not None])
    offers = quotes_for([lines[row.line_id] for row in rows if row.to_find], at)
    return [
        LineToFind(
            lines[row.line_id],
            row.wanted_on,
            given[row.arrangement_id] if row.arrangement_id is not None else None,
            offers.get(row.line_id, []),
            row.risks,
            row.urgent,
        )
        for row in rows
    ]
