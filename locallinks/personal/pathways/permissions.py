"""Whose hat counts on one pathway: the council's at home, the introduced network's, and the person's own."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway

SEE_ALL = frozenset({"social_worker", "handover_champion", "support_planner", "network_manager"})


def roles_on(viewer: Viewer, pathway: Pathway) -> frozenset[str]:
    """The role codes this viewer may act with on this pathway."""
    roles = viewer.roles_in(pathway.home_id, pathway.network_id)
    return roles | {"person"} if pathway.person_id in viewer.people else roles


def may_see(viewer: Viewer, pathway: Pathway) -> bool:
    return bool(roles_on(viewer, pathway) & (SEE_ALL | {"person"}))


def check_can_see(viewer: Viewer, pathway: Pathway) -> None:
    if not may_see(viewer, pathway):
        raise NotAllowed("Only the person and the people planning with them can open this page.")
