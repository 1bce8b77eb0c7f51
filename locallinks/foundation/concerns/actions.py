"""Tell the council, decide what to do, and say how it ended. Whoever is named never learns of it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.audit.actions import CONCERN, record_write
from locallinks.foundation.concerns.models import Concern, ConcernDecision, ConcernOutcome
from locallinks.foundation.concerns.permissions import check_can_deal, check_can_raise
from locallinks.foundation.concerns.queries import open_concern
from locallinks.foundation.concerns.rules import (
    DECISIONS,
    RISKS,
    SAFE,
    WISHES,
    decision_problem,
    duty_to_enquire,
    named_in,
    unknown_kinds,
)
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries import check_can_see
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.scope import Viewer


@transaction.atomic
def raise_concern(
    *, viewer: Viewer, what_happened: str, danger_now: bool, person_knows: bool, safe_to_contact: str, at: datetime,
    person: Person | None = None, home_id: int | None = None, about_name: str = "", about_where: str = "",
    kinds: Collection[str] = (), wants: str = "", safe_how: str = "", source_name: str = "",
    source_organisation_id: int | None = None, said_by: str = "",
) -> None:  # fmt: skip
    """Somebody is worried. It goes to the council responsible, and nobody else can read it, not even who told.

    Answers nothing: whoever tells may not read it back (the one who did it may be looking over a shoulder).
    """
    check_can_raise(viewer)
    if person is not None:
        check_can_see(viewer, person, to_tell_a_worry=True)
    if problems := _problems(person, home_id, about_name, what_happened, kinds, safe_to_contact):
        raise DomainError(problems=problems)
    home: int = person.home_id if person else home_id or 0
    concern = Concern(
        person=person, home_id=home, about_name=(person.full_name if person else about_name.strip()),
        about_where=about_where, danger_now=danger_now, what_happened=what_happened.strip(), kinds=sorted(set(kinds)),
        person_knows=person_knows, wants=wants, safe_to_contact=safe_to_contact, safe_how=safe_how,
        source_name=source_name, source_users=_users_named(source_name),
        source_organisations=_organisations_named(source_name, source_organisation_id, home), said_by=said_by,
        raised_by_id=viewer.actor_id, raised_from=viewer.hats[0].organisation_name if viewer.hats else "",
        raised_at=at,
    )  # fmt: skip
    Concern.objects.bulk_create([concern], ignore_conflicts=True)  # without RETURNING: nobody reads it back
    # Where no record is known the mark still belongs to the council told, not to the organisation of who told it.
    record_write(
        viewer=viewer, verb="told us of a worry about safety", subject=None, person=person or concern, purpose=CONCERN,
        at=at,
    )  # fmt: skip


def _problems(
    person: Person | None, home_id: int | None, about_name: str, what: str, kinds: Collection[str], safe: str
) -> list[Problem]:
    problems = []
    if person is None and not about_name.strip():
        problems.append(Problem("Enter the name of the person you are worried about", "about_name", "nobody"))
    if person is None and not Organisation.objects.filter(pk=home_id or 0, kind="council").exists():
        problems.append(Problem("Choose the council to tell", "council", "no_council"))
    if not what.strip():
        problems.append(Problem("Say what happened, or what worries you", "what_happened", "nothing_told"))
    if unknown_kinds(kinds):
        problems.append(Problem("Choose from the list what it was", "kinds", "unknown_kind"))
    if safe not in SAFE:
        problems.append(Problem("Say whether it is safe to contact them", "safe_to_contact", "safe_not_said"))
    return problems


def _users_named(words: str) -> list[int]:
    """Those of ours whose whole name was written: found in the database, by their name in small letters."""
    if not words.strip():
        return []
    return named_in(words, dict(User.objects.filter(is_active=True).values_list("pk", "name")))


def _organisations_named(words: str, chosen: int | None, home: int) -> list[int]:
    """Chosen or written. The council told is left out: somebody there must read it, and those named by name cannot."""
    names = dict(Organisation.objects.values_list("pk", "name"))
    if chosen is not None and chosen not in names:
        raise DomainError("Choose the service from the list", field="source_organisation", code="unknown_organisation")
    return sorted({*named_in(words, names), *([chosen] if chosen is not None else [])} - {home})


@transaction.atomic
def decide_concern(
    *, viewer: Viewer, concern_id: int, has_needs: bool, at_risk: bool, cannot_protect: bool, decision: str,
    reasons: str, wants: str = "", at: datetime,
) -> ConcernDecision:  # fmt: skip
    """The three-part test and what follows. The software says what the law asks; the social worker decides."""
    worry = open_concern(viewer=viewer, concern_id=concern_id, page="a worry about safety", at=at)
    if worry.stands == "closed":
        raise DomainError("This is finished. Tell us again if there is something new.", code="finished")
    if decision not in DECISIONS:
        raise DomainError("Choose what happens now", field="decision", code="unknown_decision")
    if not reasons.strip():
        raise DomainError("Say why", field="reasons", code="no_reason")
    duty = duty_to_enquire(has_needs=has_needs, at_risk=at_risk, cannot_protect=cannot_protect)
    if problem := decision_problem(decision=decision, duty=duty):
        raise DomainError(problems=[problem])
    concern = worry.concern
    row = ConcernDecision.objects.create(
        concern=concern, person=concern.person, home_id=concern.home_id, has_needs=has_needs, at_risk=at_risk,
        cannot_protect=cannot_protect, decision=decision, reasons=reasons.strip(), wants=wants,
        by_id=viewer.actor_id, at=at,
    )  # fmt: skip
    _record(viewer, concern, "decided about a worry about safety", DECISIONS[decision], at)
    return row


@transaction.atomic
def finish_concern(
    *, viewer: Viewer, concern_id: int, found: str, risk: str, wishes: str, words: str = "", keeps_safe: str,
    at: datetime,
) -> ConcernOutcome:  # fmt: skip
    """What was found, and did what the person wanted happen (care-act.md section 9)."""
    check_can_deal(viewer)
    worry = open_concern(viewer=viewer, concern_id=concern_id, page="a worry about safety", at=at)
    if worry.stands != "enquiring":
        raise DomainError("Decide first to make enquiries; a finished one stays as it is.", code="not_enquiring")
    if risk not in RISKS:
        raise DomainError("Say what became of the risk", field="risk", code="unknown_risk")
    if wishes not in WISHES:
        raise DomainError("Say whether what they wanted happened", field="wishes", code="unknown_wishes")
    if not found.strip() or not keeps_safe.strip():
        field = "keeps_safe" if found.strip() else "found"
        raise DomainError("Say what was found and what keeps them safe now", field=field, code="nothing_found")
    concern = worry.concern
    row = ConcernOutcome.objects.create(
        concern=concern, person=concern.person, home_id=concern.home_id, found=found.strip(), risk=risk, wishes=wishes,
        words=words, keeps_safe=keeps_safe.strip(), by_id=viewer.actor_id, at=at,
    )  # fmt: skip
    _record(viewer, concern, "finished a worry about safety", RISKS[risk], at)
    return row


def _record(viewer: Viewer, concern: Concern, verb: str, reason: str, at: datetime) -> None:
    record_write(
        viewer=viewer, verb=verb, subject=concern, person=concern.person or None, reason=reason, purpose=CONCERN, at=at
    )
