"""Estimates of what a person will pay."""

from locallinks.personal.charging.models import Estimate
from locallinks.personal.pathways.models import Pathway


def estimate_of(pathway: Pathway) -> Estimate | None:
    """Return the newest estimate, or None before one was given. Without one, no plan can be submitted."""
    return Estimate.objects.filter(pathway=pathway).first()
