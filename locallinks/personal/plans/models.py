"""Plans, their lines, and the acts on them: agreement, submission, return and approval.

A plan and its lines change while they are written; triggers record each change in `PlanHistory` and `LineHistory`. Acts
never change. After approval a change is a new plan with the next number.
"""

from collections.abc import Collection

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.people.models import AboutPerson
from locallinks.foundation.shared.models import Versioned
from locallinks.local.directory.models import Service
from locallinks.personal.assessments.models import CapacityDecision
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.choices import (
    AGREEMENT_CHOICES,
    AttachmentKind,
    Deployment,
    GoalProgress,
    LineKind,
    PanelOpinion,
    PaymentFrequency,
    PlanningRoute,
    VisitPlace,
)


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name="PlanHistory"
)
class Plan(AboutPerson, Versioned):
    """One version of a person's plan. None of the users in `author_ids`, who wrote in it, may approve it.

    `content_version` counts every change of the content, including lines and unmet needs, under the lock, and carries
    on from one plan to the next. A `PlanAgreement` names the one that the person saw. `version` counts only the saves
    of this row, for two users who edit it at the same time.
    """

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    planning_route = models.CharField(max_length=10, choices=PlanningRoute.choices, verbose_name="way")
    about_me = models.TextField(max_length=5000, blank=True)
    what_matters = models.TextField(max_length=5000, blank=True)
    good_week = models.TextField(max_length=5000, blank=True)
    wellbeing = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    advice = models.TextField(max_length=5000, blank=True)
    contingency = models.TextField(max_length=5000, blank=True, verbose_name="plan B")
    what_if = models.JSONField(default=list, blank=True)  # who does what if: rows of if, then, who, phone
    review_on = models.DateField(null=True, blank=True)
    author_ids = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name="who wrote it")
    content_version = models.PositiveIntegerField(default=1, editable=False)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pathway", "number"]
        constraints = [models.UniqueConstraint(fields=["pathway", "number"], name="plans_are_numbered")]


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name="LineHistory"
)
class Line(AboutPerson, Versioned):
    """One thing in a plan: what happens, who gives it, when, what it is for and what it costs in pence a week.

    `outcomes` are codes of needs, of goals (`g1`), or `own` for something else that the person wants (added support).
    `council_cost_pence`, `nhs_cost_pence` and `own_cost_pence` are the share of each payer.
    A removed line stays, with `removed_at`. `previous_line` is the same line in the version before.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lines")
    previous_line = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=LineKind.choices)
    title = models.CharField(max_length=300)
    outcomes = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    given_by = models.CharField(max_length=300, blank=True)
    what_when = models.CharField(max_length=300, blank=True)
    minutes_per_week = models.PositiveIntegerField(default=0)
    council_cost_pence = models.PositiveIntegerField(default=0, verbose_name="what the council pays, a week")
    nhs_cost_pence = models.PositiveIntegerField(default=0, verbose_name="what the NHS pays, a week")
    own_cost_pence = models.PositiveIntegerField(default=0, verbose_name="your own money, a week")
    eligible = models.BooleanField(default=True)
    essential = models.BooleanField(default=False)
    personal_care = models.BooleanField(default=False)
    regulated = models.BooleanField(default=False, verbose_name="needs a check by law")
    check_seen = models.BooleanField(default=False, verbose_name="the check was seen")
    contingency = models.TextField(max_length=5000, blank=True, verbose_name="plan B")
    giver_agreed = models.BooleanField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    deployment = models.CharField(
        max_length=20, choices=Deployment.choices, blank=True, verbose_name="how the money is held"
    )
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    removed_reason = models.TextField(max_length=5000, blank=True)

    class Meta:
        verbose_name = "parts of your plan"
        ordering = ["plan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(eligible=True) | Q(council_cost_pence=0), name="added_support_costs_nothing"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="line_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[LineKind.VOLUNTARY.value, LineKind.COMMUNITY_ASSET.value])
                | Q(personal_care=False),
                name="volunteers_give_no_personal_care",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="removed_says_who",
            ),
        ]


def _names_of(model: type[models.Model], *, but: Collection[str]) -> tuple[str, ...]:
    excluded = {"id", "person", "home", "version", *but}
    return tuple(field.name for field in model._meta.fields if field.name not in excluded)


# The fields that users write, which are all but those that only an action sets. A new field is therefore saved,
# compared between versions and copied to the next version without being named anywhere else.
PLAN_FIELDS = _names_of(
    Plan,
    but=("pathway", "number", "planning_route", "author_ids", "content_version", "started_at", "changed_at"),
)
LINE_FIELDS = _names_of(
    Line,
    but=(
        "plan", "previous_line", "deployment", "written_by", "written_at", "removed_at", "removed_by", "removed_reason",
    ),
)  # fmt: skip


class PlanAct(AboutPerson):
    """An act on a plan that never changes: on which plan, by whom, and when."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class Statement(AboutPerson):
    """Something a person said, and who recorded it. `by` is empty for somebody who used a link; `by_name` never is."""

    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=250, default="", blank=True)
    said_by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class PlanAgreement(Statement):
    """What the person said about the plan as it was then. They are asked again about a plan that changes later.

    `plan_version` is the `content_version` they saw: the time of an edit does not show which came first.
    `told_of_network_share`: they were told in writing that the network shares in money left over
    (docs/rules/local-links.md 8). A yes that somebody else decided for them (`basis`) names the capacity record that
    allows it.
    """

    basis = models.CharField(max_length=20, choices=AGREEMENT_CHOICES, default=AgreementBasis.AGREEMENT.value)
    capacity = models.ForeignKey(CapacityDecision, models.PROTECT, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    plan_version = models.PositiveIntegerField()
    agrees = models.BooleanField()
    words = models.TextField(max_length=5000, blank=True)
    told_of_network_share = models.BooleanField(default=False, verbose_name="told share")

    class Meta(Statement.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(words=""), name="a_no_to_the_plan_has_words"),
            models.CheckConstraint(condition=~Q(said_by=""), name="agreement_says_who"),
            models.CheckConstraint(
                condition=Q(basis=AgreementBasis.AGREEMENT.value) | Q(agrees=True, capacity__isnull=False),
                name="agreed_for_them_on_a_record",
            ),
        ]


