"""The questions of this room, a form a page."""
