"""Pairs of records that may be of one person: those undecided, and the comparison of two."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.module_loading import import_string

from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.people.models import DuplicateCandidate, DuplicateDismissal, Merge, Person
from locallinks.foundation.people.permissions import check_can_merge
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer


@dataclass(frozen=True)
class Pair:
    """Two records that may be of one person. `rows` compares them: a label, the first value, the second value."""

    candidate: DuplicateCandidate
    rows: list[tuple[str, str, str]]
    merge: Merge | None
    in_use: frozenset[int]


def duplicate_candidates(home_ids: tuple[int, ...]) -> QuerySet[DuplicateCandidate]:
    """Return the undecided candidates of these councils, the most probable first."""
    dismissed = DuplicateDismissal.objects.filter(person=OuterRef("first"), other=OuterRef("second"))
    merged = Merge.objects.filter(undone=None).filter(Q(person=OuterRef("first")) | Q(person=OuterRef("second")))
    rows = DuplicateCandidate.objects.filter(~Exists(dismissed), ~Exists(merged), home__in=home_ids)
    return rows.select_related("first", "second").order_by("-probability", "pk")


def candidates_for(viewer: Viewer) -> list[DuplicateCandidate]:
    """Return the undecided candidates of the councils where the viewer is a social worker; NotAllowed for others."""
    return list(duplicate_candidates(_councils_of(viewer)))


def open_pair(*, viewer: Viewer, candidate_id: int, at: datetime) -> Pair:
    """Return a pair with both records, and write an audit entry for each.

    Raises NotAllowed for anybody but the council's social workers, and Http404 for a pair of another council.
    """
    rows = DuplicateCandidate.objects.filter(pk=candidate_id, home__in=_councils_of(viewer))
    candidate = rows.select_related("first", "second").first()
    if candidate is None:
        raise Http404
    for person in (candidate.first, candidate.second):
        check_can_merge(viewer, person)
        record_read(viewer=viewer, person=person, page="two records side by side", at=at)
    return Pair(
        candidate,
        _comparison(candidate.first, candidate.second),
        merge_of(candidate.first_id, candidate.second_id),
        records_in_use((candidate.first_id, candidate.second_id)),
    )


def merge_of(first_id: int, second_id: int) -> Merge | None:
    """Return the merge of these two records, or None where there is none or it was undone."""
    pair = (first_id, second_id)
    rows = Merge.objects.filter(person_id__in=pair, survivor_id__in=pair, undone=None)
    return rows.select_related("person", "survivor", "merged_by").first()


def records_in_use(person_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of those records that have support running on them.

    Only a higher room knows that, and people must not import one: the setting RECORDS_IN_USE names its query.
    """
    in_use: frozenset[int] = import_string(settings.RECORDS_IN_USE)(person_ids)
    return in_use


def _councils_of(viewer: Viewer) -> tuple[int, ...]:
    if not viewer.may_somewhere(Capability.DECIDE):
        raise NotAllowed("Only the council's social workers open this page.")
    return viewer.organisations_where_may(Capability.DECIDE)


def _comparison(first: Person, second: Person) -> list[tuple[str, str, str]]:
    def values(person: Person) -> list[str]:
        born = f"{person.date_of_birth:%-d %B %Y}" if person.date_of_birth else ""
        return [
            person.full_name,
            person.preferred_name,
            born,
            person.spaced_nhs_number,
            person.phone,
            person.email,
            person.address,
            person.postcode,
            person.about[:200],
        ]

    labels = (
        "Full name",
        "Likes to be called",
        "Date of birth",
        "NHS number",
        "Phone",
        "Email",
        "Address",
        "Postcode",
        "About them",
    )
    return [row for row in zip(labels, values(first), values(second), strict=True) if row[1] or row[2]]
