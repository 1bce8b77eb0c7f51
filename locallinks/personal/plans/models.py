"""A plan, the lines in it, and every act around it: what the person said, sending, returning, approving.

A plan and its lines change while they are written (history by trigger, `PlanHistory` and `LineHistory`). The acts never
change. A plan is being written until it is approved; after that a change is a new plan with the next number.
"""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.models import AboutPerson
from locallinks.foundation.shared.models import Versioned
from locallinks.local.directory.models import Service
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.rules import DEPLOYMENTS, FREQUENCIES, LINE_KINDS

WAYS = {"network": "With the network", "self": "By the person", "council": "With the council"}
FUNDERS = {"council": "The council", "nhs": "The NHS"}


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name="PlanHistory"
)
class Plan(AboutPerson, Versioned):
    """One version of somebody's plan. `writers` are the ids of all who wrote in it: none of them may approve it."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10, choices=list(WAYS.items()))
    about_me = models.TextField(max_length=5000, blank=True)
    what_matters = models.TextField(max_length=5000, blank=True)
    good_week = models.TextField(max_length=5000, blank=True)
    wellbeing = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    advice = models.TextField(max_length=5000, blank=True)
    contingency = models.TextField(max_length=5000, blank=True)
    review_on = models.DateField(null=True, blank=True)
    writers = ArrayField(models.BigIntegerField(), default=list, blank=True)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pathway", "number"]
        constraints = [models.UniqueConstraint(fields=["pathway", "number"], name="plans_are_numbered")]


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name="LineHistory"
)
class Line(AboutPerson, Versioned):
    """One thing in a plan: what, who, when, what it is for and what it costs a week.

    `outcomes` are codes of needs, or `own` for something the person wants that no need asks for (added support).
    A line that is taken out is kept, with `removed_at`. `came_from` is the same line in the plan before.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lines")
    came_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=list(LINE_KINDS.items()))
    title = models.CharField(max_length=300)
    outcomes = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    given_by = models.CharField(max_length=300, blank=True)
    what_when = models.CharField(max_length=300, blank=True)
    minutes_per_week = models.PositiveIntegerField(default=0)
    weekly_cost_pence = models.PositiveIntegerField(default=0)
    own_cost_pence = models.PositiveIntegerField(default=0)
    funder = models.CharField(max_length=10, choices=list(FUNDERS.items()), default="council")
    eligible = models.BooleanField(default=True)
    essential = models.BooleanField(default=False)
    personal_care = models.BooleanField(default=False)
    regulated = models.BooleanField(default=False)
    check_seen = models.BooleanField(default=False)
    contingency = models.TextField(max_length=5000, blank=True)
    giver_agreed = models.BooleanField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    deployment = models.CharField(max_length=20, choices=list(DEPLOYMENTS.items()), blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    removed_reason = models.TextField(max_length=5000, blank=True)

    class Meta:
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(eligible=True) | Q(weekly_cost_pence=0) | Q(funder="nhs"),
                name="added_support_costs_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(kind="voluntary") | Q(personal_care=False), name="volunteers_give_no_personal_care"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="removed_says_who",
            ),
        ]

    @property
    def council_pence(self) -> int:
        return self.weekly_cost_pence if self.funder == "council" else 0

    @property
    def nhs_pence(self) -> int:
        return self.weekly_cost_pence if self.funder == "nhs" else 0


class PlanAct(AboutPerson):
    """What every act says: on which plan, who did it, and when."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class PlanAgreement(PlanAct):
    """What the person said about the plan as it then stood. A plan that changes later is asked about again."""

    agrees = models.BooleanField()
    words = models.TextField(max_length=5000, blank=True)
    said_by = models.CharField(max_length=200)

    class Meta(PlanAct.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(words=""), name="a_no_to_the_plan_has_words"),
            models.CheckConstraint(condition=~Q(said_by=""), name="agreement_says_who"),
        ]


class PlanSubmission(PlanAct):
    """The plan was sent for approval. `needs` are the needs as they then stood, so that an old plan reads true."""

    needs = models.JSONField(default=list)
    council_pence = models.PositiveIntegerField()


class PlanReturn(PlanAct):
    """The plan came back, with what has to change."""

    comments = models.TextField(max_length=5000)

    class Meta(PlanAct.Meta):
        constraints = [models.CheckConstraint(condition=~Q(comments=""), name="plan_return_has_comments")]


class PlanApproval(AboutPerson):
    """The council's yes: the personal budget a week, what the person pays of it, how the money is held (s.26)."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="approval")
    personal_budget_pence = models.PositiveIntegerField()
    contribution_pence = models.PositiveIntegerField()
    deployment = models.CharField(max_length=20, choices=list(DEPLOYMENTS.items()))
    direct_payment_pence = models.PositiveIntegerField(null=True, blank=True)
    direct_payment_frequency = models.CharField(max_length=20, choices=list(FREQUENCIES.items()), blank=True)
    reason = models.TextField(max_length=5000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution_pence__lte=F("personal_budget_pence")), name="contribution_within_budget"
            )
        ]

    @property
    def council_pays_pence(self) -> int:
        return self.personal_budget_pence - self.contribution_pence
