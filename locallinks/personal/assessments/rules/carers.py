"""The parts of a carer's assessment (docs/rules/care-act.md 4). The test of a carer is in `eligibility`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.assessments.choices import PartKind, Willingness
from locallinks.personal.assessments.rules.eligibility import CARER_ABILITIES, CARER_OUTCOMES
from locallinks.personal.assessments.rules.needs_assessment import MAX_WORDS, AssessmentPart

# What matters to the carer first; then the caring; then whether they can and want to go on; then the test.
CARER_PARTS: Mapping[str, AssessmentPart] = MappingProxyType(
    {
        part.slug: part
        for part in (
            AssessmentPart(
                "what-matters",
                "What matters to you",
                "What matters to you, apart from caring?",
                "What would you like to do, or do again?",
            ),
            AssessmentPart(
                "caring",
                "The help you give",
                "What do you do for them?",
                "Think of a usual week, the nights, and the worry",
            ),
            AssessmentPart(
                "around",
                "Who helps you",
                "Who is there for you?",
                "Family, friends, work, groups, other carers",
                tried="What have you tried, to make it easier?",
            ),
            AssessmentPart(
                "going-on",
                "Going on with it",
                "Are you able to go on, and do you want to?",
                "You have a choice. Nobody has to go on because nobody else is there",
                kind=PartKind.WILLING,
            ),
            *(
                AssessmentPart(outcome.code.lower(), outcome.plain, outcome.plain, kind=PartKind.OUTCOME)
                for outcome in CARER_OUTCOMES.values()
            ),
            AssessmentPart(
                "necessary",
                "Why help is needed",
                "Does caring cause these needs, and does the adult need this care?",
                "It does not matter whether the adult has a right to support",
                kind=PartKind.YES_NO,
            ),
            AssessmentPart(
                "health",
                "Your health",
                "Is caring making the carer ill, or could it?",
                "In body or mind",
                kind=PartKind.YES_NO,
            ),
            AssessmentPart(
                "wellbeing",
                "The effect on your life",
                "Is there a big effect on the carer's wellbeing, now or likely soon?",
                kind=PartKind.YES_NO,
            ),
        )
    }
)


def carer_part_problems(part: AssessmentPart, answers: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return why a part cannot be saved: an answer outside its list, a question left open, or too long a text."""
    problems = []
    if part.kind == PartKind.OUTCOME and answers.get("ability") not in CARER_ABILITIES:
        problems.append(Problem(f"Choose an answer for “{part.title}”", "ability", "unknown_ability"))
    if part.kind == PartKind.YES_NO and not isinstance(answers.get("answer"), bool):
        problems.append(Problem("Choose yes or no", "answer", "unanswered"))
    if part.kind == PartKind.WILLING:
        for field, message in (
            ("able", "Choose if they are able to go on"),
            ("willing", "Choose if they want to go on"),
        ):
            if answers.get(field) not in Willingness:
                problems.append(Problem(message, field, "unanswered"))
    problems += [
        Problem(f"Write {MAX_WORDS:,} characters or fewer", field, "too_long")
        for field in ("words", "tried")
        if len(answers.get(field, "")) > MAX_WORDS
    ]
    return tuple(problems)


def next_carer_part(slug: str) -> str | None:
    """Return the slug of the part after this one, or None after the last."""
    slugs = list(CARER_PARTS)
    place = slugs.index(slug) + 1
    return slugs[place] if place < len(slugs) else None
