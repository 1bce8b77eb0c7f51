"""Who sets the budget, who may read the sum, and who may know the baseline.

The person and the planner share the sum. The baseline is for the social worker who freezes it and for those who look
after the council's money: whoever plans must not be steered by a saving (docs/rules/local-links.md 8).
"""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway


def may_set(viewer: Viewer, pathway: Pathway) -> bool:
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_set(viewer: Viewer, pathway: Pathway) -> None:
    if not may_set(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}'s social worker can set the first budget.")


def check_can_see_baseline(viewer: Viewer, pathway: Pathway) -> None:
    if not viewer.may(Capability.SEE_BASELINE, pathway.home_id):
        raise NotAllowed("Only the council's social workers, finance officers and commissioners can see this.")


def check_can_check_baseline(viewer: Viewer) -> None:
    """Nobody who works with the person or gains from the scheme: those who look after the council's money."""
    if not viewer.may_somewhere(Capability.LOOK_AFTER_MONEY):
        raise NotAllowed("Only finance officers and commissioners can check the usual support a second time.")


def check_can_see_versions(viewer: Viewer) -> None:
    """The rule and how it did are sums, for those who look after the council's money."""
    if not viewer.may_somewhere(Capability.LOOK_AFTER_MONEY):
        raise NotAllowed("Only finance officers and commissioners can see the budget rule and try it.")


def audited_council_ids(viewer: Viewer) -> tuple[int, ...]:
    """Whose past plans this viewer may try a rule on."""
    return viewer.organisations_that(Capability.LOOK_AFTER_MONEY)
