"""The parts of an assessment, in order, and what each answer may be (docs/rules/care-act.md 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.assessments.choices import Ability, PartKind, WellbeingArea, WellbeingEffect
from locallinks.personal.assessments.rules.eligibility import ADULT_OUTCOMES, Outcome

MAX_WORDS = 5000


@dataclass(frozen=True)
class AssessmentPart:
    """One page of an assessment."""

    slug: str
    title: str
    question: str
    hint: str = ""
    kind: PartKind = PartKind.WORDS
    tried: str = ""  # the question about what was tried already, in the parts that have one


def _outcome_part(outcome: Outcome) -> AssessmentPart:
    return AssessmentPart(outcome.code.lower(), outcome.plain, outcome.plain, kind=PartKind.OUTCOME)


# The person's strengths come first, then the people around them and the community, and services last. Each of these
# asks what was tried (docs/rules/systems.md 29). No plan is written in an assessment (docs/rules/local-links.md 4).
PARTS: Mapping[str, AssessmentPart] = MappingProxyType(
    {
        part.slug: part
        for part in (
            AssessmentPart(
                "what-matters",
                "What matters to you",
                "What matters to you?",
                "What makes a good day? What would you like to do, or do again?",
            ),
            AssessmentPart(
                "strengths",
                "What you are good at and proud of",
                "What are you good at and proud of?",
                "Think of work, family, hobbies, and things you made or led. For example: I led a majorettes troop",
                tried="What have you tried by yourself? What worked?",
            ),
            AssessmentPart(
                "people",
                "The people around you",
                "Who are the people around you?",
                "Family, friends, neighbours, pets. What do they do now? Are they able and happy to go on?",
                tried="What have you tried with them? What worked?",
            ),
            AssessmentPart(
                "community",
                "Your community",
                "What is there in your community?",
                "Places you go, or used to go: clubs, faith, shops, a park. Who do you say hello to?",
                tried="What have you tried there? What worked?",
            ),
            AssessmentPart(
                "services",
                "Services and equipment",
                "What services or equipment do you use?",
                "Think of nurses, a cleaner, an alarm, a rail, a scooter. These come last, after people and places",
                tried="What have you tried? What worked, and what did not?",
            ),
            AssessmentPart(
                "what-is-hard",
                "What is hard",
                "What is hard at the moment?",
                "What has changed? What do you think would help?",
            ),
            *(_outcome_part(outcome) for outcome in ADULT_OUTCOMES.values()),
            AssessmentPart(
                "health",
                "Where the needs come from",
                "Do these needs come from an illness or a disability?",
                kind=PartKind.HEALTH,
            ),
            AssessmentPart(
                "wellbeing",
                "The effect on daily life",
                "What effect does this have on wellbeing?",
                kind=PartKind.WELLBEING,
            ),
        )
    }
)


def part_problems(part: AssessmentPart, answers: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return why a part cannot be saved: an answer outside its list, a question left open, or too long a text."""
    problems: list[Problem] = []
    if part.kind == PartKind.OUTCOME and answers.get("ability") not in Ability:
        problems.append(Problem(f"Choose an answer for “{part.title}”", "ability", "unknown_ability"))
    if part.kind in (PartKind.HEALTH, PartKind.WELLBEING) and not isinstance(answers.get("answer"), bool):
        problems.append(Problem("Choose yes or no", "answer", "unanswered"))
    if part.kind == PartKind.WELLBEING:
        effects = answers.get("effects", {})
        problems += [
            Problem(f"Choose the effect on “{area.label}”", area, "unknown_effect")
            for area in WellbeingArea
            if effects.get(area) not in WellbeingEffect
        ]
        problems += [
            Problem(f"“{area}” is not one of the nine areas", code="unknown_area")
            for area in effects
            if area not in WellbeingArea
        ]
    problems += [
        Problem(f"Write {MAX_WORDS:,} characters or fewer", field, "too_long")
        for field in ("words", "tried")
        if len(answers.get(field, "")) > MAX_WORDS
    ]
    return tuple(problems)


def next_part(slug: str) -> str | None:
    """Return the slug of the part after this one, or None after the last."""
    slugs = list(PARTS)
    place = slugs.index(slug) + 1
    return slugs[place] if place < len(slugs) else None
