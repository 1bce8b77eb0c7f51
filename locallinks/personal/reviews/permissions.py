"""Who may write in a review, start it, finish it, and see what support costs."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import events_for, roles_on
from locallinks.personal.reviews.choices import ReviewKind


def may_write(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may write in a review: the person, their planner or their social worker."""
    return bool(roles_on(viewer, pathway) & roles_that(Capability.CHANGE_RECORD))


def check_can_write(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the person, their planner and their social worker."""
    if not may_write(viewer, pathway):
        raise NotAllowed("Only the person, their planner and their social worker write in a review.")


def kinds_open_to(viewer: Viewer, pathway: Pathway) -> tuple[ReviewKind, ...]:
    """Return the kinds of review that this viewer may start now. Only the council starts planned ones."""
    events = events_for(viewer, pathway)
    return tuple(kind for kind in ReviewKind if kind.event in events)


def check_can_see_costs(viewer: Viewer) -> None:
    """Raise NotAllowed for all but social workers, for a list with names and costs (docs/rules/local-links.md 2)."""
    if not viewer.may_somewhere(Capability.DECIDE):
        raise NotAllowed("Only social workers, who hold the reviews, open this list.")


def may_finish(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may finish a review: the council's social worker."""
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_finish(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social worker; others only write in the review."""
    if not may_finish(viewer, pathway):
        raise NotAllowed("The social worker finishes the review. You can write in it.")
