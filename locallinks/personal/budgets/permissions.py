"""Who sets the first budget, who sees the baseline, and who works on the budget rule.

The person and the planner see the first budget. Only the social worker and those who look after the council's money see
the baseline, so that no saving steers the planning (docs/rules/local-links.md 8).
"""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway


def may_set(viewer: Viewer, pathway: Pathway) -> bool:
    """Return whether the viewer may set the first budget."""
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_set(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social worker (docs/rules/local-links.md 2)."""
    if not may_set(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}'s social worker can set the first budget.")


def check_can_see_baseline(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social workers, finance officers and commissioners."""
    if not viewer.may(Capability.SEE_BASELINE, pathway.home_id):
        raise NotAllowed("Only the council's social workers, finance officers and commissioners can see this.")


def check_can_check_baseline(viewer: Viewer) -> None:
    """Raise NotAllowed for all but finance and commissioners, who do not gain from the plan."""
    if not viewer.may_somewhere(Capability.LOOK_AFTER_MONEY):
        raise NotAllowed("Only finance officers and commissioners can check the usual support a second time.")


def check_can_see_versions(viewer: Viewer) -> None:
    """Raise NotAllowed for all but finance and commissioners."""
    if not viewer.may_somewhere(Capability.LOOK_AFTER_MONEY):
        raise NotAllowed("Only finance officers and commissioners can see the budget rule and try it.")


def audited_council_ids(viewer: Viewer) -> tuple[int, ...]:
    """Return the councils whose money the viewer looks after."""
    return viewer.organisations_where_may(Capability.LOOK_AFTER_MONEY)
