"""The tables of assessments, decisions, carers, capacity, short spells of help and trusted assessors."""

from locallinks.personal.assessments.models.capacity_advocacy_refusal import (
    AdvocacyAnswers,
    AssessmentRefusal,
    CapacityDecision,
)
from locallinks.personal.assessments.models.carers import CarerAssessment, CarerDecision, CarerFinding, CarerLink
from locallinks.personal.assessments.models.needs_assessment import (
    ADULT_OUTCOMES,
    Assessment,
    EligibilityDecision,
    Introduction,
    OutcomeFinding,
    WellbeingFinding,
)
from locallinks.personal.assessments.models.self_assessments import SelfAssessment, SelfVerification
from locallinks.personal.assessments.models.short_term import Day91Outcome, ShortTerm, ShortTermEnd
from locallinks.personal.assessments.models.trusted_assessors import TrustedAssessment, TrustedAssessor, TrustedCheck

__all__ = [
    "TrustedAssessment",
    "TrustedAssessor",
    "TrustedCheck",
    "AdvocacyAnswers",
    "AssessmentRefusal",
    "CapacityDecision",
    "ShortTerm",
    "ShortTermEnd",
    "Day91Outcome",
    "ADULT_OUTCOMES",
    "Assessment",
    "CarerAssessment",
    "CarerDecision",
    "CarerFinding",
    "CarerLink",
    "EligibilityDecision",
    "Introduction",
    "OutcomeFinding",
    "SelfAssessment",
    "SelfVerification",
    "WellbeingFinding",
]
