"""The wording of a plan on its page, in print and in easy read. A new field of a line or a plan is added here.

What the person wrote themselves is never reworded: only the words around it differ from place to place.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from locallinks.foundation.shared.money import pounds
from locallinks.personal.plans.choices import GIVEN_FREELY
from locallinks.personal.plans.rules.checks import LineLike

Section = tuple[str, list[str]]


class WordedLine(LineLike, Protocol):
    """The fields of the `Line` model that are shown, beside those the checks read."""

    @property
    def minutes_per_week(self) -> int: ...


class OwnWords(Protocol):
    """What the person says about themselves: the fields of the `Plan` model that hold it."""

    @property
    def what_matters(self) -> str: ...
    @property
    def about_me(self) -> str: ...
    @property
    def good_week(self) -> str: ...


# ---------- a line


def line_on_card(line: WordedLine) -> list[str]:
    """Return the facts on a line's card on the plan's page, one paragraph each."""
    agreed = ("They agreed to do this" if line.giver_agreed else "Not asked yet") if line.kind in GIVEN_FREELY else ""
    facts = [
        line.what_when,
        line.given_by and f"With {line.given_by}",
        costs_in_words(line),
        agreed,
        line.contingency and f"If it cannot go ahead: {line.contingency}",
    ]
    return [fact for fact in facts if fact]


def line_in_print(line: WordedLine, *, brief: bool = False) -> str:
    """Return what follows the title in print. `brief`: added support, without its cost and what happens if not."""
    text = f", with {line.given_by}" if line.given_by else ""
    text += f". {line.what_when}" if line.what_when else ""
    if brief:
        return f"{text}."
    text += f". {costs_in_words(line)}."
    return text + (f" If it cannot go ahead: {line.contingency}" if line.contingency else "")


def line_in_sentences(line: WordedLine, *, you: bool) -> list[str]:
    """Return the line in easy read: what, who, when, and what happens if not, a sentence each."""
    sentences = [sentence(line.title)]
    if line.given_by:
        sentences.append(sentence(f"Who does this: {line.given_by}"))
    if line.what_when:
        sentences.append(sentence(f"When: {line.what_when}"))
    if line.own_cost_pence:
        sentences.append(f"{'You pay' if you else 'They pay'} {pounds(line.own_cost_pence)} a week for this.")
    if line.contingency:
        sentences.append(sentence(f"If it cannot go ahead: {line.contingency}"))
    return sentences


def costs_in_words(line: WordedLine) -> str:
    """Return the hours and what each funder pays, a week: "2 hours a week · £20.00 a week from the council"."""
    hours = "hour" if line.minutes_per_week == 60 else "hours"
    council, nhs, own = line.council_cost_pence, line.nhs_cost_pence, line.own_cost_pence
    parts = [
        f"{line.minutes_per_week / 60:g} {hours} a week" if line.minutes_per_week else "",
        f"{pounds(council)} a week from the council" if council else "Costs the council nothing",
        f"{pounds(nhs)} a week from the NHS" if nhs else "",
        f"{pounds(own)} a week own money" if own else "",
    ]
    return " · ".join(part for part in parts if part)


# ---------- what the person says about themselves


def own_words_on_page(plan: OwnWords, *, who: str) -> list[tuple[str, str]]:
    """Return (heading, text) of what is written; what matters most comes first and needs no heading."""
    return _written(("", plan.what_matters), (f"About {who}", plan.about_me), ("A good week", plan.good_week))


def own_words_in_print(plan: OwnWords, *, who: str) -> list[tuple[str, str]]:
    """Return (heading, text) of what is written, in print."""
    return _written(
        ("What matters most", plan.what_matters), (f"About {who}", plan.about_me), ("A good week", plan.good_week)
    )


def own_words_in_sentences(plan: OwnWords, *, who: str) -> list[Section]:
    """Return (heading, sentences) of what is written, in easy read."""
    written = _written(
        (f"What matters to {who}", plan.what_matters), (f"About {who}", plan.about_me), ("A good week", plan.good_week)
    )
    return [(heading, text_in_sentences(text)) for heading, text in written]


def _written(*parts: tuple[str, str]) -> list[tuple[str, str]]:
    return [(heading, text) for heading, text in parts if text]


# ---------- sentences


def sentence(words: str) -> str:
    """Return the text with one full stop at its end."""
    words = " ".join(words.split())
    return words if not words or words[-1] in ".!?" else f"{words}."


def text_in_sentences(*texts: str) -> list[str]:
    """Return a sentence for each line of the texts that is not empty."""
    return [sentence(line) for text in texts for line in text.splitlines() if line.strip()]


def non_empty_sections(parts: Iterable[tuple[str, Sequence[str]]]) -> list[Section]:
    """Return the sections that are not empty."""
    return [(heading, list(texts)) for heading, texts in parts if texts]
