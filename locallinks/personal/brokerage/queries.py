"""What is in place, what still has to be found, and what it costs the council now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries import approved_plan, lines_of


@dataclass(frozen=True)
class ToArrange:
    """One line of the approved plan, with its arrangement once there is one, and the one it would replace."""

    line: Line
    arrangement: Arrangement | None
    before: Arrangement | None


def _on(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gt=day))


def arrangements_of(pathway: Pathway, on: date) -> list[Arrangement]:
    """Support in place on a day. A provider gets only its own: row-level security leaves the rest out."""
    return list(Arrangement.objects.filter(_on(on), pathway=pathway).select_related("organisation"))


def council_cost_per_week(pathway: Pathway, on: date) -> int:
    """Pence a week the council pays for what is in place on a day."""
    return Arrangement.objects.filter(_on(on), pathway=pathway).aggregate(sum=Sum("price_pence"))["sum"] or 0


def to_arrange(pathway: Pathway) -> list[ToArrange]:
    """Every line of the newest approved plan and how far it has got. Three queries however many lines."""
    plan = approved_plan(pathway)
    if plan is None:
        return []
    lines = lines_of(plan)
    wanted = [line.pk for line in lines] + [line.came_from_id for line in lines if line.came_from_id]
    rows = {row.line_id: row for row in Arrangement.objects.filter(line__in=wanted).order_by("starts_on", "pk")}
    return [ToArrange(line, rows.get(line.pk), rows.get(line.came_from_id)) for line in lines]


def board(viewer: Viewer) -> QuerySet[Pathway]:
    """Everybody whose approved plan is waiting to be made to happen, longest first."""
    rows = Pathway.objects.filter(state__in=("approved", "brokering"))
    mine = Q(network_id__in=viewer.organisations) | Q(home_id__in=viewer.organisations)
    return rows.filter(mine).select_related("person", "network", "planner").order_by("state_since")


def work_of(viewer: Viewer, on: date) -> Sequence[Arrangement]:
    """What a provider is asked to give now, person by person."""
    mine = viewer.organisations
    rows = Arrangement.objects.filter(_on(on) | Q(starts_on__gt=on), organisation_id__in=mine)
    return list(rows.select_related("person").order_by("person__preferred_name", "starts_on"))
