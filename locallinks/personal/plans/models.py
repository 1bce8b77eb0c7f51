"""A plan, the lines in it, and every act around it: what the person said, sending, returning, approving.

A plan and its lines change while they are written (history by trigger, `PlanHistory` and `LineHistory`). The acts never
change. A plan is being written until it is approved; after that a change is a new plan with the next number.
"""

from collections.abc import Collection

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from locallinks.foundation.accounts.models import User
from locallinks.foundation.people.choices import SharingBasis
from locallinks.foundation.people.models import AboutPerson
from locallinks.foundation.shared.models import Versioned
from locallinks.local.directory.models import Service
from locallinks.personal.assessments.models import CapacityDecision
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.plans.rules.attachments import ATTACHMENT_KINDS
from locallinks.personal.plans.rules.choices import (
    AGREEMENT_BASES,
    DEPLOYMENTS,
    FREQUENCIES,
    GOAL_PROGRESS,
    LINE_KINDS,
    PANEL_VIEWS,
    VISIT_PLACES,
)

PLANNING_ROUTES = {"network": "With the network", "self": "By the person", "council": "With the council"}


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name="PlanHistory"
)
class Plan(AboutPerson, Versioned):
    """One version of somebody's plan. `writers` are the ids of all who wrote in it: none of them may approve it.

    `content_version` counts every change of what is in it, also of a line or of what could not be found, under the
    lock; it goes on from one plan to the next. It is what a `PlanAgreement` agrees to. (`version` counts the saves of
    this row alone, for two people who write about the person at once.)
    """

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10, choices=list(PLANNING_ROUTES.items()))
    about_me = models.TextField(max_length=5000, blank=True)
    what_matters = models.TextField(max_length=5000, blank=True)
    good_week = models.TextField(max_length=5000, blank=True)
    wellbeing = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    advice = models.TextField(max_length=5000, blank=True)
    contingency = models.TextField(max_length=5000, blank=True, verbose_name="plan B")
    what_if = models.JSONField(default=list, blank=True)  # who does what if: rows of if, then, who, phone
    review_on = models.DateField(null=True, blank=True)
    writers = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name="who wrote it")
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
    """One thing in a plan: what, who, when, what it is for and what it costs a week.

    `outcomes` are codes of needs, of goals (`g1`), or `own` for something else the person wants (added support). Who
    pays, a week: the council (`council_cost_pence`), the NHS, and the person's own money, each its share.
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
        max_length=20, choices=list(DEPLOYMENTS.items()), blank=True, verbose_name="how the money is held"
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
                condition=~Q(kind__in=["voluntary", "community_asset"]) | Q(personal_care=False),
                name="volunteers_give_no_personal_care",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="removed_says_who",
            ),
        ]


def _names_of(model: type[models.Model], *, but: Collection[str]) -> tuple[str, ...]:
    kept = {"id", "person", "home", "version", *but}
    return tuple(field.name for field in model._meta.fields if field.name not in kept)


# What somebody writes in a plan and in a line: every field but those that only an action sets. A new field is written,
# compared between versions and carried to the next version without being named anywhere else.
PLAN_FIELDS = _names_of(
    Plan,
    but=("pathway", "number", "way", "writers", "content_version", "started_at", "changed_at"),
)
LINE_FIELDS = _names_of(
    Line,
    but=(
        "plan", "came_from", "deployment", "written_by", "written_at", "removed_at", "removed_by", "removed_reason",
    ),
)  # fmt: skip


class PlanAct(AboutPerson):
    """What every act says: on which plan, who did it, and when."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class Statement(AboutPerson):
    """What somebody said, and who wrote it down: `by` is empty for somebody who came by a link, `by_name` never."""

    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=250, default="", blank=True)
    said_by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class PlanAgreement(Statement):
    """What the person said about the plan as it then stood. A plan that changes later is asked about again.

    `plan_version` is the `content_version` they had before them: the clock of an edit says nothing about which came
    first.
    `told_share`: they were told in writing that the network shares in what is left over (docs/rules/local-links.md 8).
    A yes that was decided for them (`basis`) is whoever decided it's, never theirs; it names the record it rests on.
    """

    basis = models.CharField(max_length=20, choices=list(AGREEMENT_BASES.items()), default=SharingBasis.AGREEMENT.value)
    capacity = models.ForeignKey(CapacityDecision, models.PROTECT, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    plan_version = models.PositiveIntegerField()
    agrees = models.BooleanField()
    words = models.TextField(max_length=5000, blank=True)
    told_share = models.BooleanField(default=False)

    class Meta(Statement.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(words=""), name="a_no_to_the_plan_has_words"),
            models.CheckConstraint(condition=~Q(said_by=""), name="agreement_says_who"),
            models.CheckConstraint(
                condition=Q(basis=SharingBasis.AGREEMENT.value) | Q(agrees=True, capacity__isnull=False),
                name="agreed_for_them_on_a_record",
            ),
        ]


class PlanSubmission(PlanAct):
    """The plan was sent for approval. `needs` are the needs as they then stood, so that an old plan reads true.

    `step` is the move it was sent by, whose reason says why it is over the first budget.
    """

    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    needs = models.JSONField(default=list)
    council_pence = models.PositiveIntegerField(verbose_name="what the council pays, a week")

    class Meta(PlanAct.Meta):
        verbose_name = "when the plan was sent"


