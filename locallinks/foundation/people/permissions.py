"""Whether a viewer may see or change a person's record.

PostgreSQL decides who can read a record now: its home, live shares, grants and links. This module narrows that by what
each role is for; a role counts only in the organisation where it is held.
"""

from locallinks.foundation.people.choices import InvitationPurpose, SharePurpose
from locallinks.foundation.people.models import Death, Person, Share
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.shared.roles import roles_for as roles_of_kind
from locallinks.foundation.shared.viewer import Viewer

ROLES_THAT_CHANGE_RECORDS = roles_that(Capability.CHANGE_RECORD)
# Who may search for people; another system too, because what it sends is compared with whom we know.
ROLES_THAT_FIND_PEOPLE = roles_that(Capability.SEE_PEOPLE, Capability.SEND_RECORDS)
ROLES_THAT_READ_RECORDS = roles_that(Capability.READ_RECORD)
# The only roles that count where a share is for arranged support, or for finding support.
ROLES_THAT_GIVE_SUPPORT = roles_that(Capability.GIVE_SUPPORT)


def roles_for(person: Person, duty: Capability) -> frozenset[Role]:
    """Return the roles of the person's home that have this duty towards them; empty where it has none.

    A council decides under the Care Act 2014; a network that is the home of its own member does not.
    """
    return roles_of_kind(person.home.kind, duty)


def is_about_viewer(viewer: Viewer, person_id: int) -> bool:
    """Return whether the viewer is this person, or opens the record by a grant of theirs."""
    return person_id in viewer.people


def may_see_people(viewer: Viewer) -> bool:
    """Return whether the viewer can open any record: their own, by a grant, or by a role. Runs no query."""
    return bool(viewer.people) or viewer.may_somewhere(Capability.SEE_PEOPLE)


def check_may_see_people(viewer: Viewer, *, to_raise_concern: bool = False) -> None:
    """Raise NotAllowed for a viewer none of whose roles opens any person's record. Runs no query."""
    capability = Capability.RAISE_ABOUT if to_raise_concern else Capability.SEE_PEOPLE
    if not (viewer.people or viewer.may_somewhere(capability)):
        raise NotAllowed("Your role does not open people's records. Ask their social worker or support planner.")


def check_can_see(viewer: Viewer, person: Person, *, to_raise_concern: bool = False) -> None:
    """Raise NotAllowed where none of the viewer's roles opens this person, who was read through row-level security.

    Row-level security suffices for a viewer with one organisation; for one with several, this looks up which of them
    have access to the person. to_raise_concern: a GP or nurse opens no record, but may raise a concern about somebody
    their team knows (docs/rules/care-act.md 9).
    """
    roles = roles_that(Capability.RAISE_ABOUT if to_raise_concern else Capability.SEE_PEOPLE)
    if is_about_viewer(viewer, person.pk):
        return
    organisations = viewer.organisations
    if len(organisations) > 1:
        live = Share.objects.live().filter(person=person, organisation__in=organisations)
        organisations = (person.home_id, *live.values_list("organisation", flat=True))
    if not viewer.roles_in(*organisations) & roles:
        raise NotAllowed("Your role does not open people's records. Ask their social worker or support planner.")


def check_can_refer(viewer: Viewer, home_id: int) -> None:
    """Raise NotAllowed for all but those who answer requests to this council: social workers and handover champions."""
    if not viewer.may(Capability.ANSWER_REQUESTS, home_id):
        raise NotAllowed("Only the council's team can start a new record. Ring the council's front door.")


def roles_with(viewer: Viewer, person: Person, *, to_change: bool = False) -> frozenset[str]:
    """Return the viewer's roles that count for this person.

    All roles at the home and in an organisation that plans; only roles that give support where a share is for anything
    else. to_change: leave out shares that are read-only after a closure or a death. One query, and one more for a
    viewer with a grant where `to_change` is set.
    """
    roles = set(viewer.roles_in(person.home_id))
    shares = Share.objects.open_to_change() if to_change else Share.objects.live()
    rows = shares.filter(person=person, organisation__in=viewer.organisations)
    for organisation_id, purpose in rows.values_list("organisation", "purpose"):
        held = viewer.roles_in(organisation_id)
        roles |= held if purpose == SharePurpose.PLANNING else held & ROLES_THAT_GIVE_SUPPORT
    if is_about_viewer(viewer, person.pk) and not (to_change and Death.objects.filter(person=person).exists()):
        roles.add(Role.PERSON)
    return frozenset(roles)


