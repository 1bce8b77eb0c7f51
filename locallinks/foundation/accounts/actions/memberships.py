"""Inviting somebody to a role, their answer, the second administrator's confirmation, and the end of a role.

A role opens nothing until the person has accepted it and, for most roles, a second administrator has confirmed it.
Memberships are never deleted: they end on a day (docs/adr/0020).
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
    """Invite somebody to a role in an organisation, and return the membership. It opens nothing until `answer_role`.

    approval_limit_pence: the most they may approve for one plan a week; only kept for roles that decide.
    The result is the same whether or not the address has an account, and whatever roles that account has elsewhere.
    Raises NotAllowed for anybody but this organisation's administrator; DomainError for the viewer's own address, for a
    role already held or offered here, for a role that is not possible here, and where nobody could confirm it.
    """
    permissions.check_can_administer(viewer, organisation_id)
    organisation = Organisation.objects.get(pk=organisation_id)
    email = email.strip().lower()
    user = User.objects.select_for_update().filter(email=email).first() or _new_user(email, name, organisation)
    if not may_do_too(Act.ASK_FOR_ROLE, viewer.actor_id, {Act.HOLD_ROLE: [user.pk]}):
        words = "You cannot give yourself a role. Ask another administrator here to add you"
        raise DomainError(words, field="email", code="own_role")
    memberships = list(user.memberships.filter(organisation=organisation).not_ended(starts_on).select_related("user"))
    for existing in memberships:
        if existing.role == role:
            words = f"is already {Role(role).label.lower()} here" if existing.agreed else "has been asked already"
            raise DomainError(f"{existing.visible_name} {words}.", field="email", code="already_member")
    if problem := role_problem(role, organisation.kind, frozenset(existing.role for existing in memberships)):
        raise DomainError(problem, field="role", code="role_not_possible")
    limit = approval_limit_pence if Capability.DECIDE in ROLES[Role(role)].can else None
    is_confirmed = needs_confirmation(role, limit)
    confirmers = possible_confirmers((organisation.pk,), at)
    if is_confirmed and not confirmers.who_may_confirm(organisation.pk, viewer.actor_id, user.pk):
        raise DomainError(NOBODY_CONFIRMS, field="role", code="nobody_confirms")
    team = Team.objects.filter(pk=team_id, organisation=organisation).first() if team_id else None
    membership = Membership.objects.create(
        user=user,
        organisation=organisation,
        team=team,
        role=role,
        starts_on=starts_on,
        approval_limit_pence=limit,
        invited_by_id=viewer.actor_id,
        invited_at=at,
        invited_name=name.strip(),
        needs_confirmation=is_confirmed,
    )
    _write(viewer, f"asked {membership.invited_name} to be {Role(role).label.lower()}", membership, at)
    return membership


def _new_user(email: str, name: str, organisation: Organisation) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(email=email, name=name.strip(), managed_by=organisation)
    except IntegrityError as error:
        raise DomainError(
            "Somebody added this address a moment ago. Send it again.", field="email", code="just_added"
        ) from error


def _normalised(code: str) -> str:
    """Return only the letters of a code: it is passed on by word of mouth, so spaces, hyphens and case do not count."""
    return "".join(letter for letter in code.lower() if letter.isalpha())


@transaction.atomic
def answer_role(*, viewer: Viewer, membership_id: int, yes: bool, code: str = "", at: datetime) -> Membership:
    """Accept or decline an invitation to a role, and return the membership.

    Accepting needs the code that the inviter passed on (`queries.membership_code`). Where the role may not be held
    together with another that the viewer has, the answer is stored as declined: the inviting organisation learns that
    it did not begin, and not why. Raises DomainError for a wrong code, and where the invitation is no longer open.
    """
    user = User.objects.select_for_update().get(pk=viewer.actor_id)  # serialise: an answer depends on the other roles
    rows = user.memberships.waiting().filter(pk=membership_id, accepted_at=None).select_related("organisation")
    membership = rows.select_for_update(of=("self",)).first()
    if membership is None:
        raise DomainError("This question is not open any more. Nothing was changed.", code="no_such_question")
    if yes and not constant_time_compare(_normalised(code), _normalised(membership_code(membership))):
        wrong = "This is not the code. " if code.strip() else ""
        words = f"{wrong}Enter the code that {membership.invited_by} told you, like tabe-moki-rudo. They can look it up"
        raise DomainError(words, field="code", code="wrong_code")
    others = user.memberships.accepted_from(membership.starts_on).exclude(pk=membership.pk)
    if yes and not never_with(membership.role, list(others.values_list("role", flat=True))):
        membership.accepted_at = at
        membership.save(update_fields=["accepted_at"])
        _write(viewer, f"said yes to being {Role(membership.role).label.lower()}", membership, at)
    else:
        _decline(membership, user, "", at)
        _write(viewer, f"did not become {Role(membership.role).label.lower()}", membership, at)
    return membership


@transaction.atomic
def confirm_role(*, viewer: Viewer, membership_id: int, yes: bool, reason: str, at: datetime) -> Membership:
    """Confirm an invitation as the second administrator, or decline it with a reason. Return the membership.

    Raises NotAllowed for the inviter, the person invited, and anybody whose password the inviter set lately;
    DomainError for a refusal without a reason, and where it was answered already.
    """
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user", "organisation")
    membership = rows.get(pk=membership_id)
    permissions.check_can_confirm(viewer, membership, possible_confirmers((membership.organisation_id,), at))
    waiting = Membership.objects.waiting().filter(pk=membership_id, needs_confirmation=True, confirmed_at=None)
    if not waiting.exists():
        raise DomainError("This was answered already. Nothing was changed.", code="answered_already")
    role_in_words = f"{membership.visible_name} as {Role(membership.role).label.lower()}"
    if yes:
        membership.confirmed_by_id, membership.confirmed_at = viewer.actor_id, at
        membership.save(update_fields=["confirmed_by", "confirmed_at"])
        _write(viewer, f"confirmed {role_in_words}", membership, at, reason)
        return membership
    if not reason.strip():
        raise DomainError("Say why not: whoever asked reads it", field="reason", code="reason_missing")
    _decline(membership, User(pk=viewer.actor_id), reason.strip(), at)
    _write(viewer, f"did not confirm {role_in_words}", membership, at, reason)
    return membership


def _decline(membership: Membership, by: User, why: str, at: datetime) -> None:
    membership.declined_by_id, membership.declined_at, membership.declined_reason = by.pk, at, why
    membership.ends_on = membership.starts_on  # never in force
    membership.save(update_fields=["declined_by", "declined_at", "declined_reason", "ends_on"])


@transaction.atomic
def end_membership(*, viewer: Viewer, membership_id: int, ends_on: date, at: datetime) -> Membership:
    """End a role from a day, and return the membership; an open invitation is withdrawn. Nobody has to confirm it.

    ends_on: the first day without the role; its first day where it began today or has not begun.
    Raises NotAllowed for anybody but this organisation's administrator; DomainError where it has an end already, for a
    day before its start, and for the last administrator.
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
    _check_administrator_remains(membership, ends_on, field="ends_on")
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    verb = "ended a role of" if membership.agreed else "took back what was asked of"
    _write(viewer, f"{verb} {membership.visible_name}", membership, at)
    return membership


