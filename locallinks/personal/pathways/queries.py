"""Read pathways: their stage and steps, and the worklists of the people who act next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.models import User
from locallinks.foundation.accounts.queries import members_with_role
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.pipeline import Statement, constant
from locallinks.foundation.shared.roles import Capability, Role, roles_shown, roles_that
from locallinks.foundation.shared.viewer import Viewer, check_opens_any_record
from locallinks.personal.pathways.choices import AllocatedRole, PathwayEvent, PathwayState, Urgency
from locallinks.personal.pathways.models import AdvocacyCheck, Pathway, Step
from locallinks.personal.pathways.permissions import PLANNERS as PLANNERS
from locallinks.personal.pathways.permissions import PLANNERS_AND_MANAGER as PLANNERS_AND_MANAGER
from locallinks.personal.pathways.permissions import (
    Readers,
    check_can_reassign,
    check_can_see,
    roles_on,
)
from locallinks.personal.pathways.permissions import check_can_read as check_can_read
from locallinks.personal.pathways.permissions import check_may_be_reader as check_may_be_reader
from locallinks.personal.pathways.permissions import may_see as may_see
from locallinks.personal.pathways.permissions import reassignable_role as reassignable_role
from locallinks.personal.pathways.rules.clocks import CARRY_ON_WITHIN_DAYS as CARRY_ON_WITHIN_DAYS
from locallinks.personal.pathways.rules.clocks import CLOCK_STARTS_IN, ClockKey, due_on, urgency
from locallinks.personal.pathways.rules.clocks import CLOCKS as CLOCKS
from locallinks.personal.pathways.rules.next_state import brokering_roles, events_open_to
from locallinks.personal.pathways.rules.states import NEXT_ACTOR_OF, OPEN, PLANNING_STATES, next_task_words
from locallinks.personal.pathways.rules.states import SUPPORT_STATES as SUPPORT_STATES


class PathwayRow(NamedTuple):
    """The columns of a pathway that a list needs to sort, count and filter."""

    pk: int
    state: str
    since_on: date
    person_id: int
    home_id: int
    network_id: int | None
    planner_id: int | None
    social_worker_id: int | None


SELECT_ROWS = """
select id, state, (state_since at time zone %s)::date, person_id, home_id, network_id, planner_id, social_worker_id
from pathways_pathway where """
WHERE_IDS = "id = any(%s)"
# The conditions of a worklist are joined from these, one for each role of the viewer. They are written in SQL because
# Django took longer to build them than the database to run them.
WHERE_AT_ORGANISATION = {"home": "home_id = %s and state = any(%s)", "network": "network_id = %s and state = any(%s)"}
# Limits a list to these workers' own pathways, to those without a worker, and to plans that any colleague may decide.
WHERE_IN_CASELOAD: dict[str, str] = {
    Role.SOCIAL_WORKER: "(social_worker_id = any(%s) or social_worker_id is null or state = 'plan_submitted')",
    Role.SUPPORT_PLANNER: "(planner_id = any(%s) or planner_id is null or state = 'plan_submitted')",
}
WHERE_ABOUT_PERSON = "person_id = any(%s) and state = any(%s)"
SELECT_CARDS = "select * from worklist_cards(%s)"
URGENCY_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


ONLY_ARRANGE_FOR_COUNCIL = roles_that(Capability.ARRANGE_FOR_COUNCIL) - roles_that(Capability.DECIDE)


@dataclass(frozen=True)
class WorklistRow:
    """A row of a worklist as it is shown: the person's name, the dates, and what to do next."""

    pathway: PathwayRow
    name: str
    since: datetime
    due: date | None
    urgency: Urgency
    next_task: str
    url_name: str = ""  # the page where it is done; empty for the page that belongs to the stage


class WorklistTask(NamedTuple):
    """A row of a worklist before the details to show have been read.

    `words` may hold `{name}`. Where `words` or `since` is empty, the stage of the pathway supplies it.
    """

    pathway: PathwayRow
    due: date | None
    urgency: Urgency
    since: datetime | None = None
    words: str = ""
    url_name: str = ""


