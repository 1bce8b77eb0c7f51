"""Who joins and who leaves. Two say yes before a role opens anything: whoever it is for, and a second administrator.

Nobody is ever removed: a membership ends on a day (docs/adr/0020).
"""

from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare

from locallinks.foundation.accounts import permissions
from locallinks.foundation.accounts.models import Membership, Organisation, Team, User
from locallinks.foundation.accounts.queries import has_grant, membership_code, possible_confirmers
from locallinks.foundation.accounts.rules import needs_confirmation, role_problem
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import ROLES, Act, Capability, Role, may_do_too, never_with
from locallinks.foundation.shared.viewer import RoleIn, Viewer

NOBODY_CONFIRMS = (
    "A second person here has to confirm this role, and there is nobody who can. Ask whoever runs Local Links for you "
    "to make a second administrator first."
)


@transaction.atomic
def add_member(
    *,
    viewer: Viewer,
    organisation_id: int,
    email: str,
    name: str,
    role: str,
    starts_on: date,
    at: datetime,
    approval_limit_pence: int | None = None,
    team_id: int | None = None,
) -> Membership:
    """Ask somebody to take a role in an organisation. It opens nothing until they say yes (`answer_role`).

    Whoever asks is told the same whether or not the address has an account, and whatever that account holds
    elsewhere. Raises DomainError for what the organisation itself knows, and where nobody could confirm the role.
    """
    permissions.check_can_administer(viewer, organisation_id)
    organisation = Organisation.objects.get(pk=organisation_id)
    email = email.strip().lower()
    user = User.objects.select_for_update().filter(email=email).first() or _new_user(email, name, organisation)
    if not may_do_too(Act.ASK_FOR_ROLE, viewer.actor_id, {Act.HOLD_ROLE: [user.pk]}):
        words = "You cannot give yourself a role. Ask another administrator here to add you"
        raise DomainError(words, field="email", code="own_role")
    here = list(user.memberships.filter(organisation=organisation).not_over(starts_on).select_related("user"))
    for one in here:
        if one.role == role:
            words = f"is already {Role(role).label.lower()} here" if one.agreed else "has been asked already"
            raise DomainError(f"{one.name_here} {words}.", field="email", code="already_member")
    if problem := role_problem(role, organisation.kind, frozenset(one.role for one in here)):
        raise DomainError(problem, field="role", code="role_not_possible")
    limit = approval_limit_pence if Capability.DECIDE in ROLES[Role(role)].can else None
    confirmed = needs_confirmation(role, limit)
    if confirmed and not possible_confirmers((organisation.pk,), at).of(organisation.pk, viewer.actor_id, user.pk):
        raise DomainError(NOBODY_CONFIRMS, field="role", code="nobody_confirms")
    team = Team.objects.filter(pk=team_id, organisation=organisation).first() if team_id else None
    membership = Membership.objects.create(
        user=user,
        organisation=organisation,
        team=team,
        role=role,
        starts_on=starts_on,
        approval_limit_pence=limit,
        asked_by_id=viewer.actor_id,
        asked_at=at,
        asked_name=name.strip(),
        needs_confirmation=confirmed,
    )
    _write(viewer, f"asked {membership.asked_name} to be {Role(role).label.lower()}", membership, at)
    return membership


def _new_user(email: str, name: str, organisation: Organisation) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(email=email, name=name.strip(), kept_by=organisation)
    except IntegrityError as error:
        raise DomainError(
            "Somebody added this address a moment ago. Send it again.", field="email", code="just_added"
        ) from error


def _letters(code: str) -> str:
    """As a code is told: spaces, hyphens and capitals make no difference."""
    return "".join(letter for letter in code.lower() if letter.isalpha())


@transaction.atomic
def answer_role(*, viewer: Viewer, membership_id: int, yes: bool, code: str = "", at: datetime) -> Membership:
    """What somebody answers who was asked to take a role. Two roles that check each other are never held together.

    Then the yes is kept as a no: the organisation that asked learns that it did not begin, and not why. A yes needs
    the code that whoever asked told them (`queries.membership_code`). Raises DomainError without it, and where nothing is
    asked of this viewer any more.
    """
    user = User.objects.select_for_update().get(pk=viewer.actor_id)  # one answer after another: they are compared
    rows = user.memberships.waiting().filter(pk=membership_id, accepted_at=None).select_related("organisation")
    membership = rows.select_for_update(of=("self",)).first()
    if membership is None:
        raise DomainError("This question is not open any more. Nothing was changed.", code="no_such_question")
    if yes and not constant_time_compare(_letters(code), _letters(membership_code(membership))):
        wrong = "This is not the code. " if code.strip() else ""
        words = f"{wrong}Enter the code that {membership.asked_by} told you, like tabe-moki-rudo. They can look it up"
        raise DomainError(words, field="code", code="wrong_code")
    others = user.memberships.held(membership.starts_on).exclude(pk=membership.pk)
    if yes and not never_with(membership.role, list(others.values_list("role", flat=True))):
        membership.accepted_at = at
        membership.save(update_fields=["accepted_at"])
        _write(viewer, f"said yes to being {Role(membership.role).label.lower()}", membership, at)
    else:
        _turn_down(membership, user, "", at)
        _write(viewer, f"did not become {Role(membership.role).label.lower()}", membership, at)
    return membership


