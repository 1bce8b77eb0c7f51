"""The board: everybody with something to arrange or to end, whose it is to arrange, and how far it has got."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.roles import Capability, Role, roles_shown, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.permissions import SEE_BOARD
from locallinks.personal.brokerage.queries.arrangements import ToArrange
from locallinks.personal.handovers.queries.clocks import clocks_on
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import (
    OPEN,
    PLANNING_STATES,
    PathwayRow,
    brokering_roles,
    due_on,
    pathway_rows,
    roles_on,
    urgency,
)

STATES_TO_ARRANGE = (PathwayState.APPROVED, PathwayState.BROKERING)
# Whom a card is about and who arranges; the day the newest approved plan was approved, how many parts it has, and how
# many of them somebody gives or will give.
SELECT_CARDS = """
with newest as (
  select distinct on (n.pathway_id) n.pathway_id, n.id, (v.at at time zone %s)::date as approved_on
  from plans_plan n join plans_planapproval v on v.plan_id = n.id
  where n.pathway_id = any(%s) order by n.pathway_id, n.number desc),
counted as (
  select w.pathway_id, w.approved_on, count(l.id) as parts, count(l.id) filter (where exists (
    select 1 from brokerage_arrangement a where a.line_id = l.id and (a.ends_on is null or a.ends_on > %s))) as given
  from newest w left join plans_line l on l.plan_id = w.id and l.removed_at is null
  group by w.pathway_id, w.approved_on)
select p.id, h.preferred_name, h.full_name, p.state_since, o.name, k.name, s.name,
  c.approved_on, coalesce(c.parts, 0), coalesce(c.given, 0)
from pathways_pathway p join people_person h on h.id = p.person_id
  left join accounts_organisation o on o.id = p.network_id left join accounts_user k on k.id = p.planner_id
  left join accounts_user s on s.id = p.social_worker_id left join counted c on c.pathway_id = p.id
where p.id = any(%s)
"""


class BoardRow(NamedTuple):
    """As much of somebody on the board as sorts, counts and chooses; `roles` arrange."""

    way: PathwayRow
    why: str
    roles: frozenset[str]
    mine: bool


@dataclass(frozen=True)
class BoardCard:
    """Somebody with something to arrange or to end. `why` is to_arrange, gap, price or to_end."""

    way: PathwayRow
    name: str
    full_name: str
    since: datetime
    why: str
    due: date | None
    urgency: str
    parts: int
    arranged: int
    mine: bool
    arranger: str

    @property
    def state_words(self) -> str:
        return PathwayState(self.way.state).label


class ArrangerOf(NamedTuple):
    """Who arranges for one person, and by when all of it is due while its clock runs."""

    roles: frozenset[str]
    name: str
    due: date | None


def board(viewer: Viewer, on: date) -> LazyList[BoardRow, BoardCard]:
    """Everybody with something to arrange, to arrange again, or to end; longest first. Who that is, 0011 says.

    Two queries however many, and three for what is shown.
    """
    networks = [
        held.organisation_id for held in viewer.roles_held if held.organisation_kind == OrganisationKind.NETWORK
    ]
    homes = [pk for pk in viewer.organisations_as(*SEE_BOARD) if pk not in networks]
    priced_in = list(viewer.organisations_with(*roles_shown("price")))
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from ways_to_arrange(%s, %s, %s, %s, %s, %s)",
            [networks, homes, priced_in, list(STATES_TO_ARRANGE), sorted(PLANNING_STATES), on],
        )
        found = cursor.fetchall()
    of = pathway_rows([pk for pk, _, _ in found]) if found else {}
    rows = [_placed(viewer, of[pk], planned_in, priced) for pk, planned_in, priced in found]
    sees_all = roles_that(Capability.SEE_BOARD)
    rows = [row for row in rows if row.mine or roles_on(viewer, row.way) & sees_all]
    return LazyList(rows, partial(_on_board, on))


def _placed(viewer: Viewer, way: PathwayRow, planned_in: str | None, priced: bool) -> BoardRow:
    roles = brokering_roles(PathwayState(planned_in)) if planned_in else frozenset()
    if roles and way.state not in OPEN:
        roles = roles_that(Capability.DECIDE)  # a network only reads what has closed
    why = _why(way.state, priced)
    has = roles_on(viewer, way)
    return BoardRow(way, why, roles, bool(has & roles) or (why == "price" and bool(has & roles_shown("price"))))


def _on_board(on: date, rows: Sequence[BoardRow]) -> list[BoardCard]:
    days_off = holidays(date(on.year - 1, 1, 1), date(on.year + 1, 12, 31))
    clocks = clocks_on(on)
    with connection.cursor() as cursor:
        keys = [row.way.pk for row in rows]
        cursor.execute(SELECT_CARDS, [settings.TIME_ZONE, keys, on, keys])
        told = {pk: rest for pk, *rest in cursor.fetchall()}
    found = []
    for row in rows:
        name, full_name, since, network, planner, worker, approved_on, parts, arranged = told[row.way.pk]
        due = None
        if approved_on and row.way.state in STATES_TO_ARRANGE:
            due = due_on(PathwayState.APPROVED, approved_on, days_off, clocks)
        found.append(
            BoardCard(
                way=row.way,
                name=name,
                full_name=full_name,
                since=since,
                why=row.why,
                due=due,
                urgency=urgency(due, on, days_off),
                parts=parts,
                arranged=arranged,
                mine=row.mine,
                arranger=_name(row.roles, network, planner, worker),
            )
        )
    return found


def who_arranges(*, pathway: Pathway, rows: Sequence[ToArrange], on: date) -> ArrangerOf:
    """The same for one person, whose lines have been read. One query, and two more while a clock runs."""
    roles, due = arranging_roles([pathway]).get(pathway.pk, frozenset()), None
    if pathway.state in STATES_TO_ARRANGE and rows:
        days_off = holidays(date(on.year - 1, 1, 1), date(on.year + 1, 12, 31))
        due = due_on(PathwayState.APPROVED, clock.day(rows[0].line.plan.approval.at), days_off, clocks_on(on))
    who = (str(one) if one else None for one in (pathway.network, pathway.planner, pathway.social_worker))
    return ArrangerOf(roles, _name(roles, *who), due)


def _why(state: str, priced: bool) -> str:
    if state not in OPEN:
        return "to_end"
    if priced:
        return "price"
    return "to_arrange" if state in STATES_TO_ARRANGE else "gap"


SELECT_PLANNER_ROLE = """
select distinct on (s.pathway_id) s.pathway_id, case when s.from_state = 'planning' and exists (
  select 1 from pathways_step t where t.pathway_id = s.pathway_id and t.event = 'sharing_stopped'
    and t.number > s.number) then 'council_planning' else s.from_state end
from pathways_step s
where s.pathway_id = any(%s) and s.event = 'submit' and s.from_state = any(%s) order by s.pathway_id, s.number desc
"""


def arranging_roles(pathways: Iterable[Pathway | PathwayRow]) -> dict[int, frozenset[str]]:
    """The roles that arrange for each: whoever planned. The same answer as `brokers_of`, in one query."""
    keys = [row.pk for row in pathways]
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(SELECT_PLANNER_ROLE, [keys, sorted(PLANNING_STATES)])
        return {pathway: brokering_roles(state) for pathway, state in cursor.fetchall()}


def _name(roles: frozenset[str], network: str | None, planner: str | None, worker: str | None) -> str:
    if Role.SUPPORT_PLANNER in roles:
        return f"{planner or 'A planner'} at {network}" if network else planner or "A planner"
    return worker or "The council"
