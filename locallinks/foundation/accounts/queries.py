"""Who works where, and as what."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
from locallinks.foundation.shared.roles import Role, never_with, roles_shown
from locallinks.foundation.shared.viewer import RoleIn, Viewer


def membership_code(membership: Membership) -> str:
    """What somebody who was asked to take a role types with their yes.

    Whoever asked tells it them, in person or on the telephone: the account at an address need not be theirs, since any
    administrator can make one. It is kept nowhere; it follows from the question and the site's own key.
    """
    return speakable_code(salted_hmac("locallinks.accounts.joining", str(membership.pk), algorithm="sha256").digest())


def roles_of(user: User, on: date) -> tuple[RoleIn, ...]:
    """The roles somebody holds today, one query."""
    rows = Membership.objects.filter(user=user).current(on).select_related("organisation").order_by("pk")
    return tuple(
        RoleIn(row.role, row.organisation_id, row.organisation.name, row.organisation.kind, row.approval_limit_pence)
        for row in rows
    )


def members_with_role(organisation_id: int, role: str, on: date) -> QuerySet[User]:
    """People who can be named for a task in one organisation, by name."""
    current = Membership.objects.filter(organisation_id=organisation_id, role=role).current(on)
    return User.objects.filter(pk__in=current.values("user"), is_active=True).order_by("name")


def has_grant(user: User) -> bool:
    """Whether this account opens somebody's record for themselves: its own, or that of somebody who trusts it.

    Accounts know nobody's record; the database answers, as it does at sign-in (people/migrations/0002_guard.py).
    """
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from guard.grants_of(%s))", [user.pk])
        return bool(cursor.fetchone()[0])


def organisations_of_kind(*kinds: str) -> QuerySet[Organisation]:
    return Organisation.objects.filter(kind__in=kinds)


def organisation(organisation_id: int) -> Organisation | None:
    return Organisation.objects.filter(pk=organisation_id).first()


def memberships_in(organisation_ids: tuple[int, ...], on: date) -> QuerySet[Membership]:
    """Everybody in these organisations, past, present and asked, for the administrator's list.

    By the name each is known by there. `works_elsewhere`: they also do work in another organisation, to which they said yes
    knowing that this shows (templates/accounts/asked.html). Nothing tells whether their account opens a record.
    """
    other = Membership.objects.filter(user=OuterRef("user"), agreed=True).not_over(on)
    rows = Membership.objects.filter(organisation_id__in=organisation_ids).annotate(
        elsewhere=Exists(other.exclude(organisation=OuterRef("organisation"))),
        name_shown=Case(When(asked_at__isnull=False, accepted_at=None, then="asked_name"), default="user__name"),
    )
    rows = rows.select_related("user", "organisation", "team", "asked_by", "turned_down_by")
    return rows.order_by("organisation__name", "name_shown", "role", "pk")


def possible_confirmers(organisation_ids: tuple[int, ...], at: datetime) -> Confirmers:
    """Who could confirm what is asked for in these organisations. Two queries, however much waits."""
    rows = Membership.objects.filter(
        organisation__in=organisation_ids, role__in=CONFIRMERS, user__is_active=True
    ).current(clock.day(at))
    staff = tuple(rows.order_by("user__name").values_list("organisation_id", "role", "user_id", "user__name"))
    since = at - timedelta(days=GIVEN_PASSWORD_DAYS)
    given = PasswordReset.objects.filter(changed=True, given_at__gt=since)  # also by whoever has left since
    return Confirmers(staff, frozenset(given.values_list("given_by", "user")))


@dataclass(frozen=True)
class MembershipToConfirm:
    """What waits for a second administrator, and whether this viewer may be the one."""

    membership: Membership
    who: dict[int, str]
    theirs: bool

    @property
    def role(self) -> str:
        return Role(self.membership.role).label.lower()


def memberships_to_confirm(*, viewer: Viewer, at: datetime) -> list[MembershipToConfirm]:
    """What was asked for where this viewer is an administrator or manager, oldest first, theirs to confirm or not."""
    places = tuple(sorted(viewer.organisations_with(*roles_shown("role_to_confirm"))))
    if not places:
        return []
    rows = (
        Membership.objects.waiting()
        .filter(organisation__in=places, needs_confirmation=True, confirmed_at=None)
        .select_related("user", "organisation", "asked_by")
        .order_by("asked_at", "pk")
    )
    waiting = list(rows)
    known = possible_confirmers(places, at) if waiting else Confirmers((), frozenset())
    found = [(row, known.of(row.organisation_id, row.asked_by_id, row.user_id)) for row in waiting]
    return [MembershipToConfirm(row, who, viewer.user_id in who) for row, who in found]


def membership_to_confirm(organisation_ids: tuple[int, ...], membership_id: int) -> Membership | None:
    """One question that a second administrator of these organisations has to answer, or None."""
    rows = Membership.objects.waiting().filter(needs_confirmation=True, confirmed_at=None, pk=membership_id)
    return rows.filter(organisation__in=organisation_ids).select_related("user", "organisation", "asked_by").first()


def has_role_in(user_id: int, organisation_id: int, on: date) -> bool:
    """Does somebody hold a role there, which this organisation therefore knows?"""
    return Membership.objects.filter(user=user_id, organisation=organisation_id).held(on).exists()


def memberships_to_answer(user_id: int) -> QuerySet[Membership]:
    """The roles somebody was asked to take and has not answered, oldest first."""
    rows = Membership.objects.waiting().filter(user=user_id, accepted_at=None)
    return rows.select_related("organisation", "asked_by").order_by("asked_at", "pk")


def memberships_of(user_id: int) -> list[tuple[Membership, str]]:
    """Everything somebody does, did or was asked to do, newest first; and with what it could not be held together."""
    rows = Membership.objects.filter(user=user_id).select_related("organisation", "asked_by")
    found = list(rows.order_by("-starts_on", "-pk"))
    held = [one for one in found if one.accepted and one.turned_down_at is None and one.ends_on != one.starts_on]

    def problem(row: Membership) -> str:
        if row.turned_down_at is None or row.turned_down_by_id != user_id:
            return ""
        beside = [one.role for one in held if one.ends_on is None or one.ends_on > row.starts_on]
        return never_with(row.role, beside)

    return [(row, problem(row)) for row in found]


@dataclass(frozen=True)
class PasswordNotice:
    """Who made a password for somebody, and whom to tell where they did not ask for it."""

    note: PasswordReset
    tell: tuple[str, ...]


def password_notices(user_id: int, at: datetime) -> list[PasswordNotice]:
    """What was done to somebody's password and is unread, or of the last 28 days: three queries at most.

    What was read stays too: whoever has taken the password could read it in their place.
    """
    recent = Q(read_at=None) | Q(given_at__gt=at - timedelta(days=GIVEN_PASSWORD_DAYS))
    rows = PasswordReset.objects.filter(recent, user=user_id).order_by("given_at")
    notes = list(rows.select_related("organisation", "given_by"))
    if not notes:
        return []
    known = possible_confirmers(tuple({one.organisation_id for one in notes}), at)
    return [
        PasswordNotice(
            one,
            tuple(
                name
                for where, _, pk, name in known.staff
                if where == one.organisation_id and pk not in (one.given_by_id, user_id)
            ),
        )
        for one in notes
    ]


def account_notices_count(viewer: Viewer) -> Statement[tuple[int, int]]:
    """How many roles this viewer was asked to take, and how many notes about their password are unread."""
    sql = """
