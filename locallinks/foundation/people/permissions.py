"""May this viewer see or change this person's record? Row-level security has already hidden other organisations'."""

from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer

# Local-links.md section 2: money people and investors see sums, never names; the administrator sees accounts.
SEE_PEOPLE = frozenset(
    {"social_worker", "handover_champion", "support_planner", "volunteer_developer", "network_manager", "provider"}
)
CHANGE_PEOPLE = frozenset({"social_worker", "support_planner"})


def is_about_viewer(viewer: Viewer, person_id: int) -> bool:
    return person_id in viewer.people


def may_see_people(viewer: Viewer) -> bool:
    return bool(viewer.people) or viewer.has_role(*SEE_PEOPLE)


def check_can_see(viewer: Viewer, person_id: int) -> None:
    if not (is_about_viewer(viewer, person_id) or viewer.has_role(*SEE_PEOPLE)):
        raise NotAllowed("Your role does not open people's records. Ask their social worker or support planner.")


def check_can_refer(viewer: Viewer) -> None:
    if not viewer.has_role("social_worker", "handover_champion"):
        raise NotAllowed("Only the council's team can start a new record. Ring the council's front door.")


def check_can_change(viewer: Viewer, person: Person) -> None:
    if not (is_about_viewer(viewer, person.pk) or viewer.has_role(*CHANGE_PEOPLE)):
        raise NotAllowed(f"Only {person}, their social worker or their support planner can change this.")


def may_record_agreement(viewer: Viewer, person: Person) -> bool:
    """The network gains when it may plan, so it never records the agreement itself (local-links.md section 8)."""
    at_home = viewer.has_role("social_worker", organisation_id=person.home_id)
    return is_about_viewer(viewer, person.pk) or at_home


def check_can_record_agreement(viewer: Viewer, person: Person) -> None:
    if not may_record_agreement(viewer, person):
        raise NotAllowed(f"Only {person} or the social worker can record what {person} agreed to share.")
