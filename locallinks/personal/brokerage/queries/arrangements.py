"""Arrangements of a pathway and of a provider, lines still to arrange, and what support costs the council."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.choices import ArrangementStatus
from locallinks.personal.brokerage.models import Arrangement, ArrangementPause
from locallinks.personal.brokerage.rules.arrangements import arrangement_status
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries.plan_view import approved_plan, lines_of


@dataclass(frozen=True)
class ToArrange:
    """One line of the approved plan and how far it has got.

    `arrangement` runs or will start; `before` is the one it replaces; `ended` is the last that ended, where there is no
    other.
    """

    line: Line
    arrangement: Arrangement | None
    before: Arrangement | None
    ended: Arrangement | None = None
    status: ArrangementStatus = ArrangementStatus.TO_ARRANGE


@dataclass(frozen=True)
class SupportItem:
    """One arrangement and its status."""

    arrangement: Arrangement
    status: ArrangementStatus


def _active_on(day: date) -> Q:
    return Q(starts_on__lte=day) & _not_ended(day)


def _not_ended(day: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gt=day)


def arrangements_of(pathway: Pathway, on: date) -> list[Arrangement]:
    """Return the arrangements that run on a day; to a provider, by row-level security, only its own."""
    return list(Arrangement.objects.filter(_active_on(on), pathway=pathway).select_related("organisation"))


def support_of(*, person_id: int, pathway: Pathway | None, on: date) -> list[SupportItem]:
    """Return a person's current and future arrangements with their status; to a provider, only its own.

    `pathway` is None for a provider, which cannot read it and learns only whether support is paused.
    """
    arrangements = Arrangement.objects.filter(_not_ended(on), person_id=person_id).select_related(
        "organisation", "arranged_by"
    )
    rows = list(arrangements.annotate(paused_now=_paused(on)))
    if pathway is None:
        return _support_items(rows, on, paused_arrangement_ids())
    if pathway.state == PathwayState.SUSPENDED:
        return _support_items(rows, on, frozenset(row.pk for row in rows))
    return [SupportItem(row, _status_on(row, on, row.__dict__["paused_now"])) for row in rows]


def council_cost_per_week(pathway: Pathway, on: date) -> int:
    """Return the pence a week the council is charged for what runs on a day, pauses left aside."""
    return Arrangement.objects.filter(_active_on(on), pathway=pathway).aggregate(sum=Sum("price_pence"))["sum"] or 0


def all_arrangements_of(pathway: Pathway, on: date) -> list[Arrangement]:
    """Return every arrangement of a pathway, oldest first, with its plan (`of_plan`) and whether it is paused that day
    (`paused_now`). Runs one query."""
    rows = Arrangement.objects.filter(pathway=pathway).select_related("organisation")
    return list(rows.annotate(paused_now=_paused(on), of_plan=F("line__plan")).order_by("starts_on", "pk"))


def weekly_cost(ever: Iterable[Arrangement], on: date) -> int:
    """Return the same as `council_cost_per_week`, from what `all_arrangements_of` has read."""
    return sum(row.price_pence for row in ever if row.starts_on <= on and _has_not_ended(row, on))


def to_arrange(pathway: Pathway, on: date | None = None, ever: Sequence[Arrangement] | None = None) -> list[ToArrange]:
    """Return every line of the newest approved plan and how far it has got. Runs four queries for any number of lines.

    `ever`: what `all_arrangements_of` returned, if the caller has it.
    """
    plan = approved_plan(pathway)
    if plan is None:
        return []
    on = on or clock.today()
    lines = lines_of(plan)
    for line in lines:
        line.plan = plan  # with its approval, so that it is not fetched again
    origins = earlier_lines(pathway) if plan.number > 1 else {}
    rows: dict[int | None, list[Arrangement]] = {}
    for row in all_arrangements_of(pathway, on) if ever is None else ever:
        if row.line_id is not None:
            rows.setdefault(row.line_id, []).append(row)
    paused = pathway.state == PathwayState.SUSPENDED
    return [_progress_of_line(line, rows, origins.get(line.pk, []), on, paused) for line in lines]


def _progress_of_line(
    line: Line, rows: dict[int | None, list[Arrangement]], origins: list[int], on: date, paused: bool
) -> ToArrange:
    own = rows.get(line.pk, [])
    now = next((row for row in reversed(own) if _has_not_ended(row, on)), None)
    older = [row for origin in origins for row in rows.get(origin, [])]
    before = next((row for row in older if _has_not_ended(row, on)), None)
    ended = own[-1] if own and now is None else None
    if now is None:
        return ToArrange(line, None, before, ended)
    return ToArrange(line, now, before, ended, _status_on(now, on, paused or getattr(now, "paused_now", False)))


def earlier_lines(pathway: Pathway) -> dict[int, list[int]]:
    """Return, for each line of any version, the lines it came from in earlier versions, newest first."""
    previous = dict(Line.objects.filter(plan__pathway=pathway).values_list("pk", "previous_line"))
    earlier: dict[int, list[int]] = {}
    for line in previous:
        earlier[line], older = [], previous[line]
        while older is not None:
            earlier[line].append(older)
            older = previous.get(older)
    return earlier


def _status_on(row: Arrangement, on: date, paused: bool) -> ArrangementStatus:
    return arrangement_status(starts_on=row.starts_on, ends_on=row.ends_on, paused=paused, today=on)


def _paused(on: date) -> Exists:
    """Return the condition that an arrangement is paused on a day."""
    return Exists(ArrangementPause.objects.filter(_active_on(on), arrangement=OuterRef("pk")))


def pauses_of(pathway: Pathway, on: date) -> dict[int, ArrangementPause]:
    """Return the current or next pause, by arrangement."""
    rows = ArrangementPause.objects.filter(_not_ended(on), arrangement__pathway=pathway).order_by("-starts_on")
    return {row.arrangement_id: row for row in rows}


def council_pays_per_week(pathway: Pathway, on: date, full: int | None = None) -> int:
    """Return the pence a week charged on a day, where a paused arrangement costs only its retainer.

    `full`: what `council_cost_per_week` returned, if the caller has it.
    """
    full = council_cost_per_week(pathway, on) if full is None else full
    paused = ArrangementPause.objects.filter(
        _active_on(on), arrangement__in=Arrangement.objects.filter(_active_on(on), pathway=pathway)
    )
    return full - sum(row.arrangement.price_pence - row.retainer_pence for row in paused.select_related("arrangement"))


def arrangement_in(pathway: Pathway, arrangement_id: int) -> Arrangement | None:
    """Return one arrangement of this pathway, or None."""
    rows = Arrangement.objects.filter(pathway=pathway, pk=arrangement_id).select_related("organisation")
    return rows.first()


def successor_of(arrangement: Arrangement) -> Arrangement | None:
    """Return the arrangement that follows this one (other terms, or another provider for the line), or None."""
    if arrangement.ends_on is None:
        return None
    same = Q(line_id=arrangement.line_id)
    if arrangement.line_id is None:
        same = Q(
            line=None, pathway_id=arrangement.pathway_id, what=arrangement.what, provider_name=arrangement.provider_name
        )
    ever_began = Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
    rows = Arrangement.objects.filter(same, ever_began, starts_on__gte=arrangement.ends_on).exclude(pk=arrangement.pk)
    return rows.order_by("starts_on", "pk").first()


def urgent_support(pathway: Pathway, on: date) -> list[Arrangement]:
    """Return urgent support that runs or will start."""
    rows = Arrangement.objects.filter(_not_ended(on), pathway=pathway, line=None)
    return list(rows.select_related("organisation"))


def running_outside_plan(
    pathway: Pathway, on: date, rows: Sequence[ToArrange] | None = None, ever: Sequence[Arrangement] | None = None
) -> list[Arrangement]:
    """Return arrangements that are not in the newest approved plan: an older plan's, urgent ones, or all after an end.

    `rows`: what `to_arrange` returned, and `ever`: what `all_arrangements_of` returned, if the caller has them.
    """
    plan = None
    if pathway.is_open:
        plan = rows[0].line.plan if rows else approved_plan(pathway)
    running = [row for row in (all_arrangements_of(pathway, on) if ever is None else ever) if _has_not_ended(row, on)]
    return [row for row in running if plan is None or row.__dict__["of_plan"] != plan.pk]


def _has_not_ended(row: Arrangement, on: date) -> bool:
    return row.ends_on is None or row.ends_on > on


def work_of_provider(viewer: Viewer, on: date) -> LazyList[int, SupportItem]:
    """Return a provider's current and future arrangements, by person. Runs one query, and two for what is shown."""
    rows = Arrangement.objects.filter(
        _not_ended(on), organisation_id__in=viewer.organisations_where_may(Capability.GIVE_SUPPORT)
    )
    keys = list(rows.order_by("person__preferred_name", "starts_on", "pk").values_list("pk", flat=True))

    def fill(shown: Sequence[int]) -> list[SupportItem]:
        arrangements = Arrangement.objects.select_related("person").in_bulk(shown)
        return _support_items([arrangements[key] for key in shown], on, paused_arrangement_ids())

    return LazyList(keys, fill)


