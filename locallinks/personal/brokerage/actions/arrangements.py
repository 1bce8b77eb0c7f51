"""Starting and ending arrangements. Nothing starts before approval, except urgent support."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet, Sum

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.actions.sharing import close_shares, open_share
from locallinks.foundation.people.choices import SharePurpose, SharingBasis
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage import permissions
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.brokerage.queries.arrangements import earlier_lines, successor_of, to_arrange, urgent_support
from locallinks.personal.brokerage.queries.helper_endings import last_arrangement_of, wants_next
from locallinks.personal.brokerage.queries.provider_quotes import agreed_extra, agreed_price
from locallinks.personal.brokerage.rules.arrangements import (
    PROVIDER_KINDS,
    ends_on_after,
    far_start_problem,
    fewer_hours_problem,
    follows_problem,
    live_facts,
    overlap_problem,
    plan_problems,
    start_problems,
    urgent_problem,
)
from locallinks.personal.brokerage.rules.helper_endings import swap_problem
from locallinks.personal.brokerage.rules.provider_quotes import over_plan_problem
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries.plan_view import approved_plan

# The events that a review ends with.
REVIEW_RESULTS = (PathwayEvent.NO_CHANGE, PathwayEvent.REVISE, PathwayEvent.NEEDS_CHANGED)


@transaction.atomic
def start_brokerage(*, viewer: Viewer, pathway_id: int, at: datetime) -> Step:
    """Begin to arrange an approved plan and return the step (docs/rules/local-links.md 3).

    Raises DomainError before approval, and for a viewer who does not arrange this plan.
    """
    pathway = Pathway.objects.get(pk=pathway_id)
    facts = {"right_broker": permissions.may_arrange(viewer, pathway)}
    return move_pathway(viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.START_BROKERAGE, facts=facts, at=at)


@transaction.atomic
def start_line(
    *,
    viewer: Viewer,
    line_id: int,
    provider_name: str,
    organisation_id: int | None,
    starts_on: date,
    price_pence: int,
    minutes_per_week: int,
    checks_seen: str,
    replaces_id: int | None = None,
    check_until: date | None = None,
    at: datetime,
) -> Arrangement:
    """Arrange one line of the approved plan with a provider, and return the arrangement.

    What it replaces (the same line in an older plan, or the urgent support `replaces_id`) ends on the day it starts.
    Raises DomainError naming the field, and NotAllowed.
    """
    line = Line.objects.select_related("plan__pathway", "plan__approval", "person").get(pk=line_id)
    pathway = Pathway.locked(line.plan.pathway_id)
    permissions.check_can_arrange(viewer, pathway)
    check_arranging(pathway=pathway, line=line)
    arrangement = Arrangement(
        person=line.person, pathway=pathway, line=line, what=line.title, provider_name=provider_name.strip(),
        organisation_id=organisation_id, starts_on=starts_on, price_pence=price_pence,
        minutes_per_week=minutes_per_week, essential=line.essential, checks_seen=checks_seen.strip(),
        check_until=check_until, arranged_by_id=viewer.actor_id,
    )  # fmt: skip
    _check_start(arrangement, at)
    check_against_plan(arrangement=arrangement, line=line)
    origins = earlier_lines(pathway).get(line.pk, [])
    _check_no_silent_swap(arrangement, line, origins)
    replaced = Q(line__in=origins)
    if replaces_id:
        replaced |= Q(pk=replaces_id, line=None)
    older = list(_running(pathway, starts_on).filter(replaced).select_for_update(of=("self",)))
    check_hours(
        pathway=pathway, older=[row for row in older if row.line_id], minutes=minutes_per_week, change_on=starts_on
    )
    _end(older, starts_on, f"{arrangement.provider_name} gives it from then", viewer, at)
    save_arrangement(arrangement=arrangement)
    _open_share(arrangement, at)
    _close_finished_shares(older, at)
    record_write(
        viewer=viewer,
        verb="arranged a part of the plan",
        subject=arrangement,
        person=line.person,
        reason=f"{line.title}: {arrangement.provider_name}",
        at=at,
    )
    return arrangement


@transaction.atomic
def start_urgent(
    *,
    viewer: Viewer,
    pathway_id: int,
    what: str,
    provider_name: str,
    organisation_id: int | None,
    starts_on: date,
    price_pence: int,
    minutes_per_week: int,
    checks_seen: str,
    reason: str,
    check_until: date | None = None,
    another: bool = False,
    at: datetime,
) -> Arrangement:
    """Arrange support that cannot wait for the plan (Care Act 2014 s.19(3)), and return the arrangement.

    The pathway stays in its state. Raises DomainError naming the field, also where urgent support runs and `another`
    was not asked for, and NotAllowed.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_start_urgent(viewer, pathway)
    running = [f"{row.what}, from {row.provider_name}" for row in urgent_support(pathway, clock.day(at))]
    if problem := urgent_problem(running=running, another=another):
        raise DomainError(problems=[problem])
    arrangement = Arrangement(
        person=pathway.person,
        pathway=pathway,
        what=what.strip(),
        provider_name=provider_name.strip(),
        organisation_id=organisation_id,
        starts_on=starts_on,
        price_pence=price_pence,
        minutes_per_week=minutes_per_week,
        essential=True,
        checks_seen=checks_seen.strip(),
        check_until=check_until,
        urgent_reason=reason.strip(),
        arranged_by_id=viewer.actor_id,
    )
    _check_start(arrangement, at)
    facts = {"urgent_flag": True, "reason_given": bool(reason.strip())}
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.START_URGENT_BROKERAGE,
        facts=facts,
        reason=reason,
        at=at,
    )
    save_arrangement(arrangement=arrangement)
    _open_share(arrangement, at)
    return arrangement


