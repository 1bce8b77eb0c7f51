"""The first administrators of an organisation, created from the command line because nobody there can confirm them."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from locallinks.foundation.accounts.models import Membership, Organisation, User
from locallinks.foundation.accounts.rules import speakable_password
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role, roles_in_kind
from locallinks.foundation.shared.viewer import Viewer


@dataclass(frozen=True)
class FirstAdministrator:
    """What the command prints. `password` is empty for an existing account; `administrators` counts them all now."""

    membership: Membership
    password: str
    administrators: int


@transaction.atomic
def set_up_administrator(
    *, viewer: Viewer, organisation_name: str, email: str, name: str, at: datetime
) -> FirstAdministrator:
    """Make somebody an administrator at once, for set-up or where nobody could confirm a second one. Return the result.

    Only for a command on the server: whoever can run it can read the database anyway (docs/adr/0020). Raises NotAllowed
    for anybody signed in; DomainError for an unknown organisation, for one without administrators, and where they are
    an administrator already.
    """
    if viewer.signed_in or viewer.invitation or not viewer.name.startswith("bin/locallinks"):
        raise NotAllowed("Only whoever runs the site makes an administrator without asking.")
    organisation = Organisation.objects.select_for_update().filter(name=organisation_name).first()
    if organisation is None:
        raise DomainError(f"There is no organisation called “{organisation_name}”.", code="no_such_organisation")
    if Role.ADMINISTRATOR not in roles_in_kind(organisation.kind):
        words = f"{organisation} is neither a council nor a network: it has no administrators."
        raise DomainError(words, code="no_role")
    email, password = email.strip().lower(), ""
    user = User.objects.select_for_update().filter(email=email).first()
    if user is None:
        password = speakable_password(secrets.choice)
        user = User.objects.create_user(
            email=email, name=name.strip(), password=password, must_change_password=True, managed_by=organisation
        )
    today = clock.day(at)
    held = user.memberships.filter(role=Role.ADMINISTRATOR, organisation=organisation).not_ended(today)
    if held.filter(agreed=True).exists():
        raise DomainError(f"{user.name} is an administrator of {organisation} already.", code="already_member")
    held.update(ends_on=F("starts_on"))  # an invitation that was still open lapses
    membership = organisation.memberships.create(user=user, role=Role.ADMINISTRATOR, starts_on=today)
    administrators = organisation.memberships.filter(role=Role.ADMINISTRATOR, user__is_active=True).current(today)
    record_write(viewer=viewer, verb=f"made {user.name} administrator of {organisation}", subject=membership, at=at)
    return FirstAdministrator(membership, password, administrators.count())
