"""What a request for a quote may say, what a quote and a decision must say, and the next step after a no.

A provider's no and the person's no have separate reasons, and each reason has its own next step
(docs/rules/requests.md 32). Somebody who may approve must agree to a price above the plan's.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.ui.rules import phone_key
from locallinks.personal.brokerage.choices import NextStep, PersonReason, ProviderReason
from locallinks.personal.brokerage.rules.arrangements import MAX_START_AHEAD, MAX_WEEKLY_PENCE

MAX_REQUESTS = 10
URGENT_WITHIN = timedelta(days=3)
TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "rev", "revd", "sir", "lady", "lord", "prof"})

AFTER_PROVIDER_SAYS_NO: Mapping[str, NextStep] = MappingProxyType(
    {
        ProviderReason.FULL: NextStep.ASK_LATER,
        ProviderReason.TIMES: NextStep.ASK_PERSON_TIMES,
        ProviderReason.TOO_FAR: NextStep.ASK_NEARER,
        ProviderReason.NOT_OUR_WORK: NextStep.ASK_OTHERS,
        ProviderReason.OTHER: NextStep.ASK_OTHERS,
    }
)
AFTER_PERSON_SAYS_NO: Mapping[str, NextStep] = MappingProxyType(
    {
        PersonReason.SOMEBODY_ELSE: NextStep.ASK_OTHERS,
        PersonReason.TIMES: NextStep.ASK_SAME_TIMES,
        PersonReason.PRICE: NextStep.LOOK_AT_PRICE,
        PersonReason.THINK: NextStep.WAIT,
        PersonReason.NOT_WANTED: NextStep.REVIEW,
        PersonReason.OTHER: NextStep.TALK,
    }
)


def first_name(preferred: str, full: str) -> str:
    """Return the first name that a provider is shown, from the full name where the preferred one is "Mrs Firth"."""
    preferred_words = preferred.split()
    if preferred_words and not _is_title(preferred_words[0]):
        return preferred_words[0]
    return next((word for word in full.split() if not _is_title(word)), "Somebody")


def _is_title(word: str) -> bool:
    return word.rstrip(".").lower() in TITLES


def area_of(postcode: str, otherwise: str) -> str:
    """Return the part of town ("LS12", from LS12 1AA), or `otherwise` where the postcode is not known."""
    return postcode.split()[0] if len(postcode.split()) == 2 else otherwise


def identifies_person(text: str, *, full_name: str, address: str, postcode: str, phone: str) -> bool:
    """Return whether a text for providers holds the person's surname, address, postcode or phone number."""
    words = {word.strip(".,;:!?()'\"").lower() for word in text.split()}
    surname = full_name.split()[-1].lower() if len(full_name.split()) > 1 else ""
    joined = "".join(text.lower().split())
    whole = ["".join(text.lower().split()) for text in (postcode, phone, address.splitlines()[0] if address else "")]
    number, digits = phone_key(phone).removeprefix("+44"), "".join(re.findall(r"[0-9]", text))
    return (
        bool(surname and surname in words)
        or any(len(text) >= 5 and text in joined for text in whole)
        or (len(number) >= 5 and number in digits)
    )


def is_urgent(*, ticked: bool, wanted_on: date, today: date) -> bool:
    """Return whether a price is urgent: it is ticked, or support is wanted within three calendar days."""
    return ticked or wanted_on <= today + URGENT_WITHIN


def names_problems(names: list[str]) -> tuple[Problem, ...]:
    """Return what is wrong with the names of those to ask: none, more than ten, or one that is too long."""
    if not names:
        return (Problem("Write who to ask, one name on each line", "names", "nobody_asked"),)
    if len(names) > MAX_REQUESTS:
        return (Problem(f"Ask {MAX_REQUESTS} or fewer at once. There are {len(names)}", "names", "too_many"),)
    if any(len(name) > 200 for name in names):
        return (Problem("Each name must be 200 characters or fewer", "names", "too_long"),)
    return ()


def quote_problems(
    *, can_help: bool | None, reason: str, price_pence: int | None, from_on: date | None, by_name: str, today: date
) -> tuple[Problem, ...]:
    """Return what is missing from a quote: a yes has a price (0 or more) and a first day, a no has a reason."""
    problems = []
    if not by_name.strip():
        problems.append(Problem("Enter your name", "by_name", "no_name"))
    if can_help is None:
        problems.append(Problem("Say if you can help", "can_help", "no_answer"))
    elif not can_help:
        if reason not in ProviderReason:
            problems.append(Problem("Choose why you cannot help", "reason", "no_reason"))
    else:
        problems += _yes_problems(price_pence, from_on, today)
    return tuple(problems)


def _yes_problems(price_pence: int | None, from_on: date | None, today: date) -> list[Problem]:
    problems = []
    if price_pence is None:
        problems.append(Problem("Enter the price a week; it can be £0.00", "price_pence", "no_price"))
    elif not 0 <= price_pence <= MAX_WEEKLY_PENCE:
        problems.append(Problem("The price must be from £0.00 to £20,000.00 a week", "price_pence", "bad_price"))
    if from_on is None:
        problems.append(Problem("Enter the first day you could come", "from_on", "no_start"))
    elif not today <= from_on <= today + MAX_START_AHEAD:
        problems.append(Problem("The first day must be today or later, and within a year", "from_on", "dates"))
    return problems


def quote_decision_problems(*, wants: bool | None, reason: str, words: str, said_by: str) -> tuple[Problem, ...]:
    """Return what is missing from the person's decision: their words, who said them, and a reason for a no."""
    problems = []
    if wants is None:
        problems.append(Problem("Say if this is wanted", "wants", "no_answer"))
    if wants is False and reason not in PersonReason:
        problems.append(Problem("Choose the reason that fits best", "reason", "no_reason"))
    if not words.strip():
        problems.append(Problem("Write what the person said, in their words", "words", "no_words"))
    if not said_by.strip():
        problems.append(Problem("Write who said it", "said_by", "nobody_said"))
    return tuple(problems)


def over_plan_problem(*, price_pence: int, plan_pence: int, agreed_pence: int | None) -> Problem | None:
    """Return a problem where a price is above both the plan's and the agreed one. All are pence a week."""
    if price_pence <= max(plan_pence, agreed_pence or 0):
        return None
    return Problem(
        f"The plan says {pounds(plan_pence)} a week for this. Ask for a yes to the higher price first",
        "price_pence",
        "over_plan",
    )


def price_decision_problems(
    *, asker_id: int, decider_id: int, limit_pence: int | None, total_pence: int, agreed: bool | None, words: str
) -> tuple[Problem, ...]:
    """Return what stops a decision about a price: the requester never decides, and the sum is within the limit.

    Somebody without a limit cannot agree (docs/rules/local-links.md 2).
    """
    problems = []
    if agreed is None:
        problems.append(Problem("Say yes or no to this price", "agreed", "no_answer"))
    if not words.strip():
        problems.append(Problem("Write why", "words", "no_reason"))
    if asker_id == decider_id:
        problems.append(Problem("You asked for this price, so somebody else has to decide", "", "own_request"))
    if agreed and (limit_pence is None or total_pence > limit_pence):
        message = f"The plan would cost {pounds(total_pence)} a week. That is above what you may approve"
        problems.append(Problem(message, "agreed", "above_limit"))
    return tuple(problems)
