"""Memberships, who may confirm them, password notices, cover, the duty rota, teams and delegations."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils.crypto import salted_hmac

from locallinks.foundation.accounts.models import (
    Cover,
    Delegation,
    Duty,
    Membership,
    Organisation,
    PasswordReset,
    Team,
    TeamPartner,
    User,
)
from locallinks.foundation.accounts.permissions import check_can_make_teams as check_can_make_teams
from locallinks.foundation.accounts.permissions import check_can_set_duty, roles_with_cover
from locallinks.foundation.accounts.permissions import may_make_teams as may_make_teams
from locallinks.foundation.accounts.rules import (
    CONFIRMERS,
    DUTY_AHEAD_DAYS,
    GIVEN_PASSWORD_DAYS,
    PARTNER_KINDS,
    ROLES_ON_DUTY,
    WEEKDAYS,
    Confirmers,
    speakable_code,
)
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.pipeline import Statement
from locallinks.foundation.shared.roles import Role, never_with, roles_in_kind, roles_shown
from locallinks.foundation.shared.viewer import SIGNED_OUT, RoleIn, Viewer

# Run for every signed-in request: the people a user has grants for (is it their own record?) and, with a name, the
# colleagues they cover for. Accounts know nobody's record: the function of the database does (people/migrations).
GRANTS_AND_COVER_SQL = """select person_id, kind = 'self', null from guard.grants_of(%s) union all
select user_id, false, name from covered_by(%s)"""


def membership_code(membership: Membership) -> str:
    """Return the code that somebody types to accept an invitation to a role.

    The inviter passes it on in person or by telephone, because the account at an email address may belong to somebody
    else: any administrator can create one. It is derived from the invitation and the server's key, and not stored.
    """
    return speakable_code(salted_hmac("locallinks.accounts.joining", str(membership.pk), algorithm="sha256").digest())


def roles_of(user: User, on: date) -> tuple[RoleIn, ...]:
    """Return the roles that somebody has on a day, of those that an organisation of its kind may have. One query."""
    rows = Membership.objects.filter(user=user).current(on).select_related("organisation").order_by("pk")
    return tuple(
        RoleIn(row.role, row.organisation_id, row.organisation.name, row.organisation.kind, row.approval_limit_pence)
        for row in rows
        if row.role in roles_in_kind(row.organisation.kind)
    )


def viewer_for(user: Any, on: date | None = None) -> Viewer:
    """Return the viewer for a user: their roles today, grants and cover; SIGNED_OUT where nobody is signed in."""
    if not user.is_authenticated:
        return SIGNED_OUT
    with connection.cursor() as cursor:
        cursor.execute(GRANTS_AND_COVER_SQL, [user.pk, user.pk])
        rows = cursor.fetchall()
    grants = [(person_id, own) for person_id, own, name in rows if name is None]
    return Viewer(
        user_id=user.pk,
        name=user.name,
        roles_held=roles_of(user, on or clock.today()),
        people=tuple(person_id for person_id, _ in grants),
        covering_for=tuple((pk, name) for pk, _, name in rows if name is not None),
        own_person_id=next((person_id for person_id, own in grants if own), None),
    )


def members_with_role(organisation_id: int, role: str, on: date) -> QuerySet[User]:
    """Return the active users with a role in one organisation, by name."""
    current = Membership.objects.filter(organisation_id=organisation_id, role=role).current(on)
    return User.objects.filter(pk__in=current.values("user"), is_active=True).order_by("name")


def has_grant(user: User) -> bool:
    """Return whether this account opens a person's record by a grant: their own, or that of somebody who trusts them.

    This room cannot read grants, so it asks the database function that sign-in uses (people/migrations/0002_guard.py).
    """
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from guard.grants_of(%s))", [user.pk])
        return bool(cursor.fetchone()[0])


def organisations_of_kind(*kinds: str) -> QuerySet[Organisation]:
    """Return the organisations of any of these kinds, by name."""
    return Organisation.objects.filter(kind__in=kinds)


def organisation(organisation_id: int) -> Organisation | None:
    """Return one organisation by its id, or None."""
    return Organisation.objects.filter(pk=organisation_id).first()


def memberships_in(organisation_ids: tuple[int, ...], on: date) -> QuerySet[Membership]:
    """Return all memberships and invitations of these organisations, for the administrator's list.

    `name_shown` is the name that the organisation may see. `elsewhere`: they also accepted a role in another
    organisation; the page where they accepted says that this shows (role_invitation.html). Grants are never shown.
    """
    other = Membership.objects.filter(user=OuterRef("user"), agreed=True).not_ended(on)
    rows = Membership.objects.filter(organisation_id__in=organisation_ids).annotate(
        elsewhere=Exists(other.exclude(organisation=OuterRef("organisation"))),
        name_shown=Case(When(invited_at__isnull=False, accepted_at=None, then="invited_name"), default="user__name"),
    )
    rows = rows.select_related("user", "organisation", "team", "invited_by", "declined_by")
    return rows.order_by("organisation__name", "name_shown", "role", "pk")


def possible_confirmers(organisation_ids: tuple[int, ...], at: datetime) -> Confirmers:
    """Return who could confirm invitations in these organisations. Two queries, however many are open."""
    rows = Membership.objects.filter(
        organisation__in=organisation_ids, role__in=CONFIRMERS, user__is_active=True
    ).current(clock.day(at))
    staff = tuple(rows.order_by("user__name").values_list("organisation_id", "role", "user_id", "user__name"))
    since = at - timedelta(days=GIVEN_PASSWORD_DAYS)
    resets = PasswordReset.objects.filter(
        changed=True, given_at__gt=since
    )  # also by administrators who have left since
    return Confirmers(staff, frozenset(resets.values_list("given_by", "user")))


@dataclass(frozen=True)
class MembershipToConfirm:
    """An invitation that waits for confirmation: who may confirm it, and whether this viewer may."""

    membership: Membership
    confirmers: dict[int, str]
    may_confirm: bool

    @property
    def role(self) -> str:
        return Role(self.membership.role).label.lower()


def memberships_to_confirm(*, viewer: Viewer, at: datetime) -> list[MembershipToConfirm]:
    """Return the invitations to confirm where this viewer is an administrator or manager, oldest first."""
    organisations = tuple(sorted(viewer.organisations_with_role(*roles_shown("role_to_confirm"))))
    if not organisations:
        return []
    rows = (
        Membership.objects.waiting()
        .filter(organisation__in=organisations, needs_confirmation=True, confirmed_at=None)
        .select_related("user", "organisation", "invited_by")
        .order_by("invited_at", "pk")
    )
    waiting = list(rows)
    confirmers = possible_confirmers(organisations, at) if waiting else Confirmers((), frozenset())
    result = []
    for row in waiting:
        names = confirmers.who_may_confirm(row.organisation_id, row.invited_by_id, row.user_id)
        result.append(MembershipToConfirm(row, names, viewer.user_id in names))
    return result


def membership_to_confirm(organisation_ids: tuple[int, ...], membership_id: int) -> Membership | None:
    """Return one invitation that waits for a confirmation in these organisations, or None."""
    rows = Membership.objects.waiting().filter(needs_confirmation=True, confirmed_at=None, pk=membership_id)
    return rows.filter(organisation__in=organisation_ids).select_related("user", "organisation", "invited_by").first()


def has_role_in(user_id: int, organisation_id: int, on: date) -> bool:
    """Return whether somebody has accepted a role in this organisation."""
    return Membership.objects.filter(user=user_id, organisation=organisation_id).accepted_from(on).exists()


def memberships_to_answer(user_id: int) -> QuerySet[Membership]:
    """Return the invitations that a user has not answered, oldest first."""
    rows = Membership.objects.waiting().filter(user=user_id, accepted_at=None)
    return rows.select_related("organisation", "invited_by").order_by("invited_at", "pk")


def memberships_of(user_id: int) -> list[tuple[Membership, str]]:
    """Return all memberships and invitations of a user, newest first, each with the role that excluded it or ''."""
    rows = Membership.objects.filter(user=user_id).select_related("organisation", "invited_by")
    memberships = list(rows.order_by("-starts_on", "-pk"))
    held = [row for row in memberships if row.accepted and row.declined_at is None and row.ends_on != row.starts_on]

    def excluding_role(row: Membership) -> str:
        if row.declined_at is None or row.declined_by_id != user_id:
            return ""
        roles = [other.role for other in held if other.ends_on is None or other.ends_on > row.starts_on]
        return never_with(row.role, roles)

    return [(row, excluding_role(row)) for row in memberships]


@dataclass(frozen=True)
class PasswordNotice:
    """A password reset, and the names of the administrators to tell if the user did not ask for it."""

    note: PasswordReset
    tell: tuple[str, ...]


def password_notices(user_id: int, at: datetime) -> list[PasswordNotice]:
    """Return a user's password resets that are unread or from the last 28 days. At most three queries.

    Those already read stay in the list, because somebody who has the password could have read them first.
    """
    recent = Q(read_at=None) | Q(given_at__gt=at - timedelta(days=GIVEN_PASSWORD_DAYS))
    rows = PasswordReset.objects.filter(recent, user=user_id).order_by("given_at")
    notes = list(rows.select_related("organisation", "given_by"))
    if not notes:
        return []
    confirmers = possible_confirmers(tuple({note.organisation_id for note in notes}), at)
    return [
        PasswordNotice(
            note,
            tuple(
                name
                for organisation_id, _, pk, name in confirmers.staff
                if organisation_id == note.organisation_id and pk not in (note.given_by_id, user_id)
            ),
        )
        for note in notes
    ]


def account_notices_count(viewer: Viewer) -> Statement[tuple[int, int]]:
    """Return the statement that counts this viewer's open invitations and unread password resets."""
    sql = """
select (select count(*) from accounts_membership where user_id = %(me)s and invited_at is not null and not agreed
    and accepted_at is null and declined_at is null and ends_on is null),
  (select count(*) from accounts_passwordreset where user_id = %(me)s and read_at is null)"""
    return Statement(sql, {"me": viewer.user_id}, lambda rows: (int(rows[0][0]), int(rows[0][1])))


