"""Give the estimate of what a person will pay, before planning."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.charging.choices import FeePeriod
from locallinks.personal.charging.models import Estimate
from locallinks.personal.charging.permissions import check_can_give
from locallinks.personal.charging.rules import estimate_problem, fee_problems
from locallinks.personal.pathways.models import Pathway


@transaction.atomic
def give_estimate(
    *,
    viewer: Viewer,
    pathway_id: int,
    weekly_pence: int | None,
    reason_for_none: str = "",
    pays_for_all: bool = False,
    fee_pence: int = 0,
    fee_every: str = "",
    at: datetime,
) -> Estimate:
    """Record an estimate in pence a week, or the reason for none, and return it; a later one may replace it.

    An estimate is given before planning (docs/rules/local-links.md 3; Care Act 2014 s.17). Raises NotAllowed, and
    DomainError for a closed pathway, or unless exactly one of the two is given.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_give(viewer, pathway)
    if not pathway.is_open:
        raise DomainError("This way through is closed, so there is nothing to estimate.", code="closed")
    if problem := estimate_problem(weekly_pence=weekly_pence, reason_for_none=reason_for_none):
        raise DomainError(problems=[problem])
    if problems := fee_problems(fee_pence=fee_pence, every=fee_every, pays_for_all=pays_for_all):
        raise DomainError(problems=problems)
    estimate = Estimate.objects.create(
        person=pathway.person,
        pathway=pathway,
        weekly_pence=weekly_pence,
        reason_for_none=reason_for_none.strip(),
        pays_for_all=pays_for_all,
        fee_pence=fee_pence,
        fee_every=fee_every,
        given_by_id=viewer.actor_id,
        given_at=at,
    )
    summary = f"{pounds(weekly_pence)} a week" if weekly_pence is not None else estimate.reason_for_none
    if fee_pence:
        summary += f"; and a fee for arranging it of {pounds(fee_pence)} {FeePeriod(fee_every).label}"
    record_write(
        viewer=viewer,
        verb="gave an estimate of what they pay",
        subject=estimate,
        person=pathway.person,
        reason=summary,
        at=at,
    )
    return estimate
