"""Pausing, resuming and changing arrangements, on past or future days (docs/rules/local-links.md 3, hospital)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage import permissions
from locallinks.personal.brokerage.actions.arrangements import check_against_plan, check_hours, save_arrangement
from locallinks.personal.brokerage.choices import PauseReason
from locallinks.personal.brokerage.models import Arrangement, ArrangementPause
from locallinks.personal.brokerage.rules.pauses_and_changes import (
    back_problem,
    change_problems,
    pause_problems,
)
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import Pathway


@transaction.atomic
def pause_support(
    *,
    viewer: Viewer,
    pathway_id: int,
    arrangement_ids: Iterable[int],
    first_day: date | None,
    back_on: date | None = None,
    expected_on: date | None = None,
    reason: str,
    words: str = "",
    retainer_pence: int = 0,
    at: datetime,
) -> list[ArrangementPause]:
    """Pause arrangements from a past or future day, and return the pauses. `back_on`: the first day with support again.

    Where everything is paused today without a day to resume, the pathway is suspended. `retainer_pence`: pence a week
    paid during the pause. Raises DomainError naming the field, and NotAllowed.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_end(viewer, pathway)
    rows = list(Arrangement.objects.filter(pathway=pathway, pk__in=list(arrangement_ids)).select_related("person"))
    if not rows:
        raise DomainError("Choose what pauses", field="arrangement_ids", code="nothing_chosen")
    if retainer_pence and len(rows) > 1:
        raise DomainError(
            "Pause one part at a time where it is still paid", field="retainer_pence", code="one_at_a_time"
        )
    made = [_pause(row, viewer, at, first_day, back_on, expected_on, reason, words, retainer_pence) for row in rows]
    today = clock.day(at)
    open_now = first_day is not None and first_day <= today and (back_on is None or back_on > today)
    if pathway.state == PathwayState.LIVE and open_now and not _runs_unpaused(pathway, today):
        summary = " ".join(part for part in (f"{PauseReason(reason).label}.", words.strip()) if part)
        facts = {"reason_given": True, "expected_return": True}
        move_pathway(
            viewer=viewer, pathway_id=pathway.pk, event=PathwayEvent.SUSPEND, facts=facts, reason=summary, at=at
        )
    return made


def _pause(
    row: Arrangement,
    viewer: Viewer,
    at: datetime,
    first_day: date | None,
    back_on: date | None,
    expected_on: date | None,
    reason: str,
    words: str,
    retainer_pence: int,
) -> ArrangementPause:
    others = [(pause.starts_on, pause.ends_on) for pause in row.pauses.all()]
    problems = pause_problems(
        first_day=first_day,
        back_on=back_on,
        expected_on=expected_on,
        reason=reason,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        others=others,
        today=clock.day(at),
    )
    if retainer_pence > row.price_pence:
        message = "This is more than the full price. Enter what is paid while it is paused"
        problems = (*problems, Problem(message, "retainer_pence", "over_price"))
    if problems or first_day is None:
        raise DomainError(problems=problems)
    pause = ArrangementPause(
        person=row.person,
        arrangement=row,
        starts_on=first_day,
        ends_on=back_on,
        expected_on=expected_on,
        reason=reason,
        words=words.strip(),
        retainer_pence=retainer_pence,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            pause.save()
    except IntegrityError as error:
        if "one_pause_at_a_time" not in str(error):
            raise
        raise DomainError(
            "It is already paused on some of these days", field="first_day", code="already_paused"
        ) from error
    summary = f"{row.what}: {PauseReason(reason).label}"
    record_write(
        viewer=viewer, verb="paused a part of the support", subject=pause, person=row.person, reason=summary, at=at
    )
    return pause


def _runs_unpaused(pathway: Pathway, today: date) -> bool:
    running = Arrangement.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), pathway=pathway, starts_on__lte=today)
    paused = ArrangementPause.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), starts_on__lte=today)
    return running.exclude(pk__in=paused.values("arrangement")).exists()


