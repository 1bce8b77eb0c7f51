"""What is said around a plan: comments and answers, goals and how they go, things to do, and planning visits.

The person does these themselves, signed in or by a link; or somebody writes down what they said, and who said it.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans import permissions
from locallinks.personal.plans.choices import GoalProgress, VisitPlace
from locallinks.personal.plans.models import Answer, Comment, Goal, Plan, PlanningVisit, Task
from locallinks.personal.plans.queries.plan_view import line_in, newest_plan
from locallinks.personal.plans.rules.limits import MAX_COMMENT, MAX_GOAL, MAX_SHORT, MAX_TEXT


def make_statement_fields(*, viewer: Viewer, said_by: str, nobody: str = "Say who said this") -> dict[str, Any]:
    """Return the fields of a `Statement`: who said it and who recorded it. Somebody with a link has only a name.

    Raises DomainError with the message `nobody` where `said_by` is empty.
    """
    if not said_by.strip():
        raise DomainError(nobody, field="said_by", code="nobody_said_it")
    by = None if viewer.invitation else viewer.actor_id
    return {"by_id": by, "by_name": viewer.name[:250], "said_by": said_by.strip()[:200]}


@transaction.atomic
def add_comment(
    *, viewer: Viewer, pathway_id: int, words: str, said_by: str, line_id: int | None = None, at: datetime
) -> Comment:
    """Add a comment on the whole plan, or on one line of the newest version. Returns it.

    Raises DomainError where there is no plan, the line is not in it or the text is empty or too long.
    """
    pathway, plan = _open_discussion(viewer, pathway_id)
    _check_length(words, "words", "Write what you want to say", MAX_COMMENT)
    line = line_in(plan, line_id) if line_id else None
    if line_id and line is None:
        raise DomainError("Choose a part of the plan from the list", field="line", code="unknown_line")
    comment = Comment.objects.create(
        person=pathway.person,
        plan=plan,
        line=line,
        words=words.strip(),
        at=at,
        **make_statement_fields(viewer=viewer, said_by=said_by),
    )
    verb = "said something about a part of the plan" if line else "said something about the plan"
    record_write(viewer=viewer, verb=verb, subject=comment, person=pathway.person, at=at)
    return comment


@transaction.atomic
def answer_comment(*, viewer: Viewer, pathway_id: int, comment_id: int, words: str, at: datetime) -> Answer:
    """Record the planner's answer to a comment. Returns it. Raises DomainError where the comment has an answer."""
    pathway = _open(viewer, pathway_id)
    permissions.check_can_plan_with(viewer, pathway)
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment_id, plan__pathway=pathway)
    _check_length(words, "words", "Write your answer", MAX_COMMENT)
    if Answer.objects.filter(comment=comment).exists():
        raise DomainError("This has been answered already. Look at the answer there", code="answered")
    answer = Answer.objects.create(
        person=pathway.person, comment=comment, words=words.strip(), by_id=viewer.actor_id, at=at
    )
    record_write(viewer=viewer, verb="answered about the plan", subject=answer, person=pathway.person, at=at)
    return answer


@transaction.atomic
def add_goal(
    *,
    viewer: Viewer,
    pathway_id: int,
    words: str,
    important: bool = False,
    who_could_help: str = "",
    said_by: str,
    at: datetime,
) -> Goal:
    """Add a goal in the person's words (docs/rules/requests.md 48). Returns it. Raises DomainError without words."""
    pathway, _ = _open_discussion(viewer, pathway_id)
    _check_length(words, "words", "Write what you want to happen", MAX_GOAL)
    _check_length(who_could_help or "-", "who_could_help", "", MAX_SHORT)
    last = Goal.objects.filter(pathway=pathway).aggregate(last=Max("number"))["last"] or 0
    goal = Goal.objects.create(
        person=pathway.person,
        pathway=pathway,
        number=last + 1,
        words=words.strip(),
        important=important,
        who_could_help=who_could_help.strip(),
        at=at,
        **make_statement_fields(viewer=viewer, said_by=said_by),
    )
    record_write(viewer=viewer, verb="added a goal", subject=goal, person=pathway.person, reason=goal.words, at=at)
    return goal


@transaction.atomic
def change_goal(
    *,
    viewer: Viewer,
    pathway_id: int,
    goal_id: int,
    version: int | None,
    words: str,
    important: bool,
    who_could_help: str,
    progress: str,
    progress_words: str,
    progress_on: date | None,
    said_by: str,
    at: datetime,
) -> Goal:
    """Record progress with a goal, or change its words. Returns it; each change is kept in its history.

    Raises Stale when somebody else changed it first, and DomainError for a day in the future or before birth.
    """
    pathway, _ = _open_discussion(viewer, pathway_id)
    goal = Goal.locked(goal_id, version=version)
    _check_length(words, "words", "Write what you want to happen", MAX_GOAL)
    _check_length(progress_words or "-", "progress_words", "", MAX_COMMENT)
    _check_length(who_could_help or "-", "who_could_help", "", MAX_SHORT)
    if progress not in GoalProgress:
        raise DomainError("Choose how far you have come", field="progress", code="unknown_progress")
    _check_day(progress_on, "progress_on", pathway, clock.day(at))
    progress_changed = (progress, progress_words.strip()) != (goal.progress, goal.progress_words)
    goal.words, goal.important, goal.who_could_help = words.strip(), important, who_could_help.strip()
    if progress_changed or progress_on:
        goal.progress, goal.progress_words = progress, progress_words.strip()
        goal.progress_on = progress_on or clock.day(at)
    for name, value in make_statement_fields(viewer=viewer, said_by=said_by).items():
        setattr(goal, name, value)
    goal.at = at
    goal.save_versioned()
    record_write(
        viewer=viewer,
        verb="said how a goal is going",
        subject=goal,
        person=pathway.person,
        at=at,
        reason=f"{goal.words}: {GoalProgress(goal.progress).label.lower()}",
    )
    return goal


