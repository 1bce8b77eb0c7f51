"""Links for somebody without an account: made, used and ended."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people import permissions
from locallinks.foundation.people.choices import InvitationEndReason, SharePurpose
from locallinks.foundation.people.models import (
    Invitation,
    InvitationEnd,
    Person,
    Share,
)
from locallinks.foundation.people.rules import INVITATION_DAYS, invitation_digest
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def invite(
    *,
    viewer: Viewer,
    person: Person,
    purpose: str,
    record_id: int | None,
    to_name: str,
    at: datetime,
    days: int = INVITATION_DAYS,
) -> tuple[Invitation, str]:
    """Make a link for somebody without an account, and return it with the token for its URL, which is not stored.

    record_id: the row it is about, in the room that makes it. days: how long it works.
    Raises NotAllowed (`permissions.check_can_invite`); DomainError without a name.
    """
    permissions.check_can_invite(viewer, person, purpose)
    if not to_name.strip():
        raise DomainError("Enter the name of the person the link is for", field="to_name", code="nobody_invited")
    token = secrets.token_urlsafe(24)
    organisation_id, share = _access_behind_link(viewer, person)
    invitation = Invitation.objects.create(
        person=person,
        purpose=purpose,
        record_id=record_id,
        to_name=to_name.strip(),
        digest=invitation_digest(token),
        organisation_id=organisation_id,
        share=share,
        made_by_id=viewer.actor_id,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    record_write(
        viewer=viewer,
        verb=f"made a link for {to_name}",
        subject=invitation,
        person=person,
        reason=invitation.get_purpose_display(),
        at=at,
    )
    return invitation, token


def _access_behind_link(viewer: Viewer, person: Person) -> tuple[int | None, Share | None]:
    """Return the organisation and share on which a link of this viewer depends; both None for access by a grant."""
    if viewer.may(Capability.KEEP_RECORD, person.home_id) or viewer.may(Capability.ARRANGE_FOR_COUNCIL, person.home_id):
        return person.home_id, None
    planning = Share.objects.open_to_change().filter(person=person, purpose=SharePurpose.PLANNING)
    share = planning.filter(
        organisation__in=viewer.organisations_with_records_open_to(*permissions.ROLES_THAT_CHANGE_RECORDS)
    ).first()
    return (share.organisation_id, share) if share else (None, None)


@transaction.atomic
def end_invitation(*, viewer: Viewer, invitation_id: int, why: str = InvitationEndReason.USED, at: datetime) -> None:
    """End a link from now on; ending it again changes nothing.

    why: a member of `InvitationEndReason`. Raises NotAllowed for a viewer who neither holds the link nor may make one
    like it.
    """
    invitation = Invitation.objects.select_related("person").select_for_update(of=("self",)).get(pk=invitation_id)
    is_holder = viewer.invitation is not None and viewer.invitation.id == invitation.pk
    if not is_holder:
        permissions.check_can_invite(viewer, invitation.person, invitation.purpose)
    if InvitationEnd.objects.filter(invitation=invitation).exists():
        return
    end = InvitationEnd.objects.create(person=invitation.person, invitation=invitation, why=why, at=at)
    if not is_holder:
        record_write(viewer=viewer, verb="called back a link", subject=end, person=invitation.person, at=at)


@transaction.atomic
def end_used_invitation(*, viewer: Viewer, at: datetime) -> None:
    """Use up the viewer's own link, which works only once, before what they sent is stored.

    The lock makes several clicks at once wait for each other: one succeeds. Where the rest of the action fails, the
    transaction leaves the link unused. Raises DomainError without a link, and where it has ended.
    """
    held = viewer.invitation
    if held is None:
        raise DomainError("This page opens only from the link you were sent.", code="no_link")
    Invitation.objects.select_for_update().get(pk=held.id)
    if InvitationEnd.objects.filter(invitation_id=held.id).exists():
        raise DomainError("This has been answered already. Thank you.", code="answered")
    end_invitation(viewer=viewer, invitation_id=held.id, why=InvitationEndReason.USED, at=at)
