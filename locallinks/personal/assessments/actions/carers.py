"""Start a carer's assessment, save its parts, and record whether support is due to the carer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.actions.records import start_record
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import CarerMethod, PartKind
from locallinks.personal.assessments.models import CarerAssessment, CarerDecision, CarerFinding, CarerLink
from locallinks.personal.assessments.permissions import check_can_assess_carer
from locallinks.personal.assessments.queries.carers import CARER_FIELDS, carer_answers
from locallinks.personal.assessments.rules.carers import CARER_PARTS, carer_part_problems
from locallinks.personal.assessments.rules.needs_assessment import AssessmentPart


@transaction.atomic
def start_for_carer(
    *,
    viewer: Viewer,
    cared_for: Person,
    carer: Person | None = None,
    details: Mapping[str, Any] | None = None,
    relation: str,
    method: str,
    at: datetime,
) -> CarerAssessment:
    """Start the assessment of a carer, known already or new from `details`, and return it (Care Act 2014 s.10).

    An appearance of need is enough; the adult needs no pathway. Raises DomainError for what is missing and while an
    assessment of this carer is not decided, and NotAllowed for anybody but the council's social worker.
    """
    check_can_assess_carer(viewer, cared_for)
    problems = []
    if not relation.strip():
        problems.append(Problem("Say who they are to each other", "relation", "no_relation"))
    if method not in CarerMethod:
        problems.append(Problem("Choose how you will talk", "method", "no_method"))
    if carer is None and not (details or {}).get("full_name", "").strip():
        problems.append(Problem("Enter the carer's name", "full_name", "no_name"))
    if carer is not None and carer.pk == cared_for.pk:
        problems.append(Problem("Somebody cannot be their own carer. Choose another record", "carer", "own_carer"))
    if problems:
        raise DomainError(problems=problems)
    carer = carer or start_record(viewer=viewer, home=cared_for.home, at=at, **(details or {}))
    check_can_assess_carer(viewer, carer)
    link, _ = CarerLink.objects.get_or_create(
        person=carer,
        cared_for=cared_for,
        defaults={
            "relation": relation.strip(),
            "cared_for_name": cared_for.full_name,
            "recorded_by_id": viewer.actor_id,
            "recorded_at": at,
        },
    )
    return _begin(viewer, link, method, at)


def _begin(viewer: Viewer, link: CarerLink, method: str, at: datetime) -> CarerAssessment:
    last = CarerAssessment.objects.filter(link=link).order_by("-number").first()
    if last and not CarerDecision.objects.filter(assessment=last).exists():
        raise DomainError("Their assessment has begun already. Open it from the list of carers", code="already_begun")
    row = CarerAssessment.objects.create(
        person=link.person,
        link=link,
        number=last.number + 1 if last else 1,
        method=method,
        started_by_id=viewer.actor_id,
        started_at=at,
    )
    record_write(viewer=viewer, verb="started a carer's assessment", subject=row, person=link.person, at=at)
    return row


@transaction.atomic
def save_carer_part(
    *, viewer: Viewer, assessment_id: int, version: int | None, part: str, answers: Mapping[str, Any], at: datetime
) -> CarerAssessment:
    """Save one part and return the assessment. Raises DomainError naming the field, NotAllowed, and Stale."""
    row = CarerAssessment.locked(assessment_id, version=version)
    check_can_assess_carer(viewer, row.person)
    if CarerDecision.objects.filter(assessment=row).exists():
        raise DomainError("This assessment is finished, so it stays as it is.", code="assessment_finished")
    if part not in CARER_PARTS:
        raise DomainError(f"There is no part called “{part}” in a carer's assessment.", code="unknown_part")
    if problems := carer_part_problems(CARER_PARTS[part], answers):
        raise DomainError(problems=problems)
    _keep(row, CARER_PARTS[part], answers)
    row.save_versioned()
    record_write(
        viewer=viewer,
        verb="wrote in the carer's assessment",
        subject=row,
        person=row.person,
        reason=CARER_PARTS[part].title,
        at=at,
    )
    return row


def _keep(row: CarerAssessment, part: AssessmentPart, answers: Mapping[str, Any]) -> None:
    if part.kind == PartKind.OUTCOME:
        CarerFinding.objects.update_or_create(
            assessment=row,
            code=part.slug.upper(),
            defaults={"person": row.person, "ability": answers["ability"], "words": answers.get("words", "")},
        )
        return
    for name, field in CARER_FIELDS[part.slug].items():
        if name in answers:
            setattr(row, field, answers[name])


@transaction.atomic
def decide_for_carer(
    *, viewer: Viewer, assessment_id: int, decided_eligible: bool, reasons: str, why_different: str = "", at: datetime
) -> CarerDecision:
    """Record whether support is due to the carer, with reasons, and return the decision (docs/rules/care-act.md 4).

    Raises DomainError while the test has open questions, without reasons, and without `why_different` where the
    decision is not the result of the test. Raises NotAllowed for anybody but the council's social worker.
    """
    row = CarerAssessment.locked(assessment_id)
    check_can_assess_carer(viewer, row.person)
    if CarerDecision.objects.filter(assessment=row).exists():
        raise DomainError("This was decided already. Begin a new assessment if things changed", code="already_decided")
    computed = carer_answers(row).sum
    problems = []
    if computed is None:
        problems.append(Problem("Answer all three parts of the test before deciding", "decided_eligible", "test"))
    elif decided_eligible is not computed.eligible and not why_different.strip():
        problems.append(
            Problem("Your decision is not what the three conditions come to. Say why", "why_different", "why_different")
        )
    if not reasons.strip():
        problems.append(Problem("Write the reasons for the decision", "reasons", "reasons"))
    if problems or computed is None:
        raise DomainError(problems=problems)
    decision = CarerDecision.objects.create(
        person=row.person,
        assessment=row,
        has_qualifying_cause=computed.has_qualifying_cause,
        has_unmet_outcomes=computed.has_unmet_outcomes,
        has_significant_impact=computed.has_significant_impact,
        unable=list(computed.unable),
        computed_eligible=computed.eligible,
        decided_eligible=decided_eligible,
        reasons=reasons.strip(),
        why_different=why_different.strip(),
        decided_by_id=viewer.actor_id,
        decided_at=at,
    )
    record_write(
        viewer=viewer,
        verb="decided about support for a carer",
        subject=decision,
        person=row.person,
        reason=reasons,
        at=at,
    )
    return decision
