"""Who arranges: whoever planned; the council for a plan the person wrote (local-links.md section 3)."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.permissions import roles_on
from locallinks.personal.pathways.queries import last_planned_in
from locallinks.personal.pathways.rules import who_brokers


def may_arrange(viewer: Viewer, pathway: Pathway) -> bool:
    planned_in = last_planned_in(pathway)
    return bool(planned_in and roles_on(viewer, pathway) & who_brokers(planned_in))


def check_can_arrange(viewer: Viewer, pathway: Pathway) -> None:
    if not may_arrange(viewer, pathway):
        raise NotAllowed("Whoever planned this support arranges it. Ask them to do it.")


def check_can_start_urgent(viewer: Viewer, pathway: Pathway) -> None:
    if "social_worker" not in roles_on(viewer, pathway):
        raise NotAllowed("Only the social worker can start urgent support before the plan. Ring them.")