@transaction.atomic
def resume_support(*, viewer: Viewer, pathway_id: int, back_on: date | None, at: datetime) -> list[ArrangementPause]:
    """Resume everything that is paused without a day to resume, from `back_on`, and return the pauses.

    A suspended pathway is resumed too, once that day has come. Raises DomainError naming the field, and NotAllowed.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_end(viewer, pathway)
    rows = ArrangementPause.objects.filter(arrangement__pathway=pathway, ends_on=None).select_related("arrangement")
    paused = list(rows.select_related("person", "arrangement").select_for_update(of=("self",)))
    today = clock.day(at)
    if not paused:
        raise DomainError("Nothing is paused.", code="nothing_paused")
    latest = max(row.starts_on for row in paused)
    if problem := back_problem(back_on=back_on, paused_on=latest, today=today):
        raise DomainError(problems=[problem])
    for row in paused:
        row.ends_on = back_on
        row.save_versioned()
        record_write(
            viewer=viewer,
            verb="started a part of the support again",
            subject=row,
            person=row.person,
            reason=f"{row.arrangement.what}: from {back_on:%-d %B %Y}",
            at=at,
        )
    if pathway.state == PathwayState.SUSPENDED and back_on is not None and back_on <= today:
        move_pathway(viewer=viewer, pathway_id=pathway.pk, event=PathwayEvent.RESUME, facts={}, at=at)
    return paused


@transaction.atomic
def change_arrangement(
    *,
    viewer: Viewer,
    arrangement_id: int,
    version: int | None,
    from_on: date | None,
    price_pence: int | None,
    minutes_per_week: int | None,
    reason: str,
    at: datetime,
) -> Arrangement:
    """Change the price (pence a week) or the hours from a past or future day, and return the new arrangement.

    The old one ends on the day the new one begins. A price above the plan's must have been agreed, and fewer hours need
    a review. Raises DomainError naming the field, NotAllowed, and Stale.
    """
    old = Arrangement.locked(arrangement_id, version=version)
    permissions.check_can_arrange(viewer, old.pathway)
    problems = change_problems(
        from_on=from_on,
        price_pence=price_pence,
        reason=reason,
        starts_on=old.starts_on,
        ends_on=old.ends_on,
        today=clock.day(at),
    )
    if problems or from_on is None or price_pence is None:
        raise DomainError(problems=problems)
    minutes = old.minutes_per_week if minutes_per_week is None else minutes_per_week
    if (price_pence, minutes) == (old.price_pence, old.minutes_per_week):
        raise DomainError("Nothing is different. Change the price or the hours", field="price_pence", code="same")
    if ArrangementPause.objects.filter(Q(ends_on=None) | Q(ends_on__gt=from_on), arrangement=old).exists():
        raise DomainError("It is paused then. Change it from the day it starts again", field="from_on", code="paused")
    new = Arrangement(
        person=old.person, pathway=old.pathway, line=old.line, what=old.what, provider_name=old.provider_name,
        organisation=old.organisation, starts_on=from_on, ends_on=old.ends_on, price_pence=price_pence,
        minutes_per_week=minutes, essential=old.essential, checks_seen=old.checks_seen, check_until=old.check_until,
        urgent_reason=old.urgent_reason, arranged_by_id=viewer.actor_id,
    )  # fmt: skip
    check_hours(pathway=old.pathway, older=[old], minutes=minutes, change_on=from_on)
    old.ends_on = from_on
    old.save_versioned()
    if old.line is not None:
        check_against_plan(arrangement=new, line=old.line)
    save_arrangement(arrangement=new)
    record_write(
        viewer=viewer,
        verb="changed a part of the support",
        subject=new,
        person=old.person,
        reason=f"{old.what}: {reason.strip()}"[:1000],
        at=at,
    )
    return new
