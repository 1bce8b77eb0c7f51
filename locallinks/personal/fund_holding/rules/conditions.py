"""Whether somebody can have a direct payment: the four conditions of s.31 and the five of s.32
(docs/rules/care-act.md 7).

Read beside the Act (Care Act 2014, sections 31 and 32). Where every condition is met the council must pay: what is
decided follows from the answers, and nobody decides it apart from them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem

MAX_WORDS = 2000

HOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "self": "The person themselves",
        "nominated": "Somebody the person chooses",
        "authorised": "Somebody who asks for them, because they cannot make this choice",
    }
)
ROUTES: Mapping[str, str] = MappingProxyType(
    {"s31": "Asked for by the person (section 31)", "s32": "Asked for by somebody for the person (section 32)"}
)
# By which right somebody asks for a person who cannot make this choice: s.32(4)(a), (b) and (c).
AUTHORITIES: Mapping[str, str] = MappingProxyType(
    {
        "mca": "They are attorney or deputy, and may decide about care",
        "agreed": "An attorney or deputy agrees that they are suitable",
        "suitable": "Nobody is attorney or deputy for care, so the council says if they are suitable",
    }
)
CONDITIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "s31": MappingProxyType(
            {
                "capacity": "It is their own choice, and whoever would hold the money agrees",
                "not_prohibited": "No court order stands in the way",
                "can_manage": "They can look after the money, alone or with help",
                "appropriate": "It is a good way to meet the needs",
            }
        ),
        "s32": MappingProxyType(
            {
                "supported": "Whoever asks has the right to, or is supported by somebody who has",
                "not_prohibited": "No court order stands in the way",
                "best_interests": "They will do what is best for the person",
                "can_manage": "They can look after the money, alone or with help",
                "appropriate": "It is a good way to meet the needs",
            }
        ),
    }
)
# The same conditions, as the letter says them to whoever would hold the money.
LETTER_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "capacity": "Is it your own choice, and does whoever would hold the money agree?",
        "supported": "May they ask for you?",
        "not_prohibited": "Is there no court order that stands in the way?",
        "best_interests": "Will they do what is best for you?",
        "can_manage": "Can the money be looked after, alone or with help?",
        "appropriate": "Is it a good way to meet your needs?",
    }
)
# Answered yes or no by whoever decides. The others follow, at least in part, from what is recorded.
ANSWERED_BY_DECIDER = ("best_interests", "can_manage", "appropriate")
# How the money is paid: less what the person pays of it, unless it says otherwise.
HOW: Mapping[str, str] = MappingProxyType(
    {
        "net": "Less what the person pays: they add their own part",
        "gross": "In full: the person pays their part to the council afterwards",
    }
)


@dataclass(frozen=True)
class Answer:
    """One condition: met or not, and why."""

    code: str
    met: bool
    words: str


@dataclass(frozen=True)
class Outcome:
    """What the answers come to. `failed` are the conditions that are not met, in the order of the Act."""

    pays: bool
    failed: tuple[str, ...]


def route_of(holder: str) -> str:
    """Section 32 where somebody asks for a person who cannot make this choice; else section 31."""
    return "s32" if holder == "authorised" else "s31"


def ask_problems(*, holder: str, name: str, authority: str, supporter: str, words: str, said_by: str) -> list[Problem]:
    """A request says who would hold the money, by which right, and what for."""
    if holder not in HOLDERS:
        return [Problem("Choose who would hold the money", "holder", "unknown_holder")]
    found = []
    if holder != "self" and not name.strip():
        found.append(Problem("Enter the name of whoever would hold the money", "holder_name", "no_name"))
    if holder == "authorised" and authority not in AUTHORITIES:
        found.append(Problem("Choose why they may ask", "authority", "unknown_authority"))
    if holder == "authorised" and authority == "agreed" and not supporter.strip():
        found.append(Problem("Enter the name of the attorney or deputy who agrees", "supporter_name", "no_supporter"))
    if not words.strip():
        found.append(Problem("Say what the money would be for", "words", "no_words"))
    if not said_by.strip():
        found.append(Problem("Say who asked for this", "said_by", "no_speaker"))
    return found


def route_problem(*, route: str, lacks_capacity: bool) -> Problem | None:
    """Nobody asks in the place of a person who can make this choice: it must be recorded that they cannot (s.32(1))."""
    if route == "s32" and not lacks_capacity:
        message = (
            "Nobody has recorded that they cannot choose how to hold money for their support. Record that first, or "
            "let them ask themselves"
        )
        return Problem(message, "", "capacity_is_presumed")
    return None


def capacity_answer(*, lacks_capacity: bool, nominated: str, agrees: bool | None, words: str) -> Answer:
    """s.31, condition 1: able to make this request, and whoever was nominated agrees to receive the money."""
    if lacks_capacity:
        why = "It is recorded that they cannot make this choice now. Somebody who may ask for them can do so."
        return Answer("capacity", False, why)
    if nominated and not agrees:
        return Answer("capacity", False, f"{nominated} does not agree to receive the money. {words}".strip())
    return Answer("capacity", True, words)


def orders_answer(orders: Collection[str]) -> Answer:
    """Condition 2 of both: none of the court orders that forbid it (Schedule 1). `orders` are those that apply."""
    if orders:
        return Answer("not_prohibited", False, f"The law does not allow it because of: {'; '.join(orders)}.")
    return Answer("not_prohibited", True, "None of the court orders that forbid it applies.")


def support_answer(
    *, authority: str, asks: str, why_not: str, others: Collection[str], agrees: bool | None, words: str
) -> Answer:
    """s.32(4) and condition 1: the right to ask, or the support of somebody who has it.

    `why_not`: why the attorney or deputy (whoever asks, or who agrees) may not decide about care; empty: they may.
    `others`: who may decide about care. `agrees`: what that person says; where there is none, what the council finds.
    """
    if authority == "suitable" and others:
        why = f"{', '.join(others)} may decide about care for them, and has not been asked to support this."
        return Answer("supported", False, why)
    if authority != "suitable" and why_not:
        return Answer("supported", False, why_not)
    if authority == "mca":
        return Answer("supported", True, f"{asks} may decide about care, as the paper says. {words}".strip())
    return Answer("supported", bool(agrees), words)


def answer_problems(
    *, route: str, answers: Mapping[str, tuple[bool | None, str]], asked: Collection[str], how: str
) -> list[Problem]:
    """Every condition has its answer and its reason. `asked`: those that want a yes or no besides the words."""
    found = []
    for code, words in CONDITIONS[route].items():
        met, why = answers.get(code, (None, ""))
        if code in asked and met is None:
            found.append(Problem(f"Choose yes or no: {words[0].lower()}{words[1:]}", f"{code}_met", "no_answer"))
        if code != "not_prohibited" and not why.strip():
            found.append(Problem(f"Say why: {words[0].lower()}{words[1:]}", f"{code}_words", "no_reason"))
    if how not in HOW:
        found.append(Problem("Choose how it is paid", "how", "unknown_how"))
    return found


def outcome(route: str, answers: Collection[Answer]) -> Outcome:
    """All met: the council must pay, and nothing else can be decided. Else the refusal names what failed.

    An answer that is missing is not met: nobody is paid by an oversight.
    """
    met = {answer.code for answer in answers if answer.met}
    failed = tuple(code for code in CONDITIONS[route] if code not in met)
    return Outcome(not failed, failed)
