"""Who may tell, and who deals with it. Row-level security has already hidden a concern from whoever it names."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer

DEALS = frozenset({"social_worker"})


def check_can_raise(viewer: Viewer) -> None:
    """Anybody who signed in: care-act.md section 9, "any user including volunteers"."""
    if not viewer.signed_in:
        raise NotAllowed("Sign in first, or ring the council. If somebody is in danger now, ring 999.")


def check_can_deal(viewer: Viewer) -> None:
    if not viewer.has_role(*DEALS):
        raise NotAllowed("Only the council's social workers read what was told about somebody's safety.")
