"""Writing a plan: starting a version, its texts, its lines, and unmet needs."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.local.unmet_needs import actions as unmet_needs
from locallinks.local.unmet_needs.models import UnmetNeed
from locallinks.personal.assessments.actions.capacity_advocacy_refusal import ask_about_advocate_again
from locallinks.personal.assessments.choices import AdvocacyStage, WellbeingArea
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans import permissions
from locallinks.personal.plans.choices import LineKind, PlanningRoute
from locallinks.personal.plans.models import LINE_FIELDS, PLAN_FIELDS, Line, Plan
from locallinks.personal.plans.queries.plan_view import lines_of, outcome_choices, working_plan
from locallinks.personal.plans.rules.checks import (
    BEFORE_OFFER,
    VOLUNTEER_QUESTIONS,
    line_problems,
    unanswered_problems,
    what_if_problems,
)
from locallinks.personal.plans.rules.limits import MAX_MINUTES

ROUTE_OF_STATE = {
    PathwayState.PLANNING: PlanningRoute.NETWORK,
    PathwayState.SELF_PLANNING: PlanningRoute.SELF,
    PathwayState.COUNCIL_PLANNING: PlanningRoute.COUNCIL,
}
EDIT_FIELDS = ("author_ids", "content_version", "changed_at")


@transaction.atomic
def start_plan(*, viewer: Viewer, pathway_id: int, can_take_part: bool | None = None, at: datetime) -> Plan:
    """Start the first plan, or the next version as a copy of the last. Returns the plan that is open for writing.

    If a version is being written already, returns that one. `can_take_part`: what the viewer says when asked again
    whether the person needs an advocate.

    Raises DomainError before an introduction was offered (docs/rules/local-links.md 4), and where advocacy was not
    asked about since the first budget or a needed advocate is not arranged (Care Act 2014 s.67). Raises NotAllowed for
    somebody who neither writes nor decides.
    """
    pathway = Pathway.locked(pathway_id)
    if pathway.state in BEFORE_OFFER:
        raise DomainError(
            "Offer to introduce the person to a network first. The plan is written after their answer",
            code="offer_comes_first",
        )
    if pathway.state not in ROUTE_OF_STATE:
        raise DomainError("A plan cannot be started at this stage", code="not_being_planned")
    permissions.check_can_start(viewer, pathway)
    if being_written := working_plan(pathway):
        return being_written
    ask_about_advocate_again(
        viewer=viewer, pathway=pathway, stage=AdvocacyStage.PLANNING, takes_part=can_take_part, at=at
    )
    last = Plan.objects.filter(pathway=pathway).order_by("-number").first()
    plan = Plan(
        person=pathway.person,
        pathway=pathway,
        number=last.number + 1 if last else 1,
        planning_route=ROUTE_OF_STATE[PathwayState(pathway.state)],
        content_version=last.content_version + 1 if last else 1,
        started_at=at,
        changed_at=at,
    )
    if last:
        for name in (*PLAN_FIELDS, "author_ids"):
            setattr(plan, name, getattr(last, name))
    plan.save()
    if last:
        _copy_lines(last, plan)
    record_write(
        viewer=viewer, verb=f"started version {plan.number} of the plan", subject=plan, person=pathway.person, at=at
    )
    return plan


def _copy_lines(last: Plan, plan: Plan) -> None:
    """Copy the lines of the last version; each copy keeps its author and refers to the line it was copied from."""
    for line in lines_of(last):
        line.previous_line_id, line.pk, line.plan, line.version = line.pk, None, plan, 1
        line._state.adding = True
        line.save()


@transaction.atomic
def save_plan_texts(
    *, viewer: Viewer, plan_id: int, version: int | None, answers: dict[str, Any], at: datetime
) -> Plan:
    """Save those texts of the plan that `answers` holds, by field name. Returns the plan.

    Raises Stale when somebody else saved first, DomainError for an answer that cannot be stored, and NotAllowed for
    somebody who does not write this plan.
    """
    plan = _open_plan(viewer, plan_id, version=version)
    changed = [name for name in PLAN_FIELDS if name in answers and getattr(plan, name) != answers[name]]
    for name in changed:
        setattr(plan, name, answers[name])
    _check_about(plan, changed, clock.day(at))
    if not changed:
        return plan
    _mark_edited(plan, viewer, at)
    plan.save_versioned()
    words = ", ".join(name.replace("_", " ") for name in changed)
    record_write(viewer=viewer, verb="changed the plan", subject=plan, person=plan.person, reason=words, at=at)
    return plan


def _check_about(plan: Plan, changed: Collection[str], today: date) -> None:
    problems = _too_long(plan, changed)
    if set(plan.wellbeing) - set(WellbeingArea):
        problems.append(Problem("Choose parts of wellbeing from the list", "wellbeing", "unknown_wellbeing"))
    problems += what_if_problems(plan.what_if)
    if "review_on" in changed and plan.review_on and plan.review_on <= today:
        problems.append(Problem("Enter a date after today", "review_on", "review_in_the_past"))
    if problems:
        raise DomainError(problems=problems)


def _too_long(record: Plan | Line, names: Collection[str]) -> list[Problem]:
    """Return a problem for each text longer than its field allows, because the database does not limit a TextField."""
    problems = []
    texts = [field for field in record._meta.fields if field.name in names and field.max_length and not field.choices]
    for field in texts:
        value, most = getattr(record, field.name), field.max_length
        if most and len(value) > most:
            message = f"Write {most:,} characters or fewer. There are {len(value):,} now"
            problems.append(Problem(message, field.name, "too_long"))
    return problems


@transaction.atomic
def add_line(*, viewer: Viewer, plan_id: int, at: datetime, **line: Any) -> Line:
    """Add a line to the plan, from values by field name. Returns the line; missing values may be added later.

    Raises DomainError for values that contradict the rules for a line, each with its field, and NotAllowed for somebody
    who does not write this plan.
    """
    plan = _open_plan(viewer, plan_id)
    new = Line(plan=plan, person=plan.person, written_by_id=viewer.actor_id, written_at=at)
    _apply(new, line)
    new.save()
    _mark_edited(plan, viewer, at)
    plan.save(update_fields=EDIT_FIELDS)
    record_write(viewer=viewer, verb="added to the plan", subject=new, person=plan.person, reason=new.title, at=at)
    return new


@transaction.atomic
def change_line(*, viewer: Viewer, line_id: int, version: int | None, at: datetime, **line: Any) -> Line:
    """Change a line. Returns it. Raises Stale when somebody else changed it first; otherwise as `add_line`."""
    old, plan = _open_line(viewer, line_id, version)
    if old.removed_at:
        raise DomainError("This has been taken out of the plan. Put it back first", code="line_removed")
    before = {name: getattr(old, name) for name in LINE_FIELDS}
    _apply(old, line)
    changed = [name for name in LINE_FIELDS if getattr(old, name) != before[name]]
    if not changed:
        return old
    old.written_by_id, old.written_at = viewer.actor_id, at
    old.save_versioned()
    _mark_edited(plan, viewer, at)
    plan.save(update_fields=EDIT_FIELDS)
    words = f"{old.title}: {', '.join(name.replace('_', ' ').removesuffix(' pence') for name in changed)}"
    record_write(viewer=viewer, verb="changed a part of the plan", subject=old, person=plan.person, reason=words, at=at)
    return old


@transaction.atomic
def remove_line(*, viewer: Viewer, line_id: int, version: int | None, reason: str = "", at: datetime) -> Line:
    """Remove a line. Returns it; it stays stored and can be restored. Raises Stale when it was changed meanwhile."""
    line, plan = _open_line(viewer, line_id, version)
    if line.removed_at:
        return line
    line.removed_at, line.removed_by_id, line.removed_reason = at, viewer.actor_id, reason.strip()
    return _save_line(line, plan, viewer, "took out of the plan", at)


@transaction.atomic
def restore_line(*, viewer: Viewer, line_id: int, at: datetime) -> Line:
    """Restore a removed line as it was. Returns it."""
    line, plan = _open_line(viewer, line_id, None)
    if not line.removed_at:
        return line
    line.removed_at, line.removed_by, line.removed_reason = None, None, ""
    return _save_line(line, plan, viewer, "put back in the plan", at)


def _save_line(line: Line, plan: Plan, viewer: Viewer, verb: str, at: datetime) -> Line:
    line.save_versioned()
    _mark_edited(plan, viewer, at)
    plan.save(update_fields=EDIT_FIELDS)
    reason = f"{line.title}. {line.removed_reason}".strip(". ")
    record_write(viewer=viewer, verb=verb, subject=line, person=plan.person, reason=reason, at=at)
    return line


@transaction.atomic
def record_unmet_need(
    *,
    viewer: Viewer,
    plan_id: int,
    outcome: str,
    looked_for: str,
    where_looked: str,
    why: str,
    why_words: str = "",
    at: datetime,
) -> UnmetNeed:
    """Record that no support was found for a need. Returns the `UnmetNeed`, which the commissioner sees.

    The plan may be sent without support for this need. Raises DomainError for a need that is not in the plan.
    """
    plan = _open_plan(viewer, plan_id)
    words = dict(outcome_choices(plan.pathway))
    if outcome and outcome not in words:
        raise DomainError("Choose a need from the list", field="outcome", code="unknown_outcome")
    need = unmet_needs.record_unmet_need(
        viewer=viewer,
        person=plan.person,
        outcome=outcome,
        outcome_words=words.get(outcome, ""),
        looked_for=looked_for,
        where_looked=where_looked,
        why=why,
        why_words=why_words,
        at=at,
    )
    _mark_edited(plan, viewer, at)
    plan.save(update_fields=EDIT_FIELDS)
    return need


def _open_plan(viewer: Viewer, plan_id: int, *, version: int | None = None) -> Plan:
    """Return the plan, locked. Raises DomainError where it is not being written, or NotAllowed."""
    plan = Plan.locked(plan_id, version=version)
    pathway = plan.pathway
    permissions.check_can_read(viewer, pathway)
    if pathway.state not in ROUTE_OF_STATE or working_plan(pathway) != plan:
        raise DomainError(
            "This plan has been sent, so it cannot be changed now. It can be when it comes back, or at a review",
            code="plan_not_open",
        )
    permissions.check_can_write(viewer, pathway)
    return plan


def _open_line(viewer: Viewer, line_id: int, version: int | None) -> tuple[Line, Plan]:
    plan = _open_plan(viewer, Line.objects.values_list("plan_id", flat=True).get(pk=line_id))
    return Line.locked(line_id, version=version), plan


def _mark_edited(plan: Plan, viewer: Viewer, at: datetime) -> None:
    """Add the viewer to the authors, and count the content version up, so that the person is asked to agree again."""
    plan.content_version += 1
    plan.changed_at = at
    if viewer.actor_id not in plan.author_ids:
        plan.author_ids = [*plan.author_ids, viewer.actor_id]


def _apply(line: Line, values: dict[str, Any]) -> None:
    """Set the values given. Raises DomainError for those that break the rules (docs/rules/local-links.md 5, d and e).

    None for a field that cannot be empty means that nobody answered: the stored value stays.
    """
    answers: dict[str, bool | None] = {name: values.get(name) for name in VOLUNTEER_QUESTIONS}
    if not line._state.adding and line.kind == LineKind.VOLUNTARY:  # answered before, and not changed now
        answers = {name: values.get(name, getattr(line, name)) for name in answers}
    for name in LINE_FIELDS:
        if name in values and (values[name] is not None or Line._meta.get_field(name).null):
            setattr(line, name, values[name])
    line.title, line.outcomes = (line.title or "").strip(), list(line.outcomes)
    known = {code for code, _ in outcome_choices(line.plan.pathway)}
    problems = [*line_problems(line, born_on=line.plan.person.date_of_birth), *_too_long(line, LINE_FIELDS)]
    problems += unanswered_problems(line.kind, answers)
    if set(line.outcomes) - known:
        problems.append(Problem("Choose what this is for from the list", "outcomes", "unknown_outcome"))
    if line.minutes_per_week < 0 or line.minutes_per_week > MAX_MINUTES:
        problems.append(Problem("Hours a week must be from 0 to 336", "minutes_per_week", "minutes_out_of_range"))
    if problems:
        raise DomainError(problems=problems)
