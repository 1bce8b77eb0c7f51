"""Merging two records of one person, and undoing it. Source: docs/rules/requests.md 42.

No data is moved or deleted: a `Merge` points from the record merged away to the survivor, and an `Unmerge` ends it.
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


def _lock_both(first_id: int, second_id: int) -> tuple[Person, Person]:
    """Return both records, locked in the order of their ids so that two requests about a pair wait for each other."""
    people = {
        row.pk: row for row in Person.objects.select_for_update().filter(pk__in=(first_id, second_id)).order_by("pk")
    }
    if len(people) != 2:
        raise DomainError("One of these records cannot be opened. Look at the list again.", code="not_two")
    return people[first_id], people[second_id]


def _reason(words: str) -> str:
    if not words.strip():
        raise DomainError("Say how you know", field="reason", code="reason_missing")
    return words.strip()


@transaction.atomic
def merge_records(*, viewer: Viewer, keep_id: int, aside_id: int, reason: str, at: datetime) -> Merge:
    """Merge the record `aside_id` into `keep_id`, and return the merge.

    Raises NotAllowed for anybody but the council's social worker; DomainError without a reason, for records of two
    councils, for a record already merged, and while the record to be merged away has support running on it.
    """
    survivor, aside = _lock_both(keep_id, aside_id)
    check_can_merge(viewer, survivor)
    check_can_merge(viewer, aside)
    words = _reason(reason)
    if survivor.home_id != aside.home_id:
        raise DomainError("These records belong to two councils. Each keeps its own.", code="two_councils")
    if Merge.objects.filter(person__in=(survivor, aside), undone=None).exists():
        raise DomainError("One of these records is laid aside already.", code="merged_already")
    if records_in_use((aside.pk,)):
        raise DomainError(
            f"{aside.full_name} is getting help on the record you would lay aside. Keep that one, or end it first.",
            field="what",
            code="help_runs",
        )
    merge = Merge.objects.create(
        person=aside, survivor=survivor, reason=words, merged_by_id=viewer.actor_id, merged_at=at
    )
    for person in (aside, survivor):
        record_write(viewer=viewer, verb="put two records together", subject=merge, person=person, reason=words, at=at)
    return merge


@transaction.atomic
def undo_merge(*, viewer: Viewer, merge_id: int, reason: str, at: datetime) -> Unmerge:
    """Undo a merge, so that the record merged away is used again as it was. Return the row that undoes it.

    Raises NotAllowed for anybody but the council's social worker; DomainError without a reason, and for a merge undone
    already.
    """
    merge = Merge.objects.select_for_update(of=("self",)).select_related("person", "survivor").get(pk=merge_id)
    check_can_merge(viewer, merge.person)
    words = _reason(reason)
    if Unmerge.objects.filter(merge=merge).exists():
        raise DomainError("This was taken apart already.", code="undone_already")
    undone = Unmerge.objects.create(
        person=merge.person, merge=merge, reason=words, undone_by_id=viewer.actor_id, undone_at=at
    )
    for person in (merge.person, merge.survivor):
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
    first, second = _lock_both(first_id, second_id)
    check_can_merge(viewer, first)
    check_can_merge(viewer, second)
    dismissal = DuplicateDismissal.objects.create(
        person=first, other=second, reason=_reason(reason), decided_by_id=viewer.actor_id, decided_at=at
    )
    for person in (first, second):
        record_write(
            viewer=viewer,
            verb="decided that two records are of two people",
            subject=dismissal,
            person=person,
            reason=reason.strip(),
            at=at,
        )
    return dismissal


@transaction.atomic
def record_duplicate_candidates(
    *, home_id: int, pairs: Iterable[tuple[int, int, float, list[str]]], at: datetime
) -> int:
    """Replace the undecided candidates of one council by those the search found, and return how many it found."""
    rows = [
        DuplicateCandidate(
            home_id=home_id,
            first_id=min(a, b),
            second_id=max(a, b),
            probability=probability,
            reasons=reasons,
            found_at=at,
        )
        for a, b, probability, reasons in pairs
    ]
    with connection.cursor() as cursor:  # one search at a time for a council
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [7_304, home_id])
    decided = {row.pk for row in DuplicateCandidate.objects.filter(home_id=home_id) if not _is_undecided(row)}
    DuplicateCandidate.objects.filter(home_id=home_id).exclude(pk__in=decided).delete()
    DuplicateCandidate.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _is_undecided(row: DuplicateCandidate) -> bool:
    """Return whether nobody has merged or dismissed this pair; decided pairs keep their row."""
    pair = (row.first_id, row.second_id)
    merges = Merge.objects.filter(person_id__in=pair, survivor_id__in=pair)
    return not merges.exists() and not DuplicateDismissal.objects.filter(person_id__in=pair, other_id__in=pair).exists()
