"""Set the first budget with its baseline, check the baseline, and propose and decide versions of the budget rule."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import Http404

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.reference.actions import set_rate
from locallinks.foundation.reference.queries import newest_rate
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem, Stale
from locallinks.foundation.shared.roles import Act, may_do_too
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
    check_can_see_versions,
    check_can_set,
)
from locallinks.personal.budgets.queries import (
    POINT_RATE,
    TOLERANCE_RATE,
    BudgetSum,
    indicative_budget_of,
    version_with_rate,
    work_out_budget,
)
from locallinks.personal.budgets.rules import MAX_WORDS, decision_problems, indicative_facts, version_problems
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent
from locallinks.personal.pathways.models import Pathway


@transaction.atomic
def set_indicative_budget(
    *,
    viewer: Viewer,
    pathway_id: int,
    points: int,
    usual_minutes_per_week: int,
    usual_words: str,
    second_look: str = "",
    at: datetime,
) -> IndicativeBudget:
    """Set the first budget from points, freeze the baseline from minutes a week of usual support; return the budget.

    Both use the rates in force on the day (docs/rules/care-act.md 5). Where they differ by more than the tolerance,
    `second_look` says why both are right; the comparison never lowers a budget. Raises NotAllowed and DomainError.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_set(viewer, pathway)
    budget_sum = work_out_budget(points=points, minutes_per_week=usual_minutes_per_week, on=clock.day(at))
    _check_words(budget_sum, usual_words, second_look)
    reference = budget_sum.check.reference_pence
    move_pathway(
        viewer=viewer,
        pathway_id=pathway_id,
        event=PathwayEvent.SET_INDICATIVE,
        at=at,
        reason=f"{budget_sum.points} points at {budget_sum.point.in_words}",
        facts=indicative_facts(
            ras_version=f"{budget_sum.point.code} from {budget_sum.point.starts_on}",
            reference_pence=reference,
            baseline_pence=reference,
        ),
    )
    return _create_budget_and_baseline(viewer, pathway, budget_sum, usual_words.strip(), second_look.strip(), at)


def _check_words(budget_sum: BudgetSum, usual_words: str, second_look: str) -> None:
    problems = []
    if not usual_words.strip():
        problems.append(Problem("Say what the usual support would be", "usual_words", "no_words"))
    if budget_sum.check.exceptional and not second_look.strip():
        problems.append(
            Problem(
                f"The two sums are more than {budget_sum.tolerance.in_words} apart. Look again at points and hours, "
                "and say why both are right",
                "second_look",
                "second_look",
            )
        )
    for field, words in (("usual_words", usual_words), ("second_look", second_look)):
        if len(words) > MAX_WORDS:
            problems.append(Problem(f"Write {MAX_WORDS:,} characters or fewer", field, "too_long"))
    if problems:
        raise DomainError(problems=problems)


def _create_budget_and_baseline(
    viewer: Viewer, pathway: Pathway, budget_sum: BudgetSum, usual_words: str, second_look: str, at: datetime
) -> IndicativeBudget:
    common = {"person": pathway.person, "pathway": pathway, "set_by_id": viewer.user_id, "set_at": at}
    budget = IndicativeBudget.objects.create(
        points=budget_sum.points,
        rate_pence=budget_sum.point.amount,
        rate_from=budget_sum.point.starts_on,
        rate_source=budget_sum.point.source,
        rate_verified=budget_sum.point.verified,
        tolerance_percent=budget_sum.tolerance.amount,
        weekly_pence=budget_sum.weekly_pence,
        allocation_version=version_with_rate(budget_sum.point),
        **common,
    )
    check = budget_sum.check
    Baseline.objects.create(
        budget=budget,
        minutes_per_week=budget_sum.minutes_per_week,
        words=usual_words,
        rate_pence=budget_sum.hour.amount,
        rate_from=budget_sum.hour.starts_on,
        rate_source=budget_sum.hour.source,
        rate_verified=budget_sum.hour.verified,
        weekly_pence=check.reference_pence,
        difference_pence=check.difference_pence,
        difference_percent=check.difference_percent,
        exceptional=check.exceptional,
        second_look=second_look,
        **common,
    )
    return budget


@transaction.atomic
def check_baseline(*, viewer: Viewer, baseline_id: int, agrees: bool, words: str = "", at: datetime) -> BaselineCheck:
    """Record a second check of a baseline by finance or a commissioner; return it.

    It is made outside the scheme because the planner's employer gains when plans cost less
    (docs/rules/local-links.md 8). A doubt needs words, and changes no budget. Raises NotAllowed, Http404, and
    DomainError for one's own baseline or one that has been checked.
    """
    check_can_check_baseline(viewer)
    with widened_to_organisations(*audited_council_ids(viewer)):
        return _check_baseline(viewer, baseline_id, agrees, words, at)


