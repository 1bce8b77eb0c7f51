"""Somebody at the centre, the people around them, and who they let see their record."""

from datetime import date
from typing import Any, ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.rules import (
    CHANNELS,
    GRANT_KINDS,
    INVITATION_ENDS,
    INVITATIONS,
    READING_FORMATS,
    RELATIONSHIP_KINDS,
    REPRESENTATIVE_KINDS,
    SHARING_BASES,
    search_key,
)
from locallinks.foundation.shared.clock import Today
from locallinks.foundation.shared.models import Versioned
from locallinks.foundation.shared.viewer import current_viewer
from locallinks.foundation.ui.rules import spaced_nhs_number


class ViewerManager(models.Manager):
    """Refuses to read about people when nobody is looking: an empty page would hide the mistake."""

    def get_queryset(self) -> models.QuerySet:
        current_viewer()
        return super().get_queryset()


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    exclude=["search_name"],
    append_only=True,
    context_field=None,
    model_name="PersonHistory",
)
class Person(Versioned):
    """An adult who has, or may have, care and support needs. `home`, the organisation responsible, never changes."""

    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    preferred_name = models.CharField(max_length=100)
    full_name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=310, editable=False)
    date_of_birth = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True, verbose_name="NHS number")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True, max_length=500)
    postcode = models.CharField(max_length=8, blank=True)
    contact_by = models.CharField(max_length=10, choices=list(CHANNELS.items()), default="phone")
    safe_contact = models.CharField(max_length=300, blank=True)
    never_by = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    reading_format = models.CharField(max_length=20, choices=list(READING_FORMATS.items()), default="standard")
    language = models.CharField(max_length=60, default="English")
    communication_needs = models.TextField(blank=True, max_length=1000)
    about = models.TextField(blank=True, max_length=5000)

    objects = ViewerManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home", "nhs_number"], condition=~Q(nhs_number=""), name="one_record_an_nhs_number"
            ),
        ]
        ordering = ["full_name", "pk"]

    def __str__(self) -> str:
        return self.preferred_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_name = search_key(self.preferred_name, self.full_name)
        super().save(*args, **kwargs)

    def age(self, on: date) -> int | None:
        born = self.date_of_birth
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) if born else None

    @property
    def spaced_nhs_number(self) -> str:
        """3-3-4, as docs/rules/data-standards.md 4 shows it."""
        return spaced_nhs_number(self.nhs_number)


class AboutPerson(models.Model):
    """Every record about somebody. `home` is filled in by a trigger, so that row-level security needs no join."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)

    objects = ViewerManager()

    class Meta:
        abstract = True


class Period(models.Model):
    """From a day, up to but not including another; open when `ends_on` is empty."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class SharingAgreement(AboutPerson):
    """The person's agreement, or a recorded best-interests decision, that one organisation may see their record."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=SharePurpose.choices)
    basis = models.CharField(max_length=20, choices=list(SHARING_BASES.items()))
    agreed_by = models.CharField(max_length=200)
    how_explained = models.TextField(max_length=1000)
    words = models.TextField(blank=True, max_length=2000)
    consulted = models.TextField(blank=True, max_length=2000)
    agreed_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(basis="best_interests") | ~Q(consulted=""), name="best_interests_says_who_was_asked"
            )
        ]


class AgreementWithdrawal(AboutPerson):
    """The person changed their mind. The share it opened ends the same day."""

    agreement = models.OneToOneField(SharingAgreement, models.PROTECT, related_name="withdrawal")
    words = models.TextField(blank=True, max_length=2000)
    withdrawn_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class ShareQuerySet(models.QuerySet["Share"]):
    def live(self) -> "ShareQuerySet":
        """Shares that open the record today."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=Today()), starts_on__lte=Today())

    def open_to_change(self) -> "ShareQuerySet":
        """Live, and not only there to be read."""
        return self.live().filter(Q(read_only_from=None) | Q(read_only_from__gt=Today()))


class ShareManager(ViewerManager.from_queryset(ShareQuerySet)):  # type: ignore[misc]
    pass


class Share(AboutPerson, Period):
    """Opens one person's record to one organisation, for a purpose and a time. Row-level security stands on it.

    After a way through has closed, or a death, whoever planned may still read: from `read_only_from` to `ends_on`.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=SharePurpose.choices)
    basis = models.CharField(max_length=20, choices=list(SHARING_BASES.items()))
    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, null=True, blank=True, related_name="shares")
    read_only_from = models.DateField(null=True, blank=True)

    objects: ClassVar[ShareManager] = ShareManager()  # type: ignore[misc]

    class Meta:
        verbose_name = "who your record is open to"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="share_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "purpose"], condition=Q(ends_on=None), name="one_open_share"
            ),
            models.CheckConstraint(
                condition=~Q(basis__in=["agreement", "best_interests", "decider"]) | Q(agreement__isnull=False),
                name="share_by_agreement_names_it",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "person"],
                include=["purpose", "starts_on", "ends_on"],
                name="share_by_organisation",
            ),
        ]


class Grant(AboutPerson, Period):
    """Opens one person's record to one user: themselves, or somebody they trust."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=list(GRANT_KINDS.items()))
    given_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = "people who may open your record"
        constraints = [
            models.UniqueConstraint(fields=["person", "user"], condition=Q(ends_on=None), name="one_open_grant"),
        ]


