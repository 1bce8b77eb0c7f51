"""Starting a review, writing in it, and the three ways to finish it (docs/rules/local-links.md 3)."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.actions.invitations import end_used_invitation, invite
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.actions.capacity_advocacy_refusal import ask_about_advocate_again
from locallinks.personal.assessments.choices import AdvocacyStage
from locallinks.personal.pathways.actions import move_pathway
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import advocacy_ok
from locallinks.personal.plans.actions.writing import start_plan
from locallinks.personal.plans.models import Line
from locallinks.personal.plans.queries.plan_view import approved_plan
from locallinks.personal.reviews import permissions
from locallinks.personal.reviews.choices import ReviewKind, ReviewOutcome
from locallinks.personal.reviews.models import Contribution, LineReview, Review, ReviewResult
from locallinks.personal.reviews.queries import LINK_PURPOSE, open_review
from locallinks.personal.reviews.rules import contribution_problems, missing_text_problems, next_review_problem


@transaction.atomic
def start_review(
    *,
    viewer: Viewer,
    pathway_id: int,
    kind: str,
    reason: str = "",
    asked_by: str = "",
    can_take_part: bool | None = None,
    at: datetime,
) -> Review:
    """Start a review; the plan stays in force. Returns the `Review`.

    `can_take_part`: what the viewer says when asked again whether the person needs an advocate, which must be asked for
    each review (Care Act 2014 s.67; docs/rules/care-act.md 9). Raises DomainError where that was not asked, a reason or
    a name is missing, or the pathway is in another state; NotAllowed for a viewer who may not start this kind.
    """
    if kind not in ReviewKind:
        raise DomainError("Choose what kind of review this is", field="kind", code="unknown_kind")
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    if kind == ReviewKind.REQUESTED and not asked_by.strip():
        raise DomainError("Say who asked for the review", field="asked_by", code="said_by_person")
    if kind == ReviewKind.UNPLANNED and not reason.strip():
        raise DomainError("Say what has changed", field="reason", code="reason_given")
    if pathway.state == PathwayState.LIVE:  # elsewhere the move below says why not
        permissions.check_can_write(viewer, pathway)
        ask_about_advocate_again(
            viewer=viewer, pathway=pathway, stage=AdvocacyStage.REVIEW, takes_part=can_take_part, at=at
        )
    facts = {"advocacy_ok": advocacy_ok(pathway.person_id), "said_by_person": True, "reason_given": True}
    move_pathway(viewer=viewer, pathway_id=pathway_id, event=ReviewKind(kind).event, facts=facts, reason=reason, at=at)
    return Review.objects.create(
        person=pathway.person,
        pathway=pathway,
        kind=kind,
        why=reason.strip(),
        asked_by=asked_by.strip(),
        started_at=at,
        started_by_id=viewer.actor_id,
    )


@transaction.atomic
def save_review(
    *,
    viewer: Viewer,
    review_id: int,
    version: int | None,
    happened: str,
    changed: str,
    words: str,
    took_part: str | None = None,
    at: datetime,
) -> Review:
    """Save the texts of an open review. Returns it. Raises Stale, or DomainError where the review is finished."""
    review = Review.locked(review_id, version=version)
    permissions.check_can_write(viewer, review.pathway)
    if review != open_review(review.pathway):
        raise DomainError("This review is finished. Start another to add to it.", code="finished")
    written = {"happened": happened, "changed": changed, "words": words}
    if took_part is not None:
        written["took_part"] = took_part.strip()
    if all(getattr(review, name) == value for name, value in written.items()):
        return review
    for name, value in written.items():
        setattr(review, name, value)
    review.save_versioned()
    record_write(viewer=viewer, verb="wrote in the review", subject=review, person=review.person, at=at)
    return review


@transaction.atomic
def save_line_review(
    *, viewer: Viewer, review_id: int, line_id: int, happened: str, changed: str = "", at: datetime
) -> LineReview:
    """Record what happened with one line of the plan and what changed (docs/rules/care-act.md 8). Returns it.

    Raises DomainError for a line that is not in the approved plan, or without words.
    """
    review = _open(viewer, review_id)
    plan = approved_plan(review.pathway)
    line = Line.objects.filter(pk=line_id, plan=plan, removed_at=None).first() if plan else None
    if line is None:
        raise DomainError("This is not in the plan any more.", code="no_line")
    if not happened.strip():
        raise DomainError("Write what happened with it", field="happened", code="nothing_happened")
    word = LineReview.objects.create(
        person=review.person,
        review=review,
        line=line,
        happened=happened.strip(),
        changed=changed.strip(),
        by_id=viewer.actor_id,
        at=at,
    )
    record_write(
        viewer=viewer, verb="wrote in the review", subject=word, person=review.person, reason=line.title, at=at
    )
    return word


@transaction.atomic
def request_contribution(*, viewer: Viewer, review_id: int, to_name: str, at: datetime) -> str:
    """Make a link for a carer or somebody else to contribute. Returns its token, which is not stored."""
    review = _open(viewer, review_id)
    _, token = invite(
        viewer=viewer, person=review.person, purpose=LINK_PURPOSE, record_id=review.pk, to_name=to_name, at=at
    )
    return token


@transaction.atomic
def record_contribution(
    *, viewer: Viewer, review_id: int, by_name: str, relation: str = "", words: str, can_go_on: str = "", at: datetime
) -> Contribution:
    """Record a contribution, by a link, which this ends, or by somebody who writes in the review. Returns it.

    Raises NotAllowed for a link to another review, and DomainError where the review is finished or words are missing.
    """
    if viewer.invitation is not None:
        if viewer.invitation.purpose != LINK_PURPOSE or viewer.invitation.record_id != review_id:
            raise NotAllowed("This link is for another question.")
        end_used_invitation(viewer=viewer, at=at)
        review = Review.objects.select_related("person").get(pk=review_id)
        if hasattr(review, "result"):
            raise DomainError("This review is finished. Thank you all the same.", code="finished")
    else:
        review = _open(viewer, review_id)
    if problems := contribution_problems(by_name=by_name, words=words, can_go_on=can_go_on):
        raise DomainError(problems=problems)
    voice = Contribution.objects.create(
        person=review.person,
        review=review,
        by_name=by_name.strip(),
        relation=relation.strip(),
        words=words.strip(),
        can_go_on=can_go_on,
        recorded_by_id=None if viewer.invitation else viewer.actor_id,
        at=at,
    )
    record_write(
        viewer=viewer, verb="said how it is going", subject=voice, person=review.person, reason=by_name.strip(), at=at
    )
    return voice


def _open(viewer: Viewer, review_id: int) -> Review:
    """Return the review. Raises NotAllowed, or DomainError where it is finished."""
    review = Review.objects.select_related("pathway", "person").get(pk=review_id)
    permissions.check_can_write(viewer, review.pathway)
    if review != open_review(review.pathway):
        raise DomainError("This review is finished. Start another to add to it.", code="finished")
    return review


@transaction.atomic
def finish_no_change(
    *,
    viewer: Viewer,
    pathway_id: int,
    happened: str,
    changed: str,
    words: str,
    next_review_on: date | None,
    version: int | None = None,
    at: datetime,
) -> ReviewResult:
    """Finish the review without a change and with a date for the next one. Returns the `ReviewResult`.

    Raises NotAllowed for all but the social worker, and DomainError where no review is open, a text is missing, or the
    date is missing or not allowed.
    """
    review = _written(viewer, pathway_id, version, happened, changed, words, at)
    if problem := next_review_problem(next_review_on=next_review_on, today=clock.day(at)):
        raise DomainError(problems=[problem])
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.NO_CHANGE, facts={"next_review_set": True}, at=at
    )
    return _result(viewer, review, ReviewOutcome.NO_CHANGE, at, next_review_on=next_review_on)


@transaction.atomic
def finish_revise(
    *,
    viewer: Viewer,
    pathway_id: int,
    happened: str,
    changed: str,
    words: str,
    reason: str,
    version: int | None = None,
    at: datetime,
) -> ReviewResult:
    """Finish the review and start the next version of the plan; the present one stays in force. Returns the result."""
    review = _written(viewer, pathway_id, version, happened, changed, words, at)
    _check_reason(reason, "Say why the plan will change")
    facts = {"old_version_stays_live": True, "advocacy_ok": advocacy_ok(review.person_id)}
    move_pathway(viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.REVISE, facts=facts, reason=reason, at=at)
    start_plan(viewer=viewer, pathway_id=pathway_id, at=at)
    return _result(viewer, review, ReviewOutcome.REVISE, at, reason=reason)


@transaction.atomic
def finish_needs_changed(
    *,
    viewer: Viewer,
    pathway_id: int,
    happened: str,
    changed: str,
    words: str,
    reason: str,
    version: int | None = None,
    at: datetime,
) -> ReviewResult:
    """Finish the review; a new assessment follows, and a new baseline with the next budget. Returns the result."""
    review = _written(viewer, pathway_id, version, happened, changed, words, at)
    _check_reason(reason, "Say what has changed for the person")
    facts = {"baseline_restruck": True, "advocacy_ok": advocacy_ok(review.person_id)}
    move_pathway(
        viewer=viewer, pathway_id=pathway_id, event=PathwayEvent.NEEDS_CHANGED, facts=facts, reason=reason, at=at
    )
    return _result(viewer, review, ReviewOutcome.NEEDS_CHANGED, at, reason=reason)


def _check_reason(reason: str, message: str) -> None:
    """Raise DomainError without a reason: no review cuts a budget for its own sake (docs/rules/care-act.md 8)."""
    if not reason.strip():
        raise DomainError(message, field="reason", code="no_reason")


def _written(
    viewer: Viewer, pathway_id: int, version: int | None, happened: str, changed: str, words: str, at: datetime
) -> Review:
    """Return the open review with its last texts saved. Raises DomainError where a text is missing."""
    pathway = Pathway.objects.get(pk=pathway_id)
    permissions.check_can_finish(viewer, pathway)
    review = open_review(pathway)
    if review is None:
        raise DomainError("No review is open. Start one first.", code="no_review")
    if problems := missing_text_problems(happened=happened, words=words):
        raise DomainError(problems=problems)
    return save_review(
        viewer=viewer, review_id=review.pk, version=version, happened=happened, changed=changed, words=words, at=at
    )


def _result(
    viewer: Viewer,
    review: Review,
    result: ReviewOutcome,
    at: datetime,
    *,
    next_review_on: date | None = None,
    reason: str = "",
) -> ReviewResult:
    return ReviewResult.objects.create(
        person_id=review.person_id,
        review=review,
        result=result,
        next_review_on=next_review_on,
        reason=reason.strip(),
        finished_at=at,
        finished_by_id=viewer.actor_id,
    )
