"""Links by which somebody without an account reads the plan and comments on it."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.people.actions.invitations import end_invitation, invite
from locallinks.foundation.people.choices import InvitationEndReason
from locallinks.foundation.people.models import Invitation
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans import permissions
from locallinks.personal.plans.queries.discussion import LINK_PURPOSE, share_links_of
from locallinks.personal.plans.queries.plan_view import newest_plan

MAX_LINK_DAYS = 90


@transaction.atomic
def create_share_link(
    *, viewer: Viewer, pathway_id: int, to_name: str, days: int, at: datetime
) -> tuple[Invitation, str]:
    """Make a link to the newest plan, valid for `days`. Returns the invitation and its token, which is not stored.

    Raises DomainError where there is no plan or `days` is not from 1 to 90; NotAllowed for somebody who does not plan.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_plan_with(viewer, pathway)
    if not pathway.is_open or newest_plan(pathway) is None:
        raise DomainError("There is no plan to read yet", code="no_plan")
    if not 1 <= days <= MAX_LINK_DAYS:
        raise DomainError(f"A link works for 1 to {MAX_LINK_DAYS} days", field="days", code="days_out_of_range")
    return invite(
        viewer=viewer,
        person=pathway.person,
        purpose=LINK_PURPOSE,
        record_id=pathway.pk,
        to_name=to_name,
        at=at,
        days=days,
    )


@transaction.atomic
def end_share_link(*, viewer: Viewer, pathway_id: int, invitation_id: int, at: datetime) -> None:
    """End a link at once. Raises DomainError where the pathway has no such link."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_plan_with(viewer, pathway)
    if not share_links_of(pathway).filter(pk=invitation_id).exists():
        raise DomainError("There is no such link to this plan", code="unknown_link")
    end_invitation(viewer=viewer, invitation_id=invitation_id, why=InvitationEndReason.REVOKED, at=at)
