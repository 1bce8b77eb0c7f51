"""Who may tell, and who deals with it. Row-level security has already hidden a concern from whoever may not know."""

from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer

SAFEGUARDING_ROLES = roles_that(Capability.DEAL_WITH_CONCERNS)


def check_can_raise(viewer: Viewer) -> None:
    """Anybody who signed in: docs/rules/care-act.md 9, "any user including volunteers"."""
    if not viewer.signed_in:
        raise NotAllowed("Sign in first, or ring the council. If somebody is in danger now, ring 999.")


def check_can_deal(viewer: Viewer) -> None:
    """Safeguarding leads, and whoever one of them opened a concern to. What they find is for the database to say.

    It answers by what this viewer reads, so the refusal tells nobody whether there is a concern they do not read.
    """
    if not (viewer.signed_in and (viewer.may_somewhere(Capability.DEAL_WITH_CONCERNS) or Concern.objects.exists())):
        raise NotAllowed("Only the council's safeguarding leads, and whoever they open a concern to, read this page.")


def may_open(viewer: Viewer, concern: Concern) -> bool:
    """A lead of the council it was told to; whoever it was opened to does not pass it on."""
    return viewer.may(Capability.DEAL_WITH_CONCERNS, concern.home_id)


def check_can_open(viewer: Viewer, concern: Concern) -> None:
    if not may_open(viewer, concern):
        raise NotAllowed("Only a safeguarding lead opens a concern to a colleague. Ask the one who opened it to you.")
