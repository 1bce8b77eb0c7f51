"""Two records that may be of one person, side by side."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.people import queries as people
from locallinks.foundation.people.models import Likeness, Merge, Person
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.pathways.models import Pathway


@dataclass(frozen=True)
class Pair:
    likeness: Likeness
    rows: list[tuple[str, str, str]]  # question, on the first record, on the second
    merge: Merge | None
    busy: frozenset[int]


def homes(viewer: Viewer) -> tuple[int, ...]:
    if not viewer.may_somewhere(Capability.DECIDE):
        raise NotAllowed("Only the council's social workers open this page.")
    return viewer.organisations_that(Capability.DECIDE)


def waiting(viewer: Viewer) -> list[Likeness]:
    return list(people.alike(homes(viewer)))


def open_pair(*, viewer: Viewer, likeness_id: int, at: datetime) -> Pair:
    """Both records; the look is written down on each. Raises Http404."""
    found = people.likeness(likeness_id, homes(viewer))
    if found is None:
        raise Http404
    for person in (found.first, found.second):
        people.check_can_merge(viewer, person)
        record_read(viewer=viewer, person=person, page="two records side by side", at=at)
    busy = Pathway.objects.open().filter(person__in=(found.first, found.second)).values_list("person_id", flat=True)
    return Pair(
        found, _beside(found.first, found.second), people.merge_of(found.first_id, found.second_id), frozenset(busy)
    )


def _beside(first: Person, second: Person) -> list[tuple[str, str, str]]:
    def said(person: Person) -> list[str]:
        born = f"{person.date_of_birth:%-d %B %Y}" if person.date_of_birth else ""
        return [
            person.full_name, person.preferred_name, born, person.spaced_nhs_number, person.phone, person.email,
            person.address, person.postcode, person.about[:200],
        ]  # fmt: skip

    names = (
        "Full name", "Likes to be called", "Date of birth", "NHS number", "Phone", "Email", "Address", "Postcode",
        "About them",
    )  # fmt: skip
    return [row for row in zip(names, said(first), said(second), strict=True) if row[1] or row[2]]
