"""A carer's assessment with its answers and test result, and the list of them. Never shown to the adult."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import Ability, PartKind
from locallinks.personal.assessments.models import CarerAssessment, CarerDecision, CarerFinding
from locallinks.personal.assessments.permissions import check_can_read_carer, check_carer_role
from locallinks.personal.assessments.rules.carers import CARER_PARTS
from locallinks.personal.assessments.rules.eligibility import Eligibility, carer_eligibility
from locallinks.personal.assessments.rules.needs_assessment import AssessmentPart

# For each part, the field of the assessment for each answer of the form.
CARER_FIELDS: dict[str, dict[str, str]] = {
    "what-matters": {"words": "what_matters"},
    "caring": {"words": "caring"},
    "around": {"words": "around", "tried": "around_tried"},
    "going-on": {"able": "able", "willing": "willing", "words": "going_on"},
    "necessary": {"answer": "necessary_care", "words": "necessary_note"},
    "health": {"answer": "health_at_risk", "words": "health_note"},
    "wellbeing": {"answer": "significant_impact", "words": "impact_note"},
}


@dataclass(frozen=True)
class CarerAnswers:
    """The answers of one carer's assessment."""

    assessment: CarerAssessment
    outcomes: dict[str, CarerFinding]

    def of(self, part: AssessmentPart) -> dict[str, Any]:
        """Return the answers to one part by the names of the form's fields."""
        if part.kind == PartKind.OUTCOME:
            finding = self.outcomes.get(part.slug.upper())
            return {"ability": finding.ability, "words": finding.words} if finding else {}
        return {name: getattr(self.assessment, field) for name, field in CARER_FIELDS[part.slug].items()}

    def is_answered(self, part: AssessmentPart) -> bool:
        answers = self.of(part)
        if part.kind == PartKind.YES_NO:
            return answers["answer"] is not None
        return bool(
            answers.get("able") if part.kind == PartKind.WILLING else answers.get("ability") or answers.get("words")
        )

    def as_text(self, part: AssessmentPart) -> str:
        """Return one part as text."""
        answers = self.of(part)
        head = ""
        if part.kind == PartKind.OUTCOME and answers:
            head = Ability(answers["ability"]).label
        elif part.kind == PartKind.YES_NO and answers["answer"] is not None:
            head = "Yes" if answers["answer"] else "No"
        elif part.kind == PartKind.WILLING and answers["able"]:
            row = self.assessment
            head = f"Able to go on: {row.get_able_display()}. Wants to go on: {row.get_willing_display()}."
        tried = answers.get("tried")
        return "\n".join(text for text in (head, answers.get("words", ""), f"Tried: {tried}" if tried else "") if text)

    @property
    def missing_for_the_test(self) -> list[AssessmentPart]:
        wanted = (PartKind.OUTCOME, PartKind.YES_NO, PartKind.WILLING)
        return [part for part in CARER_PARTS.values() if part.kind in wanted and not self.is_answered(part)]

    @property
    def sum(self) -> Eligibility | None:
        """The result of the test, or None while the test, or whether they can go on caring, has open questions."""
        row = self.assessment
        if not row.able:
            return None
        try:
            return carer_eligibility(
                necessary_care=row.necessary_care,
                health_at_risk=row.health_at_risk,
                abilities={code: finding.ability for code, finding in self.outcomes.items()},
                significant_impact=row.significant_impact,
            )
        except DomainError:
            return None


def open_carer(*, viewer: Viewer, assessment_id: int, page: str, at: datetime) -> CarerAssessment:
    """Return a carer's assessment for a page, and audit that it was read. Raises Http404 or NotAllowed."""
    check_carer_role(viewer)
    rows = CarerAssessment.objects.select_related("person", "person__home", "link", "started_by")
    row = rows.filter(pk=assessment_id).first()
    if row is None:
        raise Http404
    check_can_read_carer(viewer, row.person)
    record_read(viewer=viewer, person=row.person, page=page, at=at)
    return row


def carer_answers(row: CarerAssessment) -> CarerAnswers:
    """Return the answers of one carer's assessment. One query."""
    return CarerAnswers(row, {finding.code: finding for finding in CarerFinding.objects.filter(assessment=row)})


def carer_decision_of(row: CarerAssessment) -> CarerDecision | None:
    """Return the decision on one carer's assessment, or None while there is none."""
    return CarerDecision.objects.filter(assessment=row).select_related("decided_by").first()


def carers_assessments(*, viewer: Viewer) -> QuerySet[CarerAssessment]:
    """Return the carers' assessments of the viewer's council: those not decided first, the oldest first."""
    rows = CarerAssessment.objects.filter(home__in=viewer.organisations_where_may(Capability.DECIDE))
    return rows.select_related("person", "link", "decision").order_by("decision__decided_at", "started_at", "pk")
