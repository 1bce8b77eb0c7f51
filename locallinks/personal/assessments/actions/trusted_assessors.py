"""Register a trusted assessor, accept their assessments, and check a sample (docs/rules/systems.md 25)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.accounts.choices import DelegableDuty
from locallinks.foundation.accounts.queries import delegations_in_force
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import AssessorScope
from locallinks.personal.assessments.models import TrustedAssessment, TrustedAssessor, TrustedCheck
from locallinks.personal.assessments.permissions import check_can_assess, council_of
from locallinks.personal.assessments.rules.trusted_assessors import to_be_checked, trust_problems
from locallinks.personal.pathways.models import Pathway


def _missing(**given: tuple[str, str]) -> list[Problem]:
    return [Problem(message, field, "missing") for field, (value, message) in given.items() if not value.strip()]


@transaction.atomic
def register_assessor(
    *,
    viewer: Viewer,
    name: str,
    works_for: str,
    scopes: Collection[str],
    training: str,
    since: date,
    until: date | None = None,
    delegation_id: int | None = None,
    at: datetime,
) -> TrustedAssessor:
    """Register an assessor whose assessments the council accepts within these scopes and dates; return the row.

    Raises DomainError for what is missing or not delegated, and NotAllowed for anybody but the council's social worker.
    """
    council_id = council_of(viewer)
    problems = _missing(
        name=(name, "Enter the assessor's name"),
        works_for=(works_for, "Say who they work for"),
        training=(training, "Say which training was seen"),
    )
    if not scopes or not set(scopes) <= set(AssessorScope):
        problems.append(Problem("Choose at least one thing they may assess", "scopes", "no_scope"))
    if until is not None and until <= since:
        problems.append(Problem("The end must be after the start. Check both dates", "until", "before_start"))
    standing = delegations_in_force(council_id, duty=DelegableDuty.ASSESSMENT, on=since)
    if delegation_id is not None and not standing.filter(pk=delegation_id).exists():
        message = "Choose a delegation of assessing that stands on the first day"
        problems.append(Problem(message, "delegation_id", "not_delegated"))
    if problems:
        raise DomainError(problems=problems)
    row = TrustedAssessor.objects.create(
        council_id=council_id,
        name=name.strip(),
        works_for=works_for.strip(),
        scopes=list(scopes),
        since=since,
        until=until,
        training=training.strip(),
        trusted_by_id=viewer.actor_id,
        trusted_at=at,
        delegation_id=delegation_id,
    )
    record_write(viewer=viewer, verb="trusted an assessor", subject=row, at=at)
    return row


@transaction.atomic
def accept_trusted(
    *,
    viewer: Viewer,
    pathway_id: int,
    assessor_id: int,
    scope: str,
    assessed_on: date,
    findings: str,
    advised: str,
    at: datetime,
) -> TrustedAssessment:
    """Accept an assessment and return it. The first of an assessor, and then one in five, wait for a check.

    Raises DomainError outside the assessor's scope and dates and for what is missing, and NotAllowed.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_assess(viewer, pathway)
    rows = TrustedAssessor.objects.select_for_update(of=("self",)).filter(council_id=pathway.home_id)
    assessor = rows.filter(pk=assessor_id).first()
    if assessor is None:
        raise DomainError("Choose the assessor from the list", field="assessor_id", code="unknown_assessor")
    problems = list(
        trust_problems(
            scope=scope,
            scopes=assessor.scopes,
            since=assessor.since,
            until=assessor.until,
            assessed_on=assessed_on,
            today=clock.day(at),
        )
    )
    problems += _missing(findings=(findings, "Write what they found"), advised=(advised, "Write what they advise"))
    if problems:
        raise DomainError(problems=problems)
    number = assessor.assessments.count() + 1
    row = TrustedAssessment.objects.create(
        person=pathway.person,
        pathway=pathway,
        assessor=assessor,
        number=number,
        scope=scope,
        assessed_on=assessed_on,
        findings=findings.strip(),
        advised=advised.strip(),
        to_check=to_be_checked(number),
        recorded_by_id=viewer.actor_id,
        recorded_at=at,
    )
    record_write(
        viewer=viewer,
        verb="accepted a trusted assessment",
        subject=row,
        person=pathway.person,
        reason=AssessorScope(scope).label,
        at=at,
    )
    return row


@transaction.atomic
def check_trusted(*, viewer: Viewer, assessment_id: int, agrees: bool, words: str, at: datetime) -> TrustedCheck:
    """Record whether a social worker would have found the same; return the check. Raises DomainError, NotAllowed."""
    row = TrustedAssessment.objects.select_related("person").get(pk=assessment_id)
    check_can_assess(viewer, Pathway.locked(row.pathway_id))
    problems = _missing(words=(words, "Say how you looked at it again, and what you found"))
    if TrustedCheck.objects.filter(assessment=row).exists():
        problems.append(Problem("Somebody has checked this already.", code="checked"))
    if problems:
        raise DomainError(problems=problems)
    check = TrustedCheck.objects.create(
        person=row.person,
        assessment=row,
        agrees=agrees,
        words=words.strip(),
        checked_by_id=viewer.actor_id,
        checked_at=at,
    )
    record_write(viewer=viewer, verb="checked a trusted assessment", subject=check, person=row.person, at=at)
    return check