def work_counts(viewer: Viewer, on: date) -> dict[str, int]:
    """Return how many of them are in each status, by the same rule as `arrangement_status`. Runs two queries."""
    rows = Arrangement.objects.filter(
        _not_ended(on), organisation_id__in=viewer.organisations_where_may(Capability.GIVE_SUPPORT)
    )
    begun = Q(starts_on__lte=on)
    counted = rows.aggregate(
        begun=Count("pk", filter=begun),
        suspended=Count("pk", filter=begun & Q(pk__in=paused_arrangement_ids())),
        not_started=Count("pk", filter=~begun),
    )
    return {
        ArrangementStatus.ACTIVE: counted["begun"] - counted["suspended"],
        ArrangementStatus.SUSPENDED: counted["suspended"],
        ArrangementStatus.NOT_STARTED: counted["not_started"],
    }


def paused_arrangement_ids() -> frozenset[int]:
    """Return which arrangements of the viewer's organisations are paused, alone or with the pathway (0002_guard)."""
    with connection.cursor() as cursor:
        cursor.execute("select arrangement_id from guard.paused_work()")
        return frozenset(row[0] for row in cursor.fetchall())


def _support_items(rows: Iterable[Arrangement], on: date, paused: frozenset[int]) -> list[SupportItem]:
    return [SupportItem(row, _status_on(row, on, row.pk in paused)) for row in rows]
