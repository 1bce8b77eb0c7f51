"""The pages of this room."""

from locallinks.personal.assessments.views.capacity_advocacy_refusal import Advocacy, Capacity, Refuse
from locallinks.personal.assessments.views.carers import Carer, CarerDecide, CarerLetter, CarerPart, Carers, CarerStart
from locallinks.personal.assessments.views.needs_assessment import (
    Assessment,
    Decide,
    Introduce,
    Letter,
    Start,
    WritePart,
)
from locallinks.personal.assessments.views.self_assessments import (
    LinkedOwn,
    LinkedPart,
    LinkedSend,
    Own,
    OwnLink,
    OwnPart,
    OwnSend,
    Verify,
)
from locallinks.personal.assessments.views.short_term import Day91, EndShortTerm, ShortTerm, ShortTerms
from locallinks.personal.assessments.views.support_tiers import Rainbow, Versions
from locallinks.personal.assessments.views.trusted_assessors import Trusted, TrustedAssessments, TrustedCheck

__all__ = [
    "Trusted",
    "TrustedAssessments",
    "TrustedCheck",
    "Day91",
    "EndShortTerm",
    "ShortTerm",
    "ShortTerms",
    "Capacity",
    "Refuse",
    "Carer",
    "CarerDecide",
    "CarerLetter",
    "CarerPart",
    "CarerStart",
    "Carers",
    "Advocacy",
    "Assessment",
    "Decide",
    "Introduce",
    "Letter",
    "LinkedOwn",
    "LinkedPart",
    "LinkedSend",
    "Own",
    "OwnLink",
    "OwnPart",
    "OwnSend",
    "Rainbow",
    "Start",
    "Verify",
    "Versions",
    "WritePart",
]
