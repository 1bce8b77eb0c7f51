"""The duty rota: who answers requests at one council, day by day."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.accounts import permissions
from locallinks.foundation.accounts.models import (
    Duty,
    Organisation,
)
from locallinks.foundation.accounts.queries import duty_team
from locallinks.foundation.accounts.rules import (
    MOST_DUTY_DAYS,
    duty_days,
)
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def set_duty(
    *, viewer: Viewer, user_id: int | None, first_on: date, last_on: date, weekdays: tuple[str, ...], at: datetime
) -> int:
    """Put somebody on duty on these days of the week in a period, and return the number of days set.

    user_id: None leaves the days to the whole team. first_on, last_on: both included, at most 366 days apart.
    weekdays: keys of `rules.WEEKDAYS`. Days that already have a row get the new one; past days never change.
    Raises NotAllowed for anybody but the council's team and administrator; DomainError for somebody outside the team,
    for dates that are past, reversed or too far apart, and where no day matches.
    """
    council = permissions.check_can_set_duty(viewer)
    team = duty_team(council, clock.day(at))
    if user_id is not None and user_id not in team:
        raise DomainError("Choose somebody of the team, or nobody", field="user", code="not_in_the_team")
    if first_on < clock.day(at):
        raise DomainError("Enter today or a later day", field="first_on", code="day_over")
    if last_on < first_on:
        raise DomainError("Enter the same day as the first, or a later one", field="last_on", code="ends_before_start")
    if (last_on - first_on).days >= MOST_DUTY_DAYS:
        raise DomainError("Set one year at a time", field="last_on", code="too_long")
    days = duty_days(first=first_on, last=last_on, weekdays=weekdays)
    if not days:
        raise DomainError("There is no such day between these two dates", field="weekdays", code="no_such_day")
    organisation = Organisation.objects.select_for_update().get(pk=council)  # serialise changes to one rota
    Duty.objects.filter(organisation=council, day__in=days).delete()
    if user_id is not None:
        Duty.objects.bulk_create(
            Duty(organisation_id=council, day=day, user_id=user_id, recorded_by_id=viewer.actor_id, recorded_at=at)
            for day in days
        )
    who = team[user_id] if user_id is not None else "nobody"
    record_write(
        viewer=viewer,
        verb=f"put {who} on duty",
        subject=organisation,
        at=at,
        reason=f"{len(days)} days from {days[0]:%-d %B %Y} to {days[-1]:%-d %B %Y}",
    )
    return len(days)