def find_pathway(
    *, viewer: Viewer, pathway_id: int, readers: Readers | None = None, brokers_too: bool = False
) -> Pathway:
    """Return the pathway for a page that `readers` may open. The caller records the read.

    With `brokers_too`, the roles that arrange this plan (`brokers_of`) may open the page as well. Raises Http404 where
    the viewer may not know that the pathway exists, and NotAllowed where the page is not for them.
    """
    if readers and not readers.find_first:
        check_may_be_reader(viewer, readers)
    check_opens_any_record(viewer)
    rows = Pathway.objects.select_related("person", "person__home", "network", "planner", "social_worker")
    pathway = rows.filter(pk=pathway_id).first()
    if pathway is None:
        raise Http404
    if brokers_too and roles_on(viewer, pathway) & brokers_of(pathway):
        return pathway
    check_can_see(viewer, pathway)
    if readers:
        check_can_read(viewer, pathway, readers)
    return pathway


def pathways_of(person_id: int) -> QuerySet[Pathway]:
    """Return all pathways of one person, the open one first."""
    rows = Pathway.objects.filter(person_id=person_id).select_related("network", "planner", "social_worker")
    return rows.order_by("closed_at", "-opened_at")


def current_pathway(person_id: int) -> Pathway | None:
    """Return the person's open pathway, else the one that closed last, else None."""
    rows = list(pathways_of(person_id)[:50])
    return next((row for row in rows if row.is_open), rows[-1] if rows else None)


def steps_of(pathway: Pathway) -> QuerySet[Step]:
    """Return the steps of a pathway in order."""
    return Step.objects.filter(pathway=pathway)


def planning_state_of(pathway: Pathway) -> PathwayState | None:
    """Return the planning state from which the plan was last submitted, to which `return` and `revise` lead back.

    None before the first submission. A plan that the network submitted belongs to the council once the person has
    stopped sharing with the network.
    """
    sent = Q(event=PathwayEvent.SUBMIT, from_state__in=PLANNING_STATES)
    stopped = False
    for step in Step.objects.filter(sent | Q(event=PathwayEvent.SHARING_STOPPED), pathway=pathway).order_by("-number"):
        if step.event == PathwayEvent.SUBMIT:
            was = PathwayState(step.from_state)
            return PathwayState.COUNCIL_PLANNING if stopped and was == PathwayState.PLANNING else was
        stopped = True
    return None


# Stopped sharing is settled when somebody records who carries on, or when the pathway moves on to a later event.
SELECT_SHARING_STOPPED = """
select s.pathway_id, s.at from pathways_step s join pathways_pathway p on p.id = s.pathway_id
where s.event = 'sharing_stopped' and p.closed_at is null
  and not exists (select 1 from pathways_step t where t.pathway_id = s.pathway_id and t.number > s.number
    and t.event in ('carry_on', 'offer_handover', 'submit', 'sharing_stopped'))
"""


def sharing_stopped_at(pathway_id: int) -> datetime | None:
    """Return when the person stopped sharing with a network; None once somebody has recorded who carries on."""
    with connection.cursor() as cursor:
        cursor.execute(f"{SELECT_SHARING_STOPPED} and s.pathway_id = %s", [pathway_id])
        row = cursor.fetchone()
    return row[1] if row else None


def sharing_stopped_sql(
    *, viewer: Viewer, workers: Collection[int] | None = None
) -> Statement[list[tuple[int, datetime]]]:
    """Return a statement for the pathways that wait for a social worker since sharing stopped: (pathway id, when).

    `workers` limits it to their own pathways and to those without a social worker.
    """
    homes = list(viewer.organisations_with_role(*roles_shown(PathwayEvent.SHARING_STOPPED)))
    if not homes:
        return constant([])
    condition = "(%(workers)s::bigint[] is null or p.social_worker_id is null or p.social_worker_id = any(%(workers)s))"
    values = {"homes": homes, "workers": None if workers is None else list(workers)}
    return Statement(
        f"{SELECT_SHARING_STOPPED} and p.home_id = any(%(homes)s) and {condition} order by s.at", values, list
    )


