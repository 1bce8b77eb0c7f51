"""Enumerations of outcomes: when and how a scale is asked, and whether it is due."""

from locallinks.foundation.shared.choices import LabelledStrEnum


class Moment(LabelledStrEnum):
    """When a scale is asked."""

    BASELINE = "baseline", "When the plan is made"
    THREE_MONTHS = "three_months", "Three months on"
    TWELVE_MONTHS = "twelve_months", "Twelve months on"
    EXIT = "exit", "At the end"
    BETWEEN = "between", "In between"


class Mode(LabelledStrEnum):
    """How a scale is asked."""

    FACE_TO_FACE = "face_to_face", "Face to face"
    PHONE = "phone", "By phone"
    PAPER = "paper", "On paper"
    SCREEN = "screen", "On a screen, alone"


class DueStatus(LabelledStrEnum):
    """Whether a scale has been asked at a moment, or is due."""

    DONE = "done", "Asked"
    DUE = "due", "Due now"
    LATE = "late", "Late"
    LATER = "later", "Later"
