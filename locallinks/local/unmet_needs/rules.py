"""Why something could not be found: the words a planner chooses from, and a commissioner can count."""

from locallinks.foundation.shared.errors import Problem

REASONS = {
    "nothing_near": "Nothing like it near enough",
    "full": "It is there, but it is full",
    "wrong_time": "It is there, but not at a time that works",
    "cannot_get_there": "There is no way to get there",
    "not_right": "It does not suit: language, faith, culture or access",
    "costs_too_much": "It costs too much",
    "nobody_to_do_it": "Nobody is free to do it",
    "other": "Another reason",
}


def unmet_need_problems(*, outcome: str, looked_for: str, where_looked: str, why: str, why_words: str) -> list[Problem]:
    """What is missing from a record of something not found. Without it nobody could go and make it."""
    found = []
    if not outcome.strip():
        found.append(Problem("Choose the need this is about", "outcome", "no_outcome"))
    if not looked_for.strip():
        found.append(Problem("Say what you looked for", "looked_for", "no_looked_for"))
    if not where_looked.strip():
        found.append(Problem("Say where you looked", "where_looked", "no_where_looked"))
    if why not in REASONS:
        found.append(Problem("Choose why it could not be found", "why", "no_why"))
    if why == "other" and not why_words.strip():
        found.append(Problem("Say why it could not be found", "why_words", "no_why_words"))
    return found