def is_planned_with(*, person_id: int, network_id: int) -> bool:
    """Return whether the person's open pathway is with this network."""
    return Pathway.objects.open().filter(person=person_id, network=network_id).exists()


def advocacy_ok(person_id: int) -> bool:
    """Return False while an advocate is needed and not arranged (Care Act 2014 s.67).

    Where nothing has been recorded, no advocate is taken to be needed.
    """
    check = AdvocacyCheck.objects.filter(person_id=person_id).order_by("-recorded_at", "-pk").first()
    return check is None or check.is_settled


def brokers_of(pathway: Pathway) -> frozenset[str]:
    """Return the roles that arrange this plan: those that planned it. Empty before a plan was submitted.

    Once the pathway has closed, a role that arranges for the council without deciding is no longer among them.
    """
    planned_in = planning_state_of(pathway)
    roles = brokering_roles(planned_in) if planned_in else frozenset()
    return roles if pathway.is_open else roles - ONLY_ARRANGE_FOR_COUNCIL


def events_for(viewer: Viewer, pathway: Pathway | PathwayRow) -> dict[PathwayEvent, str]:
    """Return the events that this viewer may start now, with the words of their buttons, in the table's order."""
    return {event: event.button for event in events_open_to(PathwayState(pathway.state), roles_on(viewer, pathway))}


@dataclass(frozen=True)
class StageCount:
    """The number of people at one stage. It names nobody."""

    words: str
    people: int


def people_at_each_stage() -> list[StageCount]:
    """Return the number of people at each open stage, in order, as far as the viewer may see them. One query."""
    counts = dict(Pathway.objects.open().values_list("state").annotate(people=Count("pk")).order_by())
    return [StageCount(state.label, counts.get(state, 0)) for state in PathwayState if state in OPEN]


def worklist_tasks(
    pathways: Collection[PathwayRow], *, today: date, holidays: Collection[date], clocks: Mapping[ClockKey, int]
) -> list[WorklistTask]:
    """Return one task for each pathway, with the day it is due and its urgency.

    Runs one query where a clock started in an earlier stage, otherwise none.
    """
    clock_starts = _clock_starts(pathways)
    # Thousands of pathways share a few hundred days, so each pair of state and day is worked out once.
    deadlines: dict[tuple[str, date], tuple[date | None, Urgency]] = {}
    tasks = []
    for pathway in pathways:
        start = clock_starts.get(pathway.pk, pathway.since_on)
        deadline = deadlines.get((pathway.state, start))
        if deadline is None:
            due = due_on(PathwayState(pathway.state), start, holidays, clocks)
            deadline = deadlines[pathway.state, start] = due, urgency(due, today, holidays)
        tasks.append(WorklistTask(pathway, *deadline))
    return tasks


def waiting_pathways_sql(*, viewer: Viewer, workers: Collection[int] | None = None) -> Statement[list[PathwayRow]]:
    """Return a statement for the open pathways that wait for one of the viewer's roles, longest at their stage first.

    `workers` limits it to their own pathways and those without a worker. A submitted plan is decided by a colleague, so
    it is shown to everybody who may decide.
    """
    conditions: list[str] = []
    values: list[Any] = [settings.TIME_ZONE]
    for held_role in viewer.roles_held:
        condition = WHERE_AT_ORGANISATION[
            "network" if held_role.organisation_kind == OrganisationKind.NETWORK else "home"
        ]
        values += [held_role.organisation_id, _states_for(held_role.role)]
        if workers is not None and held_role.role in WHERE_IN_CASELOAD:
            condition += f" and {WHERE_IN_CASELOAD[held_role.role]}"
            values.append(list(workers))
        conditions.append(condition)
    if viewer.people:
        conditions.append(WHERE_ABOUT_PERSON)
        values += [list(viewer.people), _states_for(Role.PERSON)]
    if not conditions:
        return constant([])
    either = " or ".join(f"({condition})" for condition in conditions)
    sql = f"{SELECT_ROWS} closed_at is null and ({either}) order by state_since, id"
    return Statement(sql, values, lambda rows: list(map(PathwayRow._make, rows)))