@transaction.atomic
def confirm_role(*, viewer: Viewer, membership_id: int, yes: bool, reason: str, at: datetime) -> Membership:
    """A second administrator says yes, or no with a reason, to what another asked for.

    Raises NotAllowed for whoever asked, whoever it is for, and whoever got a password from the one who asked;
    DomainError without a reason for a no, and where it is answered already.
    """
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user", "organisation")
    membership = rows.get(pk=membership_id)
    permissions.check_can_confirm(viewer, membership, possible_confirmers((membership.organisation_id,), at))
    open_still = Membership.objects.waiting().filter(pk=membership_id, needs_confirmation=True, confirmed_at=None)
    if not open_still.exists():
        raise DomainError("This was answered already. Nothing was changed.", code="answered_already")
    what = f"{membership.name_here} as {Role(membership.role).label.lower()}"
    if yes:
        membership.confirmed_by_id, membership.confirmed_at = viewer.actor_id, at
        membership.save(update_fields=["confirmed_by", "confirmed_at"])
        _write(viewer, f"confirmed {what}", membership, at, reason)
        return membership
    if not reason.strip():
        raise DomainError("Say why not: whoever asked reads it", field="reason", code="reason_missing")
    _turn_down(membership, User(pk=viewer.actor_id), reason.strip(), at)
    _write(viewer, f"did not confirm {what}", membership, at, reason)
    return membership


def _turn_down(membership: Membership, by: User, why: str, at: datetime) -> None:
    membership.turned_down_by_id, membership.turned_down_at, membership.turned_down_why = by.pk, at, why
    membership.ends_on = membership.starts_on  # never in force
    membership.save(update_fields=["turned_down_by", "turned_down_at", "turned_down_why", "ends_on"])


@transaction.atomic
def end_membership(*, viewer: Viewer, membership_id: int, ends_on: date, at: datetime) -> Membership:
    """Somebody leaves a role: from that day they see nothing through it. It needs nobody's confirmation.

    What was begun today, or is yet to begin, can end on its first day. What is still asked for is taken back.
    """
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user")
    membership = rows.get(pk=membership_id)
    permissions.check_can_administer(viewer, membership.organisation_id)
    if membership.ends_on:
        raise DomainError("This role already has a last day.", field="ends_on", code="already_ended")
    if not membership.agreed:
        ends_on = membership.starts_on
    elif ends_on < membership.starts_on or ends_on == membership.starts_on < clock.day(at):
        raise DomainError("Enter a day after the first day", field="ends_on", code="ends_before_start")
    _check_somebody_stays(membership, ends_on, field="ends_on")
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    verb = "ended a role of" if membership.agreed else "took back what was asked of"
    _write(viewer, f"{verb} {membership.name_here}", membership, at)
    return membership


def _check_somebody_stays(membership: Membership, on: date, field: str = "") -> None:
    """Without an administrator nobody could let anybody in again. Two who leave at once: the second is told."""
    if membership.role != Role.ADMINISTRATOR or not membership.agreed:
        return
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    others = Membership.objects.filter(
        organisation=membership.organisation_id, role=Role.ADMINISTRATOR, ends_on=None, user__is_active=True
    ).current(on)
    if not others.exclude(user=membership.user_id).exists():
        raise DomainError(
            f"{membership.name_here} is the last administrator here. Add another one first.",
            field=field,
            code="last_administrator",
        )


@transaction.atomic
def close_account(*, viewer: Viewer, membership_id: int, reason: str, at: datetime) -> User:
    """All that somebody does here ends now; an account that opens nothing else is shut, and signed out everywhere.

    Whoever shuts it is told the same either way: not whether there is more. Raises NotAllowed, DomainError.
    """
    membership = Membership.objects.select_related("organisation").get(pk=membership_id)
    permissions.check_can_administer(viewer, membership.organisation_id)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    if user.pk == viewer.actor_id:
        raise NotAllowed("You cannot shut your own account. Ask another administrator here.")
    if not reason.strip():
        raise DomainError("Say why", field="reason", code="reason_missing")
    today = clock.day(at)
    rows = user.memberships.filter(organisation=membership.organisation_id).not_over(today)
    ending = list(rows.select_related("user").select_for_update(of=("self",)))
    if not ending:
        raise DomainError("They do not work here any more. Nothing was changed.", code="already_ended")
    for one in ending:
        _check_somebody_stays(one, today)
        one.ends_on = max(one.starts_on, today) if one.agreed else one.starts_on
    Membership.objects.bulk_update(ending, ["ends_on"])
    known_here = ending[0].name_here if all(not one.accepted for one in ending) else user.name
    if permissions.may_set_password(viewer, user, today, opens_a_record=has_grant(user), after=ending):
        user.is_active, user.kept_by = False, membership.organisation
        user.save(update_fields=["is_active", "kept_by"])
    _write(viewer, f"shut the account of {known_here}", membership, at, reason)
    return user


def _write(viewer: Viewer, verb: str, membership: Membership, at: datetime, reason: str = "") -> None:
    """Written down for the organisation it is about, whoever else the viewer works for."""
    here = tuple(held for held in viewer.roles_held if held.organisation_id == membership.organisation_id)
    where = membership.organisation
    signed = replace(viewer, roles_held=here or (RoleIn("", where.pk, where.name, where.kind),))
    record_write(viewer=signed, verb=verb, subject=membership, at=at, reason=reason.strip())
