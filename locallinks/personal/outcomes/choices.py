"""When and how a scale is asked."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class Moment(LabelledStrEnum):
    BASELINE = "baseline", "When the plan is made"
    THREE_MONTHS = "three_months", "Three months on"
    TWELVE_MONTHS = "twelve_months", "Twelve months on"
    EXIT = "exit", "At the end"
    BETWEEN = "between", "In between"


class Mode(LabelledStrEnum):
    FACE_TO_FACE = "face_to_face", "Face to face"
    PHONE = "phone", "By phone"
    PAPER = "paper", "On paper"
    SCREEN = "screen", "On a screen, alone"
