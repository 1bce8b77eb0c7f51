"""A day's work: what waits for one worker, one team or everybody, and the people somebody works with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.utils.timezone import get_current_timezone

from locallinks.foundation.accounts.models import User
from locallinks.foundation.accounts.queries import managed_workers, team_members, teams_of
from locallinks.foundation.reference.queries import holidays_asked
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.dates import add_working_days
from locallinks.foundation.shared.lean import Lean
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.scope import Viewer
from locallinks.foundation.shared.together import Question, together
from locallinks.personal.assessments.queries import day_91_to_ask
from locallinks.personal.brokerage.queries import TO_ARRANGE, Leaving, arranging_roles, people_leaving
from locallinks.personal.deployments.queries import requests_to_decide
from locallinks.personal.handovers.queries import clocks_asked
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import (
    CARRY_ON_WITHIN,
    ClockKey,
    Task,
    Waiting,
    Way,
    people_of,
    roles_on,
    sharing_stopped,
    tasks_of,
    urgency,
    ways,
    ways_waiting,
    worklist,
)
from locallinks.personal.reviews.queries import Due, Soon, reviews_due


def work_asked(*, viewer: Viewer, today: date) -> list[Question[Any]]:
    """All that is asked for what waits for this viewer: a stage that waits for their role, and what their rooms found.

    Of what workers have of their own: their own, that of colleagues they cover for, and what nobody has yet. The
    team's day (`days_work`) shows everybody's. `work_told` makes a list of the answers.
    """
    return _asked(viewer, today, _own_workers(viewer))


def work_for(*, viewer: Viewer, today: date) -> Lean[Task, Waiting]:
    """What waits for this viewer, most urgent first."""
    return work_told(viewer, today, together(*work_asked(viewer=viewer, today=today)))


def _own_workers(viewer: Viewer) -> set[int]:
    return {pk for pk, _ in viewer.covers} | ({viewer.user_id} if viewer.user_id else set())


class Seen(NamedTuple):
    """What one room found to do about somebody, before it is known whose it is. `words` hold `{name}`."""

    pathway_id: int
    due: date | None
    urgency: str
    since: datetime | None
    words: str
    page: str = ""
    for_arranger: bool = False


class Answers(NamedTuple):
    """What `_asked` asks for, in its order."""

    days_off: frozenset[date]
    clocks: Mapping[ClockKey, int]
    waiting: list[Way]
    reviews: Lean[Soon, Due]
    day_91: list[tuple[int, date]]
    payments: list[tuple[int, datetime]]
    leaving: list[Leaving]
    stopped: list[tuple[int, datetime]]


def _asked(viewer: Viewer, today: date, workers: set[int] | None) -> list[Question[Any]]:
    return [
        holidays_asked(date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)),
        clocks_asked(today),
        ways_waiting(viewer=viewer, workers=workers),
        reviews_due(viewer=viewer, today=today, workers=workers),
        day_91_to_ask(viewer=viewer, today=today, workers=workers),
        requests_to_decide(viewer=viewer, workers=workers),
        people_leaving(viewer=viewer, on=today, workers=workers),
        sharing_stopped(viewer=viewer, workers=workers),
    ]


def work_told(viewer: Viewer, today: date, answers: Sequence[Any]) -> Lean[Task, Waiting]:
    """The answers to `work_asked` as one list, most urgent first. Three queries more at most."""
    told = Answers(*answers)
    found = tasks_of(told.waiting, today=today, holidays=told.days_off, clocks=told.clocks)
    seen = [*_reviews(told.reviews, today), *_day_91(told.day_91), *_payments(told.payments)]
    seen += [*_goodbyes(told.leaving, today), *_stopped(told.stopped, today, told.days_off)]
    of = ways({one.pathway_id for one in seen}) if seen else {}
    to_arrange = [one.way for one in found if one.way.state in TO_ARRANGE]
    to_arrange += [of[one.pathway_id] for one in seen if one.for_arranger]
    arrangers = arranging_roles(to_arrange)
    mine = [one for one in found if _is_theirs(viewer, one.way, arrangers)]
    mine += [
        Task(of[one.pathway_id], *one[1:6])
        for one in seen if not one.for_arranger or _is_theirs(viewer, of[one.pathway_id], arrangers)
    ]  # fmt: skip
    return worklist(mine)


def _reviews(due: Lean[Soon, Due], today: date) -> list[Seen]:
    return [
        Seen(
            one.pathway_id, one.look.due_on, "overdue" if today > one.look.due_on else "due_soon", one.since,
            "Look at how it is going for {name}",
        )
        for one in due.rows
    ]  # fmt: skip


def _day_91(asked: list[tuple[int, date]]) -> list[Seen]:
    """Where somebody is on day 91 is asked on that day by whoever works with them (care-act.md section 4)."""
    words, page = "Day 91: ask where {name} is now", "assessments:short_term"
    return [Seen(pathway_id, day, "due_soon", morning(day), words, page) for pathway_id, day in asked]


def _payments(asked: list[tuple[int, datetime]]) -> list[Seen]:
    """Whoever asked for a direct payment waits for an answer with its reasons (care-act.md section 7)."""
    words, page = "Decide about a direct payment for {name}", "deployments:decide"
    return [Seen(pathway_id, None, "no_clock", since, words, page) for pathway_id, since in asked]


def _stopped(stopped: list[tuple[int, datetime]], today: date, days_off: frozenset[date]) -> list[Seen]:
    """Somebody stopped sharing with a network: who carries on is talked about and recorded (decisions.md 25)."""
    words, page = "{name} stopped sharing with the network. Talk to them about who carries on", "pathways:carry_on"
    found = []
    for pathway_id, at in stopped:
        due = add_working_days(clock.day(at), CARRY_ON_WITHIN, days_off)
        found.append(Seen(pathway_id, due, urgency(due, today, days_off), at, words, page))
    return found


def _goodbyes(leaving: list[Leaving], today: date) -> list[Seen]:
    """A friend who leaves is talked about before anybody else comes (local-links.md section 10, Mary)."""
    return [
        Seen(
            row.pathway_id, row.ends_on, "overdue" if row.ends_on <= today else "due_soon", None,
            f"Talk with {{name}} about what comes to an end: {row.provider_name}", "brokerage:pathway",
            for_arranger=True,
        )
        for row in leaving
    ]  # fmt: skip


def morning(day: date) -> datetime:
    """When a day begins to wait."""
    return datetime.combine(day, time(), tzinfo=get_current_timezone())


def whose(viewer: Viewer, pathway: Pathway | Way) -> str:
    """ "Yours", whose it is while this viewer covers for them, or nothing. No query."""
    workers = _worker_ids(pathway)
    if viewer.user_id in workers:
        return "Yours"
    return next((f"You cover for {name}" for pk, name in viewer.covers if pk in workers), "")


def _worker_ids(pathway: Pathway | Way) -> set[int]:
    return {pk for pk in (pathway.planner_id, pathway.social_worker_id) if pk is not None}


@dataclass(frozen=True)
class DaysWork:
    """A day's work of a whole team or one worker, and what can be chosen to narrow it."""

    shown: Lean[Task, Waiting]
    names: dict[int, str]
    teams: list[tuple[int, str]]

    @property
    def workers(self) -> list[tuple[int, str]]:
        """Whoever has something in it, by name."""
        return list(self.names.items())

    def with_them(self, way: Way) -> str:
        """Who works with the person on this way; nothing where nobody does. No query."""
        return ", ".join(self.names[pk] for pk in (way.planner_id, way.social_worker_id) if pk is not None)


