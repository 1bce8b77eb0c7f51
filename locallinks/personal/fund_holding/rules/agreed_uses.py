"""What a direct payment may be used for, and who may be paid with it (docs/rules/care-act.md 7)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.fund_holding.choices import PayeeRelation, UseKind

# What it is never used for, with what to do instead.
NEVER: Mapping[UseKind, str] = MappingProxyType(
    {
        UseKind.CARE_HOME: "A direct payment cannot pay for living in a care home. The council arranges that with them",
        UseKind.COUNCIL: "A direct payment cannot buy the council's own services. The council gives them without it",
    }
)
# Somebody is paid: the use says who, and how they are related.
PAID_USES = frozenset({UseKind.CARER, UseKind.MANAGING})
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Stay:
    """From the day somebody goes into the care home, up to but not counting the day they leave."""

    starts_on: date
    ends_on: date


def use_problems(
    *, kind: str, words: str, need: str, needs: Collection[str], payee: str, relation: str, why_necessary: str
) -> list[Problem]:
    """Return why a direct payment may not be used for something (docs/rules/care-act.md 7).

    It is only for a need in the plan, and never pays for living in a care home or for the council's own services. A
    close relative in the same home is paid to care only where the council finds it necessary and says why, and for
    looking after the money without that.
    """
    if kind not in UseKind:
        return [Problem("Choose what it is", "kind", "unknown_kind")]
    if (kind := UseKind(kind)) in NEVER:
        return [Problem(NEVER[kind], "kind", f"never_{kind}")]
    problems = []
    if not words.strip():
        problems.append(Problem("Say what it is, in a few words", "words", "no_words"))
    if need not in needs:
        problems.append(
            Problem("Choose the need it is for. It is only for needs in the plan", "need", "not_in_the_plan")
        )
    if kind in PAID_USES:
        problems += _payee_problems(kind, payee, relation, why_necessary)
    return problems


def _payee_problems(kind: str, payee: str, relation: str, why_necessary: str) -> list[Problem]:
    problems = []
    if not payee.strip():
        problems.append(Problem("Enter who is paid", "payee", "no_payee"))
    if relation not in PayeeRelation:
        problems.append(Problem("Choose how they are related", "relation", "unknown_relation"))
    if kind == UseKind.CARER and relation == PayeeRelation.SAME_HOME and not why_necessary.strip():
        message = "Somebody close in the same home is paid to care only where that is necessary. Say why it is"
        problems.append(Problem(message, "why_necessary", "not_necessary"))
    return problems


def stay_problem(
    *, starts_on: date | None, ends_on: date | None, before: Collection[Stay], most_weeks: int, apart_weeks: int
) -> Problem | None:
    """Return why a short stay cannot be agreed: at most `most_weeks` weeks in a row in any twelve months.

    Stays less than `apart_weeks` weeks apart count as one; those further apart do not add up.
    """
    if starts_on is None or ends_on is None or ends_on <= starts_on:
        return Problem("Enter the day they go in and a later day on which they leave", "ends_on", "no_days")
    if any(stay.starts_on < ends_on and starts_on < stay.ends_on for stay in before):
        return Problem("Another stay is written down for some of these days", "starts_on", "overlaps")
    chain = _run_of_stays(Stay(starts_on, ends_on), before, timedelta(weeks=apart_weeks))
    if any(_days_within(chain, stay.ends_on) > most_weeks * 7 for stay in chain):
        message = f"Short stays come to more than {most_weeks} weeks on end in 12 months. Make this one shorter"
        return Problem(message, "ends_on", "too_long")
    return None


def _run_of_stays(new: Stay, before: Collection[Stay], apart: timedelta) -> list[Stay]:
    """Return the stays that count as one with the new stay: each less than `apart` from the next."""
    run: list[Stay] = []
    for stay in sorted([new, *before], key=lambda each: each.starts_on):
        if run and stay.starts_on - run[-1].ends_on >= apart:
            if new in run:
                break
            run = []
        run.append(stay)
    return run


def _days_within(chain: Collection[Stay], until: date) -> int:
    """Return how many days of these stays are in the twelve months up to a day."""
    since = until - YEAR
    return sum(max(0, (min(stay.ends_on, until) - max(stay.starts_on, since)).days) for stay in chain)
