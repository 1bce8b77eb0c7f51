"""The one state machine of a person's way through (docs/rules/local-links.md 3). Pure: plain values in, plain values
out.

The states and events are in `choices`; `states` and `events` group them, `table` is THE table.
"""

from locallinks.personal.pathways.rules.clocks import (
    CARRY_ON_WITHIN,
    CLOCK_STARTS_IN,
    CLOCKS,
    ClockKey,
    due_on,
    urgency,
)
from locallinks.personal.pathways.rules.diagram import diagram, markdown_table, mermaid
from locallinks.personal.pathways.rules.events import ENDINGS
from locallinks.personal.pathways.rules.moves import check_move, events_open_to, find, who_brokers
from locallinks.personal.pathways.rules.moving import TOLD, move_problems
from locallinks.personal.pathways.rules.states import (
    ANY_OPEN,
    BEFORE_APPROVAL,
    CLOSED,
    OPEN,
    PLANNING_STATES,
    SUPPORT_STATES,
    WAITING_FOR,
    Waiting,
    what_next,
)
from locallinks.personal.pathways.rules.table import TRANSITIONS, Back, Either, Guard, Stays, Transition

__all__ = [
    "ANY_OPEN",
    "BEFORE_APPROVAL",
    "CARRY_ON_WITHIN",
    "CLOCKS",
    "CLOCK_STARTS_IN",
    "CLOSED",
    "ENDINGS",
    "OPEN",
    "PLANNING_STATES",
    "SUPPORT_STATES",
    "TOLD",
    "TRANSITIONS",
    "move_problems",
    "WAITING_FOR",
    "Back",
    "ClockKey",
    "Either",
    "Guard",
    "Stays",
    "Transition",
    "Waiting",
    "check_move",
    "diagram",
    "due_on",
    "events_open_to",
    "find",
    "markdown_table",
    "mermaid",
    "urgency",
    "what_next",
    "who_brokers",
]
