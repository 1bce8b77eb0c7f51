"""Introductions to a network: why one did not happen, how many did, and what the network answers
(docs/rules/local-links.md 4).

In code the field's word is handover; on a page it is an introduction, and a failure "did not reach the network".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.personal.handovers.choices import CapacityUnit, FailureCode

MAX_TEXT = 5000
MAX_SHORT = 500
SUPPRESS_COUNTS_BELOW = 5

# Where "we thought it wasn't right" must say what was thought.
NEEDS_TEXT: frozenset[FailureCode] = frozenset({FailureCode.JUDGED_UNSUITABLE})
# Whose answer each code is: a social worker who made no offer cannot say that the person or the network said no.
NOT_OFFERED_CODES: tuple[FailureCode, ...] = tuple(
    one for one in FailureCode if one not in (FailureCode.NETWORK_DECLINED, FailureCode.PERSON_DECLINED)
)
PERSON_CODES: tuple[FailureCode, ...] = (
    FailureCode.PERSON_DECLINED,
    FailureCode.CONSENT_REFUSED,
    FailureCode.LOST_NO_RESPONSE,
)
NETWORK_CODES: tuple[FailureCode, ...] = (FailureCode.NETWORK_FULL, FailureCode.NETWORK_DECLINED)


@dataclass(frozen=True)
class CohortRow:
    """One eligible decision and what came of it. `closed` with `reached` False did not reach the network."""

    person_id: int
    eligible_on: date
    served: bool  # lives where a scheme takes people
    offered: bool = False
    accepted: bool = False
    reached: bool = False  # the network said yes
    closed: bool = False  # no answer is still awaited
    failure_code: str = ""


@dataclass(frozen=True)
class Rates:
    """E, O, A, H and what follows. A rate over nobody is None, not nought. Waiting is neither success nor failure."""

    eligible: int
    offered: int
    accepted: int
    reached: int
    waiting: int
    declined: int
    avoidable: int
    offer_rate: Decimal | None
    take_up: Decimal | None
    completion: Decimal | None
    handover_rate: Decimal | None
    by_reason: Mapping[str, int]


@dataclass(frozen=True)
class PublishedRates:
    """What may leave the council: small numbers, and numbers that give small ones away, are None."""

    eligible: int | None
    offered: int | None
    accepted: int | None
    reached: int | None
    offer_rate: Decimal | None
    take_up: Decimal | None
    completion: Decimal | None
    handover_rate: Decimal | None


def offer_in_writing(network: str) -> str:
    """What everybody who is offered an introduction is told, the network's gain too (docs/rules/local-links.md 8)."""
    return (
        f"We would like to introduce you to {network}. They are local people. One of them would come to see you, and "
        "together you would plan support that fits your life.\n\n"
        "You can say yes or no, or plan it yourself. You will get support either way.\n\n"
        "If you say yes, they can see your name, address and phone number, what you told us you need, the people in "
        "your life, your first budget, and your plan. They see nothing before you say yes. You can stop it at any "
        "time.\n\n"
        "You should know about the money. Support from a network sometimes costs the council less than other support. "
        f"When it does, the council gives {network} a share of what is left over. They spend it on people in the "
        "area. It must never change what you need or get."
    )


def planner_in_writing(planner: str, network: str) -> str:
    """Who will come, and by when (the first visit's clock is told by the caller's page, not promised here)."""
    return (
        f"{planner} from {network} will get in touch to come and see you. You will plan your support together.\n\n"
        "You can have somebody you trust beside you. If the time does not suit, say so and choose another."
    )


