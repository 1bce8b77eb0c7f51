"""The questions of this room, a form a page."""

from locallinks.personal.assessments.forms.conversation import (
    CARER_BLIND,
    FORMS,
    AdvocateForm,
    DecideForm,
    IntroduceForm,
    PartForm,
    RainbowForm,
    StartForm,
)

__all__ = [
    "CARER_BLIND",
    "FORMS",
    "AdvocateForm",
    "DecideForm",
    "IntroduceForm",
    "PartForm",
    "RainbowForm",
    "StartForm",
]
