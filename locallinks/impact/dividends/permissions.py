"""Who may see savings: never the person or the planner, so that no saving steers the planning."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer


def savings_council_id(viewer: Viewer) -> int:
    """Return the council whose money the viewer looks after. Raises NotAllowed."""
    held_role = viewer.role_held(*roles_that(Capability.LOOK_AFTER_MONEY))
    if held_role is None:
        raise NotAllowed("Only the council's finance officers and commissioners see what support cost before and now.")
    return held_role.organisation_id