def rates(rows: Iterable[CohortRow], *, start: date, end: date) -> Rates:
    """People once each, in the cohort of their first eligible decision from `start` to `end`, both days included."""
    people = _people_once(rows, start, end)
    e = len(people)
    o, a, h = (sum(getattr(row, fact) for row in people) for fact in ("offered", "accepted", "reached"))
    missed = [row for row in people if row.closed and not row.reached]
    by_reason: dict[str, int] = {}
    for row in missed:
        by_reason[row.failure_code] = by_reason.get(row.failure_code, 0) + 1
    declined = by_reason.get(FailureCode.PERSON_DECLINED, 0)
    return Rates(
        eligible=e,
        offered=o,
        accepted=a,
        reached=h,
        waiting=sum(not row.closed and not row.reached for row in people),
        declined=declined,
        avoidable=len(missed) - declined,
        offer_rate=_percent(o, e),
        take_up=_percent(a, o),
        completion=_percent(h, a),
        handover_rate=_percent(h, e),
        by_reason=MappingProxyType(by_reason),
    )


def published_rates(found: Rates) -> PublishedRates:
    """Counts under five go, and so does a count whose difference from one already shown is one to four people."""
    shown: list[int] = []
    counts: list[int | None] = []
    for count in (found.eligible, found.offered, found.accepted, found.reached):
        safe = count >= SUPPRESS_COUNTS_BELOW and all(
            other == count or other - count >= SUPPRESS_COUNTS_BELOW for other in shown
        )
        counts.append(count if safe else None)
        if safe:
            shown.append(count)
    e, o, a, h = counts
    return PublishedRates(e, o, a, h, _suppressed(o, e), _suppressed(a, o), _suppressed(h, a), _suppressed(h, e))


def failure_problem(*, code: str, text: str = "", allowed: Collection[str], area_served: bool) -> Problem | None:
    """Is this a reason, with its words where it needs them? `allowed` is one of the lists above."""
    if code not in allowed:
        return Problem("Choose the reason from the list", "failure_reason", "unknown_failure_code")
    if code == FailureCode.NO_NETWORK_IN_AREA and area_served:
        return Problem("A network does serve this address. Choose another reason", "failure_reason", "area_is_served")
    if code in NEEDS_TEXT and not text.strip():
        return Problem("Say in your own words why it wasn't right", "failure_text", "failure_text_missing")
    return _too_long(text, "failure_text")


def offer_problems(*, area_served: bool, explained_how: str) -> tuple[Problem, ...]:
    """Before an offer: a network serves the address, and the offer was explained in a form the person can follow."""
    found = [_too_long(explained_how, "explained_how")]
    if not area_served:
        found.append(Problem("No network serves this address. Say so as the reason instead", "network", "area_served"))
    if not explained_how.strip():
        found.append(Problem("Say how you explained the offer to the person", "explained_how", "offer_explained"))
    return tuple(problem for problem in found if problem)


def next_network_problem(*, chosen: int, declined: Collection[int]) -> Problem | None:
    """After a no, an offer goes to another network."""
    if chosen in declined:
        return Problem(
            "This network has said no. Choose another, or plan with the council", "network", "network_declined"
        )
    return None


def answer_problems(
    *,
    accepts: bool,
    planner_given: bool = False,
    reason: str = "",
    places: int | None = None,
    working_with: int = 0,
    why_over: str = "",
) -> tuple[Problem, ...]:
    """The network's answer. A yes names a planner; a yes beyond its own number of places says why; a no has a reason.

    `places` None means the network has not said how many people it can work with: then nothing is counted.
    """
    found = [_too_long(reason, "reason"), _too_long(why_over, "why_over")]
    if not accepts and not reason.strip():
        found.append(Problem("Say why the network cannot take this on", "reason", "reason_given"))
    if accepts and not planner_given:
        found.append(Problem("Name the planner who will visit", "planner", "planner_named"))
    if accepts and places is not None and places_left(places, working_with) == 0 and not why_over.strip():
        full = f"The network has {places} places and works with {working_with} people. Say how you will manage one more"
        found.append(Problem(full, "why_over", "network_full"))
    return tuple(problem for problem in found if problem)


# ---- how much room a network has ----

MAX_CAPACITY = 9_999
CAPACITY_FRESH_DAYS = 28  # [design] older than four weeks: ring before you rely on it
MAX_NOTE = 2_000


def capacity_in_words(places: int, unit: str) -> str:
    """12, at_once -> "12 people at the same time"."""
    words = CapacityUnit(unit).label
    return f"{places:,} {words.replace('people', 'person', 1) if places == 1 else words}"