class PlanReturn(PlanAct):
    """The plan came back, with what has to change. `submission` is the sending it answers."""

    submission = models.ForeignKey(PlanSubmission, models.PROTECT, related_name="+")
    comments = models.TextField(max_length=5000)

    class Meta(PlanAct.Meta):
        verbose_name = "when the plan came back"
        constraints = [models.CheckConstraint(condition=~Q(comments=""), name="plan_return_has_comments")]


class PlanApproval(AboutPerson):
    """The council's yes: the personal budget a week, what the person pays of it, how the money is held (s.26)."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="approval")
    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    personal_budget_pence = models.PositiveIntegerField(verbose_name="personal budget, a week")
    contribution_pence = models.PositiveIntegerField(verbose_name="what you pay, a week")
    deployment = models.CharField(
        max_length=20, choices=list(DEPLOYMENTS.items()), verbose_name="how the money is held"
    )
    direct_payment_pence = models.PositiveIntegerField(null=True, blank=True, verbose_name="each direct payment")
    direct_payment_frequency = models.CharField(max_length=20, choices=list(FREQUENCIES.items()), blank=True)
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
    """What somebody says about the whole plan, or about one line of it. It is open until it has an `answer`."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="comments")
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(max_length=2000)

    class Meta(Statement.Meta):
        verbose_name = "what was said about the plan"
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="comment_has_words")]


class Answer(AboutPerson):
    """What whoever plans says to a comment, and with that the comment is answered."""

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
    """An outcome in the person's words (docs/rules/requests.md 48). It outlives a version of the plan; lines point at
    `g<number>`.

    How far they have come is on the row; how it went from visit to visit is its history, kept by trigger.
    """

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=500)
    important = models.BooleanField(default=False)
    who_could_help = models.CharField(max_length=300, blank=True)
    progress = models.CharField(max_length=12, choices=list(GOAL_PROGRESS.items()), default="not_started")
    progress_words = models.TextField(max_length=2000, blank=True)
    progress_on = models.DateField(null=True, blank=True)

    class Meta(Statement.Meta):
        constraints = [
            models.UniqueConstraint(fields=["pathway", "number"], name="goals_are_numbered"),
            models.CheckConstraint(condition=~Q(words=""), name="goal_has_words"),
        ]

    @property
    def code(self) -> str:
        """What a line's outcomes point at."""
        return f"g{self.number}"


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), append_only=True, context_field=None, model_name="TaskHistory"
)
class Task(Statement, Versioned):
    """One thing somebody said they would do. Ticking it and taking the tick away are kept by trigger."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="tasks")
    words = models.CharField(max_length=300)
    who = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta(Statement.Meta):
        verbose_name = "things to do"
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="task_has_words")]


class PlanningVisit(PlanAct):
    """One time somebody sat down with the person to write the plan. Most plans take several."""

    on = models.DateField()
    how = models.CharField(max_length=12, choices=list(VISIT_PLACES.items()))
    who_was_there = models.CharField(max_length=300, blank=True)
    words = models.TextField(max_length=5000)

    class Meta(PlanAct.Meta):
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="planning_visit_has_words")]


class PanelView(PlanAct):
    """What one member of the panel thinks of a plan, the time it was sent that `submission` is. The chair decides."""

    submission = models.ForeignKey(PlanSubmission, models.PROTECT, related_name="views")
    view = models.CharField(max_length=10, choices=list(PANEL_VIEWS.items()))
    words = models.TextField(max_length=2000)

    class Meta(PlanAct.Meta):
        verbose_name = "what the panel thought"
        constraints = [
            models.UniqueConstraint(fields=["submission", "by"], name="one_panel_view_each"),
            models.CheckConstraint(condition=~Q(words=""), name="panel_view_has_words"),
        ]


class Attachment(Statement):
    """A photo or a scan beside the plan. What it holds stands apart, so that it can be taken away and this row stay."""

    pathway = models.ForeignKey(Pathway, models.PROTECT, related_name="papers")
    what = models.CharField(max_length=10, choices=list(ATTACHMENT_KINDS.items()))
    shows = models.CharField(max_length=300)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=5)
    size = models.PositiveIntegerField(verbose_name="size in bytes")
    digest = models.CharField(max_length=64)

    class Meta(Statement.Meta):
        verbose_name = "papers and photos"
        constraints = [models.CheckConstraint(condition=~Q(shows=""), name="paper_says_what_it_shows")]

    @property
    def gone(self) -> "AttachmentRemoval | None":
        return getattr(self, "taken", None)


class AttachmentContent(AboutPerson):
    """The bytes of one paper, in the database: behind the same barrier, in the same backup, under no web address."""

    paper = models.OneToOneField(Attachment, models.PROTECT, related_name="content")
    content = models.BinaryField()

    class Meta:
        verbose_name = "what is in a paper"


class AttachmentRemoval(AboutPerson):
    """A paper was taken away: it was the wrong one, or showed too much. Its content is gone; that it was here stays."""

    paper = models.OneToOneField(Attachment, models.PROTECT, related_name="taken")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "papers taken out"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="paper_taken_has_a_reason")]
