"""Who covers for whom, who is on duty, teams and delegations; joining, leaving and passwords beside it."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.accounts import permissions
from locallinks.foundation.accounts.actions.joining import add_member as add_member
from locallinks.foundation.accounts.actions.joining import answer_role as answer_role
from locallinks.foundation.accounts.actions.joining import close_account as close_account
from locallinks.foundation.accounts.actions.joining import confirm_role as confirm_role
from locallinks.foundation.accounts.actions.joining import end_membership as end_membership
from locallinks.foundation.accounts.actions.passwords import change_password as change_password
from locallinks.foundation.accounts.actions.passwords import give_password as give_password
from locallinks.foundation.accounts.actions.passwords import note_password_read as note_password_read
from locallinks.foundation.accounts.actions.setting_up import MadeAdministrator as MadeAdministrator
from locallinks.foundation.accounts.actions.setting_up import set_up_administrator as set_up_administrator
from locallinks.foundation.accounts.actions.sign_ins import forget_old_sign_ins as forget_old_sign_ins
from locallinks.foundation.accounts.models import (
    Cover,
    Delegation,
    Duty,
    Membership,
    Organisation,
    Team,
    TeamPartner,
)
from locallinks.foundation.accounts.queries import colleagues, covers_here, duty_team
from locallinks.foundation.accounts.rules import (
    DELEGABLE,
    MOST_DUTY_DAYS,
    PARTNER_KINDS,
    duty_days,
    duty_problem,
    meets,
)
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.scope import Viewer


@transaction.atomic
def arrange_cover(
    *, viewer: Viewer, user_id: int, covered_by_id: int, starts_on: date, ends_on: date, at: datetime
) -> Cover:
    """Somebody is away, and a colleague in the same role does their work: it shows on the colleague's Today."""
    permissions.check_can_arrange_cover(viewer)
    today = clock.day(at)
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
    today = clock.day(at)
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


@transaction.atomic
def set_duty(
    *, viewer: Viewer, user_id: int | None, first_on: date, last_on: date, weekdays: tuple[str, ...], at: datetime
) -> int:
    """Who is on duty on these days; None leaves them to the whole team. Answers how many days were set.

    Days set before are set anew. Days that are over stay as they were: they say who had them.
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
    organisation = Organisation.objects.select_for_update().get(pk=council)  # one rota, one hand at a time
    Duty.objects.filter(organisation=council, day__in=days).delete()
    if user_id is not None:
        Duty.objects.bulk_create(
            Duty(organisation_id=council, day=day, user_id=user_id, recorded_by_id=viewer.actor_id, recorded_at=at)
            for day in days
        )
    who = team[user_id] if user_id is not None else "nobody"
    record_write(
        viewer=viewer, verb=f"put {who} on duty", subject=organisation, at=at,
        reason=f"{len(days)} days from {days[0]:%-d %B %Y} to {days[-1]:%-d %B %Y}",
    )  # fmt: skip
    return len(days)


@transaction.atomic
def make_team(*, viewer: Viewer, organisation_id: int, name: str, patch: str, at: datetime) -> Team:
    """A neighbourhood team for a patch, kept by the council. Raises DomainError."""
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
    """Another organisation joins a neighbourhood team. It sees nobody until each person agrees."""
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
    """An organisation leaves a neighbourhood team today. Whoever calls this ends what it could see."""
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


@transaction.atomic
def record_delegation(
    *, viewer: Viewer, duty: str, to_name: str, agreement: str, starts_on: date, ends_on: date | None, at: datetime
) -> Delegation:
    """Write down that the council lets another body do a duty for it (Care Act section 79). It opens nothing."""
    council_id = permissions.council_of_delegations(viewer)
    permissions.check_can_delegate(viewer, council_id)
    to_name, agreement = to_name.strip(), agreement.strip()
    problems = []
    if kept := duty_problem(duty):
        problems.append(Problem(kept, "duty", "not_delegable"))
    if not to_name:
        problems.append(Problem("Say who does it for the council", "to_name", "missing"))
    if not agreement:
        problems.append(Problem("Say which agreement it stands on", "agreement", "missing"))
    if ends_on is not None and ends_on <= starts_on:
        problems.append(Problem("Enter a day after the first day", "ends_on", "ends_before_start"))
    Organisation.objects.select_for_update().get(pk=council_id)  # one hand at a time: no two of the same
    same = Delegation.objects.filter(council=council_id, duty=duty, to_name__iexact=to_name)
    if any(meets(starts_on, ends_on, one.starts_on, one.ends_on) for one in same):
        problems.append(Problem(f"This is delegated to {to_name} then already", "starts_on", "delegated_already"))
    if problems:
        raise DomainError(problems=problems)
    row = Delegation.objects.create(
        council_id=council_id, duty=duty, to_name=to_name, agreement=agreement, starts_on=starts_on, ends_on=ends_on,
        recorded_by_id=viewer.actor_id, recorded_at=at,
    )  # fmt: skip
    verb = f"recorded that {to_name} does a duty for the council"
    record_write(viewer=viewer, verb=verb, subject=row, reason=DELEGABLE[duty], at=at)
    return row


@transaction.atomic
def end_delegation(*, viewer: Viewer, delegation_id: int, ends_on: date, reason: str, at: datetime) -> Delegation:
    """From this day the council does it itself again. Raises DomainError."""
    council_id = permissions.council_of_delegations(viewer)
    permissions.check_can_delegate(viewer, council_id)
    row = Delegation.objects.select_for_update().filter(council=council_id).get(pk=delegation_id)
    problems = []
    if row.ends_on is not None and row.ends_on <= clock.day(at):
        problems.append(Problem("This has ended already.", code="delegation_over"))
    if ends_on <= row.starts_on:
        problems.append(Problem("Enter a day after the first day", "ends_on", "ends_before_start"))
    if row.ends_on is not None and ends_on > row.ends_on:
        problems.append(Problem("It ends sooner already. For a longer time, write down a new one", "ends_on", "later"))
    if not reason.strip():
        problems.append(Problem("Say why it ends", "reason", "missing"))
    if problems:
        raise DomainError(problems=problems)
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    record_write(
        viewer=viewer, verb=f"ended what {row.to_name} does for the council", subject=row, reason=reason.strip(), at=at
    )
    return row
