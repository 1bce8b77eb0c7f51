"""The pages of this room."""

from locallinks.personal.assessments.views.carers import Carer, CarerDecide, CarerLetter, CarerPart, Carers, CarerStart
from locallinks.personal.assessments.views.conversation import (
    Advocacy,
    Assessment,
    Decide,
    Introduce,
    Letter,
    Start,
    WritePart,
)
from locallinks.personal.assessments.views.rainbow import Rainbow, Versions
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

__all__ = [
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
