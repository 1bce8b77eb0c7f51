"""The first administrators, made by whoever runs the site: nobody inside is asked, because nobody is there yet."""

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
    """What the command prints. `password`: for a new account only. `administrators`: how many there are now."""

    membership: Membership
    password: str
    administrators: int


@transaction.atomic
def set_up_administrator(
    *, viewer: Viewer, organisation_name: str, email: str, name: str, at: datetime
) -> FirstAdministrator:
    """An administrator in force at once, for set-up and for an organisation in which nobody can confirm a second one.

    Only for a command on the machine itself: whoever can run it can read the database anyway (docs/adr/0020). Raises
    NotAllowed for anybody signed in, DomainError where the organisation, the role or the address does not allow it.
    """
    if viewer.signed_in or viewer.invitation or not viewer.name.startswith("bin/locallinks"):
        raise NotAllowed("Only whoever runs the site makes an administrator without asking.")
    where = Organisation.objects.select_for_update().filter(name=organisation_name).first()
    if where is None:
        raise DomainError(f"There is no organisation called “{organisation_name}”.", code="no_such_organisation")
    if Role.ADMINISTRATOR not in roles_in_kind(where.kind):
        raise DomainError(f"{where} is neither a council nor a network: it has no administrators.", code="no_role")
    email, password = email.strip().lower(), ""
    user = User.objects.select_for_update().filter(email=email).first()
    if user is None:
        password = speakable_password(secrets.choice)
        user = User.objects.create_user(
            email=email, name=name.strip(), password=password, must_change_password=True, kept_by=where
        )
    today = clock.day(at)
    held = user.memberships.filter(role=Role.ADMINISTRATOR, organisation=where).not_over(today)
    if held.filter(agreed=True).exists():
        raise DomainError(f"{user.name} is an administrator of {where} already.", code="already_member")
    held.update(ends_on=F("starts_on"))  # a question that was still open: this answers it
    membership = Membership.objects.create(user=user, organisation=where, role=Role.ADMINISTRATOR, starts_on=today)
    count = Membership.objects.filter(organisation=where, role=Role.ADMINISTRATOR, user__is_active=True).current(today)
    record_write(viewer=viewer, verb=f"made {user.name} administrator of {where}", subject=membership, at=at)
    return FirstAdministrator(membership, password, count.count())
