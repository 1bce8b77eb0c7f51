"""Where somebody is on their way, how they got there, and what waits for whom."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from locallinks.foundation.accounts.models import User
from locallinks.foundation.accounts.queries import members_with_role
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.pipeline import Statement, constant
from locallinks.foundation.shared.roles import Capability, Role, roles_shown, roles_that
from locallinks.foundation.shared.viewer import Viewer, check_opens_any_record
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
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
    """As much of a pathway as a list sorts, counts and chooses by."""

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
# Today's conditions, each hat with its own, put together from these: Django took longer to write them than the database
# to answer.
WHERE_AT_ORGANISATION = {"home": "home_id = %s and state = any(%s)", "network": "network_id = %s and state = any(%s)"}
# Of what a worker has of their own: theirs, what nobody has yet, and what waits for anybody's decision.
WHERE_IN_CASELOAD: dict[str, str] = {
    Role.SOCIAL_WORKER: "(social_worker_id = any(%s) or social_worker_id is null or state = 'plan_submitted')",
    Role.SUPPORT_PLANNER: "(planner_id = any(%s) or planner_id is null or state = 'plan_submitted')",
}
WHERE_ABOUT_PERSON = "person_id = any(%s) and state = any(%s)"
SELECT_CARDS = "select * from worklist_cards(%s)"
URGENCY_ORDER = {"overdue": 0, "due_soon": 1, "in_time": 2, "no_clock": 3}


@dataclass(frozen=True)
class WorklistRow:
    """One line of a worklist: whose pathway, since when, due when, and what next."""

    way: PathwayRow
    name: str
    since: datetime
    due: date | None
    urgency: str
    next: str
    page: str = ""  # where it is done, when not where its stage leads


class WorklistTask(NamedTuple):
    """A line of a worklist before it is shown.

    `words` hold `{name}`; without them the stage says what is next, as without `since` it says since when.
    """

    way: PathwayRow
    due: date | None
    urgency: str
    since: datetime | None = None
    words: str = ""
    page: str = ""


def find_pathway(
    *, viewer: Viewer, pathway_id: int, readers: Readers | None = None, brokers_too: bool = False
) -> Pathway:
    """One pathway for a page that `readers` may open. The caller records the read, once the page has refused nothing.

    `brokers_too`: the page is about arranging support, and opens to whoever arranges this plan as well. Raises Http404
    when this viewer cannot know that the pathway exists, NotAllowed when the page is not for them.
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
    """Every way through of one person, the open one first."""
    rows = Pathway.objects.filter(person_id=person_id).select_related("network", "planner", "social_worker")
    return rows.order_by("closed_at", "-opened_at")


def current_pathway(person_id: int) -> Pathway | None:
    """The open pathway, or else the last one that closed."""
    rows = list(pathways_of(person_id)[:50])
    return next((row for row in rows if row.is_open), rows[-1] if rows else None)


def steps_of(pathway: Pathway) -> QuerySet[Step]:
    return Step.objects.filter(pathway=pathway)


def planning_state_of(pathway: Pathway) -> PathwayState | None:
    """Where the plan was last sent from: `return` and `revise` lead back there.

    A plan that the network sent is the council's once the person has stopped sharing with the network.
    """
    sent = Q(event=PathwayEvent.SUBMIT, from_state__in=PLANNING_STATES)
    stopped = False
    for step in Step.objects.filter(sent | Q(event=PathwayEvent.SHARING_STOPPED), pathway=pathway).order_by("-number"):
        if step.event == PathwayEvent.SUBMIT:
            was = PathwayState(step.from_state)
            return PathwayState.COUNCIL_PLANNING if stopped and was == PathwayState.PLANNING else was
        stopped = True
    return None


# What answers that somebody stopped sharing: it is recorded who carries on, or the way through has gone on by itself.
SELECT_SHARING_STOPPED = """
select s.pathway_id, s.at from pathways_step s join pathways_pathway p on p.id = s.pathway_id
where s.event = 'sharing_stopped' and p.closed_at is null
  and not exists (select 1 from pathways_step t where t.pathway_id = s.pathway_id and t.number > s.number
    and t.event in ('carry_on', 'offer_handover', 'submit', 'sharing_stopped'))
"""


