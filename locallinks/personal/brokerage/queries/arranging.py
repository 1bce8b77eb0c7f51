"""What is in place, what still has to be found, and what it costs the council now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.timezone import localdate

from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.kept import kept
from locallinks.foundation.shared.lean import Lean
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.brokerage.models import Arrangement, ArrangementPause
from locallinks.personal.brokerage.queries.asked import prices_waiting
from locallinks.personal.brokerage.rules import Pause, arrangement_status
from locallinks.personal.handovers.queries import clocks_on
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import PLANNING_STATES, Way, due_on, roles_on, urgency, who_brokers
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries import approved_plan, lines_of

TO_ARRANGE = ("approved", "brokering")


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
class OnBoard:
    """Somebody with something to arrange or to end. `why` is to_arrange, gap, price or to_end."""

    pathway: Pathway
    why: str
    due: date | None
    urgency: str
    parts: int
    arranged: int
    mine: bool
    arranger: str
    role: str


@dataclass(frozen=True)
class Work:
    """What somebody is asked to give one person, and where that stands."""

    arrangement: Arrangement
    status: str


def _on(day: date) -> Q:
    return Q(starts_on__lte=day) & _not_over(day)


def _not_over(day: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gt=day)


def arrangements_of(pathway: Pathway, on: date) -> list[Arrangement]:
    """Support in place on a day. A provider gets only its own: row-level security leaves the rest out."""
    return list(Arrangement.objects.filter(_on(on), pathway=pathway).select_related("organisation"))


def support_of(*, person_id: int, pathway: Pathway | None, on: date) -> list[Work]:
    """What somebody has, or will have, with where it stands: all of it, or for a provider what it gives itself.

    A provider cannot read the way through (`pathway` is None for it), and is told only whether support is paused.
    """
    rows = _support_of(on, person_id)
    if pathway is None:
        return _works(rows, on, paused_work())
    if pathway.state == "suspended":
        return _works(rows, on, frozenset(row.pk for row in rows))
    return [Work(row, status_on(row, on, row.__dict__["paused_now"])) for row in rows]


@kept
def _support_of(on: date, person_id: int) -> QuerySet[Arrangement]:
    rows = Arrangement.objects.filter(_not_over(on), person_id=person_id).select_related("organisation", "arranged_by")
    return rows.annotate(paused_now=_paused(on))


def council_cost_per_week(pathway: Pathway, on: date) -> int:
    """Pence a week the council is charged for what is in place on a day."""
    return Arrangement.objects.filter(_on(on), pathway=pathway).aggregate(sum=Sum("price_pence"))["sum"] or 0


def arranged_ever(pathway: Pathway, on: date) -> list[Arrangement]:
    """All that was arranged on this way, the oldest first, with whose plan it was in (`of_plan`) and whether it is
    paused on that day (`paused_now`). One query."""
    return _arranged_ever(on, pathway.pk)


@kept
def _arranged_ever(on: date, pathway_id: int) -> QuerySet[Arrangement]:
    rows = Arrangement.objects.filter(pathway=pathway_id).select_related("organisation")
    return rows.annotate(paused_now=_paused(on), of_plan=F("line__plan")).order_by("starts_on", "pk")


def cost_of(ever: Iterable[Arrangement], on: date) -> int:
    """`council_cost_per_week` of what has been read already."""
    return sum(row.price_pence for row in ever if row.starts_on <= on and _still(row, on))


def to_arrange(pathway: Pathway, on: date | None = None, ever: Sequence[Arrangement] | None = None) -> list[ToArrange]:
    """Every line of the newest approved plan and how far it has got. Four queries however many lines.

    `ever`: what `arranged_ever` read, where it has been.
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
    for row in arranged_ever(pathway, on) if ever is None else ever:
        if row.line_id is not None:
            rows.setdefault(row.line_id, []).append(row)
    paused = pathway.state == "suspended"
    return [_how_far(line, rows, origins.get(line.pk, []), on, paused) for line in lines]


def _how_far(
    line: Line, rows: dict[int | None, list[Arrangement]], origins: list[int], on: date, paused: bool
) -> ToArrange:
    own = rows.get(line.pk, [])
    now = next((row for row in reversed(own) if _still(row, on)), None)
    older = [row for origin in origins for row in rows.get(origin, [])]
    before = next((row for row in older if _still(row, on)), None)
    ended = own[-1] if own and now is None else None
    if now is None:
        return ToArrange(line, None, before, ended)
    return ToArrange(line, now, before, ended, status_on(now, on, paused or getattr(now, "paused_now", False)))


def earlier_lines(pathway: Pathway) -> dict[int, list[int]]:
    """For each line of any version, the lines it came from in the versions before, the newest first."""
    came_from = dict(Line.objects.filter(plan__pathway=pathway).values_list("pk", "came_from"))
    found: dict[int, list[int]] = {}
    for line in came_from:
        found[line], older = [], came_from[line]
        while older is not None:
            found[line].append(older)
            older = came_from.get(older)
    return found


