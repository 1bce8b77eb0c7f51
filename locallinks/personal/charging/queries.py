"""Estimates, and what counts in a personal budget."""

from collections.abc import Iterable

from locallinks.personal.charging.models import Estimate
from locallinks.personal.charging.rules import budget_pence
from locallinks.personal.pathways.models import Pathway


def personal_budget_pence(costs: Iterable[tuple[str, int]]) -> int:
    """Return the personal budget, in pence a week, of costs given as (kind, pence). See `rules.budget_pence`."""
    return budget_pence(costs)


def estimate_of(pathway: Pathway) -> Estimate | None:
    """Return the newest estimate, or None before one was given. Without one, no plan can be submitted."""
    return Estimate.objects.filter(pathway=pathway).first()