class Relationship(AboutPerson, Versioned):
    """Somebody in the person's life. `closeness` is the ring of the picture: 1 nearest, 3 farthest."""

    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=list(RELATIONSHIP_KINDS.items()), default="friend")
    is_carer = models.BooleanField(default=False)
    lives_with = models.BooleanField(default=False)
    closeness = models.PositiveSmallIntegerField(
        default=2, choices=[(1, "Very close"), (2, "Close"), (3, "Knows them")]
    )
    phone = models.CharField(max_length=30, blank=True)
    helps_with = models.TextField(blank=True, max_length=1000)
    may_be_told = models.TextField(blank=True, max_length=500)

    class Meta:
        ordering = ["closeness", "name"]


class Death(AboutPerson):
    """The person died. Every automatic message stops (docs/rules/local-links.md 7)."""

    died_on = models.DateField()
    told_by = models.CharField(max_length=200)
    friends_may_be_told = models.TextField(blank=True, max_length=1000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "a death"
        constraints = [models.UniqueConstraint(fields=["person"], name="one_death")]


class Invitation(AboutPerson):
    """A link: somebody without an account does one thing for one person, until a day. Only its digest is kept.

    It stands on what its maker stood on: their work in `organisation` and, for one that is not the home, its `share`;
    or, without an organisation, the access that the person gave them.
    """

    purpose = models.CharField(max_length=30, choices=[(key, words) for key, (words, _) in INVITATIONS.items()])
    about = models.BigIntegerField(null=True, blank=True)  # the record it is for, in the room that asked
    to_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    share = models.ForeignKey(Share, models.PROTECT, null=True, blank=True, related_name="invitations")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(verbose_name="works until")

    class Meta:
        verbose_name = "links that were lent"
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="invitation_ends_after_it_is_made"),
            models.CheckConstraint(condition=~Q(to_name=""), name="invitation_names_somebody"),
        ]


class InvitationEnd(AboutPerson):
    """The link was used for what it was for, or was called back. It opens nothing from then on."""

    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="end")
    why = models.CharField(max_length=12, choices=list(INVITATION_ENDS.items()))
    at = models.DateTimeField()

    class Meta:
        verbose_name = "links that ended"


class SafetyNote(AboutPerson):
    """What somebody must know to keep the person, or themselves, safe. It is looked at again on a day.

    Those who plan read it all. Whoever visits reads it where `for_visits` says so; a volunteer developer reads
    `volunteer_words` alone; the person reads it unless they do not know of it, and then it says why they were not told.
    """

    words = models.TextField(max_length=2000)
    for_visits = models.BooleanField()
    volunteer_words = models.CharField(max_length=300, blank=True)
    person_knows = models.BooleanField()
    why_not_told = models.TextField(blank=True, max_length=1000)
    review_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person_knows=True) | ~Q(why_not_told=""), name="a_note_kept_from_somebody_says_why"
            )
        ]


class SafetyReview(AboutPerson):
    """A keeping-safe note was looked at again: it stays until another day, or it ends."""

    note = models.ForeignKey(SafetyNote, models.PROTECT, related_name="reviews")
    next_on = models.DateField(null=True, blank=True)  # empty: the note is no longer needed
    words = models.TextField(max_length=1000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "looks at a safety note"
        ordering = ["recorded_at", "pk"]


class LegalRepresentative(AboutPerson, Period):
    """An attorney, deputy or appointee: what they may decide, and whether the document was seen."""

    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=list(REPRESENTATIVE_KINDS.items()))
    scopes = ArrayField(models.CharField(max_length=10))
    document = models.CharField(max_length=300, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "who may decide for you"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(scopes=[]), name="decider_may_decide_something"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="decider_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(Q(seen_on=None) & Q(document="")) | (Q(seen_on__isnull=False) & ~Q(document="")),
                name="decider_document_has_a_day",
            ),
        ]


class LegalRepresentativeEnd(AboutPerson):
    """They may no longer decide: from this day whatever they say in somebody's name is refused."""

    decider = models.OneToOneField(LegalRepresentative, models.PROTECT, related_name="end")
    on = models.DateField()
    why = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "who may no longer decide for you"