def sharing_stopped_at(pathway_id: int) -> datetime | None:
    """When the person stopped sharing with a network, while nobody has recorded who carries on."""
    with connection.cursor() as cursor:
        cursor.execute(f"{SELECT_SHARING_STOPPED} and s.pathway_id = %s", [pathway_id])
        row = cursor.fetchone()
    return row[1] if row else None


def sharing_stopped_sql(
    *, viewer: Viewer, workers: Collection[int] | None = None
) -> Statement[list[tuple[int, datetime]]]:
    """Whose consent was taken back and waits for their social worker: pathway and when.

    `workers`: only of the people they work with, and of those nobody does.
    """
    homes = list(viewer.organisations_with(*roles_shown(PathwayEvent.SHARING_STOPPED)))
    if not homes:
        return constant([])
    theirs = "(%(workers)s::bigint[] is null or p.social_worker_id is null or p.social_worker_id = any(%(workers)s))"
    told = {"homes": homes, "workers": None if workers is None else list(workers)}
    return Statement(f"{SELECT_SHARING_STOPPED} and p.home_id = any(%(homes)s) and {theirs} order by s.at", told, list)


def is_planned_with(*, person_id: int, network_id: int) -> bool:
    """Is this network the one on the person's open way through?"""
    return Pathway.objects.open().filter(person=person_id, network=network_id).exists()


def advocacy_ok(person_id: int) -> bool:
    """False while an advocate is needed and not arranged. Nothing recorded yet means none was found to be needed."""
    check = AdvocacyCheck.objects.filter(person_id=person_id).order_by("-recorded_at", "-pk").first()
    return check is None or check.ok


def brokers_of(pathway: Pathway) -> frozenset[str]:
    """The roles that arrange this plan: whoever planned it; nobody while there is no plan."""
    planned_in = planning_state_of(pathway)
    return brokering_roles(planned_in) if planned_in else frozenset()


def events_for(viewer: Viewer, pathway: Pathway | PathwayRow) -> dict[PathwayEvent, str]:
    """What this viewer may start from here and what the button says, in the order of the table."""
    return {event: event.button for event in events_open_to(PathwayState(pathway.state), roles_on(viewer, pathway))}


@dataclass(frozen=True)
class StageCount:
    """How many people are at one stage of the way. Counted, never named."""

    words: str
    people: int


def people_at_each_stage() -> list[StageCount]:
    """Every open stage in order, with how many people this viewer's organisations have there; one query."""
    counted = dict(Pathway.objects.open().values_list("state").annotate(people=Count("pk")).order_by())
    return [StageCount(state.label, counted.get(state, 0)) for state in PathwayState if state in OPEN]


def worklist_tasks(
    found: Collection[PathwayRow], *, today: date, holidays: Collection[date], clocks: Mapping[ClockKey, int]
) -> list[WorklistTask]:
    """What each of these ways waits for, and by when. One query where a clock began in an earlier stage, or none."""
    started = _clock_starts(found)
    due_by: dict[tuple[str, date], tuple[date | None, str]] = {}  # a city's thousands share a few hundred days
    tasks = []
    for way in found:
        day = started.get(way.pk, way.since_on)
        told = due_by.get((way.state, day))
        if told is None:
            due = due_on(PathwayState(way.state), day, holidays, clocks)
            told = due_by[way.state, day] = due, urgency(due, today, holidays)
        tasks.append(WorklistTask(way, *told))
    return tasks


