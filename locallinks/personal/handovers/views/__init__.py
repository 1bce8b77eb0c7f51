"""The pages of an introduction, and of what makes the next one go better."""

from locallinks.personal.handovers.views.introductions import (
    Answer,
    AskAgain,
    MakeOffer,
    NetworksAnswer,
    Queue,
    Reached,
    RecordNotOffered,
    ThankYou,
)
from locallinks.personal.handovers.views.practice import Coaching, Places, WriteNote

__all__ = [
    "Answer",
    "AskAgain",
    "Coaching",
    "MakeOffer",
    "NetworksAnswer",
    "Places",
    "Queue",
    "Reached",
    "RecordNotOffered",
    "ThankYou",
    "WriteNote",
]
