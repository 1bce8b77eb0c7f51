"""Whose hat counts on one pathway: the council's at home, the introduced network's, and the person's own."""

from typing import Protocol

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway

SEE_ALL = frozenset({"social_worker", "handover_champion", "support_planner", "network_manager"})


class OnTheWay(Protocol):
    """A pathway, or as much of one as says whose it is (queries.Way)."""

    @property
    def person_id(self) -> int: ...
    @property
    def home_id(self) -> int: ...
    @property
    def network_id(self) -> int | None: ...


def roles_on(viewer: Viewer, pathway: OnTheWay) -> frozenset[str]:
    """The role codes this viewer may act with on this pathway."""
    roles = viewer.roles_in(pathway.home_id, pathway.network_id)
    return roles | {"person"} if pathway.person_id in viewer.people else roles


def may_see(viewer: Viewer, pathway: Pathway) -> bool:
    return bool(roles_on(viewer, pathway) & (SEE_ALL | {"person"}))


def check_can_see(viewer: Viewer, pathway: Pathway) -> None:
    if not may_see(viewer, pathway):
        raise NotAllowed("Only the person and the people planning with them can open this page.")


def role_to_reassign(viewer: Viewer, pathway: Pathway) -> str:
    """Whose place this viewer may give to a colleague: the council's worker, the network's planner, or nobody's."""
    if viewer.has_role("social_worker", organisation_id=pathway.home_id):
        return "social_worker"
    if pathway.network_id and viewer.roles_in(pathway.network_id) & {"support_planner", "network_manager"}:
        return "planner"
    return ""


def check_can_reassign(viewer: Viewer, pathway: Pathway) -> str:
    role = role_to_reassign(viewer, pathway)
    if not role:
        raise NotAllowed("Only the team that works with them chooses who does.")
    return role