@transaction.atomic
def confirm_live(*, viewer: Viewer, pathway_id: int, at: datetime) -> Step:
    """Record that everything essential has started, and return the step.

    Older arrangements without a successor in the new plan end today. Raises DomainError and NotAllowed.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_arrange(viewer, pathway)
    today = clock.day(at)
    rows = to_arrange(pathway, today)
    parts = [
        (row.arrangement or Arrangement(what=row.line.title, essential=row.line.essential), row.status) for row in rows
    ]
    facts = live_facts(parts)
    step = move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.ALL_ESSENTIAL_LINES_STARTED, facts=facts, at=at
    )
    origins = earlier_lines(pathway)
    has_equal = Q(line__in=[origin for row in rows for origin in origins.get(row.line.pk, [])], ends_on__isnull=False)
    older = _running(pathway, today).exclude(line__plan=approved_plan(pathway)).exclude(has_equal)
    ended = list(older.select_for_update(of=("self",)))
    _end(ended, today, "The new plan is in place", viewer, at)
    _close_finished_shares(ended, at)
    return step


@transaction.atomic
def end_arrangement(
    *, viewer: Viewer, arrangement_id: int, version: int, last_day: date, reason: str, at: datetime
) -> Arrangement:
    """End one arrangement after `last_day`, and return it.

    The day before it starts means that it never began. Raises DomainError naming the field, NotAllowed, and Stale.
    """
    arrangement = Arrangement.locked(arrangement_id, version=version)
    permissions.check_can_end(viewer, arrangement.pathway)
    if arrangement.ends_on is not None and arrangement.ends_on <= clock.day(at):
        raise DomainError("This has already ended.", field="last_day", code="already_ended")
    ends_on = ends_on_after(last_day, arrangement.starts_on)
    if after := successor_of(arrangement):
        problem = follows_problem(
            ends_on=ends_on, next_starts_on=after.starts_on, changed=after.provider_name == arrangement.provider_name
        )
        if problem:
            raise DomainError(problems=[problem])
    if not reason.strip():
        raise DomainError("Say why it is ending", field="reason", code="no_reason")
    _end([arrangement], ends_on, reason.strip(), viewer, at)
    _close_finished_shares([arrangement], at)
    return arrangement


def check_arranging(*, pathway: Pathway, line: Line) -> None:
    """Raise DomainError unless the line is in the newest approved plan and the pathway is open and being arranged."""
    if line.plan != approved_plan(pathway) or line.removed_at:
        raise DomainError(
            "The plan must be approved before anything is arranged. If it cannot wait, the social worker can flag it",
            code="not_approved",
        )
    if pathway.state == PathwayState.APPROVED:
        raise DomainError("Start arranging this plan first, with the button on the page before", code="not_started")
    if not pathway.is_open:
        raise DomainError("This way through is closed. If there is a new need, ask for help again", code="closed")


def _check_start(arrangement: Arrangement, at: datetime) -> None:
    """Check what each arrangement needs, with or without a plan."""
    problems = [*start_problems(arrangement)]
    if arrangement.check_until is not None and arrangement.check_until < clock.day(at):
        message = "This check has run out. Ask for a new one first, or put the date right"
        problems.append(Problem(message, "check_until", "vetting"))
    if problem := far_start_problem(arrangement.starts_on, clock.day(at)):
        problems.append(problem)
    key, kinds = arrangement.organisation_id, PROVIDER_KINDS
    if key is not None and not Organisation.objects.filter(pk=key, kind__in=kinds).exists():
        problems.append(
            Problem("Choose a provider, a group or a network from the list", "organisation_id", "gives_no_support")
        )
    if problems:
        raise DomainError(problems=problems)


def check_against_plan(*, arrangement: Arrangement, line: Line) -> None:
    """Raise DomainError where an arrangement departs from the approved plan or overlaps another of its line."""
    others = Arrangement.objects.filter(line__plan=line.plan, line__removed_at=None).exclude(line=line)
    others = others.filter(Q(ends_on=None) | Q(ends_on__gt=arrangement.starts_on))
    approval = line.plan.approval
    problems = [
        *plan_problems(
            arrangement,
            approved_on=clock.day(approval.at),
            plan_minutes=line.minutes_per_week,
            total_pence=arrangement.price_pence + (others.aggregate(sum=Sum("price_pence"))["sum"] or 0),
            budget_pence=approval.personal_budget_pence + agreed_extra(line.plan_id),
        )
    ]
    over = over_plan_problem(
        price_pence=arrangement.price_pence, plan_pence=line.council_cost_pence, agreed_pence=agreed_price(line)
    )
    if over:  # agreeing to the price also raises what the whole plan may cost
        problems = [problem for problem in problems if problem.code != "over_budget"] + [over]
    for row in Arrangement.objects.filter(line=line):
        problem = overlap_problem(
            starts_on=arrangement.starts_on, other_starts_on=row.starts_on, other_ends_on=row.ends_on
        )
        problems += [problem] if problem else []
    if problems:
        raise DomainError(problems=problems)


def _check_no_silent_swap(arrangement: Arrangement, line: Line, origins: list[int]) -> None:
    """Check that nobody who helped freely is replaced before the person was asked."""
    before = last_arrangement_of([line.pk, *origins])
    problem = swap_problem(
        kind=line.kind,
        gave=before.provider_name if before else "",
        gives=arrangement.provider_name,
        wants=wants_next(before),
    )
    if problem:
        raise DomainError(problems=[problem])


def check_hours(*, pathway: Pathway, older: Iterable[Arrangement], minutes: int, change_on: date) -> None:
    """Raise DomainError where hours fall without a review that ended by that day (docs/rules/care-act.md 8)."""
    before = max((row.minutes_per_week for row in older), default=0)
    since = min((row.starts_on for row in older), default=change_on)
    ended = (
        Step.objects.filter(pathway=pathway, event__in=REVIEW_RESULTS, at__date__gte=since).order_by("number").first()
    )
    problem = fewer_hours_problem(
        before_minutes=before,
        after_minutes=minutes,
        change_on=change_on,
        reviewed_on=clock.day(ended.at) if ended else None,
    )
    if problem:
        raise DomainError(problems=[problem])


def _running(pathway: Pathway, on: date) -> QuerySet[Arrangement]:
    return Arrangement.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), pathway=pathway).select_related("person")


def _end(rows: Iterable[Arrangement], on: date, reason: str, viewer: Viewer, at: datetime) -> None:
    """End arrangements on a day, the first one without them."""
    for row in rows:
        row.ends_on = max(on, row.starts_on)
        row.save_versioned()
        record_write(
            viewer=viewer,
            verb="ended a part of the support",
            subject=row,
            person=row.person,
            reason=f"{row.what}: {reason}",
            at=at,
        )


def save_arrangement(*, arrangement: Arrangement) -> None:
    """Save an arrangement. Raises DomainError where somebody else arranged the same line at the same moment."""
    try:
        with transaction.atomic():
            arrangement.save()
    except IntegrityError as error:
        if "one_arrangement_a_line_at_a_time" not in str(error):
            raise
        raise DomainError(
            "This part of the plan is already arranged. End what is there first", code="already_arranged"
        ) from error


def _open_share(arrangement: Arrangement, at: datetime) -> None:
    """Let a provider with an account see the person it supports (ARCHITECTURE.md, "Who may see whom")."""
    if arrangement.organisation:
        open_share(
            person=arrangement.person,
            organisation=arrangement.organisation,
            purpose=SharePurpose.ARRANGEMENT,
            basis=SharingBasis.ARRANGEMENT,
            on=clock.day(at),
        )


def _close_finished_shares(ended: Iterable[Arrangement], at: datetime) -> None:
    """Close the share of a provider from the day its last arrangement with a person ends."""
    for person_id, organisation_id in {(row.person_id, row.organisation_id) for row in ended if row.organisation_id}:
        arrangements = Arrangement.objects.filter(person_id=person_id, organisation_id=organisation_id)
        if not arrangements.filter(ends_on=None).exists():
            last = arrangements.aggregate(last=Max("ends_on"))["last"]
            close_shares(
                person_id=person_id,
                organisation_id=organisation_id,
                purposes=(SharePurpose.ARRANGEMENT,),
                on=max(last, clock.day(at)),
                at=at,
            )