def check_may_read_records(viewer: Viewer) -> None:
    """Raise NotAllowed for viewers none of whose roles sees who else has access to any record. Runs no query."""
    if not (viewer.people or viewer.may_somewhere(Capability.READ_RECORD)):
        raise NotAllowed("Only the person and the people planning with them can open this page.")


def check_can_read_record(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for viewers who may not see who else has access to the record, and who has read it."""
    if not roles_with(viewer, person) & ROLES_THAT_READ_RECORDS:
        raise NotAllowed("Only the person and the people planning with them can open this page.")


def may_read_all_looks(viewer: Viewer, person: Person) -> bool:
    """Return whether a role of the viewer at the person's home reads every look; others read their organisation's."""
    return viewer.may(Capability.READ_RECORD, person.home_id)


def may_change(viewer: Viewer, person: Person) -> bool:
    """Return whether the viewer may change the record: the person, or a social worker or planner of theirs."""
    return bool(roles_with(viewer, person, to_change=True) & ROLES_THAT_CHANGE_RECORDS)


def check_can_change(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for all but the person and those who plan with them.

    A share that is read-only after a closure or a death does not count (docs/adr/0021).
    """
    if not may_change(viewer, person):
        raise NotAllowed(f"Only {person}, their social worker or their support planner can change this.")


def check_can_invite(viewer: Viewer, person: Person, purpose: str) -> None:
    """Raise NotAllowed for all but those who may change the record, and for a provider's link the council's broker.

    The action that asks for quotes checks which plans the broker arranges.
    """
    arranges = viewer.may(Capability.ARRANGE_FOR_COUNCIL, person.home_id)
    if not (purpose == InvitationPurpose.QUOTE and arranges):
        check_can_change(viewer, person)


def may_change_nhs_number(viewer: Viewer, person: Person) -> bool:
    """Return whether the viewer may change the NHS number. For others a refusal would reveal who is known."""
    return viewer.may(Capability.CHANGE_NHS_NUMBER, person.home_id)


def check_can_change_nhs_number(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for all but the social workers, champions and connected system of the person's home."""
    if not may_change_nhs_number(viewer, person):
        raise NotAllowed("Only the council changes an NHS number. Ask the social worker.", code="nhs_number")


def may_record_agreement(viewer: Viewer, person: Person) -> bool:
    """Return whether the viewer may record an agreement: never the network that gains (docs/rules/local-links.md 8)."""
    return is_about_viewer(viewer, person.pk) or viewer.may(Capability.RECORD_CONSENT, person.home_id)


def check_can_record_agreement(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for all but the person and the social workers of their home."""
    if not may_record_agreement(viewer, person):
        raise NotAllowed(f"Only {person} or the social worker can record what {person} agreed to share.")


def may_note_safety(viewer: Viewer, person: Person) -> bool:
    """Return whether the viewer may write keeping-safe notes: a social worker or planner, never the person."""
    return bool(roles_with(viewer, person, to_change=True) & roles_that(Capability.PLAN_WITH))


def check_can_note_safety(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for all but the social workers and support planners who may change this record."""
    if not may_note_safety(viewer, person):
        raise NotAllowed("Only the social worker or the support planner writes keeping-safe notes. Tell one of them.")


def may_record_representatives(viewer: Viewer, person: Person) -> bool:
    """Return whether the viewer may record representatives: the council's social workers, who see the document."""
    return viewer.may(Capability.DECIDE, person.home_id)


def check_can_record_representatives(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for all but the council's social workers, who see the document."""
    if not may_record_representatives(viewer, person):
        raise NotAllowed("Only the social worker records who may decide for somebody. Show them the paper.")


def may_merge(viewer: Viewer, home_id: int) -> bool:
    """Return whether the viewer may merge records of people of this home: its social workers."""
    return viewer.may(Capability.DECIDE, home_id)


def check_can_merge(viewer: Viewer, person: Person) -> None:
    """Raise NotAllowed for anybody but a social worker of the home: others see too little to decide."""
    if not may_merge(viewer, person.home_id):
        raise NotAllowed("Only the council's social worker decides if two records are of one person.")