def colleagues(*, viewer: Viewer, on: date) -> dict[int, str]:
    """Return the viewer and their colleagues in the same roles, name by user id, the viewer first."""
    names: dict[int, str] = {}
    for organisation_id, role in roles_with_cover(viewer):
        names |= {user.pk: user.name for user in members_with_role(organisation_id, role, on)}
    return dict(sorted(names.items(), key=lambda item: (item[0] != viewer.user_id, item[1])))


def cover_of_colleagues(*, viewer: Viewer, on: date) -> QuerySet[Cover]:
    """Return the present and future cover of the viewer and their colleagues."""
    organisations = [organisation_id for organisation_id, _ in roles_with_cover(viewer)]
    rows = Cover.objects.filter(organisation__in=organisations, ends_on__gt=on)
    return rows.select_related("user", "covered_by", "organisation")


def teams_of(*organisation_ids: int) -> QuerySet[Team]:
    """Return the teams of these organisations, by name, without those that they joined as partners."""
    return Team.objects.filter(organisation__in=organisation_ids).order_by("name")


def team_members(team_id: int, on: date) -> set[int]:
    """Return the ids of the users whose membership of this team is in force on a day."""
    return set(Membership.objects.filter(team=team_id).current(on).values_list("user", flat=True))


def managed_workers(organisation_ids: tuple[int, ...], manager_id: int | None, on: date) -> set[int]:
    """Return the ids of the users in the manager's teams; without a team, of everybody in the organisations."""
    if not organisation_ids:
        return set()
    working = Membership.objects.filter(organisation__in=organisation_ids).current(on)
    teams = set(working.filter(user=manager_id, team__isnull=False).values_list("team", flat=True))
    return set((working.filter(team__in=teams) if teams else working).values_list("user", flat=True))


