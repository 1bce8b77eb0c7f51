"""Who may offer, answer and follow up an introduction, and who may read the queue, rates, capacity and notes."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway


def may_answer(viewer: Viewer, pathway: Pathway) -> bool:
    """Return whether the viewer may give the person's answer, or write it down."""
    return pathway.person_id in viewer.people or viewer.may(Capability.DECIDE, pathway.home_id)


def may_answer_for_network(viewer: Viewer, pathway: Pathway) -> bool:
    """Return whether the viewer may give the answer of the network that is asked."""
    return pathway.network_id is not None and viewer.may(Capability.ANSWER_FOR_NETWORK, pathway.network_id)


def check_can_offer(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social worker (docs/rules/local-links.md 3)."""
    if not viewer.may(Capability.DECIDE, pathway.home_id):
        raise NotAllowed(f"Only {pathway.person}'s social worker can offer to introduce them to a network.")


def check_can_answer(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed. The network never records the answer: it gains from a yes (docs/rules/local-links.md 8)."""
    if not may_answer(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person} can answer, or the social worker can write down what they said.")


def check_can_answer_for_network(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but planners and managers of the network that is asked."""
    if not may_answer_for_network(viewer, pathway):
        raise NotAllowed("Only a support planner or manager of the network can give the network's answer.")


def check_can_chase(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social workers and champion (docs/rules/local-links.md 3)."""
    if not viewer.may(Capability.ANSWER_REQUESTS, pathway.home_id):
        raise NotAllowed("Only the handover champion or a social worker can ask the network again.")


SEE_QUEUE = roles_that(Capability.WATCH_INTRODUCTIONS)


def check_can_see_queue(viewer: Viewer) -> None:
    """Raise NotAllowed for those who may only see sums: the queue names people (docs/rules/local-links.md 2)."""
    if not viewer.may_somewhere(Capability.WATCH_INTRODUCTIONS):
        raise NotAllowed("Only the handover champion and social workers can open this page.")


def may_read_notes(viewer: Viewer) -> bool:
    """Whether the viewer reads coaching notes: they are between the champion and those who offer introductions."""
    return viewer.may_somewhere(Capability.ANSWER_REQUESTS)


def check_can_read_notes(viewer: Viewer) -> None:
    """Raise NotAllowed for all but the champion and those who offer introductions (`may_read_notes`)."""
    if not may_read_notes(viewer):
        raise NotAllowed("Only the handover champion and social workers can open this page.")


def managed_network_id(viewer: Viewer) -> int:
    """Return the network that the viewer manages, whose capacity they record. Raises NotAllowed."""
    held_role = viewer.role_held(*roles_that(Capability.MANAGE_NETWORK))
    if held_role is None:
        raise NotAllowed("Only the manager of a network says how much room it has.")
    return held_role.organisation_id


def own_network_id(viewer: Viewer) -> int:
    """Return the network whose capacity the viewer may read. Raises NotAllowed."""
    held_role = viewer.role_held(*roles_that(Capability.ANSWER_FOR_NETWORK))
    if held_role is None:
        raise NotAllowed("Only the network's manager and planners can open this page.")
    return held_role.organisation_id


def coached_council_id(viewer: Viewer) -> int:
    """Return the council for which the viewer writes coaching notes. Raises NotAllowed."""
    held_role = viewer.role_held(*roles_that(Capability.COACH))
    if held_role is None:
        raise NotAllowed("Only the handover champion writes coaching notes.")
    return held_role.organisation_id


def check_can_see_rates(viewer: Viewer) -> None:
    """Raise NotAllowed. A network sees only the people who reached it, so its rates would be wrong."""
    if not viewer.may_somewhere(Capability.SEE_RATES_OF_INTRODUCTION):
        raise NotAllowed("Only the council's champion, social workers and commissioners can see these numbers.")
