"""The pages of a plan: `reading`, `writing`, `talking`, `deciding`; `linked` by a link; `paper` is what they share."""

from locallinks.personal.plans.views.deciding import Agreement, Decide, Panel, Send, SendBack
from locallinks.personal.plans.views.linked import Linked, LinkedAgree, LinkedGoal, LinkedSay, LinkedTick
from locallinks.personal.plans.views.papers import AddPaper, Papers, TakeAway, ThePaper
from locallinks.personal.plans.views.reading import Print, Read, ThePlan, Versions, Week
from locallinks.personal.plans.views.talking import (
    AddGoal,
    AddTask,
    AddVisit,
    ChangeGoal,
    EndLink,
    Lend,
    Reply,
    Say,
    Talk,
    Tick,
)
from locallinks.personal.plans.views.writing import (
    About,
    AddLine,
    ChangeLine,
    NotFound,
    PutBack,
    RemoveLine,
    Search,
    Start,
    WhatIf,
)

__all__ = [
    "About", "AddGoal", "AddLine", "AddTask", "AddVisit", "Agreement", "ChangeGoal", "ChangeLine", "Decide", "EndLink",
    "Lend", "Linked", "LinkedAgree", "LinkedGoal", "LinkedSay", "LinkedTick", "NotFound", "Panel", "Print", "PutBack",
    "Read", "RemoveLine", "Reply", "Say", "Search", "Send", "SendBack", "Start", "Talk", "ThePlan", "Tick", "Versions",
    "AddPaper", "Papers", "TakeAway", "ThePaper", "Week", "WhatIf",
]  # fmt: skip
