"""May this viewer see or change this person's record? Row-level security has already hidden other organisations'."""

from django.db.models import Q

from locallinks.foundation.people.models import Person, Share
from locallinks.foundation.shared.clock import Today
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.scope import Viewer

# Local-links.md section 2: money people and investors see sums, never names; the administrator sees accounts.
SEE_PEOPLE = frozenset(
    {"social_worker", "handover_champion", "support_planner", "volunteer_developer", "network_manager", "provider"}
)
CHANGE_PEOPLE = frozenset({"social_worker", "support_planner", "person"})
READ_RECORD = CHANGE_PEOPLE | {"handover_champion", "network_manager"}


def is_about_viewer(viewer: Viewer, person_id: int) -> bool:
    return person_id in viewer.people


def may_see_people(viewer: Viewer) -> bool:
    return bool(viewer.people) or viewer.has_role(*SEE_PEOPLE)


def check_can_see(viewer: Viewer, person_id: int, *, to_tell_a_worry: bool = False) -> None:
    """A GP or nurse opens no record here, but tells of a worry for whoever their team knows (care-act.md section 9)."""
    roles = SEE_PEOPLE | {"clinician"} if to_tell_a_worry else SEE_PEOPLE
    if not (is_about_viewer(viewer, person_id) or viewer.has_role(*roles)):
        raise NotAllowed("Your role does not open people's records. Ask their social worker or support planner.")


def check_can_refer(viewer: Viewer) -> None:
    if not viewer.has_role("social_worker", "handover_champion"):
        raise NotAllowed("Only the council's team can start a new record. Ring the council's front door.")


def roles_with(viewer: Viewer, person: Person) -> frozenset[str]:
    """The hats that count with this person: at home, and where a network plans with them because they agreed.

    A share to give support, or to look for people who could help, lets somebody see: it is no planner's hat.
    """
    live = Q(ends_on=None) | Q(ends_on__gt=Today())  # by the day that row-level security goes by
    shares = Share.objects.filter(live, person=person, purpose="planning", starts_on__lte=Today())
    networks = shares.filter(organisation__in=viewer.organisations).values_list("organisation", flat=True)
    roles = viewer.roles_in(person.home_id, *networks)
    return roles | {"person"} if is_about_viewer(viewer, person.pk) else roles


def check_can_read_record(viewer: Viewer, person: Person) -> None:
    """Who else sees the record, and who has looked: for the person and those who plan with them."""
    if not roles_with(viewer, person) & READ_RECORD:
        raise NotAllowed("Only the person and the people planning with them can open this page.")


def check_can_change(viewer: Viewer, person: Person) -> None:
    if not roles_with(viewer, person) & CHANGE_PEOPLE:
        raise NotAllowed(f"Only {person}, their social worker or their support planner can change this.")


def may_record_agreement(viewer: Viewer, person: Person) -> bool:
    """The network gains when it may plan, so it never records the agreement itself (local-links.md section 8)."""
    at_home = viewer.has_role("social_worker", organisation_id=person.home_id)
    return is_about_viewer(viewer, person.pk) or at_home


def check_can_record_agreement(viewer: Viewer, person: Person) -> None:
    if not may_record_agreement(viewer, person):
        raise NotAllowed(f"Only {person} or the social worker can record what {person} agreed to share.")


def may_note_safety(viewer: Viewer, person: Person) -> bool:
    return bool(roles_with(viewer, person) & {"social_worker", "support_planner"})


def check_can_note_safety(viewer: Viewer, person: Person) -> None:
    if not may_note_safety(viewer, person):
        raise NotAllowed("Only the social worker or the support planner writes keeping-safe notes. Tell one of them.")


def may_see_papers(viewer: Viewer, person: Person) -> bool:
    """The council sees the paper: whoever it names, or gains by it, does not say what it covers."""
    return viewer.has_role("social_worker", organisation_id=person.home_id)


def check_can_see_papers(viewer: Viewer, person: Person) -> None:
    if not may_see_papers(viewer, person):
        raise NotAllowed("Only the social worker records who may decide for somebody. Show them the paper.")


def may_merge(viewer: Viewer, home_id: int) -> bool:
    return viewer.has_role("social_worker", organisation_id=home_id)


def check_can_merge(viewer: Viewer, person: Person) -> None:
    """The social worker of the council that keeps the record decides; a network sees too little to know."""
    if not may_merge(viewer, person.home_id):
        raise NotAllowed("Only the council's social worker decides if two records are of one person.")
