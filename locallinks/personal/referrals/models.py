"""Requests for help, referrals, advice, and questions to partners.

A `Contact` is a request sent to the council: it is not yet a person's record. Its owner and state change; its steps,
and referrals and advice, are history (append-only by trigger).
"""

from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models import AboutPerson, Person, ViewerManager
from locallinks.foundation.shared.models import Versioned
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.choices import ContactBasis, ContactEvent, ContactState, RequestKind
from locallinks.personal.referrals.rules.public_request import reference_of
from locallinks.personal.referrals.rules.referral_and_advice import CONTACT_BASES


class Referral(AboutPerson):
    """A request that opened a pathway: who told us, and why we may get in touch. Only the council reads it."""

    pathway = models.OneToOneField(Pathway, models.PROTECT, related_name="referral")
    earlier = models.ForeignKey(
        Pathway, models.PROTECT, null=True, blank=True, related_name="+"
    )  # their last pathway, if they come back
    told_by = models.CharField(max_length=200)
    told_by_relation = models.CharField(max_length=100)
    reason = models.TextField(max_length=5000)
    contact_basis = models.CharField(max_length=20, choices=CONTACT_BASES, verbose_name="why we may get in touch")
    contact_note = models.TextField(max_length=5000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "calls for help"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="referral_has_a_reason"),
            models.CheckConstraint(condition=~Q(told_by=""), name="referral_says_who_told_us"),
            models.CheckConstraint(
                condition=Q(contact_basis=ContactBasis.AGREED.value)
                | Q(contact_basis=ContactBasis.BEST_INTERESTS.value) & ~Q(contact_note=""),
                name="referral_says_why_we_may_contact",
            ),
        ]


class Advice(AboutPerson):
    """Advice that was enough for now. An introduction to a network was offered too (a guard of the pathway)."""

    pathway = models.OneToOneField(Pathway, models.PROTECT, related_name="advice")
    advice = models.TextField(max_length=5000)
    introduction_note = models.TextField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(advice=""), name="advice_is_written_down")]


class RequestDraft(models.Model):
    """A request that is not sent yet. No policy opens this table: only functions do, by the digest of its code."""

    digest = models.CharField(max_length=64, primary_key=True)
    answers = models.JSONField(default=dict)
    touched_at = models.DateTimeField()


class Contact(Versioned):
    """A request for help to the council, with an owner and a day to answer by. Anybody sends one; the team reads it.

    `person` and `pathway` are empty until the team knows who it is about.
    """

    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    pathway = models.ForeignKey(Pathway, models.PROTECT, null=True, blank=True, related_name="contacts")
    kind = models.CharField(max_length=20, choices=[(str(kind), kind.team_label) for kind in RequestKind])
    urgent = models.BooleanField()
    why_urgent = models.TextField(blank=True, max_length=2000)
    full_name = models.CharField(max_length=200)
    preferred_name = models.CharField(max_length=100, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=254, blank=True)
    address = models.TextField(blank=True, max_length=300)
    postcode = models.CharField(max_length=8, blank=True)
    reason = models.TextField(max_length=5000)
    matters = models.TextField(blank=True, max_length=5000)
    facts = models.JSONField(default=dict)
    told_by = models.CharField(max_length=200)
    told_by_relation = models.CharField(max_length=100, blank=True)
    told_by_reach = models.CharField(max_length=300, blank=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    contact_basis = models.CharField(
        max_length=20, choices=[(str(basis), basis.public_label) for basis in ContactBasis]
    )
    contact_note = models.TextField(blank=True, max_length=5000)
    safe_contact = models.CharField(max_length=300, blank=True)
    communication_needs = models.TextField(blank=True, max_length=1000)
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=ContactState.choices, default=ContactState.OPEN.value)

    objects = ViewerManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(full_name=""), name="contact_names_somebody"),
            models.CheckConstraint(condition=~Q(reason=""), name="contact_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state__in=["referred", "added"]) | Q(pathway__isnull=False, person__isnull=False),
                name="contact_says_where_it_led",
            ),
        ]
        indexes = [models.Index(fields=["home", "state", "due_on"], name="contacts_waiting")]

    def __str__(self) -> str:
        return self.preferred_name or self.full_name

    @property
    def reference(self) -> str:
        return reference_of(self.pk)

    @property
    def is_open(self) -> bool:
        return self.state == ContactState.OPEN


class ContactStep(models.Model):
    """What was done with a request, by whom and why. History."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="steps")
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    event = models.CharField(max_length=20, choices=ContactEvent.choices)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.TextField(blank=True, max_length=12000)

    objects = ViewerManager()

    class Meta:
        ordering = ["contact", "pk"]


class PartnerQuestion(AboutPerson):
    """One question about one person, to somebody outside who has no account: a surgery, a school, a group."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="questions")
    organisation_name = models.CharField(max_length=200)
    to_name = models.CharField(max_length=200)
    question = models.TextField(max_length=2000)
    basis = models.CharField(max_length=20, choices=CONTACT_BASES)
    basis_note = models.TextField(max_length=2000, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = "question"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="question_is_written_down"),
            models.CheckConstraint(
                condition=Q(basis=ContactBasis.AGREED.value) | ~Q(basis_note=""),
                name="question_says_why_without_agreement",
            ),
        ]


class PartnerAnswer(AboutPerson):
    """The one answer to a question. Answering ends the link."""

    question = models.OneToOneField(PartnerQuestion, models.PROTECT, related_name="answer")
    words = models.TextField(max_length=5000)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "what a partner answered"
