"""Cover: while somebody is away, a colleague in the same role does their work."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.accounts import permissions
from locallinks.foundation.accounts.models import (
    Cover,
    Membership,
)
from locallinks.foundation.accounts.queries import colleagues, cover_of_colleagues
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def arrange_cover(
    *, viewer: Viewer, user_id: int, covered_by_id: int, starts_on: date, ends_on: date, at: datetime
) -> Cover:
    """Record that a colleague in the same role covers for somebody, and return the row.

    It shows on the colleague's Today. `ends_on` is the first day back. Raises NotAllowed for viewers whose role has no
    caseload; DomainError where the two are not colleagues of the viewer, the dates do not fit, or somebody already
    covers in this period.
    """
    permissions.check_can_arrange_cover(viewer)
    today = clock.day(at)
    names = colleagues(viewer=viewer, on=today)
    if user_id not in names:
        raise DomainError("Choose who is away from the list", field="user", code="unknown_colleague")
    if covered_by_id not in names or covered_by_id == user_id:
        raise DomainError("Choose a colleague to cover, not the same person", field="covered_by", code="same_person")
    if ends_on <= starts_on or ends_on <= today:
        raise DomainError("Enter a day after the first day away", field="ends_on", code="ends_before_start")
    overlapping = Cover.objects.filter(user=user_id, starts_on__lt=ends_on, ends_on__gt=starts_on)
    if overlapping.exists():
        raise DomainError(
            f"Somebody already covers for {names[user_id]} then. End that first.", field="starts_on", code="covered"
        )
    organisation_id = next(
        pk
        for pk, role in permissions.roles_with_cover(viewer)
        if Membership.objects.filter(organisation=pk, role=role, user=user_id).exists()
    )
    cover = Cover.objects.create(
        organisation_id=organisation_id,
        user_id=user_id,
        covered_by_id=covered_by_id,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    verb = f"arranged that {names[covered_by_id]} covers for {names[user_id]}"
    record_write(viewer=viewer, verb=verb, subject=cover, at=at)
    return cover


@transaction.atomic
def end_cover(*, viewer: Viewer, cover_id: int, at: datetime) -> None:
    """End a cover from today; one that has not begun yet is deleted.

    Raises NotAllowed for viewers whose role has no caseload, and DomainError where the cover is over or another team's.
    """
    permissions.check_can_arrange_cover(viewer)
    today = clock.day(at)
    cover = cover_of_colleagues(viewer=viewer, on=today).filter(pk=cover_id).first()
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
