"""Who may ask for a direct payment, who decides, and who reads it. Source: docs/rules/local-links.md 2.

The person, or whoever plans with them, asks. The council's social worker decides: it is the council that pays.
"""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import PLANNERS, check_can_read


def check_can_ask(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the person and those who plan with them, who write down what the person asked.

    The same people write down a wish to stop.
    """
    check_can_read(viewer, pathway, PLANNERS)


def may_decide(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may decide about a direct payment: a social worker of the council, which pays."""
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_decide(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social worker."""
    if not may_decide(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}'s social worker can decide about a direct payment.")
