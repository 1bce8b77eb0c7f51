"""May this viewer see or change this person's record? Row-level security has already hidden other organisations'.

PostgreSQL answers who may see somebody now: home, live shares, grants and links. Here it is only narrowed, by what each
role is for, and a role counts in the organisation it is held in and nowhere else.
"""

from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.models import Death, Person, Share
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.shared.roles import roles_for as roles_of_kind
from locallinks.foundation.shared.viewer import Viewer

ROLES_THAT_CHANGE_RECORDS = roles_that(Capability.CHANGE_RECORD)
# A share to give support, or to look for people who could help, lets somebody see: it is no planner's role.
ROLES_THAT_GIVE_SUPPORT = roles_that(Capability.GIVE_SUPPORT)


def roles_for(person: Person, duty: Capability) -> frozenset[Role]:
    """The roles of the organisation that keeps this person's record which have this duty towards them; perhaps none.

    A council decides under the Care Act 2014; a network that keeps the record of its own member does not.
    """
    return roles_of_kind(person.home.kind, duty)


def is_about_viewer(viewer: Viewer, person_id: int) -> bool:
    return person_id in viewer.people


def may_see_people(viewer: Viewer) -> bool:
    return bool(viewer.people) or viewer.may_somewhere(Capability.SEE_PEOPLE)


def check_may_see_people(viewer: Viewer, *, to_tell_a_worry: bool = False) -> None:
    """Before anything is read: is there any person whose record this viewer's roles open?"""
    capability = Capability.RAISE_ABOUT if to_tell_a_worry else Capability.SEE_PEOPLE
    if not (viewer.people or viewer.may_somewhere(capability)):
        raise NotAllowed("Your role does not open people's records. Ask their social worker or support planner.")


def check_can_see(viewer: Viewer, person: Person, *, to_tell_a_worry: bool = False) -> None:
    """A GP or nurse opens no record here, but tells of a worry for whoever their team knows (docs/rules/care-act.md 9).

    The person was read through row-level security. Whoever works in one place was let in by it; for somebody with roles
    in several it is asked which of them lets this person be seen.
    """
    roles = roles_that(Capability.RAISE_ABOUT if to_tell_a_worry else Capability.SEE_PEOPLE)
    if is_about_viewer(viewer, person.pk):
        return
    places = viewer.organisations
    if len(places) > 1:
        live = Share.objects.live().filter(person=person, organisation__in=places)
        places = (person.home_id, *live.values_list("organisation", flat=True))
    if not viewer.roles_in(*places) & roles:
        raise NotAllowed("Your role does not open people's records. Ask their social worker or support planner.")


def check_can_refer(viewer: Viewer, home_id: int) -> None:
    if not viewer.may(Capability.ANSWER_REQUESTS, home_id):
        raise NotAllowed("Only the council's team can start a new record. Ring the council's front door.")


def roles_with(viewer: Viewer, person: Person, *, to_change: bool = False) -> frozenset[str]:
    """The roles that count with this person: all at home; a network's while it plans; else what visits need.

    `to_change`: without those that may only read any more, after a way through has closed or a death. One query, and
    one more for somebody who may change and works elsewhere than at home.
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


def check_can_read_record(viewer: Viewer, person: Person) -> None:
    """Who else sees the record, and who has looked: for the person and those who plan with them."""
    if not roles_with(viewer, person) & roles_that(Capability.READ_RECORD):
        raise NotAllowed("Only the person and the people planning with them can open this page.")


def may_change(viewer: Viewer, person: Person) -> bool:
    return bool(roles_with(viewer, person, to_change=True) & ROLES_THAT_CHANGE_RECORDS)


def check_can_change(viewer: Viewer, person: Person) -> None:
    if not may_change(viewer, person):
        raise NotAllowed(f"Only {person}, their social worker or their support planner can change this.")


def may_change_nhs_number(viewer: Viewer, person: Person) -> bool:
    """The council compares it with its own records. To anybody else a refusal would tell who is known here."""
    return viewer.may(Capability.CHANGE_NHS_NUMBER, person.home_id)


def check_can_change_nhs_number(viewer: Viewer, person: Person) -> None:
    if not may_change_nhs_number(viewer, person):
        raise NotAllowed("Only the council changes an NHS number. Ask the social worker.", code="nhs_number")


def may_record_agreement(viewer: Viewer, person: Person) -> bool:
    """The network gains when it may plan, so it never records the agreement itself (docs/rules/local-links.md 8)."""
    return is_about_viewer(viewer, person.pk) or viewer.may(Capability.RECORD_CONSENT, person.home_id)


def check_can_record_agreement(viewer: Viewer, person: Person) -> None:
    if not may_record_agreement(viewer, person):
        raise NotAllowed(f"Only {person} or the social worker can record what {person} agreed to share.")


def may_note_safety(viewer: Viewer, person: Person) -> bool:
    return bool(roles_with(viewer, person, to_change=True) & roles_that(Capability.PLAN_WITH))


def check_can_note_safety(viewer: Viewer, person: Person) -> None:
    if not may_note_safety(viewer, person):
        raise NotAllowed("Only the social worker or the support planner writes keeping-safe notes. Tell one of them.")


def may_record_representatives(viewer: Viewer, person: Person) -> bool:
    """The council sees the paper: whoever it names, or gains by it, does not say what it covers."""
    return viewer.may(Capability.DECIDE, person.home_id)


def check_can_record_representatives(viewer: Viewer, person: Person) -> None:
    if not may_record_representatives(viewer, person):
        raise NotAllowed("Only the social worker records who may decide for somebody. Show them the paper.")


def may_merge(viewer: Viewer, home_id: int) -> bool:
    return viewer.may(Capability.DECIDE, home_id)


def check_can_merge(viewer: Viewer, person: Person) -> None:
    """The social worker of the council that keeps the record decides; a network sees too little to know."""
    if not may_merge(viewer, person.home_id):
        raise NotAllowed("Only the council's social worker decides if two records are of one person.")
