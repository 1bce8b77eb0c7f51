"""People, their relationships, who may see their records, safety notes and legal representatives."""

from datetime import date
from typing import Any, ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.choices import (
    AgreementBasis,
    Channel,
    GrantKind,
    InvitationEndReason,
    InvitationPurpose,
    ReadingFormat,
    RelationshipKind,
    RepresentativeKind,
    SharePurpose,
    SharingBasis,
)
from locallinks.foundation.people.rules import search_key
from locallinks.foundation.shared.clock import Today
from locallinks.foundation.shared.models import Versioned
from locallinks.foundation.shared.viewer import current_viewer
from locallinks.foundation.ui.rules import spaced_nhs_number

BASES_WITH_AGREEMENT = [basis.value for basis in AgreementBasis]


class ViewerManager(models.Manager):
    """Raises NoViewer where no viewer is set: row-level security would return no rows and hide the mistake."""

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
    contact_by = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PHONE.value)
    safe_contact = models.CharField(max_length=300, blank=True)
    unsafe_channels = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    reading_format = models.CharField(
        max_length=20, choices=ReadingFormat.choices, default=ReadingFormat.STANDARD.value
    )
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
        """The number in groups of 3, 3 and 4 digits (docs/rules/data-standards.md 4)."""
        return spaced_nhs_number(self.nhs_number)


class AboutPerson(models.Model):
    """The base of every record about a person. A trigger fills in `home`, so that row-level security needs no join."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)

    objects = ViewerManager()

    class Meta:
        abstract = True


class Period(models.Model):
    """A period of days: `ends_on` is the first day outside it; None means no end."""

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
    basis = models.CharField(max_length=20, choices=AgreementBasis.choices)
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
                condition=~Q(basis=AgreementBasis.BEST_INTERESTS.value) | ~Q(consulted=""),
                name="best_interests_says_who_was_asked",
            )
        ]


class AgreementWithdrawal(AboutPerson):
    """The person withdrew an agreement. The share that rests on it ends the same day."""

    agreement = models.OneToOneField(SharingAgreement, models.PROTECT, related_name="withdrawal")
    words = models.TextField(blank=True, max_length=2000)
    withdrawn_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class ShareQuerySet(models.QuerySet["Share"]):
    def live(self) -> "ShareQuerySet":
        """Return the shares that open a record today."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=Today()), starts_on__lte=Today())

    def open_to_change(self) -> "ShareQuerySet":
        """Return the live shares that are not read-only."""
        return self.live().filter(Q(read_only_from=None) | Q(read_only_from__gt=Today()))


class ShareManager(ViewerManager.from_queryset(ShareQuerySet)):  # type: ignore[misc]
    pass


class Share(AboutPerson, Period):
    """Opens one person's record to one organisation, for a purpose and a period. Row-level security reads these rows.

    After a pathway has closed, or a death, those who planned may still read from `read_only_from` to `ends_on`.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=SharePurpose.choices)
    basis = models.CharField(max_length=20, choices=SharingBasis.choices)
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
                condition=~Q(basis__in=BASES_WITH_AGREEMENT) | Q(agreement__isnull=False),
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
    """Opens one person's record to one user: the person, or somebody they trust."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=GrantKind.choices)
    given_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = "people who may open your record"
        constraints = [
            models.UniqueConstraint(fields=["person", "user"], condition=Q(ends_on=None), name="one_open_grant"),
        ]


class Relationship(AboutPerson, Versioned):
    """Somebody in the person's life. `closeness`: 1 very close to 3 least close, the ring in the chart."""

    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=RelationshipKind.choices, default=RelationshipKind.FRIEND.value)
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
    """The person's death, which stops every automatic message (docs/rules/local-links.md 7)."""

    died_on = models.DateField()
    told_by = models.CharField(max_length=200)
    friends_may_be_told = models.TextField(blank=True, max_length=1000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "a death"
        constraints = [models.UniqueConstraint(fields=["person"], name="one_death")]


class Invitation(AboutPerson):
    """A link with which somebody without an account does one thing about one person, until a time.

    Only the digest of its token is stored. The link works as long as its maker's own access does: their role in
    `organisation` and, for an organisation that is not the home, its `share`; without an organisation, their grant.
    """

    purpose = models.CharField(max_length=30, choices=InvitationPurpose.choices)
    record_id = models.BigIntegerField(null=True, blank=True)  # the row it is about, in the room that made it
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
    """The end of a link, after which it opens nothing: it was used or revoked, or the access behind it ended."""

    invitation = models.OneToOneField(Invitation, models.PROTECT, related_name="end")
    why = models.CharField(max_length=12, choices=InvitationEndReason.choices)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "links that ended"


class SafetyNote(AboutPerson):
    """What people need to know to keep the person, or themselves, safe, with a day for its review.

    Those who plan read all of it; those who give support only where `for_visits` is set; a volunteer developer only
    `volunteer_words`; the person only where `person_knows` is set, otherwise `why_not_told` gives the reason.
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
    """A review of a safety note, after which it stays until another day or ends."""

    note = models.ForeignKey(SafetyNote, models.PROTECT, related_name="reviews")
    next_on = models.DateField(null=True, blank=True)  # None: the note has ended
    words = models.TextField(max_length=1000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "looks at a safety note"
        ordering = ["recorded_at", "pk"]


class LegalRepresentative(AboutPerson, Period):
    """An attorney, deputy or appointee: what they may decide, and the document seen (docs/rules/care-act.md 9)."""

    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=30, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=RepresentativeKind.choices)
    scopes = ArrayField(models.CharField(max_length=10))
    document = models.CharField(max_length=300, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "who may decide for you"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(scopes=[]), name="representative_may_decide_something"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="representative_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(Q(seen_on=None) & Q(document="")) | (Q(seen_on__isnull=False) & ~Q(document="")),
                name="representative_document_has_a_day",
            ),
        ]


class LegalRepresentativeEnd(AboutPerson):
    """The end of a representative's authority: from this day their decisions are refused."""

    representative = models.OneToOneField(LegalRepresentative, models.PROTECT, related_name="end")
    on = models.DateField()
    why = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "who may no longer decide for you"
