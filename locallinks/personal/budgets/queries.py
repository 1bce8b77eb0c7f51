"""The first budget, the sum behind it before it is saved, and the baseline for those who may know it."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from locallinks.foundation.reference.models import Rate
from locallinks.foundation.reference.queries import rates
from locallinks.foundation.shared.viewer import Viewer, widened_to_organisations
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
    version_standing,
)
from locallinks.personal.pathways.models import Pathway

POINT_RATE, HOUR_RATE, TOLERANCE_RATE = "ras_point", "home_care_hour", "ras_tolerance"


@dataclass(frozen=True)
class BudgetSum:
    """Both sums on one day: points times the rate, and beside it the usual support at the price of an hour."""

    points: int
    minutes_per_week: int
    point: Rate
    hour: Rate
    tolerance: Rate
    weekly_pence: int
    check: ReferenceCheck


def work_out_budget(*, points: int, minutes_per_week: int, on: date) -> BudgetSum:
    """The sum with the rates in force that day. Raises DomainError for a figure out of range or a rate not set."""
    found = rates([POINT_RATE, HOUR_RATE, TOLERANCE_RATE], on)
    point, hour, tolerance = found[POINT_RATE], found[HOUR_RATE], found[TOLERANCE_RATE]
    weekly = indicative_pence(points, point.amount)
    check = reference_check(
        indicative_pence=weekly,
        minutes_per_week=minutes_per_week,
        hourly_rate_pence=hour.amount,
        tolerance_percent=tolerance.amount,
    )
    return BudgetSum(points, minutes_per_week, point, hour, tolerance, weekly, check)


def indicative_budget_of(pathway: Pathway) -> IndicativeBudget | None:
    """The newest first budget on this way through."""
    return IndicativeBudget.objects.filter(pathway=pathway).select_related("allocation").first()


def budget_explanation(budget: IndicativeBudget) -> str:
    """The sum in words, for the person."""
    return explain_budget(
        points=budget.points,
        rate_pence=budget.rate_pence,
        rate_from=budget.rate_from,
        tolerance_percent=budget.tolerance_percent,
    )


def baseline_of(viewer: Viewer, pathway: Pathway) -> Baseline | None:
    """The newest baseline. Raises NotAllowed for everybody but social worker, finance and commissioner."""
    check_can_see_baseline(viewer, pathway)
    rows = Baseline.objects.filter(pathway=pathway).select_related("set_by", "check_made__checked_by")
    with widened_to_organisations(*audited_council_ids(viewer)):
        return rows.first()


def baselines_to_check(*, viewer: Viewer) -> list[Baseline]:
    """Those nobody outside the scheme has looked at yet, the oldest first. Figures only: no name is read."""
    check_can_check_baseline(viewer)
    rows = Baseline.objects.filter(home__in=audited_council_ids(viewer), check_made=None).select_related("budget")
    with widened_to_organisations(*audited_council_ids(viewer)):
        return list(rows.order_by("set_at", "pk"))


def baseline_to_check(*, viewer: Viewer, baseline_id: int) -> Baseline:
    """Raises Http404 where there is none for this viewer, NotAllowed before anything is read."""
    check_can_check_baseline(viewer)
    rows = Baseline.objects.filter(pk=baseline_id, home__in=audited_council_ids(viewer))
    with widened_to_organisations(*audited_council_ids(viewer)):
        row = rows.select_related("budget", "check_made__checked_by").first()
    if row is None:
        raise Http404
    return row


def baseline_is_checked(pathway: Pathway) -> bool:
    """Has somebody outside the scheme agreed to the newest baseline? Until then nothing counts as saved (ADR 0015)."""
    newest = Baseline.objects.filter(pathway=pathway).first()
    return newest is not None and BaselineCheck.objects.filter(baseline=newest, agrees=True).exists()


# ---- the rule in versions ----


def version_with_rate(point: Rate) -> AllocationVersion | None:
    """The version that set this rate."""
    decision = AllocationDecision.objects.filter(rate=point).select_related("version").first()
    return decision.version if decision else None


@dataclass(frozen=True)
class VersionLine:
    """One version, and where it stands today."""

    version: AllocationVersion
    decision: AllocationDecision | None
    standing: str

    @property
    def is_checked(self) -> bool:
        """Was its rate compared with its source?"""
        return bool(self.decision and self.decision.rate and self.decision.rate.verified)


def versions(*, viewer: Viewer, today: date) -> list[VersionLine]:
    """Every version, the newest first. One query."""
    check_can_see_versions(viewer)
    rows = AllocationVersion.objects.select_related("proposed_by", "decision__rate", "decision__decided_by")
    return [_line(row, today) for row in rows]


def version_line(*, viewer: Viewer, allocation_id: int, today: date) -> VersionLine:
    """Raises NotAllowed before anything is read, Http404 where there is none."""
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
        version_standing(
            agrees=decision.agrees if decision else None,
            starts_on=rate.starts_on if rate else version.starts_on,
            ends_on=rate.ends_on if rate else None,
            today=today,
        ),
    )


def version_in_force(on: date) -> AllocationVersion | None:
    """The version budgets are worked out with that day."""
    return (
        AllocationVersion.objects.filter(decision__rate__in=Rate.objects.filter(code=POINT_RATE).on(on))
        .select_related("decision__rate")
        .first()
    )


def past_cases(*, viewer: Viewer, since: date) -> list[tuple[int, int]]:
    """Points and what the first plan after them came to, of this council's people: two numbers each, no name.

    Only the first plan after a first budget: what changes at a review was never the rule's to foresee. One query.
    """
    check_can_see_versions(viewer)
    rows = PlanOutturn.objects.filter(home__in=audited_council_ids(viewer), approved_at__date__gte=since)
    first = rows.order_by("budget_id", "plan_number").distinct("budget_id")
    with widened_to_organisations(*audited_council_ids(viewer)):
        return list(first.values_list("budget__points", "personal_budget_pence"))


def try_version(version: AllocationVersion, cases: list[tuple[int, int]]) -> BackTest:
    return back_test(cases, point_pence=version.point_pence, tolerance_percent=version.tolerance_percent)
