"""Neighbourhood teams: how closely a team keeps in touch, shared goals, and when to look again.

Source: docs/rules/systems.md 20 (GPs, nurses, therapists, social workers: risk-stratify -> team plan ->
self-management).
"""

from collections.abc import Collection
from datetime import date, timedelta

from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.roles import Capability, roles_that

# Who works in a neighbourhood team. Nobody of a provider, and no volunteer developer: they give support, and see that.
TEAM_WORK = roles_that(Capability.WORK_IN_TEAM)
TIERS = "risk_tier"  # the list in reference, with whether it was checked
LOOK_AGAIN_WITHIN_DAYS = 366

# Why somebody may be brought to a team: their own agreement, or a best-interests decision where they cannot decide.
AGREEMENT_BASES: frozenset[str] = frozenset({AgreementBasis.AGREEMENT, AgreementBasis.BEST_INTERESTS})


def tier_problems(
    *, tier: str, known_tiers: Collection[str], why: str, next_look_on: date, today: date
) -> tuple[Problem, ...]:
    """Return what is missing about a tier: one of the list, the reason, and the day to look again."""
    problems = []
    if tier not in known_tiers:
        problems.append(Problem("Choose how closely the team keeps in touch", "tier", "tier_missing"))
    if not why.strip():
        problems.append(Problem("Say why, in words they can read", "why", "why_missing"))
    return (*problems, *next_look_problems(next_look_on, today))


def next_look_problems(next_look_on: date, today: date) -> tuple[Problem, ...]:
    """Return what is wrong with the day to look again: after today, and within a year."""
    if next_look_on <= today:
        return (Problem("Enter a day after today", "next_look_on", "look_over"),)
    if next_look_on > today + timedelta(days=LOOK_AGAIN_WITHIN_DAYS):
        return (Problem("Look again within a year", "next_look_on", "look_too_late"),)
    return ()


def goal_problems(*, words: str, said_by: str, who: str, what: str, by_on: date, today: date) -> tuple[Problem, ...]:
    """Return what is missing about a goal: the person's words, and who does what by when."""
    required = (
        (words, "words", "Write what they want, in their own words"),
        (said_by, "said_by", "Say who told you"),
        (who, "who", "Say who does something about it"),
        (what, "what", "Say what they do"),
    )
    problems = [Problem(message, field, f"{field}_missing") for text, field, message in required if not text.strip()]
    if by_on < today:
        problems.append(Problem("Enter today or a later day", "by_on", "day_over"))
    return tuple(problems)


def meeting_problems(
    *, met_on: date, there: str, words: str, next_look_on: date, brought_on: date, today: date
) -> tuple[Problem, ...]:
    """Return what is wrong with the record of a meeting."""
    problems = []
    if met_on > today:
        problems.append(Problem("Enter a day that is today or earlier", "met_on", "met_later"))
    elif met_on < brought_on:
        problems.append(Problem("They were not known to the team that day. Check the date", "met_on", "met_before"))
    if not there.strip():
        problems.append(Problem("Say who was there", "there", "there_missing"))
    if not words.strip():
        problems.append(Problem("Write what was said", "words", "words_missing"))
    return (*problems, *next_look_problems(next_look_on, today))


def is_due(next_look_on: date | None, today: date) -> bool:
    """Return whether the day to look again has come, or none is set."""
    return next_look_on is None or next_look_on <= today
