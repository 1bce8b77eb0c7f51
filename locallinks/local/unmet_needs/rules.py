"""What a record of an unmet need must say."""

from locallinks.foundation.shared.errors import Problem
from locallinks.local.unmet_needs.choices import UnmetNeedReason


def unmet_need_problems(*, outcome: str, looked_for: str, where_looked: str, why: str, why_words: str) -> list[Problem]:
    """Return what is missing from a record of an unmet need."""
    problems = []
    if not outcome.strip():
        problems.append(Problem("Choose the need this is about", "outcome", "no_outcome"))
    if not looked_for.strip():
        problems.append(Problem("Say what you looked for", "looked_for", "no_looked_for"))
    if not where_looked.strip():
        problems.append(Problem("Say where you looked", "where_looked", "no_where_looked"))
    if why not in UnmetNeedReason:
        problems.append(Problem("Choose why it could not be found", "why", "no_why"))
    if why == UnmetNeedReason.OTHER and not why_words.strip():
        problems.append(Problem("Say why it could not be found", "why_words", "no_why_words"))
    return problems
