"""May this viewer look after accounts?"""

from collections.abc import Collection
from datetime import date

from locallinks.foundation.accounts.models import Membership, User
from locallinks.foundation.accounts.rules import CONFIRMERS, ROLES_ON_DUTY, ROLES_WITH_CASELOAD, Confirmers
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer


def organisations_administered(viewer: Viewer) -> tuple[int, ...]:
    """The organisations whose members this viewer looks after."""
    return tuple(sorted(viewer.organisations_that(Capability.ADMINISTER)))


def check_can_administer(viewer: Viewer, organisation_id: int | None = None) -> None:
    allowed = organisations_administered(viewer)
    if not allowed or (organisation_id is not None and organisation_id not in allowed):
        raise NotAllowed("Only this organisation's administrator can change who works here. Ask them.")


def check_can_give_password(viewer: Viewer, user: User, on: date) -> Membership:
    """The work here for which this administrator may ask for a password. Raises NotAllowed where there is none."""
    if user.pk == viewer.user_id:
        raise NotAllowed("Change your own password yourself: nobody else should know it.")
    here = user.memberships.not_over(on).filter(organisation__in=organisations_administered(viewer))
    membership = here.select_related("user", "organisation").order_by("pk").first()
    if membership is None:
        raise NotAllowed("They do not work in your organisation, so you cannot make a password for them.")
    return membership


def may_set_password(
    viewer: Viewer, user: User, on: date, *, opens_a_record: bool, after: Collection[Membership] = ()
) -> bool:
    """Whoever sets a password can sign in with it: so only where that opens nothing but work in this organisation.

    Or an administrator could give anybody a role here, and so come to the record which they alone may open. What is
    only asked for counts for nothing; without any work, only the organisation that keeps the account. `after`: what
    ends in the same act.
    """
    held = user.memberships.held(on)
    places = {one.organisation_id for one in (*held, *(row for row in after if row.accepted))}
    if opens_a_record:
        return False
    return (
        places <= set(organisations_administered(viewer))
        if places
        else user.kept_by_id in organisations_administered(viewer)
    )


def check_can_confirm(viewer: Viewer, membership: Membership, confirmers: Confirmers) -> None:
    who = confirmers.of(membership.organisation_id, membership.asked_by_id, membership.user_id)
    if viewer.user_id not in who:
        raise NotAllowed("A second administrator confirms this: neither who asked for it nor who it is for.")


def check_can_see_memberships_to_confirm(viewer: Viewer) -> tuple[int, ...]:
    """The organisations for which this viewer may be the one who confirms. Raises NotAllowed where there is none."""
    places = {held.organisation_id for held in viewer.roles_held if held.role in CONFIRMERS}
    if not places:
        raise NotAllowed("Only administrators, and in a network its manager, confirm who works here. Ask them.")
    return tuple(sorted(places))


def roles_with_cover(viewer: Viewer) -> tuple[tuple[int, str], ...]:
    """Where, and in which role, this viewer has colleagues whose work can be covered."""
    return tuple((held.organisation_id, held.role) for held in viewer.roles_held if held.role in ROLES_WITH_CASELOAD)


def check_can_arrange_cover(viewer: Viewer) -> None:
    if not roles_with_cover(viewer):
        raise NotAllowed("Only social workers and support planners cover for one another.")


def council_of_duty_rota(viewer: Viewer) -> int | None:
    """The council whose rota this viewer sees and sets: its own team, or its administrator."""
    held = next(
        (one for one in viewer.roles_held if one.role in ROLES_ON_DUTY),
        next((one for one in viewer.roles_held if one.organisation_id in viewer.councils_administered), None),
    )
    return held.organisation_id if held else None


def check_can_set_duty(viewer: Viewer) -> int:
    """The council whose rota it is. Raises NotAllowed for everybody else."""
    council = council_of_duty_rota(viewer)
    if council is None:
        raise NotAllowed("Only the council's team and its administrator set who is on duty.")
    return council


def may_make_teams(viewer: Viewer, organisation_id: int | None = None) -> bool:
    """The council's administrator says which organisations are in a team. Who is known to it is not theirs to see."""
    councils = viewer.councils_administered
    return bool(councils) if organisation_id is None else organisation_id in councils


def check_can_make_teams(viewer: Viewer, organisation_id: int | None = None) -> None:
    if not may_make_teams(viewer, organisation_id):
        raise NotAllowed("Only the council's administrator makes neighbourhood teams. Ask them.")


def council_of_delegations(viewer: Viewer) -> int:
    """The council whose delegations this viewer reads: its administrators and social workers."""
    for held in viewer.roles_held:
        if held.organisation_kind == "council" and held.role in roles_that(Capability.READ_DELEGATIONS):
            return held.organisation_id
    raise NotAllowed("Only the council's administrators and social workers can open this page.")


def may_delegate(viewer: Viewer, council_id: int) -> bool:
    """Only the council's administrator: an agreement in law, and never a matter of one worker's cases."""
    return may_make_teams(viewer, council_id)


def check_can_delegate(viewer: Viewer, council_id: int) -> None:
    if not may_delegate(viewer, council_id):
        raise NotAllowed("Only the council's administrator can change this. Ask them.")
