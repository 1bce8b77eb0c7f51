"""First budgets, baselines for those who may see them, and versions of the budget rule."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from locallinks.foundation.reference.models import Rate
from locallinks.foundation.reference.queries import rates
from locallinks.foundation.shared.viewer import Viewer, widened_to_organisations
from locallinks.personal.budgets.choices import VersionStatus
from locallinks.personal.budgets.models import (
    AllocationDecision,
    AllocationVersion,
    Baseline,
    BaselineCheck,
    IndicativeBudget,
    PlanOutturn,
)
from locallinks.personal.budgets.permissions import (
    audited_council_ids,
    check_can_check_baseline,
    check_can_see_baseline,
    check_can_see_versions,
)
from locallinks.personal.budgets.rules import (
    BackTest,
    ReferenceCheck,
    back_test,
    explain_budget,
    indicative_pence,
    reference_check,
    version_status,
)
from locallinks.personal.pathways.models import Pathway

POINT_RATE, HOUR_RATE, TOLERANCE_RATE = "ras_point", "home_care_hour", "ras_tolerance"


@dataclass(frozen=True)
class BudgetSum:
    """The budget by points and the cost of the usual support, at the rates of one day. Amounts are pence a week."""

    points: int
    minutes_per_week: int
    point: Rate
    hour: Rate
    tolerance: Rate
    weekly_pence: int
    check: ReferenceCheck


def work_out_budget(*, points: int, minutes_per_week: int, on: date) -> BudgetSum:
    """Return the budget at the rates of that day. Raises DomainError for a figure out of range or a missing rate."""
    rate_by_code = rates([POINT_RATE, HOUR_RATE, TOLERANCE_RATE], on)
    point, hour, tolerance = rate_by_code[POINT_RATE], rate_by_code[HOUR_RATE], rate_by_code[TOLERANCE_RATE]
    weekly = indicative_pence(points, point.amount)
    check = reference_check(
        indicative_pence=weekly,
        minutes_per_week=minutes_per_week,
        hourly_rate_pence=hour.amount,
        tolerance_percent=tolerance.amount,
    )
    return BudgetSum(points, minutes_per_week, point, hour, tolerance, weekly, check)


def indicative_budget_of(pathway: Pathway) -> IndicativeBudget | None:
    """Return the newest first budget of a pathway."""
    return IndicativeBudget.objects.filter(pathway=pathway).select_related("allocation_version").first()


def budget_explanation(budget: IndicativeBudget) -> str:
    """Return how the budget was worked out, in words for the person."""
    return explain_budget(
        points=budget.points,
        rate_pence=budget.rate_pence,
        rate_from=budget.rate_from,
        tolerance_percent=budget.tolerance_percent,
    )


def baseline_of(viewer: Viewer, pathway: Pathway) -> Baseline | None:
    """Return the newest baseline. Raises NotAllowed for all but social workers, finance and commissioners."""
    check_can_see_baseline(viewer, pathway)
    rows = Baseline.objects.filter(pathway=pathway).select_related("set_by", "check_made__checked_by")
    with widened_to_organisations(*audited_council_ids(viewer)):
        return rows.first()


def baselines_to_check(*, viewer: Viewer) -> list[Baseline]:
    """Return the baselines without a second check, the oldest first. It reads no names. Raises NotAllowed."""
    check_can_check_baseline(viewer)
    rows = Baseline.objects.filter(home__in=audited_council_ids(viewer), check_made=None).select_related("budget")
    with widened_to_organisations(*audited_council_ids(viewer)):
        return list(rows.order_by("set_at", "pk"))


def baseline_to_check(*, viewer: Viewer, baseline_id: int) -> Baseline:
    """Return one baseline. Raises NotAllowed before anything is read, and Http404 where there is none to see."""
    check_can_check_baseline(viewer)
    rows = Baseline.objects.filter(pk=baseline_id, home__in=audited_council_ids(viewer))
    with widened_to_organisations(*audited_council_ids(viewer)):
        row = rows.select_related("budget", "check_made__checked_by").first()
    if row is None:
        raise Http404
    return row


def baseline_is_checked(pathway: Pathway) -> bool:
    """Return whether the newest baseline has been agreed. Until then nothing counts as saved (docs/adr/0015)."""
    newest = Baseline.objects.filter(pathway=pathway).first()
    return newest is not None and BaselineCheck.objects.filter(baseline=newest, agrees=True).exists()


# ---- versions of the budget rule ----


def version_with_rate(point: Rate) -> AllocationVersion | None:
    """Return the version that set this rate, if one did."""
    decision = AllocationDecision.objects.filter(rate=point).select_related("version").first()
    return decision.version if decision else None


@dataclass(frozen=True)
class VersionLine:
    """A version with its decision and its status today."""

    version: AllocationVersion
    decision: AllocationDecision | None
    status: VersionStatus

    @property
    def is_checked(self) -> bool:
        """Whether its rate has been compared with its source."""
        return bool(self.decision and self.decision.rate and self.decision.rate.verified)


def versions(*, viewer: Viewer, today: date) -> list[VersionLine]:
    """Return all versions, the newest first. Raises NotAllowed. One query."""
    check_can_see_versions(viewer)
    rows = AllocationVersion.objects.select_related("proposed_by", "decision__rate", "decision__decided_by")
    return [_line(row, today) for row in rows]


def version_line(*, viewer: Viewer, allocation_id: int, today: date) -> VersionLine:
    """Return one version. Raises NotAllowed before anything is read, and Http404 where there is none."""
    check_can_see_versions(viewer)
    rows = AllocationVersion.objects.select_related("proposed_by", "decision__rate", "decision__decided_by")
    row = rows.filter(pk=allocation_id).first()
    if row is None:
        raise Http404
    return _line(row, today)


def _line(version: AllocationVersion, today: date) -> VersionLine:
    decision: AllocationDecision | None = getattr(version, "decision", None)
    rate = decision.rate if decision else None
    return VersionLine(
        version,
        decision,
        version_status(
            agrees=decision.agrees if decision else None,
            starts_on=rate.starts_on if rate else version.starts_on,
            ends_on=rate.ends_on if rate else None,
            today=today,
        ),
    )


def version_in_force(on: date) -> AllocationVersion | None:
    """Return the version that sets the rate of a point on that day."""
    return (
        AllocationVersion.objects.filter(decision__rate__in=Rate.objects.filter(code=POINT_RATE).on(on))
        .select_related("decision__rate")
        .first()
    )


def past_cases(*, viewer: Viewer, since: date) -> list[tuple[int, int]]:
    """Return (points, personal budget in pence a week) for past plans of the viewer's councils, without names.

    Only the first plan after each first budget counts, because the rule cannot foresee later reviews. Raises
    NotAllowed. One query.
    """
    check_can_see_versions(viewer)
    rows = PlanOutturn.objects.filter(home__in=audited_council_ids(viewer), approved_at__date__gte=since)
    first = rows.order_by("budget_id", "plan_number").distinct("budget_id")
    with widened_to_organisations(*audited_council_ids(viewer)):
        return list(first.values_list("budget__points", "personal_budget_pence"))


def try_version(version: AllocationVersion, cases: list[tuple[int, int]]) -> BackTest:
    """Return how close a version comes to what past plans cost."""
    return back_test(cases, point_pence=version.point_pence, tolerance_percent=version.tolerance_percent)
