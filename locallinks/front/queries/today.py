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
from locallinks.front.queries.statement_batch import run_named
from locallinks.front.queries.worklist import own_worklist_statements, worklist_of
from locallinks.personal.brokerage.queries.arrangements import work_counts
from locallinks.personal.exchange.queries.inbound import Counts, waiting_counts_for
from locallinks.personal.pathways.queries import (
    StageCount,
    WorklistRow,
    WorklistTask,
    people_at_each_stage,
)
from locallinks.personal.referrals.queries.triage import contact_counts
from locallinks.personal.teams.queries import reviews_due


@dataclass(frozen=True)
class TodayPage:
    """What Today shows of the viewer's work."""

    concerns: list[tuple[ConcernOnToday, date]]  # each with the day on which a decision is due
    concern_without_lead: bool
    work: LazyList[WorklistTask, WorklistRow]
    by_hand: int  # letters to print and calls to make
    requests: dict[str, int]  # for help, that wait for the council's team
    team_reviews: int  # people known to the viewer's neighbourhood teams who are due for a review
    exchange: Counts  # records of other systems that are in conflict with ours
    roles_offered: int
    password_notes: list[Any]


def today_page(*, viewer: Viewer, today: date, at: datetime) -> TodayPage:
    """Return what Today shows. All statements run in one pipeline, and each reads only this viewer's work."""
    organisations = viewer.organisations_with_records_open_to(*roles_shown("letter_or_call"))
    by_hand = waiting_by_hand(viewer=viewer, at=at) if organisations else constant(0)
    # With another role elsewhere: the viewer does not print the letters of that organisation.
    only_some_organisations = bool(organisations) and organisations != viewer.organisations
    results = run_named(
        concerns=concerns_on_today(viewer),
        concern_without_lead=concern_without_lead(viewer),
        by_hand=constant(0) if only_some_organisations else by_hand,
        requests=contact_counts(viewer=viewer, today=today)
        if viewer.has_role(*roles_shown("request"))
        else constant({}),
        team_reviews=reviews_due(viewer=viewer, today=today),
        exchange=waiting_counts_for(viewer=viewer, today=today),
        account_requests=account_notices_count(viewer),
        **own_worklist_statements(viewer=viewer, today=today)._asdict(),
    )
    if only_some_organisations:
        with restricted_to_roles(*roles_shown("letter_or_call")):
            results["by_hand"] = run(by_hand)
    roles_offered, has_notices = results["account_requests"]
    notices = password_notices(viewer.actor_id, at) if has_notices else []
    return TodayPage(
        concerns=[(concern, concern.due(results["bank_holidays"])) for concern in results["concerns"]],
        concern_without_lead=results["concern_without_lead"],
        work=worklist_of(viewer, today, results),
        by_hand=results["by_hand"],
        requests=results["requests"],
        team_reviews=results["team_reviews"],
        exchange=results["exchange"],
        roles_offered=roles_offered,
        password_notes=[notice for notice in notices if notice.note.read_at is None],
    )


def people_by_stage(*, viewer: Viewer) -> list[StageCount]:
    """Count the people at each stage, for roles that oversee the whole but open nobody's record."""
    if not viewer.may_somewhere(Capability.COUNT_STAGES):
        return []
    with widened_to_organisations(*viewer.memberships):  # for the count only: it names nobody
        return people_at_each_stage()


def provider_work_counts(*, viewer: Viewer, on: date) -> dict[str, int]:
    """Count the arrangements of a provider by their status on a day."""
    if not viewer.may_somewhere(Capability.GIVE_SUPPORT):
        return {}
    with restricted_to_roles(*roles_that(Capability.GIVE_SUPPORT)):
        return work_counts(viewer, on)


def people_who_gave_access(viewer: Viewer) -> list[Person]:
    """The people whose own access this viewer shares, as a daughter or an attorney does."""
    return list(Person.objects.filter(pk__in=viewer.people))
