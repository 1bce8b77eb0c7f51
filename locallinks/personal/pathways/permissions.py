"""Whose role counts on one pathway: the council's at home, the introduced network's, and the person's own."""

from dataclasses import dataclass
from typing import Protocol

from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.models import Share
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.rules.states import CLOSED


class HasPathwayKeys(Protocol):
    """A pathway, or as much of one as says whose it is (queries.Way)."""

    @property
    def person_id(self) -> int: ...
    @property
    def home_id(self) -> int: ...
    @property
    def network_id(self) -> int | None: ...
    @property
    def state(self) -> str: ...


def roles_on(viewer: Viewer, pathway: HasPathwayKeys, *, to_change: bool = False) -> frozenset[str]:
    """The role codes this viewer may act with on this pathway; on one that has closed, a network's only to read.

    A network on an open pathway plans with the person: it leaves the pathway the moment that its share ends. On a
    closed one its roles count for as long as it may still read; row-level security has asked that already of somebody
    who works nowhere else.
    """
    places = [pathway.home_id, pathway.network_id]
    network = pathway.network_id in viewer.memberships
    if pathway.state in CLOSED and network and to_change:
        places.pop()
    elif pathway.state in CLOSED and network and len(viewer.memberships) > 1:
        live = Share.objects.live().filter(person=pathway.person_id, organisation=pathway.network_id)
        if not live.filter(purpose=SharePurpose.PLANNING).exists():
            places.pop()
    roles = viewer.roles_in(*places)
    return roles | {Role.PERSON} if pathway.person_id in viewer.people else roles


@dataclass(frozen=True)
class Readers:
    """The roles that may open a kind of page about a pathway, and the refusal everybody else reads.

    `person` is the person and whoever they let in. `refusal` may hold `{person}`, for their name. Somebody who holds
    none of the roles anywhere is refused before anything is read, unless the pathway itself is looked for first.
    """

    roles: frozenset[str]
    refusal: str
    find_first: bool = False


PLANNERS = Readers(
    roles_that(Capability.PLAN_WITH) | {Role.PERSON},
    "Only {person}, their social worker and their support planner can open this page.",
)
# Not for those who only watch the introductions or grow volunteers: these pages show what support costs.
PLANNERS_AND_MANAGER = Readers(
    roles_that(Capability.READ_PLAN),
    "Only the person and the people planning with them can open this page.",
    find_first=True,
)


def check_may_be_reader(viewer: Viewer, readers: Readers) -> None:
    """Raises NotAllowed for somebody who holds none of the roles anywhere. Asked before anything is read."""
    if not viewer.roles & readers.roles:
        raise NotAllowed(readers.refusal.format(person="the person"))


def check_can_read(viewer: Viewer, pathway: Pathway, readers: Readers) -> None:
    """Raises NotAllowed for somebody who holds none of the roles on this pathway."""
    if not roles_on(viewer, pathway) & readers.roles:
        raise NotAllowed(readers.refusal.format(person=pathway.person))


def may_see(viewer: Viewer, pathway: Pathway) -> bool:
    return bool(roles_on(viewer, pathway) & roles_that(Capability.SEE_PATHWAY))


def check_can_see(viewer: Viewer, pathway: Pathway) -> None:
    if not may_see(viewer, pathway):
        raise NotAllowed("Only the person and the people planning with them can open this page.")


def reassignable_role(viewer: Viewer, pathway: Pathway) -> str:
    """Whose place this viewer may give to a colleague: the council's worker, the network's planner, or nobody's."""
    if viewer.may(Capability.REASSIGN, pathway.home_id):
        return Role.SOCIAL_WORKER
    if pathway.network_id and viewer.may(Capability.ANSWER_FOR_NETWORK, pathway.network_id):
        return "planner"
    return ""


def check_can_reassign(viewer: Viewer, pathway: Pathway) -> str:
    role = reassignable_role(viewer, pathway)
    if not role:
        raise NotAllowed("Only the team that works with them chooses who does.")
    return role
