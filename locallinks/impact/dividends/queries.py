"""What support would have cost, what it costs now, and the difference (local-links.md section 8). Sums, never names."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from locallinks.foundation.shared.scope import Viewer
from locallinks.impact.dividends.permissions import council_of
from locallinks.impact.dividends.rules import council_paid_pence, weekly_saving_pence
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.budgets.models import Baseline
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import PlanApproval

# Where support is in place, or goes on while something is looked at or planned again.
IN_PLACE = ("live", "in_review", "planning", "plan_submitted", "approved", "brokering")


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


def weekly_saving(*, viewer: Viewer, pathway: Pathway, on: date) -> int | None:
    """Pence a week saved for one person now; None without a baseline, an introduction, or support in place."""
    found = [row for row in savings(viewer=viewer, on=on) if row.pathway_id == pathway.pk]
    return found[0].saving_pence if found else None


def savings(*, viewer: Viewer, on: date) -> list[Saving]:
    """Everybody introduced to a network with a baseline and support in place, losses included; one query."""
    rows = _rows(council_of(viewer), on).filter(state__in=IN_PLACE)
    return [
        Saving(
            row.pk, row.network.name,
            council_paid_pence(cost_pence=row.baseline, max_charge_pence=row.contribution),
            council_paid_pence(cost_pence=row.cost, max_charge_pence=row.contribution),
        )
        for row in rows
    ]  # fmt: skip


def _rows(council_id: int, on: date) -> QuerySet[Pathway]:
    here = Arrangement.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), pathway=OuterRef("pk"), starts_on__lte=on)
    cost = here.order_by().values("pathway").annotate(sum=Sum("price_pence")).values("sum")
    baseline = Baseline.objects.filter(pathway=OuterRef("pk")).order_by("-set_at", "-pk").values("weekly_pence")
    approval = (
        PlanApproval.objects.filter(plan__pathway=OuterRef("pk")).order_by("-at", "-pk").values("contribution_pence")
    )
    rows = Pathway.objects.filter(home_id=council_id, network__isnull=False).select_related("network")
    rows = rows.annotate(
        baseline=Subquery(baseline[:1]), cost=Subquery(cost), contribution=Coalesce(Subquery(approval[:1]), 0)
    )
    return rows.filter(baseline__isnull=False, cost__isnull=False).order_by("pk")