class PlanSubmission(PlanAct):
    """The plan was sent for approval. `needs` are the needs as they were then, so that an old plan still shows them.

    `step` is the pathway step that sent it; its reason says why the plan is over the first budget.
    """

    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    needs = models.JSONField(default=list)
    council_pence = models.PositiveIntegerField(verbose_name="what the council pays, a week")

    class Meta(PlanAct.Meta):
        verbose_name = "when the plan was sent"


class PlanReturn(PlanAct):
    """The council returned the plan, with what has to change. `submission` is the one that it answers."""

    submission = models.ForeignKey(PlanSubmission, models.PROTECT, related_name="+")
    comments = models.TextField(max_length=5000)

    class Meta(PlanAct.Meta):
        verbose_name = "when the plan came back"
        constraints = [models.CheckConstraint(condition=~Q(comments=""), name="plan_return_has_comments")]


class PlanApproval(AboutPerson):
    """The council's approval: the personal budget and contribution in pence a week, and how the money is held.

    Care Act 2014 s.26.
    """

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="approval")
    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    personal_budget_pence = models.PositiveIntegerField(verbose_name="personal budget, a week")
    contribution_pence = models.PositiveIntegerField(verbose_name="what you pay, a week")
    deployment = models.CharField(max_length=20, choices=Deployment.choices, verbose_name="how the money is held")
    direct_payment_pence = models.PositiveIntegerField(null=True, blank=True, verbose_name="each direct payment")
    direct_payment_frequency = models.CharField(max_length=20, choices=PaymentFrequency.choices, blank=True)
    reason = models.TextField(max_length=5000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "when the plan was approved"
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution_pence__lte=F("personal_budget_pence")), name="contribution_within_budget"
            )
        ]

    @property
    def council_pays_pence(self) -> int:
        return self.personal_budget_pence - self.contribution_pence


