"""The questions of this room, a form a page."""

from locallinks.personal.plans.forms.deciding import (
    CommentsForm,
    DecideForm,
    OwnAgreementForm,
    PanelForm,
    SaidAgreementForm,
    SendForm,
)
from locallinks.personal.plans.forms.papers import (
    PaperForm,
    TakePaperForm,
)
from locallinks.personal.plans.forms.talking import (
    AnswerForm,
    GoalForm,
    LendForm,
    ProgressForm,
    SayForm,
    TaskForm,
    TickForm,
    VisitForm,
)
from locallinks.personal.plans.forms.writing import (
    LaterForm,
    LineForm,
    MeForm,
    RemoveForm,
    SearchForm,
    StartForm,
    UnmetForm,
    WellbeingForm,
    WhatIfForm,
)

__all__ = [
    "AnswerForm",
    "CommentsForm",
    "DecideForm",
    "GoalForm",
    "LaterForm",
    "LendForm",
    "LineForm",
    "MeForm",
    "OwnAgreementForm",
    "PanelForm",
    "PaperForm",
    "ProgressForm",
    "RemoveForm",
    "SaidAgreementForm",
    "SayForm",
    "SearchForm",
    "SendForm",
    "StartForm",
    "TakePaperForm",
    "TaskForm",
    "TickForm",
    "UnmetForm",
    "VisitForm",
    "WellbeingForm",
    "WhatIfForm",
]
