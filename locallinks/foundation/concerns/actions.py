"""Raise a concern, open it to a colleague, decide about it, and finish it (Care Act 2014 s.42)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.concerns.choices import ConcernStatus, Decision, RiskOutcome, SafeToContact, WishesMet
from locallinks.foundation.concerns.models import Concern, ConcernDecision, ConcernOutcome, ConcernReader
from locallinks.foundation.concerns.permissions import check_can_open, check_can_raise
from locallinks.foundation.concerns.queries import colleagues_to_open_to, decisions_of, leads_to_tick, open_concern
from locallinks.foundation.concerns.rules import decision_problem, duty_to_enquire, unknown_kinds
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import check_can_see, roles_for
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem, Stale
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer


@transaction.atomic
def raise_concern(
    *,
    viewer: Viewer,
    what_happened: str,
    danger_now: bool,
    person_knows: bool,
    safe_to_contact: str,
    at: datetime,
    person: Person | None = None,
    home_id: int | None = None,
    about_name: str = "",
    about_where: str = "",
    kinds: Collection[str] = (),
    wants: str = "",
    safe_how: str = "",
    source_name: str = "",
    source_organisation_id: int | None = None,
    said_by: str = "",
    hidden_from: Collection[int] = (),
) -> None:
    """Raise a safeguarding concern. The leads of the responsible council read it, except those in `hidden_from`.

    `person`: whose record it is about. `home_id`: the council, where no council keeps the record. `hidden_from`: keys
    of the leads whom the concern is about. `source_organisation_id`: the organisation it is about; nobody who works
    there reads it. Typed names neither hide the concern nor open it.

    Return nothing: the reporter may not read it back, because the source of the harm may be looking over their
    shoulder. Raise NotAllowed, or DomainError naming each field to correct.
    """
    check_can_raise(viewer)
    if person is not None:
        check_can_see(viewer, person, to_raise_concern=True)
        if not roles_for(person, Capability.DEAL_WITH_CONCERNS):
            # The home organisation has no leads: the council gets a name and an address, and the record stays closed.
            about_name, about_where, person = person.full_name, f"{person.address} {person.postcode}".strip(), None
    problems = _problems(person, home_id, about_name, what_happened, kinds, safe_to_contact)
    if problems := problems + _unknown_choices(source_organisation_id, hidden_from, at):
        raise DomainError(problems=problems)
    concern = Concern(
        person=person,
        home_id=person.home_id if person else home_id or 0,
        about_name=(person.full_name if person else about_name.strip()),
        about_where=about_where,
        danger_now=danger_now,
        what_happened=what_happened.strip(),
        kinds=sorted(set(kinds)),
        person_knows=person_knows,
        wants=wants,
        safe_to_contact=safe_to_contact,
        safe_how=safe_how,
        source_name=source_name,
        source_organisation_id=source_organisation_id,
        hidden_from=sorted(set(hidden_from)),
        said_by=said_by,
        raised_by_id=viewer.actor_id,
        raised_from=viewer.roles_held[0].organisation_name if viewer.roles_held else "",
        raised_at=at,
    )
    Concern.objects.bulk_create([concern], ignore_conflicts=True)  # without RETURNING: the reporter may not read it
    _record(viewer, concern, "told us of a worry about safety", "", at)


def _problems(
    person: Person | None, home_id: int | None, about_name: str, what: str, kinds: Collection[str], safe: str
) -> list[Problem]:
    problems = []
    if person is None and not about_name.strip():
        problems.append(Problem("Enter the name of the person you are worried about", "about_name", "nobody"))
    if person is None and not Organisation.objects.filter(pk=home_id or 0, kind=OrganisationKind.COUNCIL).exists():
        problems.append(Problem("Choose the council to tell", "council", "no_council"))
    if not what.strip():
        problems.append(Problem("Say what happened, or what worries you", "what_happened", "nothing_told"))
    if unknown_kinds(kinds):
        problems.append(Problem("Choose from the list what it was", "kinds", "unknown_kind"))
    if safe not in SafeToContact:
        problems.append(Problem("Say whether it is safe to contact them", "safe_to_contact", "safe_not_said"))
    return problems


def _unknown_choices(organisation_id: int | None, hidden_from: Collection[int], at: datetime) -> list[Problem]:
    problems = []
    if organisation_id is not None and not Organisation.objects.filter(pk=organisation_id).exists():
        words = "Choose the service from the list"
        problems.append(Problem(words, "source_organisation", "unknown_organisation"))
    if set(hidden_from) - set(leads_to_tick(clock.day(at))):
        problems.append(Problem("Tick names from the list, or none", "hidden_from", "unknown_lead"))
    return problems


@transaction.atomic
def open_to_colleague(*, viewer: Viewer, concern_id: UUID, user_id: int, why: str, at: datetime) -> ConcernReader:
    """Let a colleague of the council read a concern and work on it: it appears on the colleague's Today page.

    `why`: what the lead asks them to do. Return the reader. Raise NotAllowed for anybody but a lead; Http404 where the
    viewer may not read the concern; DomainError for a user who does not work there, reads it already, or may not know
    of it.
    """
    opened = open_concern(viewer=viewer, concern_id=concern_id, page="a safeguarding concern", at=at)
    concern = opened.concern
    check_can_open(viewer, concern)
    if opened.status == ConcernStatus.CLOSED:
        raise DomainError("This is finished. There is nothing more to work on.", code="finished")
    colleague = colleagues_to_open_to(concern, clock.day(at)).filter(pk=user_id).first()
    if colleague is None:
        raise DomainError("Choose a colleague from the list", field="user", code="not_a_colleague")
    if not why.strip():
        raise DomainError("Say what you ask them to do", field="why", code="no_reason")
    try:
        with transaction.atomic():
            reader = ConcernReader.objects.create(
                concern=concern,
                person_id=concern.person_id,
                home_id=concern.home_id,
                user=colleague,
                why=why.strip(),
                by_id=viewer.actor_id,
                at=at,
            )
    except IntegrityError as error:
        words = f"A moment ago somebody opened it to {colleague.name}."
        raise DomainError(words, field="user", code="reads_already") from error
    _record(viewer, concern, f"opened a safeguarding concern to {colleague.name}", why.strip(), at)
    return reader


@transaction.atomic
def decide_concern(
    *,
    viewer: Viewer,
    concern_id: UUID,
    version: int | None,
    has_needs: bool,
    at_risk: bool,
    cannot_protect: bool,
    decision: str,
    reasons: str,
    wants: str = "",
    at: datetime,
) -> ConcernDecision:
    """Record the answers to the three-part test, and what follows (Care Act 2014 s.42).

    `version`: how many decisions there were when the page was opened. `wants`: what the person wants to happen.

    Return the decision. Raise NotAllowed for a viewer who reads no concerns; Http404 where they may not read this one;
    Stale where somebody decided since; DomainError naming the field, also where the law requires an enquiry.
    """
    _lock(concern_id)
    opened = open_concern(viewer=viewer, concern_id=concern_id, page="a safeguarding concern", at=at)
    if opened.status == ConcernStatus.CLOSED:
        raise DomainError("This is finished. Tell us again if there is something new.", code="finished")
    if decision not in Decision:
        raise DomainError("Choose what happens now", field="decision", code="unknown_decision")
    if not reasons.strip():
        raise DomainError("Say why", field="reasons", code="no_reason")
    duty = duty_to_enquire(has_needs=has_needs, at_risk=at_risk, cannot_protect=cannot_protect)
    if problem := decision_problem(decision=decision, duty=duty):
        raise DomainError(problems=[problem])
    concern = opened.concern
    if version != decisions_of(concern).count():
        raise _stale()
    row = ConcernDecision.objects.create(
        concern=concern,
        person_id=concern.person_id,
        home_id=concern.home_id,
        number=version + 1,
        has_needs=has_needs,
        at_risk=at_risk,
        cannot_protect=cannot_protect,
        decision=decision,
        reasons=reasons.strip(),
        wants=wants,
        by_id=viewer.actor_id,
        at=at,
    )
    _record(viewer, concern, "decided about a safeguarding concern", Decision(decision).label, at)
    return row


def _lock(concern_id: UUID) -> None:
    """Let one transaction at a time decide about a concern or finish it.

    An advisory lock, because the concern's own row may not be updated and so cannot be locked.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"concern {concern_id}"])


