"""The board: everybody with something to arrange or to end, who arranges it, and how far it has got."""

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
from locallinks.personal.brokerage.choices import BoardReason
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
SELECT_CARDS = "select * from board_cards(%s, %s, %s)"


class BoardRow(NamedTuple):
    """As much of a card as the board sorts, counts and filters by. `roles`: those that arrange."""

    pathway: PathwayRow
    why: BoardReason
    roles: frozenset[str]
    mine: bool


@dataclass(frozen=True)
class BoardCard:
    """One person with something to arrange or to end."""

    pathway: PathwayRow
    name: str
    full_name: str
    since: datetime
    why: BoardReason
    due: date | None
    urgency: str
    parts: int
    arranged: int
    mine: bool
    arranger: str

    @property
    def state_words(self) -> str:
        return PathwayState(self.pathway.state).label


class ArrangerOf(NamedTuple):
    """Who arranges for one person, and by when while the clock runs."""

    roles: frozenset[str]
    name: str
    due: date | None


def board(viewer: Viewer, on: date) -> LazyList[BoardRow, BoardCard]:
    """Return everybody with something to arrange or to end (sql/pathways_to_arrange.sql), those who wait longest first.

    Runs two queries for any number of people, and three for what is shown.
    """
    networks = [
        held.organisation_id for held in viewer.roles_held if held.organisation_kind == OrganisationKind.NETWORK
    ]
    homes = [pk for pk in viewer.organisations_with_records_open_to(*SEE_BOARD) if pk not in networks]
    priced_in = list(viewer.organisations_with_role(*roles_shown("price")))
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from pathways_to_arrange(%s, %s, %s, %s, %s, %s)",
            [networks, homes, priced_in, list(STATES_TO_ARRANGE), sorted(PLANNING_STATES), on],
        )
        to_arrange = cursor.fetchall()
    pathways = pathway_rows([pk for pk, _, _ in to_arrange]) if to_arrange else {}
    rows = [_board_row(viewer, pathways[pk], planned_in, priced) for pk, planned_in, priced in to_arrange]
    sees_all = roles_that(Capability.SEE_BOARD)
    rows = [row for row in rows if row.mine or roles_on(viewer, row.pathway) & sees_all]
    return LazyList(rows, partial(_cards, on))


def _board_row(viewer: Viewer, pathway: PathwayRow, planned_in: str | None, priced: bool) -> BoardRow:
    roles = brokering_roles(PathwayState(planned_in)) if planned_in else frozenset()
    if roles and pathway.state not in OPEN:
        roles = roles_that(Capability.DECIDE)  # a network only reads what has closed
    why = _why(pathway.state, priced)
    has = roles_on(viewer, pathway)
    return BoardRow(
        pathway, why, roles, bool(has & roles) or (why == BoardReason.PRICE and bool(has & roles_shown("price")))
    )


def _cards(on: date, rows: Sequence[BoardRow]) -> list[BoardCard]:
    days_off = holidays(date(on.year - 1, 1, 1), date(on.year + 1, 12, 31))
    clocks = clocks_on(on)
    with connection.cursor() as cursor:
        keys = [row.pathway.pk for row in rows]
        cursor.execute(SELECT_CARDS, [keys, on, settings.TIME_ZONE])
        details = {pk: rest for pk, *rest in cursor.fetchall()}
    cards = []
    for row in rows:
        name, full_name, since, network, planner, worker, approved_on, parts, arranged = details[row.pathway.pk]
        due = None
        if approved_on and row.pathway.state in STATES_TO_ARRANGE:
            due = due_on(PathwayState.APPROVED, approved_on, days_off, clocks)
        cards.append(
            BoardCard(
                pathway=row.pathway,
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
    return cards


def who_arranges(*, pathway: Pathway, rows: Sequence[ToArrange], on: date) -> ArrangerOf:
    """Return the same for one person, from the lines that `to_arrange` returned.

    Runs one query, and two more while a clock runs.
    """
    roles, due = arranging_roles([pathway]).get(pathway.pk, frozenset()), None
    if pathway.state in STATES_TO_ARRANGE and rows:
        days_off = holidays(date(on.year - 1, 1, 1), date(on.year + 1, 12, 31))
        due = due_on(PathwayState.APPROVED, clock.day(rows[0].line.plan.approval.at), days_off, clocks_on(on))
    who = (str(name) if name else None for name in (pathway.network, pathway.planner, pathway.social_worker))
    return ArrangerOf(roles, _name(roles, *who), due)


def _why(state: str, priced: bool) -> BoardReason:
    if state not in OPEN:
        return BoardReason.TO_END
    if priced:
        return BoardReason.PRICE
    return BoardReason.TO_ARRANGE if state in STATES_TO_ARRANGE else BoardReason.GAP


SELECT_PLANNER_ROLE = "select * from planned_in(%s, %s)"


def arranging_roles(pathways: Iterable[Pathway | PathwayRow]) -> dict[int, frozenset[str]]:
    """Return the roles that arrange for each pathway, as `brokers_of` does for one. Runs one query."""
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
