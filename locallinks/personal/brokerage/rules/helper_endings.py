"""Somebody who gave freely leaves: a relationship ends, it is not a slot that is filled again.

docs/rules/local-links.md 10, Mary: the supporter leaving triggers a relationship-change alert, not a silent swap.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem

RELATIONSHIP_KINDS = frozenset(
    {"voluntary", "informal"}
)  # kinds of line in which who comes matters more than that they come
ALERT_PERIOD = timedelta(days=90)
WANTS_NEXT: Mapping[str, str] = MappingProxyType(
    {
        "somebody_new": "They would like to meet somebody new",
        "later": "Not yet: ask again later",
        "something_else": "Something else: the plan should change",
    }
)


def helper_ending_problems(*, wants: str, words: str, said_by: str) -> tuple[Problem, ...]:
    """What the person says about it, in their words."""
    found = []
    if wants not in WANTS_NEXT:
        found.append(Problem("Choose what they would like next", "wants", "unknown"))
    if not words.strip():
        found.append(Problem("Write what they say about it", "words", "no_words"))
    if not said_by.strip():
        found.append(Problem("Enter who said this", "said_by", "nobody"))
    return tuple(found)


def swap_problem(*, kind: str, gave: str, gives: str, wants: str) -> Problem | None:
    """Nobody takes the place of a friend before the person has said that they would like to meet somebody new.

    `gave` is empty where nobody gave it before; `wants` is the newest answer of the person, empty where none was asked.
    """
    same = gave.strip().casefold() == gives.strip().casefold()
    if kind not in RELATIONSHIP_KINDS or not gave or same or wants == "somebody_new":
        return None
    if wants:
        told = f"They do not want somebody new in {gave}'s place now. Ask again first, or look at the plan together"
        return Problem(told, "provider_name", "not_wanted")
    told = f"{gave} gave this until now. Talk with the person about it first, and write down what they say"
    return Problem(told, "provider_name", "relationship_change")
