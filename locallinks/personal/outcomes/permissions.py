"""Who may record replies and licences."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import roles_on


def may_write(viewer: Viewer, pathway: Pathway) -> bool:
    """Return whether the viewer may record a reply."""
    return bool(roles_on(viewer, pathway) & roles_that(Capability.CHANGE_RECORD))


def check_can_write(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the person, their planner and their social worker."""
    if not may_write(viewer, pathway):
        raise NotAllowed("Only the person, their planner and their social worker write here.")


def check_can_license(viewer: Viewer) -> None:
    """Raise NotAllowed for all but administrators, of a council or a network."""
    if not viewer.may_somewhere(Capability.ADMINISTER):
        raise NotAllowed("Your organisation's administrator records licences.")
