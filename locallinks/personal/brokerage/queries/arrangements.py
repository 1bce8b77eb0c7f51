"""What is in place, what still has to be found, and what it costs the council now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.lazy_list import LazyList
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.models import Arrangement, ArrangementPause
from locallinks.personal.brokerage.rules.arrangements import arrangement_status
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries.plan_view import approved_plan, lines_of


@dataclass(frozen=True)
class ToArrange:
    """One line of the approved plan and how far it has got.

    `arrangement` is the one that runs or is still to start; `before` the one it takes, or will take, the place of;
    `ended` the last that ended, where there is none now.
    """

    line: Line
    arrangement: Arrangement | None
    before: Arrangement | None
    ended: Arrangement | None = None
    status: str = "to_arrange"


@dataclass(frozen=True)
class SupportItem:
    """What somebody is asked to give one person, and where that stands."""

    arrangement: Arrangement
    status: str


def _active_on(day: date) -> Q:
    return Q(starts_on__lte=day) & _not_ended(day)


def _not_ended(day: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gt=day)


def arrangements_of(pathway: Pathway, on: date) -> list[Arrangement]:
    """Support in place on a day. A provider gets only its own: row-level security leaves the rest out."""
    return list(Arrangement.objects.filter(_active_on(on), pathway=pathway).select_related("organisation"))


def support_of(*, person_id: int, pathway: Pathway | None, on: date) -> list[SupportItem]:
    """What somebody has, or will have, with where it stands: all of it, or for a provider what it gives itself.

    A provider cannot read the way through (`pathway` is None for it), and is told only whether support is paused.
    """
    found = Arrangement.objects.filter(_not_ended(on), person_id=person_id).select_related(
        "organisation", "arranged_by"
    )
    rows = list(found.annotate(paused_now=_paused(on)))
    if pathway is None:
        return _support_items(rows, on, paused_arrangement_ids())
    if pathway.state == PathwayState.SUSPENDED:
        return _support_items(rows, on, frozenset(row.pk for row in rows))
    return [SupportItem(row, status_on(row, on, row.__dict__["paused_now"])) for row in rows]


def council_cost_per_week(pathway: Pathway, on: date) -> int:
    """Pence a week the council is charged for what is in place on a day."""
    return Arrangement.objects.filter(_active_on(on), pathway=pathway).aggregate(sum=Sum("price_pence"))["sum"] or 0


def all_arrangements_of(pathway: Pathway, on: date) -> list[Arrangement]:
    """All that was arranged on this way, the oldest first, with whose plan it was in (`of_plan`) and whether it is
    paused on that day (`paused_now`). One query."""
    rows = Arrangement.objects.filter(pathway=pathway).select_related("organisation")
    return list(rows.annotate(paused_now=_paused(on), of_plan=F("line__plan")).order_by("starts_on", "pk"))


def weekly_cost(ever: Iterable[Arrangement], on: date) -> int:
    """`council_cost_per_week` of what has been read already."""
    return sum(row.price_pence for row in ever if row.starts_on <= on and _has_not_ended(row, on))


def to_arrange(pathway: Pathway, on: date | None = None, ever: Sequence[Arrangement] | None = None) -> list[ToArrange]:
    """Every line of the newest approved plan and how far it has got. Four queries however many lines.

    `ever`: what `all_arrangements_of` read, where it has been.
    """
    plan = approved_plan(pathway)
    if plan is None:
        return []
    on = on or clock.today()
    lines = lines_of(plan)
    for line in lines:
        line.plan = plan  # with its approval: nobody asks again
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
    return ToArrange(line, now, before, ended, status_on(now, on, paused or getattr(now, "paused_now", False)))


def earlier_lines(pathway: Pathway) -> dict[int, list[int]]:
    """For each line of any version, the lines it came from in the versions before, the newest first."""
    previous = dict(Line.objects.filter(plan__pathway=pathway).values_list("pk", "previous_line"))
    found: dict[int, list[int]] = {}
    for line in previous:
        found[line], older = [], previous[line]
        while older is not None:
            found[line].append(older)
            older = previous.get(older)
    return found


def status_on(row: Arrangement, on: date, paused: bool) -> str:
    return arrangement_status(starts_on=row.starts_on, ends_on=row.ends_on, paused=paused, today=on)


def _paused(on: date) -> Exists:
    """Whether a row of the query is paused on a day, asked with it."""
    return Exists(ArrangementPause.objects.filter(_active_on(on), arrangement=OuterRef("pk")))


def pauses_of(pathway: Pathway, on: date) -> dict[int, ArrangementPause]:
    """The pause each arrangement is in, or goes into next."""
    rows = ArrangementPause.objects.filter(_not_ended(on), arrangement__pathway=pathway).order_by("-starts_on")
    return {row.arrangement_id: row for row in rows}


def council_pays_per_week(pathway: Pathway, on: date, full: int | None = None) -> int:
    """Pence a week really charged on a day: what is paused costs only what was agreed to keep the place.

    `full`: what it costs unpaused, where that has been asked already.
    """
    full = council_cost_per_week(pathway, on) if full is None else full
    paused = ArrangementPause.objects.filter(
        _active_on(on), arrangement__in=Arrangement.objects.filter(_active_on(on), pathway=pathway)
    )
    return full - sum(row.arrangement.price_pence - row.retainer_pence for row in paused.select_related("arrangement"))


def arrangement_in(pathway: Pathway, arrangement_id: int) -> Arrangement | None:
    rows = Arrangement.objects.filter(pathway=pathway, pk=arrangement_id).select_related("organisation")
    return rows.first()


def successor_of(arrangement: Arrangement) -> Arrangement | None:
    """What begins where this one ends, if anything: the same at other terms, or somebody else for the same line."""
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
    """What was started because it could not wait for the plan, and still runs or will."""
    rows = Arrangement.objects.filter(_not_ended(on), pathway=pathway, line=None)
    return list(rows.select_related("organisation"))


def running_outside_plan(
    pathway: Pathway, on: date, rows: Sequence[ToArrange] | None = None, ever: Sequence[Arrangement] | None = None
) -> list[Arrangement]:
    """What goes on that is not in the newest approved plan: an older plan's, urgent support, or all after an end.

    `rows`: the lines of that plan, and `ever` what `all_arrangements_of` read, where they have been read already.
    """
    plan = None
    if pathway.is_open:
        plan = rows[0].line.plan if rows else approved_plan(pathway)
    running = [row for row in (all_arrangements_of(pathway, on) if ever is None else ever) if _has_not_ended(row, on)]
    return [row for row in running if plan is None or row.__dict__["of_plan"] != plan.pk]


def _has_not_ended(row: Arrangement, on: date) -> bool:
    return row.ends_on is None or row.ends_on > on


def work_of_provider(viewer: Viewer, on: date) -> LazyList[int, SupportItem]:
    """What a provider is asked to give now and soon, person by person. One query, and two for what is shown."""
    rows = Arrangement.objects.filter(
        _not_ended(on), organisation_id__in=viewer.organisations_that(Capability.GIVE_SUPPORT)
    )
    keys = list(rows.order_by("person__preferred_name", "starts_on", "pk").values_list("pk", flat=True))

    def fill(shown: Sequence[int]) -> list[SupportItem]:
        found = Arrangement.objects.select_related("person").in_bulk(shown)
        return _support_items([found[key] for key in shown], on, paused_arrangement_ids())

    return LazyList(keys, fill)


def work_counts(viewer: Viewer, on: date) -> dict[str, int]:
    """How much of it is in place, paused, and still to start, by the same rule as `arrangement_status`. Two queries."""
    rows = Arrangement.objects.filter(
        _not_ended(on), organisation_id__in=viewer.organisations_that(Capability.GIVE_SUPPORT)
    )
    begun = Q(starts_on__lte=on)
    counted = rows.aggregate(
        begun=Count("pk", filter=begun),
        suspended=Count("pk", filter=begun & Q(pk__in=paused_arrangement_ids())),
        not_started=Count("pk", filter=~begun),
    )
    return {
        "active": counted["begun"] - counted["suspended"],
        "suspended": counted["suspended"],
        "not_started": counted["not_started"],
    }


def paused_arrangement_ids() -> frozenset[int]:
    """Arrangements that are paused, alone or with all of somebody's support, among those the viewer gives (0006)."""
    with connection.cursor() as cursor:
        cursor.execute("select arrangement_id from guard.paused_work()")
        return frozenset(row[0] for row in cursor.fetchall())


def _support_items(rows: Iterable[Arrangement], on: date, paused: frozenset[int]) -> list[SupportItem]:
    return [SupportItem(row, status_on(row, on, row.pk in paused)) for row in rows]
