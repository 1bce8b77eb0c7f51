"""Whether somebody can have a direct payment: the four conditions of s.31 and the five of s.32
(docs/rules/care-act.md 7).

Read beside the Act (Care Act 2014, sections 31 and 32). Where every condition is met the council must pay: what is
decided follows from the answers, and nobody decides it apart from them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.fund_holding.choices import Authority, Condition, Holder, PaymentMode, Route

MAX_WORDS = 2000

# In the order of the Act.
CONDITIONS: Mapping[Route, tuple[Condition, ...]] = MappingProxyType(
    {
        Route.S31: (Condition.CAPACITY, Condition.NOT_PROHIBITED, Condition.CAN_MANAGE, Condition.APPROPRIATE),
        Route.S32: (
            Condition.SUPPORTED,
            Condition.NOT_PROHIBITED,
            Condition.BEST_INTERESTS,
            Condition.CAN_MANAGE,
            Condition.APPROPRIATE,
        ),
    }
)
# Answered yes or no by whoever decides. The others follow, at least in part, from what is recorded.
ANSWERED_BY_DECIDER = (Condition.BEST_INTERESTS, Condition.CAN_MANAGE, Condition.APPROPRIATE)


@dataclass(frozen=True)
class Answer:
    """One condition: met or not, and why."""

    code: Condition
    met: bool
    words: str


@dataclass(frozen=True)
class Outcome:
    """What the answers come to. `failed` are the conditions that are not met, in the order of the Act."""

    pays: bool
    failed: tuple[Condition, ...]


def route_of(holder: str) -> Route:
    """Return section 32 where somebody asks for a person who cannot make this choice, and otherwise section 31."""
    return Route.S32 if holder == Holder.AUTHORISED else Route.S31


def ask_problems(
    *, holder: str, holder_name: str, authority: str, supporter_name: str, words: str, said_by: str
) -> list[Problem]:
    """Return what is missing in a request: who would hold the money, by which right, and what for."""
    if holder not in Holder:
        return [Problem("Choose who would hold the money", "holder", "unknown_holder")]
    problems = []
    if holder != Holder.SELF and not holder_name.strip():
        problems.append(Problem("Enter the name of whoever would hold the money", "holder_name", "no_name"))
    if holder == Holder.AUTHORISED and authority not in Authority:
        problems.append(Problem("Choose why they may ask", "authority", "unknown_authority"))
    if holder == Holder.AUTHORISED and authority == Authority.AGREED and not supporter_name.strip():
        problems.append(
            Problem("Enter the name of the attorney or deputy who agrees", "supporter_name", "no_supporter")
        )
    if not words.strip():
        problems.append(Problem("Say what the money would be for", "words", "no_words"))
    if not said_by.strip():
        problems.append(Problem("Say who asked for this", "said_by", "no_speaker"))
    return problems


def route_problem(*, route: str, lacks_capacity: bool) -> Problem | None:
    """Return a problem where somebody asks for a person who is not recorded as lacking capacity (s.32(1))."""
    if route == Route.S32 and not lacks_capacity:
        message = (
            "Nobody has recorded that they cannot choose how to hold money for their support. Record that first, or "
            "let them ask themselves"
        )
        return Problem(message, "", "capacity_is_presumed")
    return None


def capacity_answer(*, lacks_capacity: bool, nominated: str, agrees: bool | None, words: str) -> Answer:
    """Return the answer to condition 1 of s.31(4): the person has capacity, and a nominated person agrees."""
    if lacks_capacity:
        why = "It is recorded that they cannot make this choice now. Somebody who may ask for them can do so."
        return Answer(Condition.CAPACITY, False, why)
    if nominated and not agrees:
        return Answer(Condition.CAPACITY, False, f"{nominated} does not agree to receive the money. {words}".strip())
    return Answer(Condition.CAPACITY, True, words)


def orders_answer(orders: Collection[str]) -> Answer:
    """Return the answer to condition 2 of both sections: no court order forbids it. `orders` are those that apply."""
    if orders:
        return Answer(Condition.NOT_PROHIBITED, False, f"The law does not allow it because of: {'; '.join(orders)}.")
    return Answer(Condition.NOT_PROHIBITED, True, "None of the court orders that forbid it applies.")


def support_answer(
    *, authority: str, asks: str, why_not: str, others: Collection[str], agrees: bool | None, words: str
) -> Answer:
    """Return the answer to condition 1 of s.32: the right to ask, or the support of somebody who has it (s.32(4)).

    `why_not`: why the attorney or deputy may not decide about care; empty where they may. `others`: everybody who may
    decide about care. `agrees`: what the attorney or deputy says, or without one what the council finds.
    """
    if authority == Authority.SUITABLE and others:
        why = f"{', '.join(others)} may decide about care for them, and has not been asked to support this."
        return Answer(Condition.SUPPORTED, False, why)
    if authority != Authority.SUITABLE and why_not:
        return Answer(Condition.SUPPORTED, False, why_not)
    if authority == Authority.MCA:
        return Answer(Condition.SUPPORTED, True, f"{asks} may decide about care, as the paper says. {words}".strip())
    return Answer(Condition.SUPPORTED, bool(agrees), words)


def answer_problems(
    *, route: str, answers: Mapping[str, tuple[bool | None, str]], asked: Collection[str], how: str
) -> list[Problem]:
    """Return which conditions lack an answer or a reason. `asked`: those that need a yes or no besides the words."""
    problems = []
    for condition in CONDITIONS[Route(route)]:
        met, why = answers.get(condition, (None, ""))
        words = f"{condition.label[0].lower()}{condition.label[1:]}"
        if condition in asked and met is None:
            problems.append(Problem(f"Choose yes or no: {words}", f"{condition}_met", "no_answer"))
        if condition != Condition.NOT_PROHIBITED and not why.strip():
            problems.append(Problem(f"Say why: {words}", f"{condition}_words", "no_reason"))
    if how not in PaymentMode:
        problems.append(Problem("Choose how it is paid", "how", "unknown_how"))
    return problems


def outcome(route: str, answers: Collection[Answer]) -> Outcome:
    """Return the decision that follows from the answers: where all conditions are met the council must pay.

    Otherwise it names the conditions that are not met. A condition without an answer counts as not met.
    """
    met = {answer.code for answer in answers if answer.met}
    failed = tuple(condition for condition in CONDITIONS[Route(route)] if condition not in met)
    return Outcome(not failed, failed)
