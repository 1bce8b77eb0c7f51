"""The pages for asking for help: the team's own, the public form, and the list of what waits for an answer."""
