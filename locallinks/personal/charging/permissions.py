"""Who may give an estimate. The person and the planner read it before they plan."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway


def may_give(viewer: Viewer, pathway: Pathway) -> bool:
    """Return whether the viewer may give the estimate."""
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_give(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social worker; the person and the planner only read the estimate."""
    if not may_give(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}'s social worker can give an estimate.")
