"""Who may read an assessment, and who may write and decide.

The social worker of the council responsible writes and decides. The person reads what is about them, and the support
planner the person agreed to meet plans from it. Nobody else does: not the champion who watches the queue, the network's
manager, the volunteer developer, a provider, or anybody who looks after money (docs/rules/local-links.md 2).
"""

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.people.choices import GrantKind
from locallinks.foundation.people.models import Grant, Person
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway


def may_assess(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may assess and decide: a social worker of the council that is the person's home."""
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_assess(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social workers: the network never decides who gets support."""
    if not may_assess(viewer, pathway):
        raise NotAllowed(
            f"Only {pathway.person}'s social worker can do this. The network never decides who gets support."
        )


def check_can_write_own(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the person, the holder of a link as the person, and the social worker.

    The social worker types in what is on paper.
    """
    if pathway.person_id not in viewer.people and not may_assess(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person} and their social worker can write here.")


def check_can_record_advocacy(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the social worker and the planner.

    The planner may, because planning and reviews need an advocate too (s.67).
    """
    if not viewer.roles_in(pathway.home_id, pathway.network_id) & roles_that(Capability.PLAN_WITH):
        raise NotAllowed(f"Only {pathway.person}'s social worker or support planner can record this.")


def check_carer_role(viewer: Viewer) -> None:
    """Raise NotAllowed for viewers who can read no carer's assessment, before any is fetched."""
    if not (viewer.may_somewhere(Capability.DECIDE) or viewer.people):
        raise NotAllowed("Only the carer and the council's social workers can open this page.")


def is_oneself(viewer: Viewer, person_id: int) -> bool:
    """Whether the viewer is this person. A grant is not enough: it may be held by the adult the carer looks after."""
    if person_id not in viewer.people or viewer.user_id is None:
        return False
    return Grant.objects.filter(user_id=viewer.user_id, person_id=person_id, kind=GrantKind.OWN).exists()


def may_assess_carer(viewer: Viewer, carer: Person) -> bool:
    """Whether the viewer may assess a carer and decide: a social worker of the council that is the carer's home."""
    return viewer.may(Capability.DECIDE, carer.home_id)


def check_can_assess_carer(viewer: Viewer, carer: Person) -> None:
    """Raise NotAllowed for all but the social workers of the council that is the carer's home."""
    if not may_assess_carer(viewer, carer):
        raise NotAllowed("Only a social worker of the council can do this.")


def check_can_read_carer(viewer: Viewer, carer: Person) -> None:
    """Raise NotAllowed for all but the carer and the council's social workers.

    The adult never reads it (docs/rules/care-act.md 4).
    """
    if not (may_assess_carer(viewer, carer) or is_oneself(viewer, carer.pk)):
        raise NotAllowed("Only the carer and the council's social workers can open this page.")


def council_of(viewer: Viewer) -> int:
    """Return the council the viewer assesses for. Raises NotAllowed for everybody else."""
    for held in viewer.roles_held:
        if held.role in roles_that(Capability.DECIDE) and held.organisation_kind == OrganisationKind.COUNCIL:
            return held.organisation_id
    raise NotAllowed("Only the council's social workers can open this page.")
