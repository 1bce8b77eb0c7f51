"""Passwords that a user chooses, and those that an administrator sets for them."""

import secrets
from datetime import datetime

from axes.utils import reset
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from locallinks.foundation.accounts import permissions
from locallinks.foundation.accounts.models import PasswordReset, User
from locallinks.foundation.accounts.queries import has_grant
from locallinks.foundation.accounts.rules import speakable_password
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def give_password(*, viewer: Viewer, user_id: int, at: datetime) -> str:
    """Return a new random password for somebody, to be shown once. It is stored only as the user's hash.

    It is set only where the account opens nothing but work here. The return value looks the same where it is not set,
    so that the administrator cannot learn who works elsewhere or has a record. Setting it signs the user out
    everywhere, clears failed sign-ins, makes them change it first, and lets open invitations from other organisations
    lapse, because an administrator who knows the password must not accept them. The user is notified in both cases.
    Raises NotAllowed for one's own account, and for somebody without a role in the viewer's organisation.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    today = clock.day(at)
    membership = permissions.check_can_give_password(viewer, user, today)
    password = speakable_password(secrets.choice)
    is_set = permissions.may_set_password(viewer, user, today, opens_a_record=has_grant(user))
    if is_set:
        user.set_password(password)
        user.must_change_password = user.is_active = True
        user.save(update_fields=["password", "must_change_password", "is_active"])
        reset(username=user.email)
        elsewhere = user.memberships.waiting().exclude(organisation__in=permissions.organisations_administered(viewer))
        elsewhere.update(declined_at=at, ends_on=F("starts_on"))
    else:
        make_password(password)  # so that both cases take the same time
    PasswordReset.objects.create(
        user=user, organisation_id=membership.organisation_id, given_by_id=viewer.actor_id, given_at=at, changed=is_set
    )
    record_write(viewer=viewer, verb=f"made a new password for {membership.visible_name}", subject=membership, at=at)
    return password


@transaction.atomic
def change_password(*, viewer: Viewer, old: str, new: str, at: datetime) -> User:
    """Change the viewer's own password, and return the user.

    Raises DomainError for a wrong old password, and for a new one that is the same or too weak.
    """
    user = User.objects.select_for_update().get(pk=viewer.actor_id)
    if not user.check_password(old):
        raise DomainError("This is not the password you use now. Type it again", field="old", code="wrong_password")
    if new == old:
        raise DomainError("Choose another password than the one you have now", field="new", code="same_password")
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="new", code="weak_password") from error
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record_write(viewer=viewer, verb="changed their password", subject=user, at=at)
    return user


@transaction.atomic
def note_password_read(*, viewer: Viewer, at: datetime) -> int:
    """Mark the viewer's password notices as read, and return their number. Raises DomainError where all are read."""
    read = PasswordReset.objects.filter(user=viewer.actor_id, read_at=None).update(read_at=at)
    if not read:
        raise DomainError("There is nothing here that you have not read.", code="nothing_unread")
    return read