def status_on(row: Arrangement, on: date, paused: bool) -> str:
    pauses = [Pause(on)] if paused else []
    return arrangement_status(starts_on=row.starts_on, ends_on=row.ends_on, pauses=pauses, today=on)


def _paused(on: date) -> Exists:
    """Whether a row of the query is paused on a day, asked with it."""
    return Exists(ArrangementPause.objects.filter(_on(on), arrangement=OuterRef("pk")))


def pauses_of(pathway: Pathway, on: date) -> dict[int, ArrangementPause]:
    """The pause each arrangement is in, or goes into next."""
    return {row.arrangement_id: row for row in _pauses_of(on, pathway.pk)}


@kept
def _pauses_of(on: date, pathway_id: int) -> QuerySet[ArrangementPause]:
    return ArrangementPause.objects.filter(_not_over(on), arrangement__pathway=pathway_id).order_by("-starts_on")


def council_pays_per_week(pathway: Pathway, on: date, full: int | None = None) -> int:
    """Pence a week really charged on a day: what is paused costs only what was agreed to keep the place.

    `full`: what it costs unpaused, where that has been asked already.
    """
    full = council_cost_per_week(pathway, on) if full is None else full
    paused = ArrangementPause.objects.filter(
        _on(on), arrangement__in=Arrangement.objects.filter(_on(on), pathway=pathway)
    )
    return full - sum(row.arrangement.price_pence - row.still_pence for row in paused.select_related("arrangement"))


def arrangement_in(pathway: Pathway, arrangement_id: int) -> Arrangement | None:
    rows = Arrangement.objects.filter(pathway=pathway, pk=arrangement_id).select_related("organisation")
    return rows.first()


def urgent_support(pathway: Pathway, on: date) -> list[Arrangement]:
    """What was started because it could not wait for the plan, and still runs or will."""
    rows = Arrangement.objects.filter(_not_over(on), pathway=pathway, line=None)
    return list(rows.select_related("organisation"))


def left_running(
    pathway: Pathway, on: date, rows: Sequence[ToArrange] | None = None, ever: Sequence[Arrangement] | None = None
) -> list[Arrangement]:
    """What goes on that is not in the newest approved plan: an older plan's, urgent support, or all after an end.

    `rows`: the lines of that plan, and `ever` what `arranged_ever` read, where they have been read already.
    """
    plan = None
    if pathway.is_open:
        plan = rows[0].line.plan if rows else approved_plan(pathway)
    running = [row for row in (arranged_ever(pathway, on) if ever is None else ever) if _still(row, on)]
    return [row for row in running if plan is None or row.__dict__["of_plan"] != plan.pk]


def _still(row: Arrangement, on: date) -> bool:
    return row.ends_on is None or row.ends_on > on


def board(viewer: Viewer, on: date) -> QuerySet[Pathway]:
    """Everybody with something to arrange, to arrange again, or to end; longest first. Who that is, 0009 says."""
    homes = [hat.organisation_id for hat in viewer.hats if hat.role == "social_worker"]
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from ways_to_arrange(%s, %s, %s, %s)", [list(viewer.organisations), homes, list(TO_ARRANGE), on]
        )
        keys = [row[0] for row in cursor.fetchall()]
    rows = Pathway.objects.filter(pk__in=keys).select_related("person", "network", "planner", "social_worker")
    return rows.order_by("state_since", "pk")


def on_board(*, viewer: Viewer, pathways: Sequence[Pathway], on: date) -> list[OnBoard]:
    """How far each of these has got. Seven queries however many; none for nobody."""
    if not pathways:
        return []
    days_off = holidays(date(on.year - 1, 1, 1), date(on.year + 1, 12, 31))
    clocks = clocks_on(on)
    approvals, parts, arranged = _progress(pathways, on)
    roles = arranging_roles(pathways)
    priced = prices_waiting(pathways)
    found = []
    for row in pathways:
        role = roles.get(row.pk, "")
        due = None
        if row.state in TO_ARRANGE and row.pk in approvals:
            due = due_on("approved", approvals[row.pk], days_off, clocks)
        has = roles_on(viewer, row)
        why = _why(row, row.pk in priced)
        found.append(
            OnBoard(
                pathway=row, why=why, due=due, urgency=urgency(due, on, days_off), parts=parts.get(row.pk, 0),
                arranged=arranged.get(row.pk, 0), mine=role in has or (why == "price" and "social_worker" in has),
                arranger=_name(row, role), role=role,
            )
        )  # fmt: skip
    return found