def freshness(*, as_of: date, until: date | None, today: date) -> str:
    """fresh, old (said long ago), or over (its last day has passed: it no longer counts)."""
    if until is not None and until < today:
        return "over"
    return "old" if (today - as_of).days > CAPACITY_FRESH_DAYS else "fresh"


def capacity_problems(
    *, places: int, unit: str, as_of: date, until: date | None, words: str, today: date
) -> tuple[Problem, ...]:
    """A number with its unit, a day that has come, and no end before that day or before today."""
    found = []
    if not 0 <= places <= MAX_CAPACITY:
        found.append(Problem(f"The number of places must be from 0 to {MAX_CAPACITY:,}", "places", "out_of_range"))
    if unit not in CapacityUnit:
        found.append(Problem("Choose what the number counts", "unit", "unknown_unit"))
    if as_of > today:
        found.append(Problem("Choose today or an earlier day", "as_of", "in_the_future"))
    if until is not None and until < max(as_of, today):
        found.append(Problem("The last day must be today or later", "until", "ends_before_start"))
    if len(words) > MAX_SHORT:
        found.append(Problem(f"Write {MAX_SHORT} characters or fewer", "words", "too_long"))
    return tuple(found)


def note_problems(*, about: str, words: str) -> tuple[Problem, ...]:
    """A coaching note says something to try, about nothing or about one of the reasons."""
    found = []
    if about and about not in FailureCode:
        found.append(Problem("Choose what it is about from the list", "about", "unknown_failure_code"))
    if not words.strip():
        found.append(Problem("Write what could be tried", "words", "no_words"))
    if len(words) > MAX_NOTE:
        found.append(
            Problem(f"Write {MAX_NOTE:,} characters or fewer. There are {len(words):,} now", "words", "too_long")
        )
    return tuple(found)


def places_left(places: int, working_with: int) -> int:
    """Never below nought: a network that took one more has no places left, not a debt."""
    if places < 0 or working_with < 0:
        raise DomainError("Places and people must be 0 or more", field="places", code="out_of_range")
    return max(0, places - working_with)


def _people_once(rows: Iterable[CohortRow], start: date, end: date) -> list[CohortRow]:
    """One row a person. A later decision in the period adds what it reached; it never adds a second person."""
    if end < start:
        raise DomainError("The period ends before it starts. Change one of the dates", field="end", code="dates")
    found: dict[int, CohortRow] = {}
    for row in sorted(rows, key=lambda one: (one.eligible_on, one.person_id)):
        _check(row)
        if start <= row.eligible_on <= end:
            first = found.get(row.person_id)
            found[row.person_id] = _combined(first, row) if first else row
    # Served or not is settled at the first decision: outside served areas nobody was ever in E.
    return [row for row in found.values() if row.served]


def _combined(first: CohortRow, later: CohortRow) -> CohortRow:
    return CohortRow(
        person_id=first.person_id,
        eligible_on=first.eligible_on,
        served=first.served,
        offered=first.offered or later.offered,
        accepted=first.accepted or later.accepted,
        reached=first.reached or later.reached,
        closed=later.closed,
        failure_code=later.failure_code or first.failure_code,
    )


def _check(row: CohortRow) -> None:
    """Each stage needs the one before it: numbers that could not have happened are not averaged away."""
    if (row.accepted and not row.offered) or (row.reached and not row.accepted):
        raise DomainError(
            "A yes is recorded before the step it answers. Put the record right",
            field="accepted",
            code="impossible_row",
        )
    if row.failure_code and row.failure_code not in FailureCode:
        raise DomainError(
            f"“{row.failure_code}” is not a reason on the list", field="failure_code", code="unknown_code"
        )


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(part * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def _suppressed(part: int | None, whole: int | None) -> Decimal | None:
    return None if part is None or whole is None else _percent(part, whole)


def _too_long(text: str, field: str) -> Problem | None:
    if len(text) <= MAX_TEXT:
        return None
    return Problem(f"Write {MAX_TEXT:,} characters or fewer. There are {len(text):,} now", field, "too_long")
