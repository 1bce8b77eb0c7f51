"""Rules of introductions: reasons and rates, letters, the network's answer, and its capacity.

Source: docs/rules/local-links.md 4. The code says "handover"; pages say "introduction", and that somebody "did not
reach the network".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.personal.handovers.choices import CapacityUnit, FailureCode, Freshness

MAX_TEXT = 5000
MAX_SHORT = 500
SUPPRESS_COUNTS_BELOW = 5

# Reasons that need an explanation in words.
NEEDS_TEXT: frozenset[FailureCode] = frozenset({FailureCode.JUDGED_UNSUITABLE})
# Who may give which reason. A social worker who made no offer cannot say that the person or the network declined.
NOT_OFFERED_CODES: tuple[FailureCode, ...] = tuple(
    code for code in FailureCode if code not in (FailureCode.NETWORK_DECLINED, FailureCode.PERSON_DECLINED)
)
PERSON_CODES: tuple[FailureCode, ...] = (
    FailureCode.PERSON_DECLINED,
    FailureCode.CONSENT_REFUSED,
    FailureCode.LOST_NO_RESPONSE,
)
NETWORK_CODES: tuple[FailureCode, ...] = (FailureCode.NETWORK_FULL, FailureCode.NETWORK_DECLINED)


@dataclass(frozen=True)
class CohortRow:
    """An eligible decision and its outcome. `closed` without `reached` means that the person reached no network."""

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
    """The counts E, O, A and H of docs/rules/local-links.md 4, and the rates in percent; None for a rate of nobody.

    People who are still waiting count neither as reached nor as missed.
    """

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
    """Rates without small counts, and without counts from which a small one could be worked out: those are None."""

    eligible: int | None
    offered: int | None
    accepted: int | None
    reached: int | None
    offer_rate: Decimal | None
    take_up: Decimal | None
    completion: Decimal | None
    handover_rate: Decimal | None


def offer_in_writing(network: str) -> str:
    """Return the letter that goes with every offer. It says what the network gains (docs/rules/local-links.md 8)."""
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
    """Return the letter that says who will visit. It names no date: the planner agrees one with the person."""
    return (
        f"{planner} from {network} will get in touch to come and see you. You will plan your support together.\n\n"
        "You can have somebody you trust beside you. If the time does not suit, say so and choose another."
    )


def rates(rows: Iterable[CohortRow], *, start: date, end: date) -> Rates:
    """Return the counts and rates for decisions from `start` to `end`, both days included.

    Each person is counted once, with their first decision in the period. Raises DomainError for rows that cannot be.
    """
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


def published_rates(rates: Rates) -> PublishedRates:
    """Return the rates without counts under five, or counts that differ by one to four from one already shown."""
    shown: list[int] = []
    counts: list[int | None] = []
    for count in (rates.eligible, rates.offered, rates.accepted, rates.reached):
        safe = count >= SUPPRESS_COUNTS_BELOW and all(
            other == count or other - count >= SUPPRESS_COUNTS_BELOW for other in shown
        )
        counts.append(count if safe else None)
        if safe:
            shown.append(count)
    e, o, a, h = counts
    return PublishedRates(e, o, a, h, _suppressed(o, e), _suppressed(a, o), _suppressed(h, a), _suppressed(h, e))


def failure_problem(*, code: str, text: str = "", allowed: Collection[str], area_served: bool) -> Problem | None:
    """Return what is wrong with a reason, or None. `allowed` is one of the lists above."""
    if code not in allowed:
        return Problem("Choose the reason from the list", "failure_reason", "unknown_failure_code")
    if code == FailureCode.NO_NETWORK_IN_AREA and area_served:
        return Problem("A network does serve this address. Choose another reason", "failure_reason", "area_is_served")
    if code in NEEDS_TEXT and not text.strip():
        return Problem("Say in your own words why it wasn't right", "failure_text", "failure_text_missing")
    return _too_long(text, "failure_text")


def offer_problems(*, area_served: bool, explained_how: str) -> tuple[Problem, ...]:
    """Return what is missing: a network that serves the address, or how the offer was explained."""
    problems = [_too_long(explained_how, "explained_how")]
    if not area_served:
        problems.append(
            Problem("No network serves this address. Say so as the reason instead", "network", "area_served")
        )
    if not explained_how.strip():
        problems.append(Problem("Say how you explained the offer to the person", "explained_how", "offer_explained"))
    return tuple(problem for problem in problems if problem)


def next_network_problem(*, chosen: int, declined: Collection[int]) -> Problem | None:
    """Return a problem where the chosen network has declined before."""
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
    """Return what is missing from a network's answer.

    A no needs a reason. A yes needs a planner, and says how the network will manage where it has no place left. With
    `places` None the network has recorded no capacity, so places are not counted.
    """
    problems = [_too_long(reason, "reason"), _too_long(why_over, "why_over")]
    if not accepts and not reason.strip():
        problems.append(Problem("Say why the network cannot take this on", "reason", "reason_given"))
    if accepts and not planner_given:
        problems.append(Problem("Name the planner who will visit", "planner", "planner_named"))
    if accepts and places is not None and places_left(places, working_with) == 0 and not why_over.strip():
        full = f"The network has {places} places and works with {working_with} people. Say how you will manage one more"
        problems.append(Problem(full, "why_over", "network_full"))
    return tuple(problem for problem in problems if problem)


# ---- the capacity of a network ----

MAX_CAPACITY = 9_999
CAPACITY_FRESH_DAYS = 28  # our number: no source sets one
MAX_NOTE = 2_000


def capacity_in_words(places: int, unit: str) -> str:
    """Return the capacity in words, such as "12 people at the same time"."""
    label = CapacityUnit(unit).label
    return f"{places:,} {label.replace('people', 'person', 1) if places == 1 else label}"


def freshness(*, as_of: date, until: date | None, today: date) -> Freshness:
    """Return whether a capacity is fresh, old (recorded over 28 days ago), or over because its last day has passed."""
    if until is not None and until < today:
        return Freshness.OVER
    return Freshness.OLD if (today - as_of).days > CAPACITY_FRESH_DAYS else Freshness.FRESH


def capacity_problems(
    *, places: int, unit: str, as_of: date, until: date | None, words: str, today: date
) -> tuple[Problem, ...]:
    """Return what is wrong with a capacity: its number, its unit, or days in the wrong order."""
    problems = []
    if not 0 <= places <= MAX_CAPACITY:
        problems.append(Problem(f"The number of places must be from 0 to {MAX_CAPACITY:,}", "places", "out_of_range"))
    if unit not in CapacityUnit:
        problems.append(Problem("Choose what the number counts", "unit", "unknown_unit"))
    if as_of > today:
        problems.append(Problem("Choose today or an earlier day", "as_of", "in_the_future"))
    if until is not None and until < max(as_of, today):
        problems.append(Problem("The last day must be today or later", "until", "ends_before_start"))
    if len(words) > MAX_SHORT:
        problems.append(Problem(f"Write {MAX_SHORT} characters or fewer", "words", "too_long"))
    return tuple(problems)


def note_problems(*, about: str, words: str) -> tuple[Problem, ...]:
    """Return what is wrong with a coaching note. `about` is a code of FailureCode, or empty."""
    problems = []
    if about and about not in FailureCode:
        problems.append(Problem("Choose what it is about from the list", "about", "unknown_failure_code"))
    if not words.strip():
        problems.append(Problem("Write what could be tried", "words", "no_words"))
    if len(words) > MAX_NOTE:
        problems.append(
            Problem(f"Write {MAX_NOTE:,} characters or fewer. There are {len(words):,} now", "words", "too_long")
        )
    return tuple(problems)


def places_left(places: int, working_with: int) -> int:
    """Return the free places, never below 0. Raises DomainError for a negative number."""
    if places < 0 or working_with < 0:
        raise DomainError("Places and people must be 0 or more", field="places", code="out_of_range")
    return max(0, places - working_with)


def _people_once(rows: Iterable[CohortRow], start: date, end: date) -> list[CohortRow]:
    """One row for each person: a later decision in the period adds its outcome to the first."""
    if end < start:
        raise DomainError("The period ends before it starts. Change one of the dates", field="end", code="dates")
    by_person: dict[int, CohortRow] = {}
    for row in sorted(rows, key=lambda row: (row.eligible_on, row.person_id)):
        _check(row)
        if start <= row.eligible_on <= end:
            first = by_person.get(row.person_id)
            by_person[row.person_id] = _combined(first, row) if first else row
    # Whether a network served the person is decided by the first decision. Nobody outside served areas counts in E.
    return [row for row in by_person.values() if row.served]


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
    """Raise DomainError for a row in which a stage lacks the one before it."""
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


def raise_problems(*problems: Problem | None) -> None:
    """Raise DomainError with all of these problems, if there is any."""
    present = [problem for problem in problems if problem]
    if present:
        raise DomainError(problems=present)


def _too_long(text: str, field: str) -> Problem | None:
    if len(text) <= MAX_TEXT:
        return None
    return Problem(f"Write {MAX_TEXT:,} characters or fewer. There are {len(text):,} now", field, "too_long")