def _states_for(role: str) -> list[str]:
    return [state.value for state, next_actor in NEXT_ACTOR_OF.items() if role in next_actor.roles]


def worklist(tasks: Collection[WorklistTask]) -> LazyList[WorklistTask, WorklistRow]:
    """Return these tasks, most urgent first and then by the day they are due. Names are read only for rows shown."""
    return LazyList(sorted(tasks, key=lambda task: (URGENCY_ORDER[task.urgency], task.due or date.max)), _worklist_rows)


def pathway_rows(pathway_ids: Collection[int]) -> dict[int, PathwayRow]:
    """Return the rows of these pathways by their id. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SELECT_ROWS + WHERE_IDS, [settings.TIME_ZONE, list(pathway_ids)])
        return {row[0]: PathwayRow._make(row) for row in cursor.fetchall()}


def _worklist_rows(tasks: Sequence[WorklistTask]) -> list[WorklistRow]:
    with connection.cursor() as cursor:
        cursor.execute(SELECT_CARDS, [[task.pathway.pk for task in tasks]])
        details = {pk: (name, state_since) for pk, name, state_since in cursor.fetchall()}
    rows = []
    for task in tasks:
        pathway = task.pathway
        name, state_since = details[pathway.pk]
        words = task.words.replace("{name}", name) or next_task_words(PathwayState(pathway.state), name)
        since = task.since or state_since
        rows.append(WorklistRow(pathway, name, since, task.due, task.urgency, words, task.url_name))
    return rows


def _clock_starts(rows: Collection[PathwayRow]) -> dict[int, date]:
    """For pathways whose clock started in an earlier state, the day on which it started."""
    earlier = [row.pk for row in rows if row.state in CLOCK_STARTS_IN]
    if not earlier:
        return {}
    steps = Step.objects.filter(pathway__in=earlier, to_state__in=set(CLOCK_STARTS_IN.values())).order_by("at")
    return dict(steps.values_list("pathway_id", "at__date"))


def workers_to_choose(*, viewer: Viewer, pathway: Pathway, on: date) -> list[User]:
    """Return the colleagues who could take over the pathway, without the present worker. Raises NotAllowed."""
    if check_can_reassign(viewer, pathway) == AllocatedRole.SOCIAL_WORKER:
        present_id, organisation_id, role = pathway.social_worker_id, pathway.home_id, Role.SOCIAL_WORKER
    else:
        present_id, organisation_id, role = pathway.planner_id, pathway.network_id or 0, Role.SUPPORT_PLANNER
    return [worker for worker in members_with_role(organisation_id, role, on) if worker.pk != present_id]


def caseload_pathways(*, viewer: Viewer, workers: Collection[int]) -> QuerySet[Pathway]:
    """Return the open pathways of these workers, the latest change first. One query."""
    rows = Pathway.objects.open().filter(Q(social_worker__in=workers) | Q(planner__in=workers))
    organisations = viewer.organisations_with_records_open_to(
        *roles_that(Capability.HAVE_CASELOAD, Capability.MANAGE_CASELOADS)
    )
    rows = rows.filter(Q(home__in=organisations) | Q(network__in=organisations))
    return rows.select_related("person", "network", "planner", "social_worker").order_by("-state_since", "-pk")


def people_with_open_pathway(person_ids: Collection[int]) -> frozenset[int]:
    """Return those of these people who have an open pathway. The setting RECORDS_IN_USE names this query."""
    return frozenset(Pathway.objects.open().filter(person__in=person_ids).values_list("person_id", flat=True))
