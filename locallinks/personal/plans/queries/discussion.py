"""The discussion of a plan: comments and answers, goals and their progress, tasks, visits and links."""

from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.people.queries.records import invitations_of
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Comment, Goal, Plan, PlanningVisit, Task

LINK_PURPOSE = InvitationPurpose.READ_PLAN


def goal_in(pathway: Pathway, number: int) -> Goal | None:
    """Return the goal of this pathway with this number, or None. Every version of the plan has the same goals."""
    return Goal.objects.filter(pathway=pathway, number=number).first()


def progress_history(goal: Any) -> list[Any]:
    """Return the progress recorded with a goal, newest first."""
    rows = list(goal.events.order_by("pgh_id"))
    progress = [(row.progress, row.progress_words, row.progress_on) for row in rows]
    changes = rows[:1] + [rows[n + 1] for n, (before, now) in enumerate(pairwise(progress)) if before != now]
    return [row for row in reversed(changes) if row.progress_on]


def tasks_of(pathway: Pathway) -> list[Task]:
    """Return the open tasks by their due day, then those that are done."""
    rows = list(Task.objects.filter(pathway=pathway).order_by("pk"))
    return sorted(rows, key=lambda task: (task.done_on is not None, task.due_on or date.max, task.pk))


def task_in(pathway: Pathway, task_id: int) -> Task | None:
    """Return one task of this pathway, or None."""
    return Task.objects.filter(pathway=pathway, pk=task_id).first()


def comments_of(plan: Plan) -> list[Comment]:
    """Return the comments on this version with their answers, unanswered ones first. One query."""
    rows = Comment.objects.filter(plan=plan).select_related("answer__by", "line").order_by("at", "pk")
    return sorted(rows, key=lambda comment: hasattr(comment, "answer"))


def open_comments(plan: Plan) -> list[Comment]:
    """Return the comments without an answer."""
    return list(Comment.objects.filter(plan=plan, answer=None).select_related("answer", "line").order_by("at", "pk"))


def comment_in(plan: Plan, comment_id: int) -> Comment | None:
    """Return one comment on this version, with its answer and line, or None."""
    return Comment.objects.filter(plan=plan, pk=comment_id).select_related("answer", "line").first()


def visits_of(pathway: Pathway) -> list[PlanningVisit]:
    """Return the planning visits, newest first."""
    rows = PlanningVisit.objects.filter(plan__pathway=pathway).select_related("by", "plan")
    return list(rows.order_by("-on", "-pk"))


def share_links_of(pathway: Pathway) -> QuerySet:
    """Return the links by which somebody without an account may read this plan."""
    return invitations_of(pathway.person).filter(purpose=LINK_PURPOSE, record_id=pathway.pk)
