"""The pages of a plan: `reading` it, `writing` in it, and `deciding` about it. `paper` is what they share."""

from locallinks.personal.plans.views.deciding import Agreement, Decide, Send, SendBack
from locallinks.personal.plans.views.reading import Print, ThePlan, Versions
from locallinks.personal.plans.views.writing import (
    About,
    AddLine,
    ChangeLine,
    NotFound,
    PutBack,
    RemoveLine,
    Search,
    Start,
)

__all__ = [
    "About", "AddLine", "Agreement", "ChangeLine", "Decide", "NotFound", "Print", "PutBack", "RemoveLine", "Search",
    "Send", "SendBack", "Start", "ThePlan", "Versions",
]  # fmt: skip
