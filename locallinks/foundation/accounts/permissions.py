"""What a viewer may do with memberships, passwords, cover, the duty rota, neighbourhood teams and delegations."""

from collections.abc import Collection
from datetime import date

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.models import Membership, User
from locallinks.foundation.accounts.rules import CONFIRMERS, ROLES_ON_DUTY, ROLES_WITH_CASELOAD, Confirmers
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer


def organisations_administered(viewer: Viewer) -> tuple[int, ...]:
    """Return the ids of the organisations whose administrator this viewer is."""
    return tuple(sorted(viewer.organisations_where_may(Capability.ADMINISTER)))


def check_can_administer(viewer: Viewer, organisation_id: int | None = None) -> None:
    """Raise NotAllowed unless the viewer is an administrator of this organisation, or of any where none is given."""
    allowed = organisations_administered(viewer)
    if not allowed or (organisation_id is not None and organisation_id not in allowed):
        raise NotAllowed("Only this organisation's administrator can change who works here. Ask them.")


def check_can_give_password(viewer: Viewer, user: User, on: date) -> Membership:
    """Return the membership that lets this administrator ask for a new password. Raises NotAllowed without one."""
    if user.pk == viewer.user_id:
        raise NotAllowed("Change your own password yourself: nobody else should know it.")
    memberships = user.memberships.not_ended(on).filter(organisation__in=organisations_administered(viewer))
    membership = memberships.select_related("user", "organisation").order_by("pk").first()
    if membership is None:
        raise NotAllowed("They do not work in your organisation, so you cannot make a password for them.")
    return membership


def may_set_password(
    viewer: Viewer, user: User, on: date, *, opens_a_record: bool, after: Collection[Membership] = ()
) -> bool:
    """Return whether this administrator may set the password of a user, and so could sign in as them.

    Only where the account opens nothing but work in the viewer's own organisations. Otherwise an administrator could
    give anybody a role, set their password and open a record that only they may open. Open invitations do not count;
    for an account without roles it is the organisation that manages it. `after`: memberships that end in the same act.
    """
    accepted = (*user.memberships.accepted_from(on), *(row for row in after if row.accepted))
    employers = {row.organisation_id for row in accepted}
    if opens_a_record:
        return False
    administered = organisations_administered(viewer)
    return employers <= set(administered) if employers else user.managed_by_id in administered


def check_can_confirm(viewer: Viewer, membership: Membership, confirmers: Confirmers) -> None:
    """Raise NotAllowed for all but those who may confirm this invitation (`Confirmers.who_may_confirm`)."""
    allowed = confirmers.who_may_confirm(membership.organisation_id, membership.invited_by_id, membership.user_id)
    if viewer.user_id not in allowed:
        raise NotAllowed("A second administrator confirms this: neither who asked for it nor who it is for.")


def check_can_see_memberships_to_confirm(viewer: Viewer) -> tuple[int, ...]:
    """Return the ids of the organisations where this viewer may confirm. Raises NotAllowed where there is none."""
    organisations = {held.organisation_id for held in viewer.roles_held if held.role in CONFIRMERS}
    if not organisations:
        raise NotAllowed("Only administrators, and in a network its manager, confirm who works here. Ask them.")
    return tuple(sorted(organisations))


def roles_with_cover(viewer: Viewer) -> tuple[tuple[int, str], ...]:
    """Return the organisation and role of each role of this viewer in which colleagues cover for one another."""
    return tuple((held.organisation_id, held.role) for held in viewer.roles_held if held.role in ROLES_WITH_CASELOAD)


def check_can_arrange_cover(viewer: Viewer) -> None:
    """Raise NotAllowed for all but those with a caseload, which a colleague can cover."""
    if not roles_with_cover(viewer):
        raise NotAllowed("Only social workers and support planners cover for one another.")


def council_of_duty_rota(viewer: Viewer) -> int | None:
    """Return the council whose duty rota this viewer sets, as a member of its team or its administrator, or None."""
    role = next(
        (held for held in viewer.roles_held if held.role in ROLES_ON_DUTY),
        next((held for held in viewer.roles_held if held.organisation_id in viewer.councils_administered), None),
    )
    return role.organisation_id if role else None


def check_can_set_duty(viewer: Viewer) -> int:
    """Return the council whose duty rota this viewer sets. Raises NotAllowed where there is none."""
    council = council_of_duty_rota(viewer)
    if council is None:
        raise NotAllowed("Only the council's team and its administrator set who is on duty.")
    return council


def may_make_teams(viewer: Viewer, organisation_id: int | None = None) -> bool:
    """Return whether the viewer may change which organisations are in a team: an administrator of the council."""
    councils = viewer.councils_administered
    return bool(councils) if organisation_id is None else organisation_id in councils


def check_can_make_teams(viewer: Viewer, organisation_id: int | None = None) -> None:
    """Raise NotAllowed unless the viewer is an administrator of this council, or of any where none is given."""
    if not may_make_teams(viewer, organisation_id):
        raise NotAllowed("Only the council's administrator makes neighbourhood teams. Ask them.")


def council_of_delegations(viewer: Viewer) -> int:
    """Return the council whose delegations this viewer may read. Raises NotAllowed where there is none."""
    for held in viewer.roles_held:
        if held.organisation_kind == OrganisationKind.COUNCIL and held.role in roles_that(Capability.READ_DELEGATIONS):
            return held.organisation_id
    raise NotAllowed("Only the council's administrators and social workers can open this page.")


def may_delegate(viewer: Viewer, council_id: int) -> bool:
    """Return whether the viewer may record delegations: only the council's administrator."""
    return may_make_teams(viewer, council_id)


def check_can_delegate(viewer: Viewer, council_id: int) -> None:
    """Raise NotAllowed for all but the council's administrator; its social workers only read delegations."""
    if not may_delegate(viewer, council_id):
        raise NotAllowed("Only the council's administrator can change this. Ask them.")
