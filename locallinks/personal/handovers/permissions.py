"""Who does what in an introduction: the council offers, the person answers, then the network answers."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway


def may_answer(viewer: Viewer, pathway: Pathway) -> bool:
    return pathway.person_id in viewer.people or viewer.may(Capability.DECIDE, pathway.home_id)


def may_answer_for_network(viewer: Viewer, pathway: Pathway) -> bool:
    return pathway.network_id is not None and viewer.may(Capability.ANSWER_FOR_NETWORK, pathway.network_id)


def check_can_offer(viewer: Viewer, pathway: Pathway) -> None:
    if not viewer.may(Capability.DECIDE, pathway.home_id):
        raise NotAllowed(f"Only {pathway.person}'s social worker can offer to introduce them to a network.")


def check_can_answer(viewer: Viewer, pathway: Pathway) -> None:
    """The network gains when the answer is yes, so it never records one (docs/rules/local-links.md 8)."""
    if not may_answer(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person} can answer, or the social worker can write down what they said.")


def check_can_answer_for_network(viewer: Viewer, pathway: Pathway) -> None:
    if not may_answer_for_network(viewer, pathway):
        raise NotAllowed("Only a support planner or manager of the network can give the network's answer.")


def check_can_chase(viewer: Viewer, pathway: Pathway) -> None:
    if not viewer.may(Capability.ANSWER_REQUESTS, pathway.home_id):
        raise NotAllowed("Only the handover champion or a social worker can ask the network again.")


SEE_QUEUE = roles_that(Capability.WATCH_INTRODUCTIONS)


def check_can_see_queue(viewer: Viewer) -> None:
    """It names people, so not for those who only see sums (docs/rules/local-links.md 2)."""
    if not viewer.may_somewhere(Capability.WATCH_INTRODUCTIONS):
        raise NotAllowed("Only the handover champion and social workers can open this page.")


def check_can_read_notes(viewer: Viewer) -> None:
    """Coaching is between the champion and those who offer introductions."""
    if not viewer.may_somewhere(Capability.ANSWER_REQUESTS):
        raise NotAllowed("Only the handover champion and social workers can open this page.")


def managed_network_id(viewer: Viewer) -> int:
    """The network this viewer manages, for which they say how much room there is."""
    held = viewer.role_held(*roles_that(Capability.MANAGE_NETWORK))
    if held is None:
        raise NotAllowed("Only the manager of a network says how much room it has.")
    return held.organisation_id


def own_network_id(viewer: Viewer) -> int:
    """The network whose room this viewer may read."""
    held = viewer.role_held(*roles_that(Capability.ANSWER_FOR_NETWORK))
    if held is None:
        raise NotAllowed("Only the network's manager and planners can open this page.")
    return held.organisation_id


def coached_council_id(viewer: Viewer) -> int:
    held = viewer.role_held(*roles_that(Capability.COACH))
    if held is None:
        raise NotAllowed("Only the handover champion writes coaching notes.")
    return held.organisation_id


def check_can_see_rates(viewer: Viewer) -> None:
    """Only the council knows everybody who was decided about: a network would see its own successes alone."""
    if not viewer.may_somewhere(Capability.SEE_RATES_OF_INTRODUCTION):
        raise NotAllowed("Only the council's champion, social workers and commissioners can see these numbers.")