class Comment(Statement):
    """A comment on the whole plan or on one line. It is open until it has an `answer`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="comments")
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(max_length=2000)

    class Meta(Statement.Meta):
        verbose_name = "what was said about the plan"
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="comment_has_words")]


class Answer(AboutPerson):
    """The planner's answer to a comment, of which there is only one."""

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="answer")
    words = models.TextField(max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "answers to what was said"
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="answer_has_words")]


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name="GoalHistory"
)
class Goal(Statement, Versioned):
    """An outcome in the person's own words (docs/rules/requests.md 48), shared by all versions of the plan.

    Lines refer to it by its code, `g<number>`. The row holds the progress now; its history, written by a trigger, holds
    the progress at each visit.
    """

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=500)
    important = models.BooleanField(default=False)
    who_could_help = models.CharField(max_length=300, blank=True)
    progress = models.CharField(max_length=12, choices=GoalProgress.choices, default=GoalProgress.NOT_STARTED.value)
    progress_words = models.TextField(max_length=2000, blank=True)
    progress_on = models.DateField(null=True, blank=True)

    class Meta(Statement.Meta):
        constraints = [
            models.UniqueConstraint(fields=["pathway", "number"], name="goals_are_numbered"),
            models.CheckConstraint(condition=~Q(words=""), name="goal_has_words"),
        ]

    @property
    def code(self) -> str:
        """The code by which the outcomes of a line refer to this goal."""
        return f"g{self.number}"


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name="TaskHistory"
)
class Task(Statement, Versioned):
    """One thing that somebody said they would do. A trigger records each time it is marked as done or not done."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="tasks")
    words = models.CharField(max_length=300)
    who = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta(Statement.Meta):
        verbose_name = "things to do"
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="task_has_words")]


class PlanningVisit(PlanAct):
    """One meeting with the person to write the plan. Most plans take several."""

    on = models.DateField()
    how = models.CharField(max_length=12, choices=VisitPlace.choices)
    who_was_there = models.CharField(max_length=300, blank=True)
    words = models.TextField(max_length=5000)

    class Meta(PlanAct.Meta):
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="planning_visit_has_words")]


class PanelView(PlanAct):
    """What one member of the panel thinks of one submission of a plan. The chair decides."""

    submission = models.ForeignKey(PlanSubmission, models.PROTECT, related_name="views")
    view = models.CharField(max_length=10, choices=PanelOpinion.choices)
    words = models.TextField(max_length=2000)

    class Meta(PlanAct.Meta):
        verbose_name = "what the panel thought"
        constraints = [
            models.UniqueConstraint(fields=["submission", "by"], name="one_panel_view_each"),
            models.CheckConstraint(condition=~Q(words=""), name="panel_view_has_words"),
        ]


class Attachment(Statement):
    """A photo or scan kept with the plan. Its content is a row of its own, so that it can be deleted and this stay."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="papers")
    what = models.CharField(max_length=10, choices=AttachmentKind.choices)
    description = models.CharField(max_length=300, verbose_name="shows")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=5)
    size = models.PositiveIntegerField(verbose_name="size in bytes")
    digest = models.CharField(max_length=64)

    class Meta(Statement.Meta):
        verbose_name = "papers and photos"
        constraints = [models.CheckConstraint(condition=~Q(description=""), name="paper_says_what_it_shows")]

    @property
    def removed(self) -> "AttachmentRemoval | None":
        return getattr(self, "removal", None)


class AttachmentContent(AboutPerson):
    """The bytes of one attachment, in the database: under row-level security, in the backup, and at no public URL."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="content")
    content = models.BinaryField()

    class Meta:
        verbose_name = "what is in a paper"


class AttachmentRemoval(AboutPerson):
    """An attachment was removed as wrong or showing too much. Its content is deleted; the attachment row stays."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="removal")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "papers taken out"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="paper_taken_has_a_reason")]
