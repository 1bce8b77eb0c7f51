"""The one state machine of a person's way through (local-links.md section 3). Pure: plain values in, plain values out.

Split by sub-noun because it is long: `states`, `events` (the words), `table` (THE table), `moves`, `clocks`, `diagram`.
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
from locallinks.personal.pathways.rules.events import BUTTONS, ENDINGS, EVENTS, SUSPEND_REASONS
from locallinks.personal.pathways.rules.moves import check_move, events_open_to, find, who_brokers
from locallinks.personal.pathways.rules.moving import TOLD, move_problems
from locallinks.personal.pathways.rules.states import (
    ANY_OPEN,
    BEFORE_APPROVAL,
    CLOSED,
    OPEN,
    PLANNING_STATES,
    STATES,
    WAITING_FOR,
    Waiting,
    what_next,
)
from locallinks.personal.pathways.rules.table import TRANSITIONS, Back, Either, Guard, Stays, Transition

__all__ = [
    "ANY_OPEN",
    "BEFORE_APPROVAL",
    "BUTTONS",
    "CARRY_ON_WITHIN",
    "CLOCKS",
    "CLOCK_STARTS_IN",
    "CLOSED",
    "ENDINGS",
    "EVENTS",
    "OPEN",
    "PLANNING_STATES",
    "STATES",
    "SUSPEND_REASONS",
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
