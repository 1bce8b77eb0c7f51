"""How long the texts of a plan may be, and how large its numbers."""

MAX_WEEKLY_PENCE = 20_000_00
MAX_SHORT = 300
MAX_TEXT = 5000
MAX_COMMENT = 2000
MAX_GOAL = 500
MAX_MINUTES = 336 * 60  # a week, with two people at once
MAX_WHAT_IF_ROWS = 6
