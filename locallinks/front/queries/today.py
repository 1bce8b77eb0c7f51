"""What the Today page shows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from locallinks.foundation.accounts.queries import account_notices_count, password_notices
from locallinks.foundation.concerns.queries import ConcernOnToday, concern_without_lead, concerns_on_today
from locallinks.foundation.messages.queries import waiting_by_hand
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.pipeline import constant, run
from locallinks.foundation.shared.roles import Capability, roles_shown, roles_that
from locallinks.foundation.shared.viewer import Viewer, restricted_to_roles, widened_to_organisations
from locallinks.front.queries.statements import run_named
from locallinks.front.queries.worklist import own_worklist_statements, worklist_of
from locallinks.personal.brokerage.queries.arrangements import work_counts
from locallinks.personal.exchange.queries.inbound import Counts, waiting_counts_for
from locallinks.personal.pathways.queries import (
    StageCount,
    WorklistRow,
    WorklistTask,
    people_at_each_stage,
)
from locallinks.personal.referrals.queries.triage import contact_counts as contact_counts
from locallinks.personal.teams.queries import reviews_due


@dataclass(frozen=True)
class TodayPage:
    """What Today shows of work. `concerns`: the safeguarding concerns this viewer may read, each with the day to
    decide by. `concern_without_lead`: one waits that nobody may read. `by_hand`: letters to print and calls to
    make. `requests`: what anybody asked and waits for the council's team. `team_looks`: people known to their teams to
    look at. `exchange`: what did not fit."""

    concerns: list[tuple[ConcernOnToday, date]]
    concern_without_lead: bool
    work: LazyList[WorklistTask, WorklistRow]
    by_hand: int
    requests: dict[str, int]
    team_looks: int
    exchange: Counts
    roles_asked: int
    password_notes: list[Any]


def today_page(*, viewer: Viewer, today: date, at: datetime) -> TodayPage:
    """Run all statements together; none of them is about work that is not this viewer's."""
    posts = viewer.organisations_as(*roles_shown("letter_or_call"))
    by_hand_here = waiting_by_hand(viewer=viewer, at=at) if posts else constant(0)
    apart = bool(posts) and posts != viewer.organisations  # another role elsewhere, whose letters are not theirs
    answers = run_named(
        concerns=concerns_on_today(viewer),
        concern_without_lead=concern_without_lead(viewer),
        by_hand=constant(0) if apart else by_hand_here,
        requests=contact_counts(viewer=viewer, today=today)
        if viewer.has_role(*roles_shown("request"))
        else constant({}),
        team_looks=reviews_due(viewer=viewer, today=today),
        exchange=waiting_counts_for(viewer=viewer, today=today),
        account_requests=account_notices_count(viewer),
        **own_worklist_statements(viewer=viewer, today=today)._asdict(),
    )
    if apart:
        with restricted_to_roles(*roles_shown("letter_or_call")):
            answers["by_hand"] = run(by_hand_here)
    roles_asked, has_notes = answers["account_requests"]
    notes = password_notices(viewer.actor_id, at) if has_notes else []
    return TodayPage(
        concerns=[(one, one.due(answers["bank_holidays"])) for one in answers["concerns"]],
        concern_without_lead=answers["concern_without_lead"],
        work=worklist_of(viewer, today, answers),
        by_hand=answers["by_hand"],
        requests=answers["requests"],
        team_looks=answers["team_looks"],
        exchange=answers["exchange"],
        roles_asked=roles_asked,
        password_notes=[one for one in notes if one.note.read_at is None],
    )


def people_by_stage(*, viewer: Viewer) -> list[StageCount]:
    """How many people are at each stage, for those who look after the whole."""
    if not viewer.may_somewhere(Capability.COUNT_STAGES):
        return []
    with widened_to_organisations(*viewer.memberships):  # counted for whoever opens nobody's record, never named
        return people_at_each_stage()


def provider_work_counts(*, viewer: Viewer, on: date) -> dict[str, int]:
    """How much a provider gives now, has paused, and starts soon."""
    if not viewer.may_somewhere(Capability.GIVE_SUPPORT):
        return {}
    with restricted_to_roles(*roles_that(Capability.GIVE_SUPPORT)):
        return work_counts(viewer, on)


def people_who_gave_access(viewer: Viewer) -> list[Person]:
    """The people whose record this viewer opens for themselves, as a daughter or an attorney does."""
    return list(Person.objects.filter(pk__in=viewer.people))
