"""What support would have cost, what it costs now, and the difference (local-links.md section 8). Sums, never names."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum

from locallinks.foundation.shared.scope import Viewer
from locallinks.impact.dividends.permissions import council_of
from locallinks.impact.dividends.rules import council_paid_pence, weekly_saving_pence
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.budgets.models import Baseline, BaselineCheck
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.models import PlanApproval

SECOND_LOOK = Q(looked_at=True)


@dataclass(frozen=True)
class Saving:
    """One person's support, without a name. Pence a week, both sides net of what the person pays."""

    pathway_id: int
    network: str
    before_pence: int
    now_pence: int

    @property
    def saving_pence(self) -> int:
        return weekly_saving_pence(self.before_pence, self.now_pence)


def waiting_for_a_second_look(*, viewer: Viewer, on: date) -> int:
    """How many would count but for the second look at their baseline: their support goes on meanwhile. One query."""
    return _placed(council_of(viewer), on).exclude(SECOND_LOOK).count()


def weekly_saving(*, viewer: Viewer, pathway: Pathway, on: date) -> int | None:
    """Pence a week saved for one person on a day; None where they do not count (see `savings`)."""
    row = _rows(council_of(viewer), on).filter(pk=pathway.pk).first()
    return _saving(row).saving_pence if row else None


def savings(*, viewer: Viewer, on: date) -> list[Saving]:
    """Everybody whose support was planned with a network and is in place, losses included; one query.

    Nobody counts without a baseline from before that plan that somebody outside the scheme agreed to, from the day they
    did (section 8; ADR 0015); before support has begun, while it is paused, after it
    ended, or where the council (or the person) planned first and the network came later: that is not its saving.
    """
    return [_saving(row) for row in _rows(council_of(viewer), on)]


def _saving(row: Any) -> Saving:
    return Saving(
        row.pk, row.network.name,
        council_paid_pence(cost_pence=row.baseline_pence, max_charge_pence=row.contribution_pence),
        council_paid_pence(cost_pence=row.cost_pence, max_charge_pence=row.contribution_pence),
    )  # fmt: skip


def _rows(council_id: int, on: date) -> QuerySet[Any]:
    """Those who count."""
    return _placed(council_id, on).filter(SECOND_LOOK)


def _placed(council_id: int, on: date) -> QuerySet[Any]:
    """Everybody planned with a network, with a baseline and support in place; `looked_at`: was it agreed to by then?"""
    running = Q(ends_on=None) | Q(ends_on__gt=on)
    here = Arrangement.objects.filter(running, pathway=OuterRef("pk"), starts_on__lte=on)
    cost = here.order_by().values("pathway").annotate(sum=Sum("price_pence")).values("sum")
    given = Arrangement.objects.filter(running, line__plan=OuterRef("plan"), starts_on__lte=on)
    approval = PlanApproval.objects.filter(Exists(given), plan__pathway=OuterRef("pk")).order_by("-at", "-pk")
    rows = Pathway.objects.filter(home_id=council_id, network__isnull=False, closed_at=None).exclude(state="suspended")
    rows = rows.filter(Exists(Step.objects.filter(pathway=OuterRef("pk"), to_state="live")))
    rows = rows.annotate(
        cost_pence=Subquery(cost), approved_at=Subquery(approval.values("at")[:1]),
        contribution_pence=Subquery(approval.values("contribution_pence")[:1]),
        way=Subquery(approval.values("plan__way")[:1]),
    )  # fmt: skip
    # Frozen before the plan in place was approved: one struck again since belongs to the plan that is still to come.
    baseline = Baseline.objects.filter(pathway=OuterRef("pk"), set_at__lte=OuterRef("approved_at"))
    baseline = baseline.order_by("-set_at", "-pk")
    rows = rows.annotate(
        baseline_pence=Subquery(baseline.values("weekly_pence")[:1]),
        baseline_at=Subquery(baseline.values("set_at")[:1]), baseline_pk=Subquery(baseline.values("pk")[:1]),
    )  # fmt: skip
    agreed = BaselineCheck.objects.filter(baseline=OuterRef("baseline_pk"), agrees=True, checked_at__date__lte=on)
    rows = rows.annotate(looked_at=Exists(agreed))
    elsewhere = PlanApproval.objects.filter(plan__pathway=OuterRef("pk"), at__gte=OuterRef("baseline_at"))
    rows = rows.filter(~Exists(elsewhere.exclude(plan__way="network")))
    rows = rows.filter(way="network", baseline_pence__isnull=False).select_related("network")
    return rows.order_by("pk")
