"""Who may ask for a direct payment, who decides, and who reads it. Source: local-links.md section 2.

The person, or whoever plans with them, asks. The council's social worker decides: it is the council that pays.
"""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway

READERS = roles_that(Capability.PLAN_WITH)


def check_role(viewer: Viewer) -> None:
    """Refuses before anything is read, so that a refusal never counts as a look."""
    if not (viewer.may_somewhere(Capability.PLAN_WITH) or viewer.people):
        raise NotAllowed("Only the person, their social worker and their support planner can open this page.")


def may_ask(viewer: Viewer, pathway: Pathway) -> bool:
    """The person asks, or somebody who plans with them writes down that they did; and so with a wish to stop."""
    hats = viewer.roles_in(pathway.home_id, pathway.network_id)
    return bool(hats & READERS) or pathway.person_id in viewer.people


def check_can_ask(viewer: Viewer, pathway: Pathway) -> None:
    if not may_ask(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}, their social worker and their support planner can open this page.")


def may_decide(viewer: Viewer, pathway: Pathway) -> bool:
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_decide(viewer: Viewer, pathway: Pathway) -> None:
    if not may_decide(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}'s social worker can decide about a direct payment.")


def councils_of(viewer: Viewer) -> tuple[int, ...]:
    """Where this viewer decides."""
    return viewer.organisations_that(Capability.DECIDE)
