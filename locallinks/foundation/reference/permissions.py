"""Everybody who works for a council may read the rates; its finance officers and administrators may change them."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer


def council_roles(viewer: Viewer) -> frozenset[str]:
    """Return the viewer's roles in councils. A network has an administrator too, who has no say here."""
    return frozenset(held.role for held in viewer.roles_held if held.organisation_kind == "council")


def may_change(viewer: Viewer) -> bool:
    """Whether the viewer may change rates and bank holidays: a council's finance officer or administrator."""
    return bool(council_roles(viewer) & roles_that(Capability.CHANGE_RATES))


def check_can_see(viewer: Viewer) -> None:
    """Raise NotAllowed where no role of the viewer in a council reads the rates."""
    if not council_roles(viewer) & roles_that(Capability.READ_RATES):
        raise NotAllowed("Only people who work for the council can see this page. Ask your contact there.")


def check_can_change(viewer: Viewer) -> None:
    """Raise NotAllowed for all but the finance officers and administrators of a council."""
    if not may_change(viewer):
        raise NotAllowed("Only finance officers and administrators can change this. Ask one of them.")


def check_can_set_agreed(viewer: Viewer) -> None:
    """Raise NotAllowed for a viewer who may not be the second person to agree to a rate."""
    if not council_roles(viewer) & roles_that(Capability.LOOK_AFTER_MONEY):
        raise NotAllowed("Only finance officers and commissioners can agree on this. Ask one of them.")