@transaction.atomic
def add_task(
    *, viewer: Viewer, pathway_id: int, words: str, who: str, due_on: date | None = None, said_by: str, at: datetime
) -> Task:
    """Add a task that somebody said they would do. Returns it."""
    pathway, _ = _open_discussion(viewer, pathway_id)
    _check_length(words, "words", "Write what is to be done", MAX_SHORT)
    _check_length(who, "who", "Write who will do it", 200)
    _check_day(due_on, "due_on", pathway, None)
    task = Task.objects.create(
        person=pathway.person,
        pathway=pathway,
        words=words.strip(),
        who=who.strip(),
        due_on=due_on,
        at=at,
        **make_statement_fields(viewer=viewer, said_by=said_by),
    )
    record_write(viewer=viewer, verb="added something to do", subject=task, person=pathway.person, at=at)
    return task


@transaction.atomic
def set_task_done(*, viewer: Viewer, pathway_id: int, task_id: int, done: bool, said_by: str, at: datetime) -> Task:
    """Mark a task as done or not done. Returns it. Doing so twice changes nothing."""
    pathway, _ = _open_discussion(viewer, pathway_id)
    task = Task.objects.select_for_update(of=("self",)).get(pk=task_id, pathway=pathway)
    if done is (task.done_on is not None):
        return task
    task.done_on, task.at = (clock.day(at) if done else None), at
    for name, value in make_statement_fields(viewer=viewer, said_by=said_by).items():
        setattr(task, name, value)
    task.save_versioned()
    verb = "ticked something as done" if done else "took a tick away"
    record_write(viewer=viewer, verb=verb, subject=task, person=pathway.person, reason=task.words, at=at)
    return task


@transaction.atomic
def record_visit(
    *, viewer: Viewer, pathway_id: int, on: date, how: str, who_was_there: str = "", words: str, at: datetime
) -> PlanningVisit:
    """Record one meeting at which the plan was written. Returns it. Raises DomainError for a day in the future."""
    pathway, plan = _open_discussion(viewer, pathway_id)
    permissions.check_can_plan_with(viewer, pathway)
    _check_length(words, "words", "Write what you talked about", MAX_TEXT)
    _check_length(who_was_there or "-", "who_was_there", "", MAX_SHORT)
    if how not in VisitPlace:
        raise DomainError("Choose where you met", field="how", code="unknown_place")
    _check_day(on, "on", pathway, clock.day(at))
    visit = PlanningVisit.objects.create(
        person=pathway.person,
        plan=plan,
        on=on,
        how=how,
        who_was_there=who_was_there.strip(),
        words=words.strip(),
        by_id=viewer.actor_id,
        at=at,
    )
    record_write(viewer=viewer, verb="wrote down a planning visit", subject=visit, person=pathway.person, at=at)
    return visit


def _open_discussion(viewer: Viewer, pathway_id: int) -> tuple[Pathway, Plan]:
    """Return the pathway, locked, and its newest plan. Raises NotAllowed, or DomainError where there is no plan."""
    pathway = _open(viewer, pathway_id)
    permissions.check_can_comment(viewer, pathway)
    plan = newest_plan(pathway)
    if plan is None:
        raise DomainError("There is no plan yet to talk about", code="no_plan")
    return pathway, plan


def _open(viewer: Viewer, pathway_id: int) -> Pathway:
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_read(viewer, pathway)
    if not pathway.is_open:
        raise DomainError("This has ended, so nothing more is added to it", code="ended")
    return pathway


def _check_length(words: str, field: str, nothing: str, most: int) -> None:
    if not words.strip():
        raise DomainError(nothing, field=field, code="no_words")
    if len(words) > most:
        message = f"Write {most:,} characters or fewer. There are {len(words):,} now"
        raise DomainError(problems=[Problem(message, field, "too_long")])


def _check_day(day: date | None, field: str, pathway: Pathway, today: date | None) -> None:
    """Raise DomainError for a day before the person's birth or, where `today` is given, after it."""
    born_on = pathway.person.date_of_birth
    if day and born_on and day < born_on:
        raise DomainError("This is before the person was born. Check the year", field=field, code="before_birth")
    if day and today and day > today:
        raise DomainError("Enter a date that is not after today", field=field, code="in_the_future")
