"""Who may see what was saved: never the planner or the person, so that planning is never steered by it."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer


def savings_council_id(viewer: Viewer) -> int:
    """The council whose money this viewer looks after. Raises NotAllowed."""
    held = viewer.role_held(*roles_that(Capability.LOOK_AFTER_MONEY))
    if held is None:
        raise NotAllowed("Only the council's finance officers and commissioners see what support cost before and now.")
    return held.organisation_id