def _check_baseline(viewer: Viewer, baseline_id: int, agrees: bool, words: str, at: datetime) -> BaselineCheck:
    rows = Baseline.objects.select_for_update(of=("self",)).filter(home__in=audited_council_ids(viewer))
    row = rows.filter(pk=baseline_id).first()
    if row is None:
        raise Http404
    problems = []
    if not may_do_too(Act.CHECK_BASELINE, viewer.actor_id, {Act.SET_BASELINE: [row.set_by_id]}):
        problems.append(Problem("You set this yourself. Ask a colleague to check it", "agrees", "own_baseline"))
    if not agrees and not words.strip():
        problems.append(Problem("Say what looks wrong", "words", "no_words"))
    if len(words) > MAX_WORDS:
        problems.append(Problem(f"Write {MAX_WORDS:,} characters or fewer", "words", "too_long"))
    if BaselineCheck.objects.filter(baseline=row).exists():
        problems.append(Problem("Somebody has checked this already.", code="checked"))
    if problems:
        raise DomainError(problems=problems)
    check = BaselineCheck.objects.create(
        person_id=row.person_id,
        baseline=row,
        agrees=agrees,
        words=words.strip(),
        checked_by_id=viewer.actor_id,
        checked_at=at,
    )
    record_write(viewer=viewer, verb="checked the usual support", subject=check, person=row.person, at=at)
    return check


@transaction.atomic
def propose_version(
    *, viewer: Viewer, point_pence: int, tolerance_percent: int, starts_on: date, source: str, why: str, at: datetime
) -> AllocationVersion:
    """Propose a version of the budget rule and return it. Nothing changes until somebody else agrees.

    `point_pence` is the worth of a point a week. Raises NotAllowed, DomainError, and Stale where somebody else has just
    proposed one.
    """
    check_can_see_versions(viewer)
    problems = version_problems(
        point_pence=point_pence,
        tolerance_percent=tolerance_percent,
        starts_on=starts_on,
        source=source,
        why=why,
        today=clock.day(at),
    )
    if problems:
        raise DomainError(problems=problems)
    newest = AllocationVersion.objects.aggregate(newest=Max("number"))["newest"] or 0
    try:
        with transaction.atomic():
            version = AllocationVersion.objects.create(
                number=newest + 1,
                point_pence=point_pence,
                tolerance_percent=tolerance_percent,
                starts_on=starts_on,
                source=source.strip(),
                why=why.strip(),
                proposed_by_id=viewer.actor_id,
                proposed_at=at,
            )
    except IntegrityError as error:
        raise Stale("Somebody else has just proposed a version. Look at it, then send yours again.") from error
    record_write(viewer=viewer, verb="proposed a budget rule", subject=version, reason=version.why, at=at)
    return version


@transaction.atomic
def decide_version(
    *, viewer: Viewer, allocation_id: int, agrees: bool, words: str = "", verified: bool = False, at: datetime
) -> AllocationDecision:
    """Accept or turn down a version proposed by somebody else; return the decision.

    Accepting sets the rates of a point and of the tolerance from its first day. Raises NotAllowed and DomainError.
    """
    check_can_see_versions(viewer)
    version = AllocationVersion.objects.select_for_update(of=("self",)).filter(pk=allocation_id).first()
    if version is None:
        raise DomainError("There is no such version. Choose one from the list.", code="unknown_version")
    own = not may_do_too(Act.DECIDE_BUDGET_RULE, viewer.actor_id, {Act.PROPOSE_BUDGET_RULE: [version.proposed_by_id]})
    problems = decision_problems(
        agrees=agrees,
        words=words,
        own=own,
        decided=AllocationDecision.objects.filter(version=version).exists(),
        starts_on=version.starts_on,
        today=clock.day(at),
    )
    if problems:
        raise DomainError(problems=problems)
    rate = tolerance = None
    if agrees:
        figures: dict[str, Any] = {
            "viewer": viewer,
            "starts_on": version.starts_on,
            "source": version.source,
            "agreed": True,
            "at": at,
        }
        rate = set_rate(code=POINT_RATE, amount=version.point_pence, verified=verified, **figures)
        tolerance = newest_rate(TOLERANCE_RATE)
        if tolerance is None or tolerance.amount != version.tolerance_percent:
            tolerance = set_rate(code=TOLERANCE_RATE, amount=version.tolerance_percent, verified=verified, **figures)
    decision = AllocationDecision.objects.create(
        version=version,
        agrees=agrees,
        words=words.strip(),
        rate=rate,
        tolerance=tolerance,
        decided_by_id=viewer.actor_id,
        decided_at=at,
    )
    verb = "agreed to a budget rule" if agrees else "turned down a budget rule"
    record_write(viewer=viewer, verb=verb, subject=decision, reason=decision.words, at=at)
    return decision


@transaction.atomic
def record_plan_outturn(
    *, pathway: Pathway, plan_number: int, personal_budget_pence: int, at: datetime
) -> PlanOutturn | None:
    """Record what an approved plan costs a week beside its first budget; return None where there was no first budget.

    Called by the approval of a plan, which checks the permission and writes the audit entry.
    """
    budget = indicative_budget_of(pathway)
    if budget is None:
        return None
    return PlanOutturn.objects.create(
        person=pathway.person,
        budget=budget,
        plan_number=plan_number,
        personal_budget_pence=personal_budget_pence,
        approved_at=at,
    )
