"""The pages of this room."""

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

__all__ = ["Advocacy", "Assessment", "Decide", "Introduce", "Letter", "Rainbow", "Start", "Versions", "WritePart"]
