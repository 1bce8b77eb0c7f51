"""Two records of one person: put together so that only one counts, and taken apart again. docs/rules/requests.md 42.

Nothing is moved or deleted: a `Merge` points from the record laid aside to the one kept, and an `Unmerge` ends it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.models import DuplicateCandidate, DuplicateDismissal, Merge, Person, Unmerge
from locallinks.foundation.people.permissions import check_can_merge
from locallinks.foundation.people.queries.duplicates import records_in_use
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer


def _both(first_id: int, second_id: int) -> tuple[Person, Person]:
    """Locked in one order, so that two social workers at the same pair wait for one another."""
    found = {
        row.pk: row for row in Person.objects.select_for_update().filter(pk__in=(first_id, second_id)).order_by("pk")
    }
    if len(found) != 2:
        raise DomainError("One of these records cannot be opened. Look at the list again.", code="not_two")
    return found[first_id], found[second_id]


def _reason(words: str) -> str:
    if not words.strip():
        raise DomainError("Say how you know", field="reason", code="reason_missing")
    return words.strip()


@transaction.atomic
def merge_records(*, viewer: Viewer, keep_id: int, aside_id: int, reason: str, at: datetime) -> Merge:
    """Lay one record aside for the other, and return the merge.

    Raises NotAllowed for anybody but the council's social worker. Raises DomainError for a record already laid aside,
    for two councils, and while somebody is being helped on the record that would be laid aside.
    """
    kept, aside = _both(keep_id, aside_id)
    check_can_merge(viewer, kept)
    check_can_merge(viewer, aside)
    words = _reason(reason)
    if kept.home_id != aside.home_id:
        raise DomainError("These records belong to two councils. Each keeps its own.", code="two_councils")
    if Merge.objects.filter(person__in=(kept, aside), undone=None).exists():
        raise DomainError("One of these records is laid aside already.", code="merged_already")
    if records_in_use((aside.pk,)):
        raise DomainError(
            f"{aside.full_name} is getting help on the record you would lay aside. Keep that one, or end it first.",
            field="what",
            code="help_runs",
        )
    merge = Merge.objects.create(person=aside, kept=kept, reason=words, merged_by_id=viewer.actor_id, merged_at=at)
    for person in (aside, kept):
        record_write(viewer=viewer, verb="put two records together", subject=merge, person=person, reason=words, at=at)
    return merge


@transaction.atomic
def undo_merge(*, viewer: Viewer, merge_id: int, reason: str, at: datetime) -> Unmerge:
    """Undo a merge: the record laid aside counts again, as it was. Return the row that says so.

    Raises NotAllowed for anybody but the council's social worker, and DomainError for a merge undone already.
    """
    merge = Merge.objects.select_for_update(of=("self",)).select_related("person", "kept").get(pk=merge_id)
    check_can_merge(viewer, merge.person)
    words = _reason(reason)
    if Unmerge.objects.filter(merge=merge).exists():
        raise DomainError("This was taken apart already.", code="undone_already")
    undone = Unmerge.objects.create(
        person=merge.person, merge=merge, reason=words, undone_by_id=viewer.actor_id, undone_at=at
    )
    for person in (merge.person, merge.kept):
        record_write(
            viewer=viewer, verb="took two records apart again", subject=undone, person=person, reason=words, at=at
        )
    return undone


@transaction.atomic
def dismiss_duplicate(
    *, viewer: Viewer, first_id: int, second_id: int, reason: str, at: datetime
) -> DuplicateDismissal:
    """Record that two records are of two people, so that the pair is not shown again; return the row.

    Raises NotAllowed for anybody but the council's social worker, and DomainError without a reason.
    """
    first, second = _both(first_id, second_id)
    check_can_merge(viewer, first)
    check_can_merge(viewer, second)
    kept = DuplicateDismissal.objects.create(
        person=first, other=second, reason=_reason(reason), decided_by_id=viewer.actor_id, decided_at=at
    )
    for person in (first, second):
        record_write(
            viewer=viewer,
            verb="decided that two records are of two people",
            subject=kept,
            person=person,
            reason=reason.strip(),
            at=at,
        )
    return kept


@transaction.atomic
def record_duplicate_candidates(
    *, home_id: int, found: Iterable[tuple[int, int, float, list[str]]], at: datetime
) -> int:
    """Replace the undecided pairs of one council by what the search for duplicates found; return how many it found."""
    rows = [
        DuplicateCandidate(
            home_id=home_id, first_id=min(a, b), second_id=max(a, b), likely=likely, reasons=reasons, found_at=at
        )
        for a, b, likely, reasons in found
    ]
    with connection.cursor() as cursor:  # one searcher at a time for a council
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [7_304, home_id])
    settled = {row.pk for row in DuplicateCandidate.objects.filter(home_id=home_id) if not _is_waiting(row)}
    DuplicateCandidate.objects.filter(home_id=home_id).exclude(pk__in=settled).delete()
    DuplicateCandidate.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _is_waiting(row: DuplicateCandidate) -> bool:
    """A pair somebody decided on stays, with what it was decided on."""
    pair = (row.first_id, row.second_id)
    decided = Merge.objects.filter(person_id__in=pair, kept_id__in=pair)
    return (
        not decided.exists() and not DuplicateDismissal.objects.filter(person_id__in=pair, other_id__in=pair).exists()
    )
