"""Synonyms of the words of a search, distances in words, and summaries of descriptions."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

METRES_PER_MILE = 1609.344
MOST_WORDS = 12
WORD = re.compile(r"[^\W_]+(?:['’&.+-][^\W_]+)*\+?")


def search_terms(text: str, groups: Iterable[Sequence[str]] = ()) -> list[tuple[str, ...]]:
    """Return, for each word or known phrase that was typed, itself and its synonyms.

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
    """Return each phrase's group by the phrase's stems. Cached: groups seldom change."""
    return {
        tuple(_stem(word) for word in WORD.findall(phrase.casefold())): group for group in groups for phrase in group
    }


def _stem(word: str) -> str:
    """Return a simple stem, the same for "walk", "walks" and "walking": enough to recognise a group."""
    for ending in ("ings", "ing", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 - (ending == "s"):
            return word[: -len(ending)]
    return word


def miles_in_words(metres: float) -> str:
    """Return a distance in metres as "under 100 yards", "0.4 miles" or "12 miles"."""
    if metres < 91:
        return "under 100 yards"
    far = metres / METRES_PER_MILE
    shown = f"{far:.1f}".removesuffix(".0") if far < 9.95 else f"{far:.0f}"
    return f"{shown} mile" if shown == "1" else f"{shown} miles"


def summary(text: str, longest: int = 220) -> str:
    """Return the beginning of a description, cut after a sentence if possible, else after a word."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    ends = [match.end() for match in re.finditer(r"[.?!](?=\s)", flat[:longest])]
    if ends and ends[-1] >= 60:
        return flat[: ends[-1]]
    return flat[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"
