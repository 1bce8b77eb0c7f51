"""The social worker gives the estimate; the person and the planner read it before they plan."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway

READERS = roles_that(Capability.PLAN_WITH)


def check_role(viewer: Viewer) -> None:
    """Refuses before anything is read, so that a refusal never counts as a look."""
    if not (viewer.may_somewhere(Capability.PLAN_WITH) or viewer.people):
        raise NotAllowed("Only the person, their social worker and their support planner can open this page.")


def check_can_read(viewer: Viewer, pathway: Pathway) -> None:
    hats = viewer.roles_in(pathway.home_id, pathway.network_id)
    if not (hats & READERS or pathway.person_id in viewer.people):
        raise NotAllowed(f"Only {pathway.person}, their social worker and their support planner can open this page.")


def may_give(viewer: Viewer, pathway: Pathway) -> bool:
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_give(viewer: Viewer, pathway: Pathway) -> None:
    if not may_give(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}'s social worker can give an estimate.")