def days_work(*, viewer: Viewer, today: date, worker: int | None = None, team: int | None = None) -> DaysWork:
    """What waits today, most urgent first, for one worker, one team, or everybody here."""
    teams = [(one.pk, one.name) for one in teams_of(*viewer.organisations)]
    wanted: set[int] | None = None
    if worker is not None:
        wanted = {worker}
    elif team in {pk for pk, _ in teams}:
        wanted = team_members(team, today)  # type: ignore[arg-type]
    found = work_told(viewer, today, together(*_asked(viewer, today, None)))
    names = User.objects.filter(pk__in={pk for one in found.rows for pk in _worker_ids(one.way)})
    shown = found if wanted is None else found.where(lambda one: bool(wanted & _worker_ids(one.way)))
    return DaysWork(shown, dict(names.order_by("name").values_list("pk", "name")), teams)


def people_i_work_with(viewer: Viewer, today: date) -> list[Pathway]:
    """Those this viewer works with, and those of colleagues they cover for; for a team manager, those of the team."""
    managed = managed_workers(viewer.organisations_that(Capability.MANAGE_CASELOADS), viewer.user_id, today)
    return list(people_of(viewer=viewer, workers=_own_workers(viewer) | managed))


def _is_theirs(viewer: Viewer, pathway: Pathway | Way, arrangers: dict[int, frozenset[str]]) -> bool:
    """Whoever planned arranges: an approved plan does not wait for anybody else."""
    return pathway.pk not in arrangers or bool(arrangers[pathway.pk] & roles_on(viewer, pathway))