def _check_administrator_remains(membership: Membership, on: date, field: str = "") -> None:
    """Raise DomainError for the last administrator. The lock makes two who leave at once wait for each other."""
    if membership.role != Role.ADMINISTRATOR or not membership.agreed:
        return
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    others = Membership.objects.filter(
        organisation=membership.organisation_id, role=Role.ADMINISTRATOR, ends_on=None, user__is_active=True
    ).current(on)
    if not others.exclude(user=membership.user_id).exists():
        raise DomainError(
            f"{membership.visible_name} is the last administrator here. Add another one first.",
            field=field,
            code="last_administrator",
        )


@transaction.atomic
def close_account(*, viewer: Viewer, membership_id: int, reason: str, at: datetime) -> User:
    """End every role that somebody has in this organisation, now, and return the user.

    An account that opens nothing else is deactivated and signed out everywhere. The result is the same where it stays
    open, so that the administrator does not learn of roles elsewhere. Raises NotAllowed for anybody but this
    organisation's administrator and for one's own account; DomainError without a reason, where they have no role here
    any more, and for the last administrator.
    """
    membership = Membership.objects.select_related("organisation").get(pk=membership_id)
    permissions.check_can_administer(viewer, membership.organisation_id)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    if user.pk == viewer.actor_id:
        raise NotAllowed("You cannot shut your own account. Ask another administrator here.")
    if not reason.strip():
        raise DomainError("Say why", field="reason", code="reason_missing")
    today = clock.day(at)
    rows = user.memberships.filter(organisation=membership.organisation_id).not_ended(today)
    ending = list(rows.select_related("user").select_for_update(of=("self",)))
    if not ending:
        raise DomainError("They do not work here any more. Nothing was changed.", code="already_ended")
    for row in ending:
        _check_administrator_remains(row, today)
        row.ends_on = max(row.starts_on, today) if row.agreed else row.starts_on
    Membership.objects.bulk_update(ending, ["ends_on"])
    name = ending[0].visible_name if all(not row.accepted for row in ending) else user.name
    if permissions.may_set_password(viewer, user, today, opens_a_record=has_grant(user), after=ending):
        user.is_active, user.managed_by = False, membership.organisation
        user.save(update_fields=["is_active", "managed_by"])
    _write(viewer, f"shut the account of {name}", membership, at, reason)
    return user


def _write(viewer: Viewer, verb: str, membership: Membership, at: datetime, reason: str = "") -> None:
    """Write the audit entry for the organisation of the membership, wherever else the viewer works."""
    roles_here = tuple(held for held in viewer.roles_held if held.organisation_id == membership.organisation_id)
    organisation = membership.organisation
    acting = replace(
        viewer, roles_held=roles_here or (RoleIn("", organisation.pk, organisation.name, organisation.kind),)
    )
    record_write(viewer=acting, verb=verb, subject=membership, at=at, reason=reason.strip())
