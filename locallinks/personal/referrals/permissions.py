"""The council's team writes down who needs help; the social worker may decide that advice is enough."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway

TEAM = ("social_worker", "handover_champion")


def check_can_refer(viewer: Viewer, home_id: int | None = None) -> None:
    """Anybody may ask for help (local-links.md section 3); in this issue the council's team writes it down for them."""
    if not viewer.has_role(*TEAM, organisation_id=home_id):
        raise NotAllowed("Only the council's team can open this page. To ask for help, ring the council.")


def check_can_see_request(viewer: Viewer, pathway: Pathway) -> None:
    """How somebody came to us names who told us, so it stays with the council."""
    check_can_refer(viewer, pathway.home_id)


def check_can_see_advice(viewer: Viewer, pathway: Pathway) -> None:
    """Advice was given to the person: it is theirs, and the team's."""
    if pathway.person_id not in viewer.people:
        check_can_refer(viewer, pathway.home_id)


def may_advise(viewer: Viewer, pathway: Pathway) -> bool:
    return viewer.has_role("social_worker", organisation_id=pathway.home_id)


def check_can_advise(viewer: Viewer, pathway: Pathway) -> None:
    if not may_advise(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}'s social worker can give advice and close this.")
