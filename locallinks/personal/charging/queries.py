"""What somebody was told they would pay."""

from collections.abc import Iterable
from datetime import datetime

from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.charging.models import Estimate
from locallinks.personal.charging.permissions import check_can_read, check_role
from locallinks.personal.charging.rules import budget_pence
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import open_pathway


def open_for_estimate(*, viewer: Viewer, pathway_id: int, page: str, at: datetime) -> Pathway:
    """One pathway for a page of this room; the look is written down. Raises Http404 or NotAllowed."""
    check_role(viewer)
    pathway = open_pathway(viewer=viewer, pathway_id=pathway_id, page=page, at=at)
    check_can_read(viewer, pathway)
    return pathway


def budget_of(costs: Iterable[tuple[str, int]]) -> int:
    """The personal budget of these costs, each its kind and its pence a week: what regulations leave out is not in."""
    return budget_pence(costs)


def estimate_of(pathway: Pathway) -> Estimate | None:
    """The newest estimate, which may be a reason there is none. None before one is given: no plan can be sent yet."""
    return Estimate.objects.filter(pathway=pathway).first()
