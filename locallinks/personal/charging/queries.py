"""What somebody was told they would pay."""

from collections.abc import Iterable

from locallinks.personal.charging.models import Estimate
from locallinks.personal.charging.rules import budget_pence
from locallinks.personal.pathways.models import Pathway


def personal_budget_pence(costs: Iterable[tuple[str, int]]) -> int:
    """The personal budget of these costs, each its kind and its pence a week: what regulations leave out is not in."""
    return budget_pence(costs)


def estimate_of(pathway: Pathway) -> Estimate | None:
    """The newest estimate, which may be a reason there is none. None before one is given: no plan can be sent yet."""
    return Estimate.objects.filter(pathway=pathway).first()
