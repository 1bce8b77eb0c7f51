"""The conversation and its decision; what people write about themselves; carers."""

from locallinks.personal.assessments.models.carers import CarerAssessment, CarerDecision, CarerFinding, CarerLink
from locallinks.personal.assessments.models.conversation import (
    ABILITIES,
    ADULT_OUTCOMES,
    WELLBEING_AREAS,
    Assessment,
    EligibilityDecision,
    Introduction,
    OutcomeFinding,
    WellbeingFinding,
)
from locallinks.personal.assessments.models.self_assessments import SelfAssessment, SelfVerification

__all__ = [
    "ABILITIES",
    "ADULT_OUTCOMES",
    "WELLBEING_AREAS",
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
