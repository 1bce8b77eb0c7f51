"""Making an approved plan happen. Nothing starts before approval, except what a social worker flags as urgent."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.actions import open_share
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.brokerage import permissions
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries import to_arrange
from locallinks.personal.brokerage.rules import LineStart, live_facts, start_problems
from locallinks.personal.pathways.actions import move
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries import approved_plan


@transaction.atomic
def start_brokerage(*, viewer: Viewer, pathway_id: int, at: datetime) -> Step:
    """Begin to arrange an approved plan. Refused before approval (local-links.md section 3)."""
    pathway = Pathway.objects.get(pk=pathway_id)
    facts = {"right_broker": permissions.may_arrange(viewer, pathway)}
    return move(viewer=viewer, pathway_id=pathway_id, event="start_brokerage", facts=facts, at=at)


@transaction.atomic
def start_line(
    *, viewer: Viewer, line_id: int, provider_name: str, organisation_id: int | None, starts_on: date, price_pence: int,
    minutes_per_week: int, checks_seen: str, at: datetime,
) -> Arrangement:  # fmt: skip
    """Agree one line of the approved plan with whoever gives it. The arrangement it replaces ends that day: no gap, no
    double pay. Raises DomainError naming the field."""
    line = Line.objects.select_related("plan__pathway", "person").get(pk=line_id)
    pathway = Pathway.locked(line.plan.pathway_id)
    permissions.check_can_arrange(viewer, pathway)
    _check_arranging(pathway, line)
    start = LineStart(line.title, starts_on, provider_name, price_pence, bool(checks_seen.strip()))
    if problems := start_problems(start):
        raise DomainError(problems=problems)
    _end(Arrangement.objects.filter(line_id=line.came_from_id), starts_on, viewer, at)
    arrangement = _save(Arrangement(
        person=line.person, pathway=pathway, line=line, what=line.title, provider_name=provider_name,
        organisation_id=organisation_id, starts_on=starts_on, price_pence=price_pence,
        minutes_per_week=minutes_per_week, essential=line.essential, checks_seen=checks_seen, arranged_by_id=viewer.actor_id,
    ))  # fmt: skip
    _let_provider_see(arrangement, at)
    verb = f"arranged {line.title} with {provider_name}"[:80]
    record_write(viewer=viewer, verb=verb, subject=arrangement, person=line.person, at=at)
    return arrangement


@transaction.atomic
def start_urgent(
    *, viewer: Viewer, pathway_id: int, what: str, provider_name: str, organisation_id: int | None, starts_on: date,
    price_pence: int, minutes_per_week: int, checks_seen: str, reason: str, at: datetime,
) -> Arrangement:  # fmt: skip
    """Support that cannot wait for the plan (care-act.md section 1, s.19(3)). The way through stays where it is."""
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    permissions.check_can_start_urgent(viewer, pathway)
    start = LineStart(what, starts_on, provider_name, price_pence, bool(checks_seen.strip()))
    if problems := start_problems(start):
        raise DomainError(problems=problems)
    facts = {"urgent_flag": True, "reason_given": bool(reason.strip())}
    move(viewer=viewer, pathway_id=pathway_id, event="start_urgent_brokerage", facts=facts, reason=reason, at=at)
    arrangement = _save(Arrangement(
        person=pathway.person, pathway=pathway, what=what, provider_name=provider_name, organisation_id=organisation_id,
        starts_on=starts_on, price_pence=price_pence, minutes_per_week=minutes_per_week, essential=True,
        checks_seen=checks_seen, urgent_reason=reason, arranged_by_id=viewer.actor_id,
    ))  # fmt: skip
    _let_provider_see(arrangement, at)
    return arrangement


@transaction.atomic
def confirm_live(*, viewer: Viewer, pathway_id: int, at: datetime) -> Step:
    """Everything essential has started. What an older plan still had in place ends today: nothing is paid twice."""
    pathway = Pathway.objects.get(pk=pathway_id)
    permissions.check_can_arrange(viewer, pathway)
    today = at.date()
    starts = [_line_start(row.line, row.arrangement) for row in to_arrange(pathway)]
    step = move(
        viewer=viewer,
        pathway_id=pathway_id,
        event="all_essential_lines_started",
        facts=live_facts(starts, today),
        at=at,
    )
    plan = approved_plan(pathway)
    older = Arrangement.objects.filter(pathway=pathway, ends_on=None).exclude(line__plan=plan)
    _end(older, today, viewer, at)
    return step


@transaction.atomic
def end_arrangement(
    *, viewer: Viewer, arrangement_id: int, version: int, ends_on: date, reason: str, at: datetime
) -> Arrangement:
    """One arrangement stops on a day; the plan shows that its line needs somebody again."""
    arrangement = Arrangement.locked(arrangement_id, version=version)
    permissions.check_can_arrange(viewer, arrangement.pathway)
    if ends_on < arrangement.starts_on:
        raise DomainError("It ends before it starts. Change the date", field="ends_on", code="dates")
    if not reason.strip():
        raise DomainError("Say why it is ending", field="reason", code="no_reason")
    arrangement.ends_on = ends_on
    arrangement.save_versioned()
    record_write(
        viewer=viewer, verb=f"ended {arrangement.what}"[:80], subject=arrangement, person=arrangement.person,
        reason=reason, at=at,
    )  # fmt: skip
    return arrangement


def _check_arranging(pathway: Pathway, line: Line) -> None:
    if pathway.state not in {"brokering", "live"} or line.plan != approved_plan(pathway):
        raise DomainError(
            "The plan must be approved before anything is arranged. If it cannot wait, the social worker can flag it",
            code="not_approved",
        )


def _line_start(line: Line, arrangement: Arrangement | None) -> LineStart:
    if arrangement is None:
        return LineStart(line.title, None, "", None, vetting_ok=False, essential=line.essential)
    return LineStart(
        line.title, arrangement.starts_on, arrangement.provider_name, arrangement.price_pence,
        bool(arrangement.checks_seen.strip()), essential=line.essential,
    )  # fmt: skip


def _end(rows, on: date, viewer: Viewer, at: datetime) -> None:  # type: ignore[no-untyped-def]
    """End open arrangements on a day: the day the new ones begin, which is the first day not paid for."""
    for row in rows.filter(ends_on=None).select_for_update(of=("self",)):
        row.ends_on = max(on, row.starts_on)
        row.save_versioned()
        record_write(viewer=viewer, verb=f"ended {row.what}"[:80], subject=row, person=row.person, at=at)


def _save(arrangement: Arrangement) -> Arrangement:
    try:
        with transaction.atomic():
            arrangement.save()
    except IntegrityError as error:
        if "one_open_arrangement_a_line" not in str(error):
            raise
        raise DomainError(
            "This part of the plan is already arranged. Change what is there.", code="already_arranged"
        ) from error
    return arrangement


def _let_provider_see(arrangement: Arrangement, at: datetime) -> None:
    """A provider with an account sees who it supports, for as long as it does (architecture.md, "Who may see whom")."""
    if arrangement.organisation_id:
        organisation = Organisation.objects.get(pk=arrangement.organisation_id)
        open_share(
            person=arrangement.person,
            organisation=organisation,
            purpose="arrangement",
            basis="arrangement",
            on=at.date(),
        )
