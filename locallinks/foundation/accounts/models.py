"""Organisations, the people who work in them, and what each may do there."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.rules import DELEGABLE


class OrganisationKind(models.TextChoices):
    COUNCIL = "council", "Council"
    NETWORK = "network", "Neighbourhood network"
    PROVIDER = "provider", "Provider"
    COMMUNITY_GROUP = "community_group", "Community group"
    INTERMEDIARY = "intermediary", "Social investment intermediary"
    INVESTOR = "investor", "Social investor"
    HEALTH = "health", "NHS organisation"


class Organisation(models.Model):
    """One legal body. `id` is a plain integer: it stands in every row-level security policy."""

    id = models.AutoField(primary_key=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    funding_assured_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team within one organisation; with a `patch`, a neighbourhood team which other organisations belong to."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)
    patch = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_team_of_a_name")]

    def __str__(self) -> str:
        return self.name


class TeamPartner(models.Model):
    """Another organisation in a neighbourhood team, and what it brings, from a day until a day."""

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
    """Somebody who signs in. What they may do comes from memberships, never from this row."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # an administrator chose it, and so knows it
    # The organisation that made the account, or shut it: the only one to set a password while it opens nothing.
    kept_by = models.ForeignKey("Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permissions are not used: each room's `permissions.py` decides."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date) -> "MembershipQuerySet":
        """In force on a day: agreed to by whoever must, begun, and not over."""
        return self.not_over(on).filter(agreed=True, starts_on__lte=on)

    def not_over(self, on: date) -> "MembershipQuerySet":
        """Held, or asked for, on a day or from some day after it."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on) & Q(ends_on__gt=F("starts_on")))

    def held(self, on: date) -> "MembershipQuerySet":
        """What somebody does or has said yes to, on a day or after it: it counts for what may not be held together."""
        return self.not_over(on).filter(Q(asked_at=None) | Q(accepted_at__isnull=False))

    def waiting(self) -> "MembershipQuerySet":
        """Asked for, and neither agreed by all nor turned down nor taken back."""
        return self.filter(asked_at__isnull=False, agreed=False, turned_down_at=None, ends_on=None)


class Membership(models.Model):
    """One role of one user in one organisation, for a time. No approval limit means they cannot approve a plan.

    What an administrator asks for is in force once everybody who must has said yes (docs/adr/0020): the user, and for
    a role that opens records, approves or administers, a second administrator. Without `asked_at` it was made at
    set-up, by whoever runs the site.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=30)  # of shared/roles.py
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the same day as `starts_on`: no longer, or never, in force
    approval_limit_pence = models.PositiveIntegerField(null=True, blank=True)

    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_name = models.CharField(max_length=200, blank=True)  # as the asker wrote it: all they see before the yes
    accepted_at = models.DateTimeField(null=True, blank=True)
    needs_confirmation = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    turned_down_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    turned_down_at = models.DateTimeField(null=True, blank=True)
    turned_down_why = models.CharField(max_length=500, blank=True)
    agreed = models.GeneratedField(
        expression=models.ExpressionWrapper(
            Q(turned_down_at=None)
            & (
                Q(asked_at=None)
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
            models.CheckConstraint(condition=~Q(asked_by=F("user")), name="nobody_asks_for_themselves"),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("user")) & ~Q(confirmed_by=F("asked_by")), name="somebody_else_confirms"
            ),
            models.CheckConstraint(
                condition=Q(asked_by=None, asked_at=None, accepted_at=None, confirmed_at=None, turned_down_at=None)
                | Q(asked_by__isnull=False, asked_at__isnull=False),
                name="answers_are_to_a_question",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="a_confirmation_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(asked_at=None) | Q(approval_limit_pence=None) | Q(needs_confirmation=True),
                name="whoever_approves_is_confirmed",
            ),
        ]

    @property
    def accepted(self) -> bool:
        """Has the person said yes, or was it made at set-up? Before that, the asker knows only what they wrote."""
        return self.asked_at is None or self.accepted_at is not None

    @property
    def name_here(self) -> str:
        """The name this organisation may know them by."""
        return self.user.name if self.accepted else self.asked_name


class PasswordReset(models.Model):
    """An administrator asked for a new password for somebody, who is told until they have read it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    changed = models.BooleanField()  # no: the account opens more than the work there, and kept its own password
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given_at", "pk"]
        indexes = [models.Index(fields=["user"], condition=Q(read_at=None), name="given_password_unread")]


class Cover(models.Model):
    """Somebody is away, and somebody else does their work. From a day, up to but not including another."""

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
    """Who answers what comes in at one council on one day. A day without a row belongs to the whole team."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    day = models.DateField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="one_on_duty_a_day")]


class Delegation(models.Model):
    """A duty the council lets another body do for it, from a day (Care Act section 79). It stays responsible.

    `ends_on` is the first day it no longer stands. A change is a new row; nothing is erased.
    """

    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=20, choices=list(DELEGABLE.items()))
    to_name = models.CharField(max_length=200)
    agreement = models.CharField(max_length=500)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["duty", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(duty__in=list(DELEGABLE)), name="delegation_of_what_the_act_allows"),
            models.CheckConstraint(condition=~Q(agreement=""), name="delegation_stands_on_an_agreement"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="delegation_ends_after_start"
            ),
        ]

    def stands_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