def _stale() -> Stale:
    return Stale("Somebody decided about this since you opened the page. Read what they wrote before you decide.")


@transaction.atomic
def finish_concern(
    *,
    viewer: Viewer,
    concern_id: UUID,
    version: int | None,
    findings: str,
    risk: str,
    wishes: str,
    words: str = "",
    keeps_safe: str,
    at: datetime,
) -> ConcernOutcome:
    """Record what an enquiry found, and whether what the person wanted happened (docs/rules/care-act.md 9).

    `words`: what the person says about it. Return the outcome. Raise as `decide_concern` does, and DomainError where no
    enquiry is open.
    """
    _lock(concern_id)
    opened = open_concern(viewer=viewer, concern_id=concern_id, page="a safeguarding concern", at=at)
    if version != decisions_of(opened.concern).count():
        raise _stale()
    if opened.status != ConcernStatus.ENQUIRING:
        raise DomainError("Decide first to make enquiries; a finished one stays as it is.", code="not_enquiring")
    if risk not in RiskOutcome:
        raise DomainError("Say what became of the risk", field="risk", code="unknown_risk")
    if wishes not in WishesMet:
        raise DomainError("Say whether what they wanted happened", field="wishes", code="unknown_wishes")
    if not findings.strip() or not keeps_safe.strip():
        field = "keeps_safe" if findings.strip() else "findings"
        raise DomainError("Say what was found and what keeps them safe now", field=field, code="no_findings")
    concern = opened.concern
    outcome = ConcernOutcome.objects.create(
        concern=concern,
        person_id=concern.person_id,
        home_id=concern.home_id,
        findings=findings.strip(),
        risk=risk,
        wishes=wishes,
        words=words,
        keeps_safe=keeps_safe.strip(),
        by_id=viewer.actor_id,
        at=at,
    )
    _record(viewer, concern, "finished a safeguarding concern", RiskOutcome(risk).label, at)
    return outcome


def _record(viewer: Viewer, concern: Concern, verb: str, reason: str, at: datetime) -> None:
    """Audit an act with the concern as its subject: readers of the concern see the entry, and nobody else."""
    record_write(
        viewer=viewer,
        verb=verb,
        subject=concern,
        person=concern.person,
        reason=reason,
        purpose=EntryPurpose.CONCERN,
        at=at,
    )
