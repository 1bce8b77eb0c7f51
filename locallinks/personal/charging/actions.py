"""Tell somebody about how much they would pay, before they plan."""

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
    why_not: str = "",
    pays_for_all: bool = False,
    fee_pence: int = 0,
    fee_every: str = "",
    at: datetime,
) -> Estimate:
    """An estimate, or why there is none yet (docs/rules/local-links.md 3: before planning). A better one may follow."""
    pathway = Pathway.locked(pathway_id)
    check_can_give(viewer, pathway)
    if not pathway.is_open:
        raise DomainError("This way through is closed, so there is nothing to estimate.", code="closed")
    if problem := estimate_problem(weekly_pence=weekly_pence, why_not=why_not):
        raise DomainError(problems=[problem])
    if problems := fee_problems(fee_pence=fee_pence, every=fee_every, pays_for_all=pays_for_all):
        raise DomainError(problems=problems)
    estimate = Estimate.objects.create(
        person=pathway.person,
        pathway=pathway,
        weekly_pence=weekly_pence,
        why_not=why_not.strip(),
        pays_for_all=pays_for_all,
        fee_pence=fee_pence,
        fee_every=fee_every,
        given_by_id=viewer.actor_id,
        given_at=at,
    )
    said = f"{pounds(weekly_pence)} a week" if weekly_pence is not None else estimate.why_not
    if fee_pence:
        said += f"; and a fee for arranging it of {pounds(fee_pence)} {FeePeriod(fee_every).label}"
    record_write(
        viewer=viewer,
        verb="gave an estimate of what they pay",
        subject=estimate,
        person=pathway.person,
        reason=said,
        at=at,
    )
    return estimate
