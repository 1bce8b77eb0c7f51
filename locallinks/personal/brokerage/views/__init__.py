"""The pages: `arranging` a plan, `asking` who could help, and `changing` what runs."""

from locallinks.personal.brokerage.views.arranging import Board, End, OfOne, StartLine, StartUrgent
from locallinks.personal.brokerage.views.asking import (
    AnswerByLink,
    Answered,
    Answers,
    Ask,
    AskPrice,
    CallBack,
    Choose,
    DecidePrice,
    ToldAnswer,
)
from locallinks.personal.brokerage.views.changing import Back, Change, Parting, Parts, Pause

__all__ = [
    "AnswerByLink", "Answered", "Answers", "Ask", "AskPrice", "Back", "Board", "CallBack", "Change", "Choose",
    "DecidePrice", "End", "OfOne", "Parting", "Parts", "Pause", "StartLine", "StartUrgent", "ToldAnswer",
]  # fmt: skip
