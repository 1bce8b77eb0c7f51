"""Recording what a person says about a helper who leaves."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage import permissions
from locallinks.personal.brokerage.choices import HelperWish
from locallinks.personal.brokerage.models import Arrangement, HelperEnding
from locallinks.personal.brokerage.rules.helper_endings import helper_ending_problems
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.choices import GIVEN_FREELY


@transaction.atomic
def record_helper_ending(
    *, viewer: Viewer, pathway_id: int, arrangement_id: int, wants: str, words: str, said_by: str, at: datetime
) -> HelperEnding:
    """Record what the person says about a helper who leaves, and return the record.

    Raises DomainError naming the field, also where nobody is leaving, and NotAllowed. Source:
    docs/rules/local-links.md 10, Mary.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_choose(viewer, pathway)
    arrangement = Arrangement.objects.filter(pathway=pathway, pk=arrangement_id, line__isnull=False).first()
    line = arrangement.line if arrangement else None
    if arrangement is None or line is None or arrangement.ends_on is None or line.kind not in GIVEN_FREELY:
        raise DomainError("Nobody is leaving here. Say first which is the last day", code="nobody_leaves")
    if problems := helper_ending_problems(wants=wants, words=words, said_by=said_by):
        raise DomainError(problems=problems)
    helper_ending = HelperEnding.objects.create(
        person=pathway.person,
        arrangement=arrangement,
        wants=wants,
        words=words.strip(),
        said_by=said_by.strip(),
        recorded_by_id=viewer.actor_id,
        at=at,
    )
    summary = f"{arrangement.provider_name}: {HelperWish(wants).label}. {words.strip()}"
    record_write(
        viewer=viewer,
        verb="talked about somebody leaving",
        subject=helper_ending,
        person=pathway.person,
        reason=summary[:1000],
        at=at,
    )
    return helper_ending
