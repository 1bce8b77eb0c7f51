"""Who arranges: whoever planned; the council for a plan the person wrote (local-links.md section 3)."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import brokers_of, roles_on


def may_arrange(viewer: Viewer, pathway: Pathway) -> bool:
    return bool(roles_on(viewer, pathway) & brokers_of(pathway))


def check_can_arrange(viewer: Viewer, pathway: Pathway) -> None:
    if not may_arrange(viewer, pathway):
        raise NotAllowed("Whoever planned this support arranges it. Ask them to do it.")


def check_can_start_urgent(viewer: Viewer, pathway: Pathway) -> None:
    if "social_worker" not in roles_on(viewer, pathway):
        raise NotAllowed("Only the social worker can start urgent support before the plan. Ring them.")