select (select count(*) from accounts_membership where user_id = %(me)s and asked_at is not null and not agreed
    and accepted_at is null and turned_down_at is null and ends_on is null),
  (select count(*) from accounts_passwordreset where user_id = %(me)s and read_at is null)"""
    return Statement(sql, {"me": viewer.user_id}, lambda rows: (int(rows[0][0]), int(rows[0][1])))


def colleagues(*, viewer: Viewer, on: date) -> dict[int, str]:
    """Who does the same work in the same place, the viewer first: whoever can be away, and whoever can cover."""
    found: dict[int, str] = {}
    for organisation_id, role in roles_with_cover(viewer):
        found |= {user.pk: user.name for user in members_with_role(organisation_id, role, on)}
    me = viewer.user_id
    return dict(sorted(found.items(), key=lambda one: (one[0] != me, one[1])))


def cover_of_colleagues(*, viewer: Viewer, on: date) -> QuerySet[Cover]:
    """Who is away now or soon, and who covers for them."""
    places = [organisation_id for organisation_id, _ in roles_with_cover(viewer)]
    rows = Cover.objects.filter(organisation__in=places, ends_on__gt=on)
    return rows.select_related("user", "covered_by", "organisation")


def teams_of(*organisation_ids: int) -> QuerySet[Team]:
    return Team.objects.filter(organisation__in=organisation_ids).order_by("name")


def team_members(team_id: int, on: date) -> set[int]:
    return set(Membership.objects.filter(team=team_id).current(on).values_list("user", flat=True))


def managed_workers(organisation_ids: tuple[int, ...], manager_id: int | None, on: date) -> set[int]:
    """The ids of those who work in the teams this manager belongs to; in no team, of everybody in the organisation."""
    if not organisation_ids:
        return set()
    working = Membership.objects.filter(organisation__in=organisation_ids).current(on)
    teams = set(working.filter(user=manager_id, team__isnull=False).values_list("team", flat=True))
    return set((working.filter(team__in=teams) if teams else working).values_list("user", flat=True))


def search_organisations(words: str) -> QuerySet[Organisation]:
    """Organisations with all of these words in their name. There are few: no index is needed."""
    rows = Organisation.objects.all()
    for word in words.split()[:8]:
        rows = rows.filter(name__icontains=word)
    return rows


def duty_team(organisation_id: int, on: date) -> dict[int, str]:
    """Everybody who answers what comes in at this council, by number: whoever can be on duty. One query."""
    rows = Membership.objects.filter(
        organisation=organisation_id, role__in=ROLES_ON_DUTY, user__is_active=True
    ).current(on)
    return dict(rows.order_by("user__name").values_list("user", "user__name"))


@dataclass(frozen=True)
class DutyDay:
    """One day of the rota: who is on duty, or nobody; `gone` where they no longer work in the team."""

    day: date
    user_id: int | None
    name: str
    gone: bool
    holiday: bool

    @property
    def weekday(self) -> str:
        return WEEKDAYS[str(self.day.weekday())]

    @property
    def working(self) -> bool:
        return self.day.weekday() < 5 and not self.holiday


def duty_rota(*, viewer: Viewer, today: date) -> list[DutyDay]:
    """Six weeks from today, each day once: a day with nobody goes to the whole team."""
    council = check_can_set_duty(viewer)
    last = today + timedelta(days=DUTY_AHEAD_DAYS - 1)
    team, off = duty_team(council, today), holidays(today, last)
    rows = Duty.objects.filter(organisation=council, day__range=(today, last)).select_related("user")
    held = {row.day: row.user for row in rows}
    days = [today + timedelta(days=number) for number in range(DUTY_AHEAD_DAYS)]
    return [
        DutyDay(
            day,
            held[day].pk if day in held else None,
            held[day].name if day in held else "",
            day in held and held[day].pk not in team,
            day in off,
        )
        for day in days
    ]


def neighbourhood_teams(*, organisation_ids: tuple[int, ...]) -> QuerySet[Team]:
    """The neighbourhood teams which any of these organisations keeps, or belongs to now."""
    in_it = TeamPartner.objects.filter(team=OuterRef("pk"), organisation__in=organisation_ids, ends_on=None)
    rows = Team.objects.exclude(patch="").filter(Q(organisation__in=organisation_ids) | Exists(in_it))
    return rows.select_related("organisation").order_by("name")


def partners_of(team: Team) -> QuerySet[TeamPartner]:
    """The other organisations in a team now."""
    return TeamPartner.objects.filter(team=team, ends_on=None).select_related("organisation")


def possible_partners(team: Team) -> QuerySet[Organisation]:
    """Who could still join it."""
    taken = partners_of(team).values("organisation")
    rows = Organisation.objects.filter(kind__in=PARTNER_KINDS).exclude(pk=team.organisation_id)
    return rows.exclude(pk__in=taken)


def delegations_of(council_id: int) -> QuerySet[Delegation]:
    """What this council lets others do for it, now, before and from later."""
    return Delegation.objects.filter(council=council_id).select_related("recorded_by")


def delegations_in_force(council_id: int, *, duty: str, on: date) -> QuerySet[Delegation]:
    """The delegations of one duty that stand on a day. None: the council does it itself."""
    rows = delegations_of(council_id).filter(duty=duty, starts_on__lte=on)
    return rows.filter(Q(ends_on=None) | Q(ends_on__gt=on))
