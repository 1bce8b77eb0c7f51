"""Tell the council, open it to a colleague, decide what to do, and say how it ended."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.audit.actions import FOR_CONCERN, record_write
from locallinks.foundation.concerns.models import Concern, ConcernDecision, ConcernOutcome, ConcernReader
from locallinks.foundation.concerns.permissions import check_can_open, check_can_raise
from locallinks.foundation.concerns.queries import colleagues_to_open_to, decisions_of, leads_to_tick, open_concern
from locallinks.foundation.concerns.rules import (
    DECISIONS,
    RISK_OUTCOMES,
    SAFE_TO_CONTACT,
    WISHES_MET,
    decision_problem,
    duty_to_enquire,
    unknown_kinds,
)
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
    """Somebody is worried. It goes to the safeguarding leads of the council responsible, without those ticked.

    person: whose record it is about. `home_id`: the council told, where no council keeps the record.
    hidden_from: the leads it is about. Names that were typed hide it from nobody and open it to nobody.
    Answers nothing: whoever tells may not read it back (the one who did it may be looking over a shoulder).
    Raises DomainError naming each field to put right.
    """
    check_can_raise(viewer)
    if person is not None:
        check_can_see(viewer, person, to_raise_concern=True)
        if not roles_for(person, Capability.DEAL_WITH_CONCERNS):
            # Whoever keeps the record has no lead: the council is told a name and a place, and the record stays closed.
            about_name, about_where, person = person.full_name, f"{person.address} {person.postcode}".strip(), None
    problems = _problems(person, home_id, about_name, what_happened, kinds, safe_to_contact)
    if problems := problems + _named_wrongly(source_organisation_id, hidden_from, at):
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
    Concern.objects.bulk_create([concern], ignore_conflicts=True)  # without RETURNING: nobody reads it back
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
    if safe not in SAFE_TO_CONTACT:
        problems.append(Problem("Say whether it is safe to contact them", "safe_to_contact", "safe_not_said"))
    return problems


def _named_wrongly(organisation_id: int | None, hidden_from: Collection[int], at: datetime) -> list[Problem]:
    problems = []
    if organisation_id is not None and not Organisation.objects.filter(pk=organisation_id).exists():
        words = "Choose the service from the list"
        problems.append(Problem(words, "source_organisation", "unknown_organisation"))
    if set(hidden_from) - set(leads_to_tick(clock.day(at))):
        problems.append(Problem("Tick names from the list, or none", "hidden_from", "unknown_lead"))
    return problems


@transaction.atomic
def open_to_colleague(*, viewer: Viewer, concern_id: UUID, user_id: int, why: str, at: datetime) -> ConcernReader:
    """A lead lets a colleague of the council read a concern and work on it: it shows on the colleague's Today.

    Raises NotAllowed for anybody but a lead, Http404 where they do not read it, DomainError for somebody who does not
    work there, reads it already, or may not know of it.
    """
    worry = open_concern(viewer=viewer, concern_id=concern_id, page="a safeguarding concern", at=at)
    concern = worry.concern
    check_can_open(viewer, concern)
    if worry.stands == "closed":
        raise DomainError("This is finished. There is nothing more to work on.", code="finished")
    colleague = colleagues_to_open_to(concern, clock.day(at)).filter(pk=user_id).first()
    if colleague is None:
        raise DomainError("Choose a colleague from the list", field="user", code="not_a_colleague")
    if not why.strip():
        raise DomainError("Say what you ask them to do", field="why", code="no_reason")
    try:
        with transaction.atomic():
            row = ConcernReader.objects.create(
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
    return row


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
    """The three-part test and what follows. The software says what the law asks; whoever reads the concern decides.

    `version`: how many decisions there were when it was read. Raises NotAllowed for whoever reads none, Http404 where
    they do not read this one, Stale where somebody decided since, DomainError naming the field.
    """
    _one_after_the_other(concern_id)
    worry = open_concern(viewer=viewer, concern_id=concern_id, page="a safeguarding concern", at=at)
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
    if version != decisions_of(concern).count():
        raise _decided_meanwhile()
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
    _record(viewer, concern, "decided about a safeguarding concern", DECISIONS[decision], at)
    return row


def _one_after_the_other(concern_id: UUID) -> None:
    """Decisions about one concern, and its end, wait for each other. Its own row is nobody's to change, so to lock."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"concern {concern_id}"])


def _decided_meanwhile() -> Stale:
    return Stale("Somebody decided about this since you opened the page. Read what they wrote before you decide.")


@transaction.atomic
def finish_concern(
    *,
    viewer: Viewer,
    concern_id: UUID,
    version: int | None,
    found: str,
    risk: str,
    wishes: str,
    words: str = "",
    keeps_safe: str,
    at: datetime,
) -> ConcernOutcome:
    """What was found, and did what the person wanted happen (docs/rules/care-act.md 9). Raises as deciding does."""
    _one_after_the_other(concern_id)
    worry = open_concern(viewer=viewer, concern_id=concern_id, page="a safeguarding concern", at=at)
    if version != decisions_of(worry.concern).count():
        raise _decided_meanwhile()
    if worry.stands != "enquiring":
        raise DomainError("Decide first to make enquiries; a finished one stays as it is.", code="not_enquiring")
    if risk not in RISK_OUTCOMES:
        raise DomainError("Say what became of the risk", field="risk", code="unknown_risk")
    if wishes not in WISHES_MET:
        raise DomainError("Say whether what they wanted happened", field="wishes", code="unknown_wishes")
    if not found.strip() or not keeps_safe.strip():
        field = "keeps_safe" if found.strip() else "found"
        raise DomainError("Say what was found and what keeps them safe now", field=field, code="nothing_found")
    concern = worry.concern
    row = ConcernOutcome.objects.create(
        concern=concern,
        person_id=concern.person_id,
        home_id=concern.home_id,
        found=found.strip(),
        risk=risk,
        wishes=wishes,
        words=words,
        keeps_safe=keeps_safe.strip(),
        by_id=viewer.actor_id,
        at=at,
    )
    _record(viewer, concern, "finished a safeguarding concern", RISK_OUTCOMES[risk], at)
    return row


def _record(viewer: Viewer, concern: Concern, verb: str, reason: str, at: datetime) -> None:
    """A mark about the concern itself: whoever reads the concern reads it, and nobody else."""
    record_write(
        viewer=viewer, verb=verb, subject=concern, person=concern.person, reason=reason, purpose=FOR_CONCERN, at=at
    )
