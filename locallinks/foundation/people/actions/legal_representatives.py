"""Recording attorneys, deputies and appointees, and the end of their authority."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.accounts.models import User
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people import permissions
from locallinks.foundation.people.choices import RepresentativeKind
from locallinks.foundation.people.models import LegalRepresentative, LegalRepresentativeEnd, Person
from locallinks.foundation.people.rules import SCOPES_OF_KIND
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def record_legal_representative(
    *,
    viewer: Viewer,
    person: Person,
    name: str,
    kind: str,
    scopes: Collection[str],
    starts_on: date,
    at: datetime,
    ends_on: date | None = None,
    document: str = "",
    seen_on: date | None = None,
    phone: str = "",
    user: User | None = None,
) -> LegalRepresentative:
    """Record an attorney, deputy or appointee, and return the row. Until a document was seen they may decide nothing.

    kind: a code of `RepresentativeKind`; scopes: codes of `DecisionScope`; seen_on: the day the document was seen.
    Raises NotAllowed for anybody but the council's social worker; DomainError for a missing name, an unknown kind, a
    scope that the kind cannot have, reversed dates, and a document without the day (docs/rules/care-act.md 9).
    """
    permissions.check_can_record_agreement(viewer, person)
    permissions.check_can_record_representatives(viewer, person)
    if problems := _problems(name, kind, scopes, starts_on, ends_on, document, seen_on, clock.day(at)):
        raise DomainError(problems=problems)
    representative = LegalRepresentative.objects.create(
        person=person,
        name=name.strip(),
        phone=phone,
        user=user,
        kind=kind,
        scopes=sorted(set(scopes)),
        document=document.strip(),
        seen_on=seen_on,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    verb = f"recorded {RepresentativeKind(kind).label.lower()} {name.strip()}"
    record_write(viewer=viewer, verb=verb, subject=representative, person=person, reason=document, at=at)
    return representative


def _problems(
    name: str,
    kind: str,
    scopes: Collection[str],
    starts_on: date,
    ends_on: date | None,
    document: str,
    seen_on: date | None,
    today: date,
) -> list[Problem]:
    problems = []
    if not name.strip():
        problems.append(Problem("Enter their name", "name", "no_name"))
    if kind not in RepresentativeKind:
        problems.append(Problem("Choose what they are", "kind", "unknown_kind"))
    elif not scopes or set(scopes) - SCOPES_OF_KIND[kind]:
        words = (
            "benefits only"
            if kind == RepresentativeKind.APPOINTEE
            else "money and property, health and welfare, or both"
        )
        problems.append(Problem(f"Choose what they may decide: {words}", "scopes", "scope_not_possible"))
    if ends_on is not None and ends_on <= starts_on:
        problems.append(Problem("The last day must come after the first", "ends_on", "ends_before_start"))
    if bool(document.strip()) != (seen_on is not None):
        problems.append(Problem("Say which paper was seen, and on which day", "document", "paper_and_day"))
    if seen_on is not None and seen_on > today:
        problems.append(Problem("Enter a day that is today or earlier", "seen_on", "seen_later"))
    return problems


@transaction.atomic
def end_legal_representative(
    *, viewer: Viewer, representative_id: int, on: date, why: str, at: datetime
) -> LegalRepresentativeEnd:
    """End a representative's authority from a day, and return the row: by a court, by them, or by the person.

    Raises NotAllowed for anybody but the council's social worker; DomainError where it has ended, for a day before it
    began or in the future, and without a reason.
    """
    representative = (
        LegalRepresentative.objects.select_related("person").select_for_update(of=("self",)).get(pk=representative_id)
    )
    permissions.check_can_record_representatives(viewer, representative.person)
    if LegalRepresentativeEnd.objects.filter(representative=representative).exists():
        raise DomainError("This has already ended.", code="already_ended")
    if on < representative.starts_on or on > clock.day(at):
        raise DomainError("Enter a day since it began, today or earlier", field="on", code="ends_before_start")
    if not why.strip():
        raise DomainError("Say why it ended", field="why", code="no_reason")
    end = LegalRepresentativeEnd.objects.create(
        person=representative.person,
        representative=representative,
        on=on,
        why=why.strip(),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(
        viewer=viewer,
        verb=f"recorded that {representative.name} may no longer decide",
        subject=end,
        person=representative.person,
        reason=why,
        at=at,
    )
    return end