def waiting_pathways_sql(*, viewer: Viewer, workers: Collection[int] | None = None) -> Statement[list[PathwayRow]]:
    """The open ways that wait for one of this viewer's hats, or for them, longest at their stage first.

    `workers`: of what a worker has of their own, only theirs and what nobody has yet. A plan waits for a colleague's
    decision, so for everybody who may decide.
    """
    which: list[str] = []
    values: list[Any] = [settings.TIME_ZONE]
    for hat in viewer.hats:
        condition = WHERE_AT_ORGANISATION["network" if hat.organisation_kind == "network" else "home"]
        values += [hat.organisation_id, _states_for(hat.role)]
        if workers is not None and hat.role in WHERE_IN_CASELOAD:
            condition += f" and {WHERE_IN_CASELOAD[hat.role]}"
            values.append(list(workers))
        which.append(condition)
    if viewer.people:
        which.append(WHERE_ABOUT_PERSON)
        values += [list(viewer.people), _states_for(Role.PERSON)]
    if not which:
        return constant([])
    either = " or ".join(f"({one})" for one in which)
    sql = f"{SELECT_ROWS} closed_at is null and ({either}) order by state_since, id"
    return Statement(sql, values, lambda rows: list(map(PathwayRow._make, rows)))


def _states_for(role: str) -> list[str]:
    return [state.value for state, waiting in NEXT_ACTOR_OF.items() if role in waiting.roles]


def worklist(tasks: Collection[WorklistTask]) -> LazyList[WorklistTask, WorklistRow]:
    """These tasks, most urgent first and else as they came; whom they are about is read for what is shown alone."""
    return LazyList(sorted(tasks, key=lambda one: (URGENCY_ORDER[one.urgency], one.due or date.max)), _worklist_rows)


def pathway_rows(pathway_ids: Collection[int]) -> dict[int, PathwayRow]:
    """As much of these pathways as a list needs. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SELECT_ROWS + WHERE_IDS, [settings.TIME_ZONE, list(pathway_ids)])
        return {row[0]: PathwayRow._make(row) for row in cursor.fetchall()}


def _worklist_rows(tasks: Sequence[WorklistTask]) -> list[WorklistRow]:
    with connection.cursor() as cursor:
        cursor.execute(SELECT_CARDS, [[task.way.pk for task in tasks]])
        told = {pk: (name, since) for pk, name, since in cursor.fetchall()}
    found = []
    for task in tasks:
        name, since = told[task.way.pk]
        words = task.words.replace("{name}", name) or next_task_words(PathwayState(task.way.state), name)
        found.append(WorklistRow(task.way, name, task.since or since, task.due, task.urgency, words, task.page))
    return found


def _clock_starts(rows: Collection[PathwayRow]) -> dict[int, date]:
    """For states whose clock began in an earlier one, when that was."""
    late = [row.pk for row in rows if row.state in CLOCK_STARTS_IN]
    if not late:
        return {}
    steps = Step.objects.filter(pathway__in=late, to_state__in=set(CLOCK_STARTS_IN.values())).order_by("at")
    return dict(steps.values_list("pathway_id", "at__date"))


def workers_to_choose(*, viewer: Viewer, pathway: Pathway, on: date) -> list[User]:
    """Colleagues who could work with the person, without whoever does now."""
    if check_can_reassign(viewer, pathway) == Role.SOCIAL_WORKER:
        now, place, role = pathway.social_worker_id, pathway.home_id, Role.SOCIAL_WORKER
    else:
        now, place, role = pathway.planner_id, pathway.network_id or 0, Role.SUPPORT_PLANNER
    return [one for one in members_with_role(place, role, on) if one.pk != now]


def caseload_pathways(*, viewer: Viewer, workers: Collection[int]) -> QuerySet[Pathway]:
    """The open ways of those these workers work with, newest change first. One query."""
    rows = Pathway.objects.open().filter(Q(social_worker__in=workers) | Q(planner__in=workers))
    places = viewer.organisations_as(*roles_that(Capability.HAVE_CASELOAD, Capability.MANAGE_CASELOADS))
    rows = rows.filter(Q(home__in=places) | Q(network__in=places))
    return rows.select_related("person", "network", "planner", "social_worker").order_by("-state_since", "-pk")


def people_with_open_pathway(person_ids: Collection[int]) -> frozenset[int]:
    """Those of these people who are being helped now: the setting RECORDS_IN_USE names this query."""
    return frozenset(Pathway.objects.open().filter(person__in=person_ids).values_list("person_id", flat=True))
