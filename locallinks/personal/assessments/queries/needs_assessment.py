"""The assessment of a pathway with its answers and test result, the decision, and the needs a plan must meet."""

from dataclasses import dataclass

from locallinks.foundation.shared.errors import DomainError
from locallinks.personal.assessments.choices import Ability, PartKind, WellbeingArea
from locallinks.personal.assessments.models import (
    Assessment,
    EligibilityDecision,
    Introduction,
    OutcomeFinding,
    WellbeingFinding,
)
from locallinks.personal.assessments.rules.eligibility import ADULT_OUTCOMES, Eligibility, adult_eligibility
from locallinks.personal.assessments.rules.needs_assessment import PARTS, AssessmentPart
from locallinks.personal.pathways.models import AdvocacyCheck, Pathway

# The parts that are one text each, and the field of the assessment that has it.
WORDS_FIELDS = {
    "what-matters": "what_matters",
    "strengths": "strengths",
    "people": "people_around",
    "community": "community",
    "services": "services",
    "what-is-hard": "what_is_hard",
}
TRIED_FIELDS = {slug: f"{slug}_tried" for slug in ("strengths", "people", "community", "services")}


@dataclass(frozen=True)
class Answers:
    """The answers of one assessment, read in three queries."""

    assessment: Assessment
    outcomes: dict[str, OutcomeFinding]
    wellbeing: dict[str, WellbeingFinding]

    @property
    def abilities(self) -> dict[str, str]:
        return {code: finding.ability for code, finding in self.outcomes.items()}

    def is_answered(self, part: AssessmentPart) -> bool:
        if part.kind == PartKind.OUTCOME:
            return part.slug.upper() in self.outcomes
        if part.kind == PartKind.HEALTH:
            return self.assessment.impairment is not None
        if part.kind == PartKind.WELLBEING:
            return self.assessment.significant_impact is not None and len(self.wellbeing) == len(WellbeingArea)
        return bool(getattr(self.assessment, WORDS_FIELDS[part.slug]))

    @property
    def hard(self) -> list[OutcomeFinding]:
        """The outcomes that the person is unable to achieve, in the order of the regulations."""
        return [
            self.outcomes[code] for code in ADULT_OUTCOMES if self.abilities.get(code, Ability.ABLE) != Ability.ABLE
        ]

    @property
    def missing_for_the_test(self) -> list[AssessmentPart]:
        """The parts of the test without an answer. All other parts may stay empty."""
        return [part for part in PARTS.values() if part.kind != PartKind.WORDS and not self.is_answered(part)]

    @property
    def sum(self) -> Eligibility | None:
        """The result of the test, or None while it has open questions."""
        try:
            return adult_eligibility(
                has_qualifying_cause=self.assessment.impairment,
                abilities=self.abilities,
                significant_impact=self.assessment.significant_impact,
            )
        except DomainError:
            return None


def assessment_of(pathway: Pathway) -> Assessment | None:
    """Return the newest assessment of this pathway, or None."""
    rows = Assessment.objects.filter(pathway=pathway).select_related("started_by")
    return rows.order_by("-number").first()


def answers_of(assessment: Assessment) -> Answers:
    """Return the answers of one assessment. Two queries."""
    outcomes = OutcomeFinding.objects.filter(assessment=assessment)
    wellbeing = WellbeingFinding.objects.filter(assessment=assessment)
    return Answers(assessment, {row.code: row for row in outcomes}, {row.area: row for row in wellbeing})


def decision_of(pathway: Pathway) -> EligibilityDecision | None:
    """Return the newest eligibility decision of this pathway, or None."""
    rows = EligibilityDecision.objects.filter(pathway=pathway).select_related("decided_by", "assessment")
    return rows.first()


def is_decided(assessment: Assessment) -> bool:
    """Return whether eligibility was decided on this assessment: after that nobody writes in it."""
    return EligibilityDecision.objects.filter(assessment=assessment).exists()


def eligible_needs(pathway: Pathway) -> list[OutcomeFinding]:
    """Return the needs a plan must meet (docs/rules/care-act.md 6), in the order of the regulations.

    They are the findings "unable" of the newest decision; there are none where support is not due.
    """
    decision = decision_of(pathway)
    return needs_of(decision) if decision and decision.decided_eligible else []


def needs_of(decision: EligibilityDecision) -> list[OutcomeFinding]:
    """Return the findings of the outcomes the person cannot achieve, whatever was decided about support."""
    findings = {row.code: row for row in OutcomeFinding.objects.filter(assessment_id=decision.assessment_id)}
    return [findings[code] for code in decision.unable]


def introduction_of(pathway: Pathway) -> Introduction | None:
    """Return the introduction that the person agreed to because support was not due, or None."""
    return Introduction.objects.filter(pathway=pathway).select_related("recorded_by").first()


def advocacy_of(person_id: int) -> AdvocacyCheck | None:
    """Return the newest check of whether an advocate is needed, or None if nobody has asked yet."""
    rows = AdvocacyCheck.objects.filter(person_id=person_id).select_related("recorded_by")
    return rows.order_by("-recorded_at", "-pk").first()