def how_far(*, viewer: Viewer, pathway: Pathway, rows: Sequence[ToArrange], priced: bool, on: date) -> OnBoard:
    """The same for one person, whose lines have been read. One query, and two more while a clock runs."""
    role = arranging_roles([pathway]).get(pathway.pk, "")
    has, due, days_off = roles_on(viewer, pathway), None, frozenset[date]()
    if pathway.state in TO_ARRANGE and rows:
        days_off = holidays(date(on.year - 1, 1, 1), date(on.year + 1, 12, 31))
        due = due_on("approved", localdate(rows[0].line.plan.approval.at), days_off, clocks_on(on))
    return OnBoard(
        pathway=pathway, why=_why(pathway, priced), due=due, urgency=urgency(due, on, days_off), parts=len(rows),
        arranged=sum(row.arrangement is not None for row in rows),
        mine=role in has or (priced and "social_worker" in has), arranger=_name(pathway, role), role=role,
    )  # fmt: skip


def _why(pathway: Pathway, priced: bool) -> str:
    if not pathway.is_open:
        return "to_end"
    if priced:
        return "price"
    return "to_arrange" if pathway.state in TO_ARRANGE else "gap"


# The newest approved plan of each, the day it was approved, how many parts it has, and how many somebody gives or will.
PROGRESS = """
with newest as (
  select distinct on (n.pathway_id) n.pathway_id, n.id, (v.at at time zone %s)::date as approved_on
  from plans_plan n join plans_planapproval v on v.plan_id = n.id
  where n.pathway_id = any(%s) order by n.pathway_id, n.number desc)
select w.pathway_id, w.approved_on, count(l.id), count(l.id) filter (where exists (
  select 1 from brokerage_arrangement a where a.line_id = l.id and (a.ends_on is null or a.ends_on > %s)))
from newest w left join plans_line l on l.plan_id = w.id and l.removed_at is null
group by w.pathway_id, w.approved_on
"""


def _progress(pathways: Sequence[Pathway], on: date) -> tuple[dict[int, date], dict[int, int], dict[int, int]]:
    """The day each newest plan was approved, how many parts it has, and how many somebody gives or will give."""
    with connection.cursor() as cursor:
        cursor.execute(PROGRESS, [settings.TIME_ZONE, [row.pk for row in pathways], on])
        found = cursor.fetchall()
    return (
        {pathway: approved_on for pathway, approved_on, _, _ in found},
        {pathway: parts for pathway, _, parts, _ in found},
        {pathway: given for pathway, _, _, given in found},
    )


WHO_PLANNED = """
select distinct on (pathway_id) pathway_id, from_state from pathways_step
where pathway_id = any(%s) and event = 'submit' and from_state = any(%s) order by pathway_id, number desc
"""


def arranging_roles(pathways: Iterable[Pathway | Way]) -> dict[int, str]:
    """Which role arranges for each: whoever planned. The same answer as `brokers_of`, in one query."""
    keys = [row.pk for row in pathways]
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(WHO_PLANNED, [keys, sorted(PLANNING_STATES)])
        return {pathway: next(iter(who_brokers(state))) for pathway, state in cursor.fetchall()}


def _name(pathway: Pathway, role: str) -> str:
    if role == "support_planner":
        who = str(pathway.planner) if pathway.planner else "A planner"
        return f"{who} at {pathway.network}" if pathway.network else who
    return str(pathway.social_worker) if pathway.social_worker else "The council"


def work_of(viewer: Viewer, on: date) -> Lean[int, Work]:
    """What a provider is asked to give now and soon, person by person. One query, and two for what is shown."""
    rows = Arrangement.objects.filter(_not_over(on), organisation_id__in=viewer.organisations)
    keys = list(rows.order_by("person__preferred_name", "starts_on", "pk").values_list("pk", flat=True))

    def fill(shown: Sequence[int]) -> list[Work]:
        found = Arrangement.objects.select_related("person").in_bulk(shown)
        return _works([found[key] for key in shown], on, paused_work())

    return Lean(keys, fill)


def work_counted(viewer: Viewer, on: date) -> dict[str, int]:
    """How much of it is in place, paused, and still to start, by the same rule as `arrangement_status`. Two queries."""
    rows = Arrangement.objects.filter(_not_over(on), organisation_id__in=viewer.organisations)
    begun = Q(starts_on__lte=on)
    counted = rows.aggregate(
        begun=Count("pk", filter=begun), suspended=Count("pk", filter=begun & Q(pk__in=paused_work())),
        not_started=Count("pk", filter=~begun),
    )  # fmt: skip
    return {
        "active": counted["begun"] - counted["suspended"], "suspended": counted["suspended"],
        "not_started": counted["not_started"],
    }  # fmt: skip


def paused_work() -> frozenset[int]:
    """Arrangements that are paused, alone or with all of somebody's support, among those the viewer gives (0006)."""
    with connection.cursor() as cursor:
        cursor.execute("select arrangement_id from guard.paused_work()")
        return frozenset(row[0] for row in cursor.fetchall())


def _works(rows: Iterable[Arrangement], on: date, paused: frozenset[int]) -> list[Work]:
    return [Work(row, status_on(row, on, row.pk in paused)) for row in rows]
