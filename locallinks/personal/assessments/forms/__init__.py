"""The questions of this room, a form a page."""

from locallinks.personal.assessments.forms.capacity_advocacy_refusal import AdvocateForm, CapacityForm, RefuseForm
from locallinks.personal.assessments.forms.carers import CarerPartForm, CarerStartForm, FindForm
from locallinks.personal.assessments.forms.needs_assessment import (
    CARER_BLIND,
    FORMS,
    DecideForm,
    IntroduceForm,
    PartForm,
    RainbowForm,
    StartForm,
)
from locallinks.personal.assessments.forms.self_assessments import LendForm, SaidByForm, VerifyForm
from locallinks.personal.assessments.forms.short_term import Day91Form, EndForm, ShortTermForm
from locallinks.personal.assessments.forms.trusted_assessors import AcceptForm, CheckForm, TrustForm

__all__ = [
    "AcceptForm",
    "CheckForm",
    "TrustForm",
    "Day91Form",
    "EndForm",
    "ShortTermForm",
    "CapacityForm",
    "RefuseForm",
    "CarerPartForm",
    "CarerStartForm",
    "FindForm",
    "CARER_BLIND",
    "FORMS",
    "AdvocateForm",
    "DecideForm",
    "IntroduceForm",
    "LendForm",
    "PartForm",
    "RainbowForm",
    "SaidByForm",
    "StartForm",
    "VerifyForm",
]
