"""Who may read, write and approve a plan. Source: docs/rules/local-links.md 2 and 3."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway


def roles_on_plan(viewer: Viewer, pathway: Pathway) -> frozenset[str]:
    """Return the viewer's roles on this plan. `person` is the person, or somebody they gave access: a carer."""
    roles = viewer.roles_in(pathway.home_id) & roles_that(Capability.DECIDE)
    if pathway.network_id:
        roles |= viewer.roles_in(pathway.network_id) & roles_that(Capability.ANSWER_FOR_NETWORK)
    return roles | {Role.PERSON} if pathway.person_id in viewer.people else roles


def may_read(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may read the plan: the person, social workers, the network's planners and managers."""
    return bool(roles_on_plan(viewer, pathway))


def writing_roles(state: str) -> frozenset[str]:
    """Return the roles that write the plan in this state of the pathway."""
    return {
        PathwayState.PLANNING: roles_that(Capability.PLAN_FOR_NETWORK),
        PathwayState.COUNCIL_PLANNING: roles_that(Capability.DECIDE),
        PathwayState.SELF_PLANNING: roles_that(Capability.DECIDE) | {Role.PERSON},
    }.get(PathwayState(state), frozenset())


def may_write(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may write the plan now (`writing_roles`): nobody may once it was sent."""
    return bool(roles_on_plan(viewer, pathway) & writing_roles(pathway.state))


def may_record_agreement(viewer: Viewer, pathway: Pathway) -> bool:
    """The person, their planner or the social worker may record whether the person agrees."""
    return bool(roles_on_plan(viewer, pathway) & roles_that(Capability.CHANGE_RECORD))


def may_comment(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may comment, add goals and mark tasks as done: those who may record an agreement."""
    return may_record_agreement(viewer, pathway)


def may_plan_with(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may answer comments, record visits and make links to the plan: planner or social worker."""
    return bool(roles_on_plan(viewer, pathway) & roles_that(Capability.PLAN_WITH))


def may_decide(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may approve or return the plan: a social worker of the council, which keeps the duty."""
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_read(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the person and those who plan with them or manage the network."""
    if not may_read(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person} and the people planning with them can open this plan.")


def check_can_write(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed. Call it only while a plan is written; in other states the transition refuses."""
    if not may_write(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person} and whoever is writing the plan with them can change it.")


def check_can_start(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for somebody who neither writes nor decides. After a review the social worker may start."""
    if not (may_write(viewer, pathway) or may_decide(viewer, pathway)):
        raise NotAllowed(f"Only {pathway.person} and whoever plans with them can start the plan.")


def check_can_record_agreement(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the person, their planner and their social worker."""
    if not may_record_agreement(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}, their planner or their social worker can record this.")


def check_can_decide(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for anybody but the council, which keeps the duty (docs/rules/care-act.md 6)."""
    if not may_decide(viewer, pathway):
        raise NotAllowed("Only a social worker can decide about a plan.")


def check_can_comment(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the person, their planner and their social worker."""
    if not may_comment(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}, their planner or their social worker can write this down.")


def check_can_plan_with(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the planner and the social worker, also for the person."""
    if not may_plan_with(viewer, pathway):
        raise NotAllowed(f"Only whoever plans with {pathway.person} can do this.")
