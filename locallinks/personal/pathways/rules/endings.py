"""The events that end a pathway (docs/rules/local-links.md 3 and 7)."""

from locallinks.personal.pathways.choices import PathwayEvent as Event

# Each leads to `ended` and starts the closing routine of docs/rules/local-links.md 7.
ENDINGS: tuple[Event, ...] = (Event.DIE, Event.MOVE, Event.WITHDRAW, Event.END)
