"""Set the first budget. The baseline is frozen in the same moment, and kept where planning cannot see it."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.budgets.models import Baseline, BaselineCheck, IndicativeBudget
from locallinks.personal.budgets.permissions import check_can_set, check_may_check
from locallinks.personal.budgets.queries import Sum, baseline_to_check, work_out
from locallinks.personal.budgets.rules import MAX_WORDS, indicative_facts
from locallinks.personal.pathways.actions import move
from locallinks.personal.pathways.models import Pathway


@transaction.atomic
def set_indicative(
    *, viewer: Viewer, pathway_id: int, points: int, usual_minutes_per_week: int, usual_words: str,
    second_look: str = "", at: datetime,
) -> IndicativeBudget:  # fmt: skip
    """The budget by points and the baseline by hours of usual support, at today's rates (care-act.md section 5).

    Where the two are further apart than the tolerance, `second_look` says why both are right. Raises DomainError naming
    the field. A budget is never lowered by the comparison.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_set(viewer, pathway)
    done = work_out(points=points, minutes_per_week=usual_minutes_per_week, on=clock.local(at).date())
    _check_words(done, usual_words, second_look)
    reference = done.check.reference_pence
    move(
        viewer=viewer, pathway_id=pathway_id, event="set_indicative", at=at,
        reason=f"{done.points} points at {done.point.in_words}",
        facts=indicative_facts(
            ras_version=f"{done.point.code} from {done.point.starts_on}",
            reference_pence=reference, baseline_pence=reference,
        ),
    )  # fmt: skip
    return _freeze(viewer, pathway, done, usual_words.strip(), second_look.strip(), at)


def _check_words(done: Sum, usual_words: str, second_look: str) -> None:
    problems = []
    if not usual_words.strip():
        problems.append(Problem("Say what the usual support would be", "usual_words", "no_words"))
    if done.check.exceptional and not second_look.strip():
        problems.append(
            Problem(
                f"The two sums are more than {done.tolerance.in_words} apart. Look again at points and hours, "
                "and say why both are right", "second_look", "second_look",
            )
        )  # fmt: skip
    for field, words in (("usual_words", usual_words), ("second_look", second_look)):
        if len(words) > MAX_WORDS:
            problems.append(Problem(f"Write {MAX_WORDS:,} characters or fewer", field, "too_long"))
    if problems:
        raise DomainError(problems=problems)


def _freeze(
    viewer: Viewer, pathway: Pathway, done: Sum, usual_words: str, second_look: str, at: datetime
) -> IndicativeBudget:
    who = {"person": pathway.person, "pathway": pathway, "set_by_id": viewer.user_id, "set_at": at}
    budget = IndicativeBudget.objects.create(
        points=done.points, rate_pence=done.point.amount, rate_from=done.point.starts_on, rate_source=done.point.source,
        rate_verified=done.point.verified, tolerance_percent=done.tolerance.amount,
        weekly_pence=done.weekly_pence, **who,
    )  # fmt: skip
    check = done.check
    Baseline.objects.create(
        budget=budget, minutes_per_week=done.minutes_per_week, words=usual_words, rate_pence=done.hour.amount,
        rate_from=done.hour.starts_on, rate_source=done.hour.source, rate_verified=done.hour.verified,
        weekly_pence=check.reference_pence, difference_pence=check.difference_pence,
        difference_percent=check.difference_percent, exceptional=check.exceptional, second_look=second_look, **who,
    )  # fmt: skip
    return budget


@transaction.atomic
def check_baseline(
    *, viewer: Viewer, baseline_id: int, agrees: bool, words: str = "", at: datetime
) -> BaselineCheck:  # fmt: skip
    """A second look by somebody outside the scheme, before planning. A doubt says why; it changes no budget by itself.

    local-links.md section 8: because the planner's employer gains when plans cost less.
    """
    check_may_check(viewer)
    found = baseline_to_check(viewer=viewer, baseline_id=baseline_id)
    row = Baseline.objects.select_for_update(of=("self",)).get(pk=found.pk)
    problems = []
    if row.set_by_id == viewer.actor_id:
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
        person_id=row.person_id, baseline=row, agrees=agrees, words=words.strip(), checked_by_id=viewer.actor_id,
        checked_at=at,
    )  # fmt: skip
    record_write(viewer=viewer, verb="checked the usual support", subject=check, person=row.person, at=at)
    return check
