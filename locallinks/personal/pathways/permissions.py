"""Which roles a viewer holds on a pathway: those at its council, those at its network, and the person's own."""

from dataclasses import dataclass
from typing import Protocol

from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.models import Share
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.choices import AllocatedRole
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.rules.states import CLOSED


class HasPathwayKeys(Protocol):
    """A pathway, or a row with the same keys, such as `queries.PathwayRow`."""

    @property
    def person_id(self) -> int: ...
    @property
    def home_id(self) -> int: ...
    @property
    def network_id(self) -> int | None: ...
    @property
    def state(self) -> str: ...


def roles_on(viewer: Viewer, pathway: HasPathwayKeys, *, to_change: bool = False) -> frozenset[str]:
    """Return the codes of the viewer's roles on this pathway; with `to_change`, those with which they may change it.

    The network of an open pathway plans with the person; when its share ends it leaves the pathway. On a closed
    pathway its roles only read, and only while its share is live. Row-level security has already checked the share for
    a viewer with one membership, so the query is run for the others alone.
    """
    organisations = [pathway.home_id, pathway.network_id]
    of_network = pathway.network_id in viewer.memberships
    if pathway.state in CLOSED and of_network and to_change:
        organisations.pop()
    elif pathway.state in CLOSED and of_network and len(viewer.memberships) > 1:
        live = Share.objects.live().filter(person=pathway.person_id, organisation=pathway.network_id)
        if not live.filter(purpose=SharePurpose.PLANNING).exists():
            organisations.pop()
    roles = viewer.roles_in(*organisations)
    return roles | {Role.PERSON} if pathway.person_id in viewer.people else roles


@dataclass(frozen=True)
class Readers:
    """The roles that may open a kind of page about a pathway, and the message that everybody else sees.

    The role `person` stands for the person and those to whom they gave access. `refusal` may hold `{person}`, for their
    name. A viewer who holds none of the roles anywhere is refused before anything is read, unless `find_first` is set.
    """

    roles: frozenset[str]
    refusal: str
    find_first: bool = False


PLANNERS = Readers(
    roles_that(Capability.PLAN_WITH) | {Role.PERSON},
    "Only {person}, their social worker and their support planner can open this page.",
)
# Without the roles that only watch introductions or recruit volunteers: these pages show what support costs.
PLANNERS_AND_MANAGER = Readers(
    roles_that(Capability.READ_PLAN),
    "Only the person and the people planning with them can open this page.",
    find_first=True,
)


def check_may_be_reader(viewer: Viewer, readers: Readers) -> None:
    """Raise NotAllowed for a viewer who holds none of the roles anywhere. Checked before anything is read."""
    if not viewer.roles & readers.roles:
        raise NotAllowed(readers.refusal.format(person="the person"))


def check_can_read(viewer: Viewer, pathway: Pathway, readers: Readers) -> None:
    """Raise NotAllowed for a viewer who holds none of the roles on this pathway."""
    if not roles_on(viewer, pathway) & readers.roles:
        raise NotAllowed(readers.refusal.format(person=pathway.person))


def may_see(viewer: Viewer, pathway: Pathway) -> bool:
    """Return whether a role of the viewer on this pathway reads its state; a broker's does not."""
    return bool(roles_on(viewer, pathway) & roles_that(Capability.SEE_PATHWAY))


def check_can_see(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed where no role of the viewer on this pathway reads its state (`may_see`)."""
    if not may_see(viewer, pathway):
        raise NotAllowed("Only the person and the people planning with them can open this page.")


def reassignable_role(viewer: Viewer, pathway: Pathway) -> AllocatedRole | None:
    """Return which worker the viewer may replace: the council's social worker, the network's planner, or neither."""
    if viewer.may(Capability.REASSIGN, pathway.home_id):
        return AllocatedRole.SOCIAL_WORKER
    if pathway.network_id and viewer.may(Capability.ANSWER_FOR_NETWORK, pathway.network_id):
        return AllocatedRole.PLANNER
    return None


def check_can_reassign(viewer: Viewer, pathway: Pathway) -> AllocatedRole:
    """Return which worker the viewer may replace. Raises NotAllowed where it is neither."""
    role = reassignable_role(viewer, pathway)
    if role is None:
        raise NotAllowed("Only the team that works with them chooses who does.")
    return role
