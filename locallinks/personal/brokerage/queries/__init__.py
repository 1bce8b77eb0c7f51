"""Reads: what is `arranging`, who is `on_board`, who was `asked` and what they said, what `at_risk` shows early."""
