"""What is recorded before somebody who helped freely is replaced.

Source: docs/rules/local-links.md 10, Mary: the supporter leaving triggers a relationship-change alert, not a silent
swap.
"""

from datetime import timedelta

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.brokerage.choices import HelperWish
from locallinks.personal.plans.choices import GIVEN_FREELY

ALERT_PERIOD = timedelta(days=90)


def helper_ending_problems(*, wants: str, words: str, said_by: str) -> tuple[Problem, ...]:
    """Return what is missing from the record of what the person says."""
    problems = []
    if wants not in HelperWish:
        problems.append(Problem("Choose what they would like next", "wants", "unknown"))
    if not words.strip():
        problems.append(Problem("Write what they say about it", "words", "no_words"))
    if not said_by.strip():
        problems.append(Problem("Enter who said this", "said_by", "nobody"))
    return tuple(problems)


def swap_problem(*, kind: str, gave: str, gives: str, wants: str) -> Problem | None:
    """Return a problem where an unpaid helper would be replaced before the person has said that they want somebody new.

    `gave`: who helped before, or empty. `gives`: who would help now. `wants`: the person's newest `HelperWish`, if any.
    """
    same = gave.strip().casefold() == gives.strip().casefold()
    if kind not in GIVEN_FREELY or not gave or same or wants == HelperWish.SOMEBODY_NEW:
        return None
    if wants:
        message = f"They do not want somebody new in {gave}'s place now. Ask again first, or look at the plan together"
        return Problem(message, "provider_name", "not_wanted")
    message = f"{gave} gave this until now. Talk with the person about it first, and write down what they say"
    return Problem(message, "provider_name", "relationship_change")
