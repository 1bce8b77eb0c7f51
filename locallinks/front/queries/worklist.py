"""Worklists: the tasks that wait for one worker, one team or everybody, and the people with whom a worker works."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.utils.timezone import get_current_timezone

from locallinks.foundation.accounts.models import User
from locallinks.foundation.accounts.queries import managed_workers, team_members, teams_of
from locallinks.foundation.reference.queries import holidays_statement
from locallinks.foundation.shared import clock, pipeline
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.foundation.shared.working_days import add_working_days
from locallinks.front.queries.statement_batch import run_named
from locallinks.personal.assessments.queries.short_term import day_91_to_ask
from locallinks.personal.brokerage.queries.board import STATES_TO_ARRANGE, arranging_roles
from locallinks.personal.brokerage.queries.helper_endings import HelperLeaving, people_losing_a_helper
from locallinks.personal.fund_holding.queries import requests_to_decide
from locallinks.personal.handovers.queries.clocks import clocks_sql
from locallinks.personal.pathways.choices import Urgency
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import (
    CARRY_ON_WITHIN_DAYS,
    ClockKey,
    PathwayRow,
    WorklistRow,
    WorklistTask,
    caseload_pathways,
    pathway_rows,
    roles_on,
    sharing_stopped_sql,
    urgency,
    waiting_pathways_sql,
    worklist,
    worklist_tasks,
)
from locallinks.personal.reviews.queries import DueReview, DueReviewDetails, reviews_due


def work_for(*, viewer: Viewer, today: date) -> LazyList[WorklistTask, WorklistRow]:
    """Return the tasks that wait for this viewer, most urgent first.

    A task is a stage that waits for one of the viewer's roles, or comes from another source (`WorklistStatements`). It
    is a worker's own, that of a colleague for whom they cover, or nobody's yet; `days_work` has those of everybody.
    """
    return worklist_of(viewer, today, run_named(**own_worklist_statements(viewer=viewer, today=today)._asdict()))


def _own_workers(viewer: Viewer) -> set[int]:
    return {pk for pk, _ in viewer.covering_for} | ({viewer.user_id} if viewer.user_id else set())


class TaskCandidate(NamedTuple):
    """A task that a source found on a pathway. It has no row of the pathway yet. `words` contain `{name}`."""

    pathway_id: int
    due: date | None
    urgency: Urgency
    since: datetime | None
    words: str
    page: str = ""
    for_arranger: bool = False

    def task(self, pathway: PathwayRow) -> WorklistTask:
        """The line of the worklist, with the row of its pathway."""
        return WorklistTask(
            pathway, due=self.due, urgency=self.urgency, since=self.since, words=self.words, url_name=self.page
        )


class WorklistStatements(NamedTuple):
    """One statement for each source of tasks; its result has the same name in `WorklistAnswers`."""

    bank_holidays: pipeline.Statement[frozenset[date]]
    clocks: pipeline.Statement[Mapping[ClockKey, int]]
    stages: pipeline.Statement[list[PathwayRow]]
    reviews: pipeline.Statement[LazyList[DueReview, DueReviewDetails]]
    day_91: pipeline.Statement[list[tuple[int, date]]]
    payment_requests: pipeline.Statement[list[tuple[int, datetime]]]
    helpers_leaving: pipeline.Statement[list[HelperLeaving]]
    sharing_stopped: pipeline.Statement[list[tuple[int, datetime]]]


class WorklistAnswers(NamedTuple):
    bank_holidays: frozenset[date]
    clocks: Mapping[ClockKey, int]
    stages: list[PathwayRow]
    reviews: LazyList[DueReview, DueReviewDetails]
    day_91: list[tuple[int, date]]
    payment_requests: list[tuple[int, datetime]]
    helpers_leaving: list[HelperLeaving]
    sharing_stopped: list[tuple[int, datetime]]


def own_worklist_statements(*, viewer: Viewer, today: date) -> WorklistStatements:
    """Return the statements of `work_for`, so that a page can run them in one pipeline with its own."""
    return _statements(viewer, today, _own_workers(viewer))


def _statements(viewer: Viewer, today: date, workers: set[int] | None) -> WorklistStatements:
    """Return the statements for the pathways of these workers, or of everybody where `workers` is None."""
    return WorklistStatements(
        bank_holidays=holidays_statement(date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)),
        clocks=clocks_sql(today),
        stages=waiting_pathways_sql(viewer=viewer, workers=workers),
        reviews=reviews_due(viewer=viewer, today=today, workers=workers),
        day_91=day_91_to_ask(viewer=viewer, today=today, workers=workers),
        payment_requests=requests_to_decide(viewer=viewer, workers=workers),
        helpers_leaving=people_losing_a_helper(viewer=viewer, on=today, workers=workers),
        sharing_stopped=sharing_stopped_sql(viewer=viewer, workers=workers),
    )


def worklist_of(viewer: Viewer, today: date, named: Mapping[str, Any]) -> LazyList[WorklistTask, WorklistRow]:
    """Return the results of `WorklistStatements` as one list, most urgent first. `named` may hold other results too.

    Runs at most three more queries.
    """
    answers = WorklistAnswers(**{name: named[name] for name in WorklistAnswers._fields})
    holidays = answers.bank_holidays
    tasks = worklist_tasks(answers.stages, today=today, holidays=holidays, clocks=answers.clocks)
    candidates = [
        *_reviews(answers.reviews, today),
        *_day_91(answers.day_91),
        *_payment_requests(answers.payment_requests),
        *_helpers_leaving(answers.helpers_leaving, today),
        *_sharing_stopped(answers.sharing_stopped, today, holidays),
    ]
    pathway_by_id = pathway_rows({candidate.pathway_id for candidate in candidates}) if candidates else {}
    to_arrange = [task.pathway for task in tasks if task.pathway.state in STATES_TO_ARRANGE]
    to_arrange += [pathway_by_id[candidate.pathway_id] for candidate in candidates if candidate.for_arranger]
    arrangers = arranging_roles(to_arrange)
    own_tasks = [task for task in tasks if _is_theirs(viewer, task.pathway, arrangers)]
    own_tasks += [
        candidate.task(pathway_by_id[candidate.pathway_id])
        for candidate in candidates
        if not candidate.for_arranger or _is_theirs(viewer, pathway_by_id[candidate.pathway_id], arrangers)
    ]
    return worklist(own_tasks)


def _reviews(due: LazyList[DueReview, DueReviewDetails], today: date) -> list[TaskCandidate]:
    return [
        TaskCandidate(
            row.pathway_id,
            row.next_review.due_on,
            Urgency.OVERDUE if today > row.next_review.due_on else Urgency.DUE_SOON,
            row.since,
            "Look at how it is going for {name}",
        )
        for row in due.rows
    ]


def _day_91(asked: list[tuple[int, date]]) -> list[TaskCandidate]:
    """On day 91 the worker asks where the person is now (docs/rules/care-act.md 4)."""
    words, page = "Day 91: ask where {name} is now", "assessments:short_term"
    return [TaskCandidate(pathway_id, day, Urgency.DUE_SOON, morning(day), words, page) for pathway_id, day in asked]


def _payment_requests(asked: list[tuple[int, datetime]]) -> list[TaskCandidate]:
    """A request for a direct payment needs an answer with reasons (docs/rules/care-act.md 7)."""
    words, page = "Decide about a direct payment for {name}", "fund_holding:decide_payment"
    return [TaskCandidate(pathway_id, None, Urgency.NO_CLOCK, since, words, page) for pathway_id, since in asked]


def _sharing_stopped(
    stopped: list[tuple[int, datetime]], today: date, days_off: frozenset[date]
) -> list[TaskCandidate]:
    """After a person stops sharing with a network, the worker records who carries on (docs/rules/decisions.md 25)."""
    words, page = (
        "{name} stopped sharing with the network. Talk to them about who carries on",
        "pathways:record_who_carries_on",
    )
    tasks = []
    for pathway_id, at in stopped:
        due = add_working_days(clock.day(at), CARRY_ON_WITHIN_DAYS, days_off)
        tasks.append(TaskCandidate(pathway_id, due, urgency(due, today, days_off), at, words, page))
    return tasks


def _helpers_leaving(leaving: list[HelperLeaving], today: date) -> list[TaskCandidate]:
    """Before a helper leaves, the worker talks with the person about it (docs/rules/local-links.md 10, Mary)."""
    return [
        TaskCandidate(
            row.pathway_id,
            row.ends_on,
            Urgency.OVERDUE if row.ends_on <= today else Urgency.DUE_SOON,
            None,
            f"Talk with {{name}} about what comes to an end: {row.provider_name}",
            "brokerage:arrangements",
            for_arranger=True,
        )
        for row in leaving
    ]


def morning(day: date) -> datetime:
    """Return the first moment of a day: from then on its task waits."""
    return datetime.combine(day, time(), tzinfo=get_current_timezone())


def allocation_label(viewer: Viewer, pathway: Pathway | PathwayRow) -> str:
    """Return "Yours", the name of the colleague for whom this viewer covers, or "". No query."""
    workers = _worker_ids(pathway)
    if viewer.user_id in workers:
        return "Yours"
    return next((f"You cover for {name}" for pk, name in viewer.covering_for if pk in workers), "")


def workers_in_words(pathway: Pathway) -> str:
    """Return the names of the social worker and the support planner, joined by a comma. No query."""
    return ", ".join(worker.name for worker in (pathway.social_worker, pathway.planner) if worker)


def _worker_ids(pathway: Pathway | PathwayRow) -> set[int]:
    return {pk for pk in (pathway.planner_id, pathway.social_worker_id) if pk is not None}


@dataclass(frozen=True)
class DaysWork:
    """The tasks of a day, and the workers and teams by which the list can be narrowed."""

    shown: LazyList[WorklistTask, WorklistRow]
    names: dict[int, str]
    teams: list[tuple[int, str]]

    @property
    def workers(self) -> list[tuple[int, str]]:
        """Key and name of each worker with a task, in order of name."""
        return list(self.names.items())

    def with_them(self, pathway: PathwayRow) -> str:
        """The names of those who work with the person on this pathway, or "". No query."""
        return ", ".join(self.names[pk] for pk in (pathway.planner_id, pathway.social_worker_id) if pk is not None)


def days_work(*, viewer: Viewer, today: date, worker: int | None = None, team: int | None = None) -> DaysWork:
    """Return the tasks that wait today for one worker, one team, or everybody here, most urgent first."""
    teams = [(row.pk, row.name) for row in teams_of(*viewer.organisations_where_may(Capability.SEE_TEAMS_WORK))]
    wanted: set[int] | None = None
    if worker is not None:
        wanted = {worker}
    elif team in {pk for pk, _ in teams}:
        wanted = team_members(team, today)  # type: ignore[arg-type]
    worklist = worklist_of(viewer, today, run_named(**_statements(viewer, today, None)._asdict()))
    names = User.objects.filter(pk__in={pk for task in worklist.rows for pk in _worker_ids(task.pathway)})
    shown = worklist if wanted is None else worklist.filter(lambda task: bool(wanted & _worker_ids(task.pathway)))
    return DaysWork(shown, dict(names.order_by("name").values_list("pk", "name")), teams)


def people_i_work_with(viewer: Viewer, today: date) -> list[Pathway]:
    """Return the viewer's caseload, with that of colleagues for whom they cover, and for a manager that of the team."""
    managed = managed_workers(viewer.organisations_where_may(Capability.MANAGE_CASELOADS), viewer.user_id, today)
    return list(caseload_pathways(viewer=viewer, workers=_own_workers(viewer) | managed))


def _is_theirs(viewer: Viewer, pathway: Pathway | PathwayRow, arrangers: dict[int, frozenset[str]]) -> bool:
    """Whether a plan that is to be arranged waits for this viewer: only for the role that planned it."""
    return pathway.pk not in arrangers or bool(arrangers[pathway.pk] & roles_on(viewer, pathway))
