"""Eligibility under the Care Act: the adult's test (docs/rules/care-act.md 3) and the carer's (section 4).

The rules return booleans and reasons. The social worker decides, and may decide otherwise with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.personal.assessments.choices import Ability


@dataclass(frozen=True)
class Outcome:
    code: str
    statute: str  # the short label of the regulations
    plain: str  # what a page says


def _outcomes(*rows: tuple[str, str, str]) -> Mapping[str, Outcome]:
    return MappingProxyType({code: Outcome(code, statute, plain) for code, statute, plain in rows})


ADULT_OUTCOMES = _outcomes(
    ("A1", "managing and maintaining nutrition", "Eating and drinking well"),
    ("A2", "maintaining personal hygiene", "Washing and keeping clean"),
    ("A3", "managing toilet needs", "Using the toilet"),
    ("A4", "being appropriately clothed", "Getting dressed for the day and the weather"),
    ("A5", "making use of the home safely", "Moving around at home safely"),
    ("A6", "maintaining a habitable home environment", "Keeping home clean and safe"),
    ("A7", "developing and maintaining family or other personal relationships", "Family and friends"),
    ("A8", "accessing and engaging in work, training, education or volunteering", "Work, learning or volunteering"),
    (
        "A9",
        "making use of necessary facilities or services in the local community, "
        "including public transport and recreational facilities or services",
        "Getting out and about: shops, buses, clubs",
    ),
    ("A10", "carrying out any caring responsibilities for a child", "Looking after a child"),
)

CARER_OUTCOMES = _outcomes(
    ("C1", "carrying out any caring responsibilities for a child", "Looking after a child"),
    ("C2", "providing care to other persons", "Looking after other people"),
    ("C3", "maintaining a habitable home environment", "Keeping your own home clean and safe"),
    ("C4", "managing and maintaining nutrition", "Eating and drinking well"),
    ("C5", "developing and maintaining family or other personal relationships", "Family and friends"),
    ("C6", "engaging in work, training, education or volunteering", "Work, learning or volunteering"),
    (
        "C7",
        "making use of necessary facilities or services in the local community",
        "Getting out to shops and services",
    ),
    ("C8", "engaging in recreational activities", "Time for things you enjoy"),
)

# Carers have three limbs only: taking longer is not one of them (docs/rules/care-act.md 4).
CARER_ABILITIES = tuple(ability for ability in Ability if ability != Ability.UNABLE_TIME)

ADULT_NEEDS_AT_LEAST = 2
CARER_NEEDS_AT_LEAST = 1

CARER_BLIND_NOTE = (
    "Answer as if nobody helped. Leave out what family, friends or volunteers do now: that help is counted later, "
    "in the plan, never in this decision."
)


@dataclass(frozen=True)
class Eligibility:
    """The result of the test. `unable` lists outcome codes in the order of the regulations."""

    eligible: bool
    has_qualifying_cause: bool
    has_unmet_outcomes: bool
    has_significant_impact: bool
    unable: tuple[str, ...]
    reasons: tuple[str, ...]


def adult_eligibility(
    *, has_qualifying_cause: bool | None, abilities: Mapping[str, str], significant_impact: bool | None
) -> Eligibility:
    """Return the result of the adult's test (Care Act 2014 s.13; docs/rules/care-act.md 3).

    All three conditions must be met: an impairment or illness (no diagnosis is needed), two or more outcomes that the
    person is unable to achieve, and a significant impact on wellbeing. Raises DomainError naming each open question.
    """
    _check(
        {
            "has_qualifying_cause": (
                has_qualifying_cause,
                "Say if the needs come from an impairment or illness. No diagnosis is needed",
            ),
            "significant_impact": (significant_impact, "Say if there is a big effect on wellbeing, now or likely"),
        },
        abilities,
        ADULT_OUTCOMES,
        tuple(Ability),
    )
    unable = _unable(abilities, ADULT_OUTCOMES)
    enough = len(unable) >= ADULT_NEEDS_AT_LEAST
    reasons = (
        _say(has_qualifying_cause, "The needs come from a physical or mental impairment or illness."),
        _count(unable, ADULT_OUTCOMES, enough, "two"),
        _say(significant_impact, "This has a big effect on wellbeing, or is likely to."),
    )
    return Eligibility(
        bool(has_qualifying_cause and enough and significant_impact),
        bool(has_qualifying_cause),
        enough,
        bool(significant_impact),
        unable,
        reasons,
    )


def carer_eligibility(
    *,
    necessary_care: bool | None,
    health_at_risk: bool | None,
    abilities: Mapping[str, str],
    significant_impact: bool | None,
) -> Eligibility:
    """Return the result of the carer's test (Care Act 2014 s.13; docs/rules/care-act.md 4).

    All three conditions must be met: needs that come from giving necessary care, health at risk or one outcome not
    achieved, and a significant impact on wellbeing. Whether the adult is eligible makes no difference. Raises
    DomainError naming each open question.
    """
    _check(
        {
            "necessary_care": (necessary_care, "Say if the needs come from giving care that is necessary"),
            "health_at_risk": (health_at_risk, "Say if the carer's health is getting worse, or may"),
            "significant_impact": (significant_impact, "Say if there is a big effect on wellbeing, now or likely"),
        },
        abilities,
        CARER_OUTCOMES,
        CARER_ABILITIES,
    )
    unable = _unable(abilities, CARER_OUTCOMES)
    enough = len(unable) >= CARER_NEEDS_AT_LEAST
    second = bool(health_at_risk) or enough
    reasons = (
        _say(necessary_care, "The needs come from giving care that is necessary."),
        _say(health_at_risk, "The carer's health is getting worse, or is at risk."),
        _count(unable, CARER_OUTCOMES, enough, "one"),
        _say(significant_impact, "This has a big effect on wellbeing, or is likely to."),
    )
    return Eligibility(
        bool(necessary_care and second and significant_impact),
        bool(necessary_care),
        second,
        bool(significant_impact),
        unable,
        reasons,
    )


def decision_facts(*, test_answered: bool, written_reasons: str) -> dict[str, bool]:
    """Return the facts that the `decide_eligibility` step of the pathway asks for."""
    return {"test_stored": test_answered, "written_reasons": bool(written_reasons.strip())}


def _check(
    questions: Mapping[str, tuple[bool | None, str]],
    abilities: Mapping[str, str],
    outcomes: Mapping[str, Outcome],
    known: tuple[Ability, ...],
) -> None:
    """Raise DomainError unless every question and outcome has an answer from its list: no answer is not "able"."""
    problems = [Problem(ask, field, "unanswered") for field, (answer, ask) in questions.items() if answer is None]
    for code, outcome in outcomes.items():
        answer = abilities.get(code, "")
        if not answer:
            problems.append(Problem(f"Choose an answer for “{outcome.plain}” ({code})", code, "unanswered"))
        elif answer not in known:
            problems.append(
                Problem(
                    f"“{answer}” is not an answer for “{outcome.plain}” ({code}). Choose one", code, "unknown_ability"
                )
            )
    for code in abilities:
        if code not in outcomes:
            problems.append(Problem(f"“{code}” is not an outcome of this test. Take it out", code, "unknown_outcome"))
    if problems:
        raise DomainError(problems=problems)


def _unable(abilities: Mapping[str, str], outcomes: Mapping[str, Outcome]) -> tuple[str, ...]:
    return tuple(code for code in outcomes if abilities[code] != Ability.ABLE)


def _say(met: bool | None, sentence: str) -> str:
    return f"Yes. {sentence}" if met else f"No. We did not find this: {sentence[0].lower()}{sentence[1:]}"


def _count(unable: tuple[str, ...], outcomes: Mapping[str, Outcome], enough: bool, least: str) -> str:
    if not unable:
        return f"No. Help is not needed with any part of daily life on the list; the test asks for {least} or more."
    named = "; ".join(outcomes[code].plain for code in unable)
    return (
        f"{'Yes' if enough else 'No'}. Help is needed with {len(unable)}: {named}. The test asks for {least} or more."
    )