def search_organisations(words: str) -> QuerySet[Organisation]:
    """Return the organisations whose name contains all of these words. They are few, so no index is needed."""
    rows = Organisation.objects.all()
    for word in words.split()[:8]:
        rows = rows.filter(name__icontains=word)
    return rows


def duty_team(organisation_id: int, on: date) -> dict[int, str]:
    """Return who can be on duty at this council, name by user id. One query."""
    rows = Membership.objects.filter(
        organisation=organisation_id, role__in=ROLES_ON_DUTY, user__is_active=True
    ).current(on)
    return dict(rows.order_by("user__name").values_list("user", "user__name"))


@dataclass(frozen=True)
class DutyDay:
    """One day of the rota: who is on duty, or nobody. `has_left`: they no longer work in the team."""

    day: date
    user_id: int | None
    name: str
    has_left: bool
    holiday: bool

    @property
    def weekday(self) -> str:
        return WEEKDAYS[str(self.day.weekday())]

    @property
    def working(self) -> bool:
        return self.day.weekday() < 5 and not self.holiday


def duty_rota(*, viewer: Viewer, today: date) -> list[DutyDay]:
    """Return the rota for six weeks from today. Raises NotAllowed for viewers who do not set it."""
    council = check_can_set_duty(viewer)
    last = today + timedelta(days=DUTY_AHEAD_DAYS - 1)
    team, off = duty_team(council, today), holidays(today, last)
    rows = Duty.objects.filter(organisation=council, day__range=(today, last)).select_related("user")
    on_duty = {row.day: row.user for row in rows}
    days = [today + timedelta(days=offset) for offset in range(DUTY_AHEAD_DAYS)]
    return [
        DutyDay(
            day,
            on_duty[day].pk if day in on_duty else None,
            on_duty[day].name if day in on_duty else "",
            day in on_duty and on_duty[day].pk not in team,
            day in off,
        )
        for day in days
    ]


