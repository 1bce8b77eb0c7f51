"""The board: everybody with something to arrange or to end, whose it is to arrange, and how far it has got."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils.timezone import localdate

from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared.lean import Lean
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.brokerage.queries.arranging import ToArrange
from locallinks.personal.handovers.queries import clocks_on
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import (
    OPEN,
    PLANNING_STATES,
    Way,
    due_on,
    roles_on,
    urgency,
    ways,
    who_brokers,
)

TO_ARRANGE = ("approved", "brokering")


class Placed(NamedTuple):
    """As much of somebody on the board as sorts, counts and chooses; `role` arranges."""

    way: Way
    why: str
    role: str
    mine: bool


@dataclass(frozen=True)
class OnBoard:
    """Somebody with something to arrange or to end. `why` is to_arrange, gap, price or to_end."""

    pathway: Pathway
    why: str
    due: date | None
    urgency: str
    parts: int
    arranged: int
    mine: bool
    arranger: str
    role: str


def board(viewer: Viewer, on: date) -> Lean[Placed, OnBoard]:
    """Everybody with something to arrange, to arrange again, or to end; longest first. Who that is, 0011 says.

    Two queries however many, and four for what is shown.
    """
    networks = [hat.organisation_id for hat in viewer.hats if hat.organisation_kind == "network"]
    homes = [pk for pk in viewer.organisations if pk not in networks]
    priced_in = [hat.organisation_id for hat in viewer.hats if hat.role == "social_worker"]
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from ways_to_arrange(%s, %s, %s, %s, %s, %s)",
            [networks, homes, priced_in, list(TO_ARRANGE), sorted(PLANNING_STATES), on],
        )
        found = cursor.fetchall()
    of = ways([pk for pk, _, _ in found]) if found else {}
    rows = [_placed(viewer, of[pk], planned_in, priced) for pk, planned_in, priced in found]
    return Lean(rows, partial(_on_board, on))


def _placed(viewer: Viewer, way: Way, planned_in: str | None, priced: bool) -> Placed:
    role = next(iter(who_brokers(planned_in))) if planned_in else ""
    why = _why(way.state, priced)
    has = roles_on(viewer, way)
    return Placed(way, why, role, role in has or (why == "price" and "social_worker" in has))


def _on_board(on: date, rows: Sequence[Placed]) -> list[OnBoard]:
    days_off = holidays(date(on.year - 1, 1, 1), date(on.year + 1, 12, 31))
    clocks = clocks_on(on)
    keys = [row.way.pk for row in rows]
    pathways = Pathway.objects.select_related("person", "network", "planner", "social_worker").in_bulk(keys)
    approvals, parts, arranged = _progress(keys, on)
    found = []
    for row in rows:
        pathway, due = pathways[row.way.pk], None
        if row.way.state in TO_ARRANGE and row.way.pk in approvals:
            due = due_on("approved", approvals[row.way.pk], days_off, clocks)
        found.append(
            OnBoard(
                pathway=pathway, why=row.why, due=due, urgency=urgency(due, on, days_off),
                parts=parts.get(row.way.pk, 0), arranged=arranged.get(row.way.pk, 0), mine=row.mine,
                arranger=_name(pathway, row.role), role=row.role,
            )
        )  # fmt: skip
    return found


def how_far(*, viewer: Viewer, pathway: Pathway, rows: Sequence[ToArrange], priced: bool, on: date) -> OnBoard:
    """The same for one person, whose lines have been read. One query, and two more while a clock runs."""
    role = arranging_roles([pathway]).get(pathway.pk, "")
    has, due, days_off = roles_on(viewer, pathway), None, frozenset[date]()
    if pathway.state in TO_ARRANGE and rows:
        days_off = holidays(date(on.year - 1, 1, 1), date(on.year + 1, 12, 31))
        due = due_on("approved", localdate(rows[0].line.plan.approval.at), days_off, clocks_on(on))
    return OnBoard(
        pathway=pathway, why=_why(pathway.state, priced), due=due, urgency=urgency(due, on, days_off), parts=len(rows),
        arranged=sum(row.arrangement is not None for row in rows),
        mine=role in has or (priced and "social_worker" in has), arranger=_name(pathway, role), role=role,
    )  # fmt: skip


def _why(state: str, priced: bool) -> str:
    if state not in OPEN:
        return "to_end"
    if priced:
        return "price"
    return "to_arrange" if state in TO_ARRANGE else "gap"


# The newest approved plan of each, the day it was approved, how many parts it has, and how many somebody gives or will.
PROGRESS = """
with newest as (
  select distinct on (n.pathway_id) n.pathway_id, n.id, (v.at at time zone %s)::date as approved_on
  from plans_plan n join plans_planapproval v on v.plan_id = n.id
  where n.pathway_id = any(%s) order by n.pathway_id, n.number desc)
select w.pathway_id, w.approved_on, count(l.id), count(l.id) filter (where exists (
  select 1 from brokerage_arrangement a where a.line_id = l.id and (a.ends_on is null or a.ends_on > %s)))
from newest w left join plans_line l on l.plan_id = w.id and l.removed_at is null
group by w.pathway_id, w.approved_on
"""


def _progress(pathways: Sequence[int], on: date) -> tuple[dict[int, date], dict[int, int], dict[int, int]]:
    """The day each newest plan was approved, how many parts it has, and how many somebody gives or will give."""
    with connection.cursor() as cursor:
        cursor.execute(PROGRESS, [settings.TIME_ZONE, list(pathways), on])
        found = cursor.fetchall()
    return (
        {pathway: approved_on for pathway, approved_on, _, _ in found},
        {pathway: parts for pathway, _, parts, _ in found},
        {pathway: given for pathway, _, _, given in found},
    )


WHO_PLANNED = """
select distinct on (pathway_id) pathway_id, from_state from pathways_step
where pathway_id = any(%s) and event = 'submit' and from_state = any(%s) order by pathway_id, number desc
"""


def arranging_roles(pathways: Iterable[Pathway | Way]) -> dict[int, str]:
    """Which role arranges for each: whoever planned. The same answer as `brokers_of`, in one query."""
    keys = [row.pk for row in pathways]
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(WHO_PLANNED, [keys, sorted(PLANNING_STATES)])
        return {pathway: next(iter(who_brokers(state))) for pathway, state in cursor.fetchall()}


def _name(pathway: Pathway, role: str) -> str:
    if role == "support_planner":
        who = str(pathway.planner) if pathway.planner else "A planner"
        return f"{who} at {pathway.network}" if pathway.network else who
    return str(pathway.social_worker) if pathway.social_worker else "The council"
