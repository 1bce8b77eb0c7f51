"""A plan in short sentences, in the order somebody would tell it: for easy read, a screen reader or a phone's voice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from locallinks.foundation.shared.money import pounds


@dataclass(frozen=True)
class Told:
    """One line of a plan, as it is told."""

    what: str
    who: str = ""
    when: str = ""
    if_not: str = ""
    own_pence: int = 0


Section = tuple[str, list[str]]


def sentence(words: str) -> str:
    """One full stop at the end, whatever was typed."""
    words = " ".join(words.split())
    return words if not words or words[-1] in ".!?" else f"{words}."


def line_in_sentences(line: Told, *, you: bool) -> list[str]:
    """What, who, when, and what happens if not: a sentence each."""
    told = [sentence(line.what)]
    if line.who:
        told.append(sentence(f"Who does this: {line.who}"))
    if line.when:
        told.append(sentence(f"When: {line.when}"))
    if line.own_pence:
        told.append(f"{'You pay' if you else 'They pay'} {pounds(line.own_pence)} a week for this.")
    if line.if_not:
        told.append(sentence(f"If it cannot go ahead: {line.if_not}"))
    return told


def texts(*texts: str) -> list[str]:
    """What somebody wrote, a line at a time."""
    return [sentence(line) for text in texts for line in text.splitlines() if line.strip()]


def sections(parts: Iterable[tuple[str, Sequence[str]]]) -> list[Section]:
    """Only the parts that say something."""
    return [(heading, list(told)) for heading, told in parts if told]