def neighbourhood_teams(*, organisation_ids: tuple[int, ...]) -> QuerySet[Team]:
    """Return the neighbourhood teams that these organisations keep or are partners of now, by name."""
    partners = TeamPartner.objects.filter(team=OuterRef("pk"), organisation__in=organisation_ids, ends_on=None)
    rows = Team.objects.exclude(patch="").filter(Q(organisation__in=organisation_ids) | Exists(partners))
    return rows.select_related("organisation").order_by("name")


def partners_of(team: Team) -> QuerySet[TeamPartner]:
    """Return the present partners of a team."""
    return TeamPartner.objects.filter(team=team, ends_on=None).select_related("organisation")


def possible_partners(team: Team) -> QuerySet[Organisation]:
    """Return the organisations that could still join a team."""
    taken = partners_of(team).values("organisation")
    rows = Organisation.objects.filter(kind__in=PARTNER_KINDS).exclude(pk=team.organisation_id)
    return rows.exclude(pk__in=taken)


def delegations_of(council_id: int) -> QuerySet[Delegation]:
    """Return all delegations of a council: past, present and future."""
    return Delegation.objects.filter(council=council_id).select_related("recorded_by")


def delegations_in_force(council_id: int, *, duty: str, on: date) -> QuerySet[Delegation]:
    """Return the delegations of one duty in force on a day. Without one the council does it itself."""
    rows = delegations_of(council_id).filter(duty=duty, starts_on__lte=on)
    return rows.filter(Q(ends_on=None) | Q(ends_on__gt=on))
