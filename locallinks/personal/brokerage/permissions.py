"""Who may arrange, end, choose and decide (docs/rules/local-links.md 3).

Whoever planned arranges; for a plan that the person wrote, the council does.
"""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import brokers_of, roles_on

SEE_BOARD = roles_that(Capability.SEE_BOARD, Capability.ARRANGE_FOR_COUNCIL)
SEE_LINES = roles_that(Capability.SEE_BOARD)


def check_can_see_board(viewer: Viewer) -> None:
    """Raise NotAllowed unless a role of the viewer arranges support, or manages a network that does."""
    if not viewer.may_somewhere(Capability.SEE_BOARD, Capability.ARRANGE_FOR_COUNCIL):
        raise NotAllowed("Only people who plan and arrange support can open this page.")


def may_see_lines(viewer: Viewer) -> bool:
    """Whether the viewer sees every line at risk: a broker sees only what they arrange."""
    return viewer.may_somewhere(Capability.SEE_BOARD)


def check_can_see_lines(viewer: Viewer) -> None:
    """Raise NotAllowed for all but those who see every line at risk (`may_see_lines`)."""
    if not may_see_lines(viewer):
        raise NotAllowed("Only people who plan and arrange support can open this page.")


def may_arrange(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may arrange this plan: a role that planned it; the council's, for a plan the person wrote.

    Of a closed pathway only a role that decides: neither a network nor a broker arranges any more.
    """
    return bool(roles_on(viewer, pathway, to_change=True) & brokers_of(pathway))


def check_can_arrange(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed, with the code wrong_broker, for all but those who arrange this plan (`may_arrange`)."""
    if not may_arrange(viewer, pathway):
        raise NotAllowed("Whoever planned this support arranges it. Ask them to do it.", code="wrong_broker")


def may_end(viewer: Viewer, pathway: Pathway) -> bool:
    """The arranger, while the pathway is open, or the social worker, since the duty stays with the council."""
    return viewer.may(Capability.DECIDE, pathway.home_id) or may_arrange(viewer, pathway)


def check_can_end(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed, with the code wrong_broker, for all but the arranger and the social worker (`may_end`)."""
    if not may_end(viewer, pathway):
        raise NotAllowed("Whoever arranged this support ends it, or the social worker. Ask them.", code="wrong_broker")


def may_start_urgent(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may start support before the plan: the council's social worker (docs/rules/care-act.md 1)."""
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_start_urgent(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social worker (docs/rules/care-act.md 1)."""
    if not may_start_urgent(viewer, pathway):
        raise NotAllowed("Only the social worker can start urgent support before the plan. Ring them.")


def may_choose(viewer: Viewer, pathway: Pathway) -> bool:
    """The person, or whoever works with them and writes down what they said."""
    is_theirs = pathway.person_id in viewer.people
    return is_theirs or viewer.may(Capability.DECIDE, pathway.home_id) or may_arrange(viewer, pathway)


def check_can_choose(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the person, the social worker and the arranger."""
    if not may_choose(viewer, pathway):
        raise NotAllowed("The person chooses, with whoever plans with them.")


def may_decide_price(viewer: Viewer, pathway: Pathway) -> bool:
    """A social worker, since the council pays. The approval limit is checked by the rules."""
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_decide_price(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social worker, since the council pays."""
    if not may_decide_price(viewer, pathway):
        raise NotAllowed("Only the social worker decides about a price above the plan's.")
