"""Neighbourhood teams, and the organisations that belong to them."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.accounts import permissions
from locallinks.foundation.accounts.models import (
    Organisation,
    Team,
    TeamPartner,
)
from locallinks.foundation.accounts.rules import (
    PARTNER_KINDS,
)
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def make_team(*, viewer: Viewer, organisation_id: int, name: str, patch: str, at: datetime) -> Team:
    """Create a council's neighbourhood team for a patch, and return it.

    Raises NotAllowed for anybody but the council's administrator; DomainError without a name or patch, and for a name
    that another team of the council has.
    """
    permissions.check_can_make_teams(viewer, organisation_id)
    if not name.strip():
        raise DomainError("Enter the name of the team", field="name", code="name_missing")
    if not patch.strip():
        raise DomainError("Say which streets or wards it is for", field="patch", code="patch_missing")
    if Team.objects.filter(organisation=organisation_id, name__iexact=name.strip()).exists():
        raise DomainError("There is a team of this name already", field="name", code="name_taken")
    team = Team.objects.create(organisation_id=organisation_id, name=name.strip(), patch=patch.strip())
    record_write(viewer=viewer, verb=f"made the team {team.name}", subject=team, at=at)
    return team


@transaction.atomic
def add_partner(*, viewer: Viewer, team_id: int, organisation_id: int, brings: str, at: datetime) -> TeamPartner:
    """Add an organisation to a neighbourhood team from today, and return the row.

    It sees nobody until each person agrees. brings: what it contributes, in words. Raises NotAllowed for anybody but
    the council's administrator; DomainError without words, for a kind of organisation that cannot be a partner, and for
    one that is in the team already.
    """
    team = Team.objects.select_for_update().get(pk=team_id)
    permissions.check_can_make_teams(viewer, team.organisation_id)
    if not brings.strip():
        raise DomainError("Say what they bring to the team", field="brings", code="brings_missing")
    organisation = Organisation.objects.filter(pk=organisation_id, kind__in=PARTNER_KINDS).first()
    if organisation is None or organisation.pk == team.organisation_id:
        raise DomainError("Choose an organisation from the list", field="organisation_id", code="no_such_partner")
    if TeamPartner.objects.filter(team=team, organisation=organisation, ends_on=None).exists():
        raise DomainError(f"{organisation} is in this team already", field="organisation_id", code="partner_already")
    partner = TeamPartner.objects.create(
        team=team, organisation=organisation, brings=brings.strip(), starts_on=clock.day(at)
    )
    record_write(viewer=viewer, verb=f"added {organisation} to {team.name}", subject=partner, at=at)
    return partner


@transaction.atomic
def end_partner(*, viewer: Viewer, partner_id: int, at: datetime) -> TeamPartner:
    """End an organisation's part in a neighbourhood team today, and return the row. The caller ends its shares.

    Raises NotAllowed for anybody but the council's administrator, and DomainError where it has left already.
    """
    rows = TeamPartner.objects.select_for_update(of=("self",)).select_related("team", "organisation")
    partner = rows.get(pk=partner_id)
    permissions.check_can_make_teams(viewer, partner.team.organisation_id)
    if partner.ends_on is not None:
        raise DomainError("They have left already.", code="partner_left")
    partner.ends_on = clock.day(at)
    partner.save(update_fields=["ends_on"])
    verb = f"took {partner.organisation} out of {partner.team.name}"
    record_write(viewer=viewer, verb=verb, subject=partner, at=at)
    return partner
