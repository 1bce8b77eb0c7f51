"""Asking for a direct payment, the decision with each condition, what it is used for, and how it stops. All history."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.personal.assessments.models import CapacityDecision
from locallinks.personal.fund_holding.choices import (
    Authority,
    Holder,
    PayeeRelation,
    PaymentMode,
    Route,
    StopReason,
    UseKind,
)
from locallinks.personal.fund_holding.rules.conditions import MAX_WORDS
from locallinks.personal.pathways.models import Pathway


class PaymentRequest(AboutPerson):
    """Somebody asked for a direct payment: who would hold the money, by which right, and what for."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="payment_requests")
    holder = models.CharField(max_length=12, choices=Holder.choices)
    holder_name = models.CharField(max_length=200, blank=True)
    authority = models.CharField(max_length=10, choices=Authority.choices, blank=True)
    supporter_name = models.CharField(max_length=200, blank=True)
    words = models.TextField(max_length=MAX_WORDS)
    help_words = models.TextField(max_length=MAX_WORDS, blank=True)
    said_by = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holder=Holder.SELF.value, holder_name="")
                | (~Q(holder=Holder.SELF.value) & ~Q(holder_name="")),
                name="another_holder_has_a_name",
            ),
            models.CheckConstraint(
                condition=(Q(holder=Holder.AUTHORISED.value) & ~Q(authority=""))
                | (~Q(holder=Holder.AUTHORISED.value) & Q(authority="")),
                name="asking_for_somebody_says_by_which_right",
            ),
        ]
        indexes = [models.Index(fields=["home", "recorded_at"], name="payment_requests_of_a_council")]


class PaymentDecision(AboutPerson):
    """What the conditions came to: the council pays where all are met, and else names those that are not."""

    request = models.OneToOneField(PaymentRequest, models.PROTECT, related_name="decision")
    route = models.CharField(max_length=3, choices=Route.choices)
    capacity = models.ForeignKey(CapacityDecision, models.PROTECT, null=True, related_name="+")
    pays = models.BooleanField()
    failed = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    how = models.CharField(max_length=5, choices=PaymentMode.choices)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pays=True, failed=[]) | (Q(pays=False) & ~Q(failed=[])),
                name="refused_only_where_a_condition_fails",
            )
        ]


class ConditionAnswer(AboutPerson):
    """One condition of one decision: met or not, and why."""

    decision = models.ForeignKey(PaymentDecision, models.PROTECT, related_name="answers")
    code = models.CharField(max_length=20, verbose_name="which condition")
    met = models.BooleanField()
    words = models.TextField(max_length=MAX_WORDS + 500)

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "code"], name="a_condition_is_answered_once"),
            models.CheckConstraint(condition=~Q(words=""), name="a_condition_has_a_reason"),
        ]


class AgreedUse(AboutPerson):
    """Something the payment may be used for, the need it is for, and who is paid."""

    decision = models.ForeignKey(PaymentDecision, models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=12, choices=UseKind.choices)
    words = models.CharField(max_length=300)
    need = models.CharField(max_length=12)
    payee = models.CharField(max_length=200, blank=True)
    relation = models.CharField(max_length=12, choices=PayeeRelation.choices, blank=True)
    why_necessary = models.TextField(max_length=MAX_WORDS, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=[UseKind.CARE_HOME.value, UseKind.COUNCIL.value]),
                name="not_a_care_home_for_good_nor_the_council",
            ),
            models.CheckConstraint(
                condition=~Q(kind=UseKind.CARER.value, relation=PayeeRelation.SAME_HOME.value) | ~Q(why_necessary=""),
                name="somebody_close_at_home_is_paid_where_necessary",
            ),
            models.CheckConstraint(
                condition=~Q(kind=UseKind.SHORT_STAY.value) | Q(starts_on__isnull=False, ends_on__gt=F("starts_on")),
                name="a_short_stay_has_its_days",
            ),
        ]


class StopRequest(AboutPerson):
    """The person, or whoever asked for them, wants it to stop. They may say so at any time."""

    decision = models.ForeignKey(PaymentDecision, models.PROTECT, related_name="stop_requests")
    from_on = models.DateField()
    words = models.TextField(max_length=MAX_WORDS)
    said_by = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "stop wish"
        ordering = ["-recorded_at", "-pk"]


class PaymentStop(AboutPerson):
    """It stops: why, with how much notice, what is paid first, and how the needs are met from that day."""

    decision = models.OneToOneField(PaymentDecision, models.PROTECT, related_name="stop")
    why = models.CharField(max_length=12, choices=StopReason.choices)
    condition = models.CharField(max_length=20, blank=True)
    told_on = models.DateField()
    ends_on = models.DateField()
    notice_days = models.PositiveSmallIntegerField()
    notice_verified = models.BooleanField()
    words = models.TextField(max_length=MAX_WORDS)
    liabilities = models.TextField(max_length=MAX_WORDS)
    arrangements = models.TextField(max_length=MAX_WORDS)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("told_on")), name="nothing_stops_before_it_is_told"),
            models.CheckConstraint(condition=~Q(arrangements=""), name="needs_are_met_after_a_payment_stops"),
        ]
