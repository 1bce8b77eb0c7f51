"""Who joins, who leaves, and what each may do. Nobody is ever removed: a membership ends on a day."""

import secrets
from datetime import date, datetime

from axes.utils import reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from locallinks.foundation.accounts import permissions
from locallinks.foundation.accounts.models import Cover, Membership, Organisation, Team, User
from locallinks.foundation.accounts.queries import colleagues, covers_here, opens_a_record
from locallinks.foundation.accounts.rules import ROLES, role_problem, sayable_password
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.scope import Viewer


@transaction.atomic
def add_member(
    *, viewer: Viewer, organisation_id: int, email: str, name: str, role: str, starts_on: date, at: datetime,
    approval_limit_pence: int | None = None, team_id: int | None = None,
) -> Membership:  # fmt: skip
    """Give somebody a role in an organisation. Raises DomainError when the roles they hold do not allow it."""
    permissions.check_can_administer(viewer, organisation_id)
    organisation = Organisation.objects.get(pk=organisation_id)
    user = User.objects.select_for_update().filter(email=email.lower()).first() or _new_user(email, name)
    memberships = user.memberships.not_over(starts_on)  # also those that begin later: the two would meet
    if memberships.filter(organisation=organisation, role=role).exists():
        raise DomainError(f"{user.name} is already {ROLES[role].lower()} here.", field="email", code="already_member")
    held = frozenset(memberships.values_list("role", flat=True))
    if problem := role_problem(role, organisation.kind, held):
        raise DomainError(problem, field="role", code="role_not_possible")
    team = Team.objects.filter(pk=team_id, organisation=organisation).first() if team_id else None
    membership = Membership.objects.create(
        user=user, organisation=organisation, team=team, role=role, starts_on=starts_on,
        approval_limit_pence=approval_limit_pence if role == "social_worker" else None,
    )  # fmt: skip
    record_write(viewer=viewer, verb=f"made {user.name} {ROLES[role].lower()}", subject=membership, at=at)
    return membership


def _new_user(email: str, name: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(email=email, name=name)
    except IntegrityError as error:
        raise DomainError(
            "Somebody added this address a moment ago. Send it again.", field="email", code="just_added"
        ) from error


@transaction.atomic
def end_membership(*, viewer: Viewer, membership_id: int, ends_on: date, at: datetime) -> Membership:
    """Somebody leaves a role. From that day they see nothing through it."""
    membership = Membership.objects.select_for_update().select_related("user").get(pk=membership_id)
    permissions.check_can_administer(viewer, membership.organisation_id)
    if ends_on <= membership.starts_on:
        raise DomainError("Enter a day after the first day", field="ends_on", code="ends_before_start")
    if membership.ends_on:
        raise DomainError("This role already has a last day.", field="ends_on", code="already_ended")
    _check_somebody_stays(membership)
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    record_write(viewer=viewer, verb=f"ended a role of {membership.user.name}", subject=membership, at=at)
    return membership


def _check_somebody_stays(membership: Membership) -> None:
    """Without an administrator nobody could let anybody in again."""
    others = Membership.objects.filter(
        organisation=membership.organisation_id, role="administrator", ends_on=None, user__is_active=True
    )
    if membership.role == "administrator" and not others.exclude(user=membership.user_id).exists():
        raise DomainError(
            f"{membership.user.name} is the last administrator here. Add another one first.",
            field="ends_on", code="last_administrator",
        )  # fmt: skip


@transaction.atomic
def give_password(*, viewer: Viewer, user_id: int, at: datetime) -> str:
    """A first password for somebody new, or a new one for somebody who forgot theirs: answered once, kept nowhere.

    Every place they are signed in is shut, and so is the wait after wrong passwords.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    permissions.check_can_give_password(viewer, user, localdate(at), opens_a_record=opens_a_record(user))
    password = sayable_password(secrets.choice)
    user.set_password(password)
    user.save(update_fields=["password"])
    reset(username=user.email)
    record_write(viewer=viewer, verb=f"gave {user.name} a new password", subject=user, at=at)
    return password


@transaction.atomic
def change_password(*, viewer: Viewer, old: str, new: str, at: datetime) -> User:
    """A new password for whoever is signed in. Raises DomainError naming the field."""
    user = User.objects.select_for_update().get(pk=viewer.actor_id)
    if not user.check_password(old):
        raise DomainError("This is not the password you use now. Type it again", field="old", code="wrong_password")
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="new", code="weak_password") from error
    user.set_password(new)
    user.save(update_fields=["password"])
    record_write(viewer=viewer, verb="changed their password", subject=user, at=at)
    return user


@transaction.atomic
def arrange_cover(
    *, viewer: Viewer, user_id: int, covered_by_id: int, starts_on: date, ends_on: date, at: datetime
) -> Cover:
    """Somebody is away, and a colleague in the same role does their work: it shows on the colleague's Today."""
    permissions.check_can_arrange_cover(viewer)
    today = localdate(at)
    names = colleagues(viewer=viewer, on=today)
    if user_id not in names:
        raise DomainError("Choose who is away from the list", field="user", code="unknown_colleague")
    if covered_by_id not in names or covered_by_id == user_id:
        raise DomainError("Choose a colleague to cover, not the same person", field="covered_by", code="same_person")
    if ends_on <= starts_on or ends_on <= today:
        raise DomainError("Enter a day after the first day away", field="ends_on", code="ends_before_start")
    taken = Cover.objects.filter(user=user_id, starts_on__lt=ends_on, ends_on__gt=starts_on)
    if taken.exists():
        raise DomainError(
            f"Somebody already covers for {names[user_id]} then. End that first.", field="starts_on", code="covered"
        )
    place = next(
        pk for pk, role in permissions.places_with_cover(viewer)
        if Membership.objects.filter(organisation=pk, role=role, user=user_id).exists()
    )  # fmt: skip
    cover = Cover.objects.create(
        organisation_id=place, user_id=user_id, covered_by_id=covered_by_id, starts_on=starts_on, ends_on=ends_on,
        recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip
    verb = f"arranged that {names[covered_by_id]} covers for {names[user_id]}"
    record_write(viewer=viewer, verb=verb, subject=cover, at=at)
    return cover


@transaction.atomic
def end_cover(*, viewer: Viewer, cover_id: int, at: datetime) -> None:
    """They are back: from today their work is their own again."""
    permissions.check_can_arrange_cover(viewer)
    today = localdate(at)
    cover = covers_here(viewer=viewer, on=today).filter(pk=cover_id).first()
    if cover is None:
        raise DomainError("Nobody covers here any more.", code="no_cover")
    verb = f"ended the cover for {cover.user.name}"
    if cover.starts_on >= today:
        record_write(viewer=viewer, verb=verb, subject=cover, at=at)
        cover.delete()
        return
    cover.ends_on = today
    cover.save(update_fields=["ends_on"])
    record_write(viewer=viewer, verb=verb, subject=cover, at=at)
