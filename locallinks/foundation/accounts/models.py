"""Organisations, users, their memberships, cover, the duty rota, neighbourhood teams and delegations."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.choices import DelegableDuty, OrganisationKind


class Organisation(models.Model):
    """One legal body. `id` is an integer because every row-level security policy compares it with an array of them."""

    id = models.AutoField(primary_key=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    funding_assured_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of one organisation; with a `patch`, a neighbourhood team that other organisations can join."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)
    patch = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_team_of_a_name")]

    def __str__(self) -> str:
        return self.name


class TeamPartner(models.Model):
    """Another organisation in a neighbourhood team, and what it contributes, for a period."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    brings = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="partner_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["team", "organisation"], condition=Q(ends_on=None), name="one_open_partner"
            ),
        ]


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, name: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in. What they may do follows from their memberships, never from this row."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # an administrator knows the present one
    # The organisation that created or closed the account: the only one that sets a password while it has no roles.
    managed_by = models.ForeignKey("Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Return False: Django's permissions are not used, each room's `permissions.py` decides."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date) -> "MembershipQuerySet":
        """Return those in force on a day: agreed to by everybody who must, begun, and not over."""
        return self.not_ended(on).filter(agreed=True, starts_on__lte=on)

    def not_ended(self, on: date) -> "MembershipQuerySet":
        """Return those that are not over on a day, open invitations included."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on) & Q(ends_on__gt=F("starts_on")))

    def accepted_from(self, on: date) -> "MembershipQuerySet":
        """Return those accepted that are not over on a day, confirmed or not: roles that exclude each other count."""
        return self.not_ended(on).filter(Q(invited_at=None) | Q(accepted_at__isnull=False))

    def waiting(self) -> "MembershipQuerySet":
        """Return open invitations: not agreed by everybody yet, nor declined, nor withdrawn."""
        return self.filter(invited_at__isnull=False, agreed=False, declined_at=None, ends_on=None)


class Membership(models.Model):
    """One role of one user in one organisation, for a period. Without an approval limit they cannot approve plans.

    An invitation comes into force (`agreed`) once the user has accepted it and, for a role that opens records, approves
    or administers, a second administrator has confirmed it (docs/adr/0020). A row without `invited_at` was created at
    set-up or by a command on the server.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=30)  # a code of shared/roles.py
    starts_on = models.DateField()
    # The first day without the role; the same as `starts_on` where it was never in force, or ended on its first day.
    ends_on = models.DateField(null=True, blank=True)
    approval_limit_pence = models.PositiveIntegerField(null=True, blank=True)

    invited_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(null=True, blank=True)
    # As the inviter typed it: the only name that the organisation sees before the user accepts.
    invited_name = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    needs_confirmation = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.CharField(max_length=500, blank=True)
    agreed = models.GeneratedField(
        expression=models.ExpressionWrapper(
            Q(declined_at=None)
            & (
                Q(invited_at=None)
                | Q(accepted_at__isnull=False) & (Q(needs_confirmation=False) | Q(confirmed_at__isnull=False))
            ),
            output_field=models.BooleanField(),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], condition=Q(ends_on=None), name="one_open_membership"
            ),
            models.CheckConstraint(condition=~Q(invited_by=F("user")), name="nobody_invites_themselves"),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("user")) & ~Q(confirmed_by=F("invited_by")), name="somebody_else_confirms"
            ),
            models.CheckConstraint(
                condition=Q(invited_by=None, invited_at=None, accepted_at=None, confirmed_at=None, declined_at=None)
                | Q(invited_by__isnull=False, invited_at__isnull=False),
                name="answers_need_an_invitation",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="a_confirmation_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(invited_at=None) | Q(approval_limit_pence=None) | Q(needs_confirmation=True),
                name="approvers_are_confirmed",
            ),
        ]

    @property
    def accepted(self) -> bool:
        """Whether the user accepted it, or it was created at set-up."""
        return self.invited_at is None or self.accepted_at is not None

    @property
    def visible_name(self) -> str:
        """The name that this organisation may see."""
        return self.user.name if self.accepted else self.invited_name


class PasswordReset(models.Model):
    """An administrator asked for a new password for somebody, who is notified until they have read it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    changed = models.BooleanField()  # False: the account opens more than work there, so its password stayed
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given_at", "pk"]
        indexes = [models.Index(fields=["user"], condition=Q(read_at=None), name="given_password_unread")]


class Cover(models.Model):
    """A colleague does somebody's work while they are away. `ends_on` is the first day back."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    covered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="cover_ends_after_start"),
            models.CheckConstraint(condition=~Q(user=F("covered_by")), name="nobody_covers_themselves"),
        ]
        indexes = [models.Index(fields=["covered_by", "ends_on"])]


class Duty(models.Model):
    """Who answers requests at one council on one day. A day without a row belongs to the whole team."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    day = models.DateField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="one_on_duty_a_day")]


class Delegation(models.Model):
    """A duty that the council delegates to another body for a period; the council stays responsible.

    `ends_on` is the first day on which it no longer applies. A change is a new row. Source: Care Act 2014 s.79.
    """

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=20, choices=DelegableDuty.choices)
    to_name = models.CharField(max_length=200)
    agreement = models.CharField(max_length=500)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["duty", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(duty__in=[duty.value for duty in DelegableDuty]), name="delegation_of_what_the_act_allows"
            ),
            models.CheckConstraint(condition=~Q(agreement=""), name="delegation_names_an_agreement"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="delegation_ends_after_start"
            ),
        ]

    def is_in_force(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
