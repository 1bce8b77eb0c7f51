"""Writing safety notes, and reviewing them."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.people import permissions
from locallinks.foundation.people.models import Person, SafetyNote, SafetyReview
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def record_safety_note(
    *,
    viewer: Viewer,
    person: Person,
    words: str,
    for_visits: bool,
    person_knows: bool,
    review_on: date,
    at: datetime,
    volunteer_words: str = "",
    why_not_told: str = "",
) -> SafetyNote:
    """Write a safety note, and return it.

    Raises NotAllowed for viewers who do not plan with the person; DomainError without words, for a person who does not
    know of it without a reason, and for a review that is not after today.
    """
    permissions.check_can_note_safety(viewer, person)
    problems = []
    if not words.strip():
        problems.append(Problem("Say what people need to know", "words", "no_words"))
    if not person_knows and not why_not_told.strip():
        problems.append(Problem(f"Say why {person} has not been told", "why_not_told", "not_told_and_no_reason"))
    if review_on <= clock.day(at):
        problems.append(Problem("Choose a day after today to look at it again", "review_on", "review_is_past"))
    if problems:
        raise DomainError(problems=problems)
    note = SafetyNote.objects.create(
        person=person,
        words=words.strip(),
        for_visits=for_visits,
        volunteer_words=volunteer_words.strip(),
        person_knows=person_knows,
        why_not_told="" if person_knows else why_not_told.strip(),
        review_on=review_on,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    _record_write(viewer, "wrote a keeping-safe note", note, note, at)
    return note


def _record_write(
    viewer: Viewer, verb: str, subject: SafetyNote | SafetyReview, note: SafetyNote, at: datetime
) -> None:
    """Write the audit entry, hidden from the person where the note is."""
    purpose = EntryPurpose.SUPPORT if note.person_knows else EntryPurpose.NOT_TOLD
    record_write(viewer=viewer, verb=verb, subject=subject, person=note.person, purpose=purpose, at=at)


@transaction.atomic
def review_safety_note(*, viewer: Viewer, note_id: int, words: str, next_on: date | None, at: datetime) -> SafetyReview:
    """Review a safety note, and return the review. Without `next_on` the note ends.

    Raises NotAllowed for viewers who do not plan with the person; DomainError for a note that has ended, without words,
    and for a day that is not after today.
    """
    note = SafetyNote.objects.select_related("person").select_for_update(of=("self",)).get(pk=note_id)
    permissions.check_can_note_safety(viewer, note.person)
    if SafetyReview.objects.filter(note=note, next_on=None).exists():
        raise DomainError("This note has already ended. Write a new one if it is needed again.", code="note_ended")
    if not words.strip():
        raise DomainError("Say what you found", field="words", code="no_words")
    if next_on is not None and next_on <= clock.day(at):
        raise DomainError("Choose a day after today", field="next_on", code="review_is_past")
    review = SafetyReview.objects.create(
        person=note.person,
        note=note,
        next_on=next_on,
        words=words.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    verb = "looked again at a keeping-safe note" if next_on else "ended a keeping-safe note"
    _record_write(viewer, verb, review, note, at)
    return review
