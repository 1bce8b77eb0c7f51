"""How somebody came to us, and the advice that was enough. Both are history (append-only by trigger)."""

from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.rules import CONTACT_BASES


class Referral(AboutPerson):
    """Who told the council, why, and why it may get in touch. For the council's own eyes: it names who told us."""

    pathway = models.OneToOneField(Pathway, models.PROTECT, related_name="referral")
    told_by = models.CharField(max_length=200)
    told_by_relation = models.CharField(max_length=100)
    reason = models.TextField(max_length=5000)
    contact_basis = models.CharField(max_length=20, choices=list(CONTACT_BASES.items()))
    contact_note = models.TextField(max_length=5000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="referral_has_a_reason"),
            models.CheckConstraint(condition=~Q(told_by=""), name="referral_says_who_told_us"),
            models.CheckConstraint(
                condition=Q(contact_basis="agreed") | Q(contact_basis="best_interests") & ~Q(contact_note=""),
                name="referral_says_why_we_may_contact",
            ),
        ]


class Advice(AboutPerson):
    """Advice was enough for now. A row also means that an introduction to a network was offered (a guard)."""

    pathway = models.OneToOneField(Pathway, models.PROTECT, related_name="advice")
    advice = models.TextField(max_length=5000)
    introduction_note = models.TextField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(advice=""), name="advice_is_written_down")]
