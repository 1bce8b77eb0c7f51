"""Start and end a short spell of help, and record where the person is on day 91."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.reference.queries import rate
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import Day91Place, ShortTermKind, ShortTermResult
from locallinks.personal.assessments.models import Day91Outcome, ShortTerm, ShortTermEnd
from locallinks.personal.assessments.permissions import check_can_assess
from locallinks.personal.assessments.queries.short_term import running_short_term
from locallinks.personal.assessments.rules.short_term import date_problems, end_problems
from locallinks.personal.pathways.models import Pathway

FREE_WEEKS = "short_term_free_weeks"


@transaction.atomic
def start_short_term(
    *,
    viewer: Viewer,
    pathway_id: int,
    kind: str,
    goals: str,
    given_by: str,
    starts_on: date,
    left_hospital_on: date | None = None,
    at: datetime,
) -> ShortTerm:
    """Start a short spell of help with the person's goals, and return it (docs/rules/care-act.md 5 and 10.1).

    It stores the number of free weeks that applies on the day it starts (reference). Raises DomainError for what is
    missing, while another runs and after the pathway is closed, and NotAllowed for anybody but the social worker.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_assess(viewer, pathway)
    problems = _missing(kind=kind, goals=goals, given_by=given_by)
    problems += date_problems(
        starts_on=starts_on, left_hospital_on=left_hospital_on, today=clock.day(at), born=pathway.person.date_of_birth
    )
    if not pathway.is_open:
        problems.append(Problem("This request is closed. Write down a new one first", code="closed"))
    if running_short_term(pathway):
        problems.append(Problem("One is running already. End it before another begins", code="already_running"))
    if problems:
        raise DomainError(problems=problems)
    weeks = rate(FREE_WEEKS, starts_on)
    row = ShortTerm.objects.create(
        person=pathway.person,
        pathway=pathway,
        kind=kind,
        goals=goals.strip(),
        given_by=given_by.strip(),
        starts_on=starts_on,
        left_hospital_on=left_hospital_on,
        free_weeks=weeks.amount,
        free_weeks_verified=weeks.verified,
        started_by_id=viewer.actor_id,
        started_at=at,
    )
    record_write(
        viewer=viewer,
        verb="began a short spell of help",
        subject=row,
        person=pathway.person,
        reason=ShortTermKind(kind).label,
        at=at,
    )
    return row


def _missing(*, kind: str, goals: str, given_by: str) -> list[Problem]:
    """Return a problem for each answer that is not given."""
    return [
        Problem(message, field, "missing")
        for field, ok, message in (
            ("kind", kind in ShortTermKind, "Choose which kind of help it is"),
            ("goals", bool(goals.strip()), "Write what they want to do again"),
            ("given_by", bool(given_by.strip()), "Say who gives the help"),
        )
        if not ok
    ]


@transaction.atomic
def end_short_term(
    *, viewer: Viewer, short_term_id: int, ended_on: date, result: str, words: str = "", at: datetime
) -> ShortTermEnd:
    """Record the end and what came of it; return the row. Raises DomainError where it has ended, and NotAllowed."""
    row = _locked_short_term(viewer, short_term_id)
    problems = list(end_problems(starts_on=row.starts_on, ended_on=ended_on, today=clock.day(at)))
    if result not in ShortTermResult:
        problems.append(Problem("Choose what came of it", "result", "missing"))
    if ShortTermEnd.objects.filter(short_term=row).exists():
        problems.append(Problem("This has ended already, so it stays as it is.", code="ended"))
    if problems:
        raise DomainError(problems=problems)
    end = ShortTermEnd.objects.create(
        person=row.person,
        short_term=row,
        ended_on=ended_on,
        result=result,
        words=words.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(
        viewer=viewer,
        verb="ended a short spell of help",
        subject=end,
        person=row.person,
        reason=ShortTermResult(result).label,
        at=at,
    )
    return end


@transaction.atomic
def record_day_91(*, viewer: Viewer, short_term_id: int, where: str, told_by: str, at: datetime) -> Day91Outcome:
    """Record where the person is on day 91; return the row. Raises DomainError before that day, and NotAllowed."""
    row = _locked_short_term(viewer, short_term_id)
    problems = []
    if where not in Day91Place:
        problems.append(Problem("Choose where they were that day", "where", "missing"))
    if not told_by.strip():
        problems.append(Problem("Say who told you", "told_by", "missing"))
    if clock.day(at) < row.day_91:
        problems.append(Problem("Day 91 has not come yet. Ask again on the day, or after", code="too_early"))
    if Day91Outcome.objects.filter(short_term=row).exists():
        problems.append(Problem("This is written down already, so it stays as it is.", code="recorded"))
    if problems:
        raise DomainError(problems=problems)
    answer = Day91Outcome.objects.create(
        person=row.person,
        short_term=row,
        where=where,
        told_by=told_by.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(
        viewer=viewer,
        verb="asked where they were on day 91",
        subject=answer,
        person=row.person,
        reason=Day91Place(where).label,
        at=at,
    )
    return answer


def _locked_short_term(viewer: Viewer, short_term_id: int) -> ShortTerm:
    """Return the spell with its pathway locked, so that two people who record the end at once do so in turn."""
    row = ShortTerm.objects.select_related("person").get(pk=short_term_id)
    check_can_assess(viewer, Pathway.locked(row.pathway_id))
    return row
