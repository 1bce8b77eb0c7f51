"""Words of a search and words of an answer: what else somebody could have meant, and distance as people say it."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

METRES_PER_MILE = 1609.344
MOST_WORDS = 12
WORD = re.compile(r"[^\W_]+(?:['’&.+-][^\W_]+)*\+?")


def search_terms(text: str, groups: Iterable[Sequence[str]] = ()) -> list[tuple[str, ...]]:
    """What must be found: for each word or known phrase typed, itself and what else it is called.

    "walk and lunch clubs" with the groups above: ("walk", "ramble", ...), ("and",), ("lunch clubs", "lunch club", ...).
    """
    words = WORD.findall(text.casefold())[:MOST_WORDS]
    known = _phrases(tuple(map(tuple, groups)))
    longest = max(map(len, known), default=1)
    terms: list[tuple[str, ...]] = []
    while words:
        lengths = range(min(longest, len(words)), 0, -1)
        length = next((n for n in lengths if tuple(map(_stem, words[:n])) in known), 1)
        typed, words = words[:length], words[length:]
        terms.append(tuple(dict.fromkeys((" ".join(typed), *known.get(tuple(map(_stem, typed)), ())))))
    return terms


@lru_cache(maxsize=8)
def _phrases(groups: tuple[tuple[str, ...], ...]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Every phrase of the groups, by its stems, with its group. Kept: groups seldom change and searches are many."""
    return {tuple(_stem(word) for word in WORD.findall(one.casefold())): group for group in groups for one in group}


def _stem(word: str) -> str:
    """Singular and plural, "walk" and "walking" as one: enough to recognise a group; the database knows the rest."""
    for ending in ("ings", "ing", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 - (ending == "s"):
            return word[: -len(ending)]
    return word


def miles_in_words(metres: float) -> str:
    """Distance as people say it: "under 100 yards", "0.4 miles", "12 miles"."""
    if metres < 91:
        return "under 100 yards"
    far = metres / METRES_PER_MILE
    shown = f"{far:.1f}".removesuffix(".0") if far < 9.95 else f"{far:.0f}"
    return f"{shown} mile" if shown == "1" else f"{shown} miles"


def summary(text: str, longest: int = 220) -> str:
    """The beginning of a description, ended at a sentence if one ends in time, else at a word."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    ends = [found.end() for found in re.finditer(r"[.?!](?=\s)", flat[:longest])]
    if ends and ends[-1] >= 60:
        return flat[: ends[-1]]
    return flat[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"
