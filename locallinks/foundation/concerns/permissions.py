"""Who may raise a concern, deal with one, and open one to a colleague.

Row-level security already hides each concern from viewers who may not know of it.
"""

from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer

SAFEGUARDING_ROLES = roles_that(Capability.DEAL_WITH_CONCERNS)


def check_can_raise(viewer: Viewer) -> None:
    """Raise NotAllowed for somebody who is signed out: "any user including volunteers" (docs/rules/care-act.md 9)."""
    if not viewer.signed_in:
        raise NotAllowed("Sign in first, or ring the council. If somebody is in danger now, ring 999.")


def check_can_deal(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer is a safeguarding lead, or can read some concern.

    It depends only on what this viewer can read, so a refusal does not reveal that a hidden concern exists.
    """
    if not (viewer.signed_in and (viewer.may_somewhere(Capability.DEAL_WITH_CONCERNS) or Concern.objects.exists())):
        raise NotAllowed("Only the council's safeguarding leads, and whoever they open a concern to, read this page.")


def may_open(viewer: Viewer, concern: Concern) -> bool:
    """Whether the viewer may open the concern to a colleague: only a lead of its council, not another reader."""
    return viewer.may(Capability.DEAL_WITH_CONCERNS, concern.home_id)


def check_can_open(viewer: Viewer, concern: Concern) -> None:
    """Raise NotAllowed for all but a lead of the concern's council; a colleague it was opened to cannot pass it on."""
    if not may_open(viewer, concern):
        raise NotAllowed("Only a safeguarding lead opens a concern to a colleague. Ask the one who opened it to you.")
