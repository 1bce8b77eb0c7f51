"""Who does what in an introduction: the council offers, the person answers, then the network answers."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway


def may_answer(viewer: Viewer, pathway: Pathway) -> bool:
    return pathway.person_id in viewer.people or viewer.has_role("social_worker", organisation_id=pathway.home_id)


def may_answer_for_network(viewer: Viewer, pathway: Pathway) -> bool:
    roles = viewer.roles_in(pathway.network_id) if pathway.network_id else frozenset()
    return bool(roles & {"support_planner", "network_manager"})


def check_can_offer(viewer: Viewer, pathway: Pathway) -> None:
    if not viewer.has_role("social_worker", organisation_id=pathway.home_id):
        raise NotAllowed(f"Only {pathway.person}'s social worker can offer to introduce them to a network.")


def check_can_answer(viewer: Viewer, pathway: Pathway) -> None:
    """The network gains when the answer is yes, so it never records one (docs/rules/local-links.md 8)."""
    if not may_answer(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person} can answer, or the social worker can write down what they said.")


def check_can_answer_for_network(viewer: Viewer, pathway: Pathway) -> None:
    if not may_answer_for_network(viewer, pathway):
        raise NotAllowed("Only a support planner or manager of the network can give the network's answer.")


def check_can_chase(viewer: Viewer, pathway: Pathway) -> None:
    if not viewer.has_role("social_worker", "handover_champion", organisation_id=pathway.home_id):
        raise NotAllowed("Only the handover champion or a social worker can ask the network again.")


SEE_QUEUE = frozenset({"handover_champion", "social_worker"})


def check_can_see_queue(viewer: Viewer) -> None:
    """It names people, so not for those who only see sums (docs/rules/local-links.md 2)."""
    if not viewer.has_role(*SEE_QUEUE):
        raise NotAllowed("Only the handover champion and social workers can open this page.")


def network_to_speak_for(viewer: Viewer) -> int:
    """The network this viewer manages, for which they say how much room there is."""
    hat = viewer.hat("network_manager")
    if hat is None:
        raise NotAllowed("Only the manager of a network says how much room it has.")
    return hat.organisation_id


def network_of(viewer: Viewer) -> int:
    """The network whose room this viewer may read."""
    hat = viewer.hat("network_manager", "support_planner")
    if hat is None:
        raise NotAllowed("Only the network's manager and planners can open this page.")
    return hat.organisation_id


def council_to_coach(viewer: Viewer) -> int:
    hat = viewer.hat("handover_champion")
    if hat is None:
        raise NotAllowed("Only the handover champion writes coaching notes.")
    return hat.organisation_id


SEE_RATES = frozenset({"handover_champion", "social_worker", "commissioner"})


def check_can_see_rates(viewer: Viewer) -> None:
    """Only the council knows everybody who was decided about: a network would see its own successes alone."""
    if not viewer.has_role(*SEE_RATES):
        raise NotAllowed("Only the council's champion, social workers and commissioners can see these numbers.")
